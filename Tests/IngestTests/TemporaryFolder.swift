import Foundation
import Ingest
import PaymentGraph

/// A folder for one test's files, removed with this object.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tributary-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and gives its path.
  func write(_ bytes: some Sequence<UInt8>, as name: String = "input.csv") throws -> String {
    let file = url.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a text and gives its path.
  func write(_ text: String, as name: String = "input.csv") throws -> String {
    try write(text.utf8, as: name)
  }
}

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
