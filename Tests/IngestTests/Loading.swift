import Ingest
import PaymentGraph
import TestSupport

/// Loads one text as a file.
func load(_ text: String, mapping: ColumnMapping? = nil) throws -> Intake {
  try load(Array(text.utf8), mapping: mapping)
}

/// Loads some bytes as a file.
func load(_ bytes: [UInt8], mapping: ColumnMapping? = nil) throws -> Intake {
  let folder = try TemporaryFolder()
  return try TransactionReader(mapping: mapping).read([folder.write(bytes)])
}

/// The codes of the problems found, in order.
func codes(_ intake: Intake) -> [String] { intake.diagnostics.map(\.code) }
