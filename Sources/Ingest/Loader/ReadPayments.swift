internal import PaymentGraph

/// Reads the rows of all files of payments, one file after another.
struct ReadPayments {
  private let readers: RowReaders
  private let leavesOut: Bool
  /// The numbers of the headers: files of one header may hold the same rows.
  private var headers: [[String]: Int] = [:]
  /// True where a column of payers or beneficiaries is named as one of cards.
  private(set) var namesCardColumn = false
  /// The payments that were not final when their file was written.
  private(set) var open: [OpenRecord] = []

  init(_ readers: RowReaders, leavesOut: Bool) {
    self.readers = readers
    self.leavesOut = leavesOut
  }

  /// Reads the files; those that cannot be read are refused.
  mutating func apply(to draft: inout LedgerDraft, files: inout FileKinds) {
    for index in files.order where files.refusals[index] == nil {
      let input = draft.inputs[index]
      if let original = files.original(of: index) {
        draft.readings[index] = input.reportRepeated(of: draft.inputs[original].source)
        continue
      }
      if let archive = input.file.archive {
        draft.readings[index] = input.report(archive)
        continue
      }
      // A repeated file takes the turn of the one that it repeats, where that was refused.
      if input.isRepeated, files.found[index] == nil { files.find(index) }
      guard files.refusals[index] == nil else { continue }
      guard let finding = files.found[index] else {
        draft.readings[index] = input.reportEmpty()
        continue
      }
      if case .lookup(let header) = finding.kind, draft.readings[index] == nil {
        var readers = readers
        ReadLookups.read(index, finding: finding, header: header, into: &draft, readers: &readers)
      }
      // Where another file is refused, only further open questions matter, and a ledger has none.
      if case .transfers = finding.kind, !leavesOut, !files.refusals.isEmpty { continue }
      do throws(IngestError) {
        try read(index, finding: finding, into: &draft)
      } catch {
        files.refuse(index, error)
      }
    }
  }

  private mutating func read(
    _ index: Int, finding: HeaderFinder.Finding, into draft: inout LedgerDraft
  ) throws(IngestError) {
    let input = draft.inputs[index]
    let number = draft.builder.fileCount
    guard var columns = finding.kind.paymentColumns,
      var reader = readers.rows(of: input, finding: finding, number: number)
    else { return }
    // Entries of two kinds of message have other bytes, even where they show one payment.
    if let message = finding.message { columns.append(message.name) }
    if input.file.sheet != nil { columns.append("workbook") }
    if case .transfers(let plan) = finding.kind, plan.namesCardColumn { namesCardColumn = true }
    let first = draft.builder.transferCount
    let meter = draft.meter
    let rows = try reader.read(input, into: &draft) { meter.show(input, at: $0) }
    if rows.hasCards { namesCardColumn = true }
    let most = readers.reader.mostRows
    guard draft.builder.transferCount <= most, draft.builder.accountKeys.count <= most else {
      throw FileKinds.tooMany(input.file.path, most)
    }
    _ = draft.builder.add(input.source)
    if !input.file.isVerbatim { draft.builder.relocate(from: first, input.file.fileRange) }
    draft.builder.rejectedRowCount += rows.balance.rejected + rows.unreadElsewhere
    draft.leftOutElsewhere += rows.leftOutElsewhere
    draft.meter.pass(input)
    draft.meter.show(input, at: 0)
    open += rows.open
    draft.readings[index] = report(rows, of: input, finding: finding)
    let header = headers[columns] ?? headers.count
    headers[columns] = header
    draft.add(transferFile: index, from: first, columns: header)
  }

  private func report(
    _ rows: RowsRead, of input: InputFile, finding: HeaderFinder.Finding
  ) -> FileReading {
    var log = rows.log
    log.add(rows.contradictions)
    log.addMinorUnits(in: rows.unstatedAmounts, line: finding.headerLine)
    let format = finding.kind.format
    format?.era?.check(rows.times, profile: format?.name ?? "", &log)
    FutureDates.check(rows.times, at: FutureDates.now, &log)
    let times = rows.times
    return FileReading(
      file: input.source, encoding: input.file.encodingName, dialect: finding.words,
      headerLine: finding.message == nil ? finding.headerLine : nil, profile: format?.name ?? "",
      rows: rows.balance,
      firstTime: times.first, lastTime: times.last, totals: rows.totals,
      statedPayments: rows.statedPayments, remark: format?.remark,
      decisions: rows.decisions + finding.remarks, statement: rows.statement,
      diagnostics: log.diagnostics)
  }
}

