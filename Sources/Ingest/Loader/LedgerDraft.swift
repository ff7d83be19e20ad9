internal import PaymentGraph

/// The ledger that the steps of the ``Loader`` put together, and the reports on its files.
///
/// Readers of rows add to it; every later step changes rows through ``drop(_:)`` and ``countOnce(_:reason:besides:)``,
/// and reports through ``report(_:severity:summary:at:note:remedy:)``.
struct LedgerDraft {
  let inputs: [InputFile]
  var builder = LedgerBuilder()
  var records = RecordIDs()
  var facts = AccountFacts()
  /// The files with transfers, in the order in which they were read.
  private(set) var transferFiles: [TransferFile] = []
  /// The rows of statements that became transfers.
  var posted: [PostedEntry] = []
  /// The rows of messages that are not in memory.
  var recallable: [RecallableRows] = []
  /// The numbered statements of bank messages.
  var statements: [NumberedStatement] = []
  /// The relations between rows.
  var relations: [RowRelation] = []
  /// The number of transfers that loaded lists left out when they were written.
  var leftOutElsewhere = 0
  /// The pairs of accounts whose keys differ in capitals only, in words.
  var alikeInCapitals: [String] = []
  /// The reports on the files, by input.
  var readings: [FileReading?]
  /// Tells how much of the files is read.
  var meter: LoadMeter

  /// A file with transfers, and the range of its rows.
  struct TransferFile {
    let input: Int
    let rows: RowUnion.FileRows
  }

  init(_ inputs: [InputFile] = [], onProgress: (@Sendable (LoadProgress) -> Void)? = nil) {
    self.inputs = inputs
    meter = LoadMeter(of: inputs, onProgress: onProgress)
    readings = Array(repeating: nil, count: inputs.count)
  }

  /// Notes a file whose rows were read: all transfers from the first one on are its rows.
  mutating func add(transferFile input: Int, from first: Int, columns: Int) {
    transferFiles.append(
      TransferFile(
        input: input,
        rows: RowUnion.FileRows(
          range: first..<builder.transferCount, header: columns, text: inputs[input].file)))
  }

  /// Builds the ledger, and leaves the draft without rows.
  mutating func finish() -> Ledger {
    var whole = LedgerBuilder()
    swap(&whole, &builder)
    return whole.build()
  }

  // MARK: Rows

  /// Makes one transfer of rows that show one, and reports it for the files whose rows are removed.
  ///
  /// - Parameters:
  ///   - reason: the reason why the rows are one.
  ///   - besides: transfers that are removed, each for another one, although their own rows stay.
  mutating func countOnce(
    _ merged: [RowUnion.Merged], reason: OverlapReport.Reason = .sameRow,
    besides: [(gone: UInt32, kept: UInt32)] = []
  ) {
    guard !merged.isEmpty || !besides.isEmpty else { return }
    let report = OverlapReport(
      merged, in: builder, sources: transferFiles.map { inputs[$0.input].source },
      reason: reason)
    let before = transferFiles.compactMap { readings[$0.input] }
    for (number, file) in transferFiles.enumerated() {
      readings[file.input] = report.applied(to: number, of: before, file.rows.text)
    }
    drop(merged.map { ($0.gone, $0.kept) } + besides)
  }

  /// Removes transfers that others stand for, and keeps the rows of statements in step.
  mutating func drop(_ merged: [(gone: UInt32, kept: UInt32)]) {
    let moved = builder.merge(merged)
    posted = posted.compactMap { entry in
      guard let transfer = moved[Int(entry.transfer)] else { return nil }
      var entry = entry
      entry.transfer = transfer
      return entry
    }
  }

  /// Reads again the rows of messages that are not in memory.
  mutating func recallRows() {
    for rows in recallable {
      posted += rows.rows().map { row in
        var row = row
        row.entry.restate(as: builder.columns)
        return row
      }
    }
    recallable = []
  }

  /// Gives accounts other keys, and joins what is known of accounts that become one.
  ///
  /// - Returns: the new number of each account, by its old one.
  @discardableResult
  mutating func rename(_ keys: [UInt32: String], keepsSpelling: Bool = true) -> [UInt32] {
    let numbers = builder.rename(keys, keepsSpelling: keepsSpelling)
    facts.renumber(numbers)
    return numbers
  }

  // MARK: Reports

  /// Returns the citation of the row that a transfer was read from.
  func citation(of transfer: UInt32) -> Citation? {
    let row = builder.evidence(of: Int(transfer))
    let start = Int(row.byteOffset)
    return citation(
      file: Int(row.file), line: Int(row.line), byteRange: start..<start + Int(row.byteCount))
  }

  /// Returns the citation of some bytes of a file with transfers.
  func citation(file: Int, line: Int, byteRange: Range<Int>) -> Citation? {
    guard transferFiles.indices.contains(file) else { return nil }
    return Citation(
      file: inputs[transferFiles[file].input].source, line: line, byteRange: byteRange)
  }

  /// Adds a problem of a row to the report on its file.
  mutating func report(
    _ code: DiagnosticCode, severity: Severity, summary: String, at row: Citation,
    note: String, remedy: String
  ) {
    guard let file = transferFiles.first(where: { inputs[$0.input].source == row.file }) else {
      return
    }
    readings[file.input]?.add(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary, citation: row,
        excerpt: file.rows.text.excerpt(of: row.byteRange), note: note, remedy: remedy))
  }

  /// Adds problems to the reports on the files that they cite.
  mutating func report(_ diagnostics: [Diagnostic]) {
    for (file, found) in Dictionary(grouping: diagnostics, by: \.citation?.file) {
      guard let index = readings.firstIndex(where: { $0?.file == file }) else { continue }
      readings[index]?.add(found)
    }
  }
}

extension SourceText {
  /// Returns the beginning of the first line of a record, as reports show it.
  func excerpt(of range: Range<Int>) -> [UInt8] {
    let line = record(in: range).prefix { $0 != 0x0A && $0 != 0x0D }
    return Array(line.prefix(DiagnosticLog.excerptLimit))
  }
}
