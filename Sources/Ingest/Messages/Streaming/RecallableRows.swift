internal import PaymentGraph

/// The rows of a message that are not in memory, and can be read again from their file.
struct RecallableRows {
  let reader: StatementReader
  let assumed: EntryStream.Assumptions
  let file: InputFile
  /// The transfer of the first row; those of the others follow it.
  let first: Int
  /// The number of transfers.
  let count: Int
  /// The number of the file in the ledger.
  let number: Int

  /// Reads the rows again.
  func rows() -> [PostedEntry] {
    var reader = reader
    reader.keepsRows = true
    let assumed = assumed
    let streamed = StreamedReading(reader: reader)
    let run = try? file.file.withBytes { bytes throws(IngestError) in
      try streamed.run(
        bytes, log: DiagnosticLog(of: file.source), assuming: assumed, into: LedgerDraft())
    }
    guard case .success(let found)? = run else { return [] }
    return found.posted.map { row in
      PostedEntry(
        transfer: row.transfer + UInt32(first), entry: row.entry, profile: row.profile, file: number
      )
    }
  }
}