/// Tells how much of all files is read.
struct LoadMeter {
  let onProgress: (@Sendable (LoadProgress) -> Void)?
  /// The number of bytes of all files.
  let byteCount: Int
  private var bytesBefore = 0

  init(of inputs: [InputFile], onProgress: (@Sendable (LoadProgress) -> Void)?) {
    self.onProgress = onProgress
    byteCount = inputs.reduce(0) { $0 + $1.file.count }
  }

  /// Tells the position in a file.
  func show(_ input: InputFile, at position: Int) {
    onProgress?(
      LoadProgress(
        path: input.file.path, bytesRead: bytesBefore + position, byteCount: byteCount))
  }

  /// Counts a file as read.
  mutating func pass(_ input: InputFile) { bytesBefore += input.file.count }
}

/// Makes the readers of rows, with all that the command line, accounts files and tables of ids say of a file.
struct RowReaders {
  let reader: TransactionReader
  /// The meanings of ids, by the lookup that needs them.
  var lookups: [Lookup: [[UInt8]: LookupValue]] = [:]
  /// The days of accounts that the loaded statements cover.
  var held = StatementsHeld()
  /// The accounts that accounts files give to statements that name none.
  var owners = StatementOwners()
  /// False where the rows of statements are compared with nothing.
  var keepsRows = true

  init(_ reader: TransactionReader) { self.reader = reader }

  /// Makes the fastest reader for the rows of a file; nil where they are no payments.
  ///
  /// - Parameter number: the file's number in the ledger.
  func rows(
    of input: InputFile, finding: HeaderFinder.Finding, number: Int
  ) -> (any RowReader)? {
    switch finding.kind {
    case .transfers(let plan):
      if let size = reader.bulkSize, let bulk = FastPlan(of: input, finding: finding, plan: plan) {
        return FastReader(plan: bulk, finding: finding, number: number, chunkSize: size) {
          careful(input, finding: finding, plan: plan, number: number)
        }
      }
      return careful(input, finding: finding, plan: plan, number: number)
    case .statement(let plan, let preamble):
      return statement(input, finding: finding, plan: plan, preamble: preamble)
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: return nil
    }
  }

  /// Makes a careful reader, which has read the lines before the header.
  ///
  /// It waits for the file's digest, which names accounts that the file does not name.
  func careful(
    _ input: InputFile, finding: HeaderFinder.Finding, plan: LedgerPlan, number: Int
  ) -> CarefulReader {
    var rows = CarefulReader(
      plan: plan, finding: finding, fileNumber: number, log: input.makeLog(),
      tolerance: reader.tolerance, lookups: plan.lookups.mapValues { lookups[$0] ?? [:] })
    rows.reversesNegatives = reader.reversesNegatives
    if let sheet = input.file.sheet {
      rows.cellFaults = CellFaults(sheet.faults, of: plan, dialect: finding.dialect)
    }
    input.file.withBytes { rows.readBeforeHeader(in: $0) }
    return rows
  }

  /// Makes the reader of one statement, with the forms stated for its file.
  func statement(
    _ input: InputFile, finding: HeaderFinder.Finding, plan: StatementPlan, preamble: [String]
  ) -> StatementReader {
    let path = input.file.path
    let listed = owners.account(of: path)
    let faults = (input.file.sheet?.faults).map { CellFaults($0, of: plan) }
    var statement = StatementReader(
      plan: plan, finding: finding, preamble: preamble,
      forms: FileForms(
        path: path, file: reader.statedForms(of: path), all: reader.mapping?.forms ?? StatedForms()),
      tolerance: reader.tolerance, statedAccount: reader.ownAccount(of: path),
      defaultAccount: listed ?? reader.ownAccounts[""],
      defaultReason: listed == nil ? "as requested" : "an accounts file says so",
      held: held, cellFaults: faults ?? CellFaults(),
      unknownAccount: "?:\(input.source.textDigest.hex.prefix(12)):own")
    statement.keepsRows = keepsRows
    statement.readsEntryByEntry = reader.readsEntryByEntry
    return statement
  }
}
