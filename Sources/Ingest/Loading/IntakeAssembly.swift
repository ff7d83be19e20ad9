internal import PaymentGraph

/// Puts one intake together: transfers of all files first, then accounts, then claims.
struct IntakeAssembly {
  let reader: TransactionReader
  let inputs: [TransactionReader.Input]
  /// Whether a file that cannot be read is set aside, so that the others are read all the same.
  let setsAside: Bool
  /// Why files that were set aside cannot be read, by input.
  private(set) var unread: [Int: IngestError] = [:]
  var builder = LedgerBuilder()
  var identities = IdentityRegister()
  var facts = AccountFacts()
  var claims: ClaimsReader?
  /// Which accounts are one, and which are not.
  var decisions: [PartyDecision] = []
  /// The files with transfers, in the order in which they were read, and where their rows are.
  var transferFiles: [(input: Int, number: Int, rows: RowUnion.FileRows)] = []
  /// Whose statements are that do not say it, as accounts files tell.
  var owners: [StatementOwner] = []
  /// The rows of statements that became transfers.
  var posted: [PostedEntry] = []
  /// What rows have to do with each other.
  var relations: [RowRelation] = []
  private var headers: [[String]: Int] = [:]
  /// Whether a column that names payers or payees says of itself that it holds cards.
  var namesCardColumn = false
  /// What ids stand for, by the lookup that asks.
  var lookups: [Lookup: [[UInt8]: [UInt8]]] = [:]
  var readings: [FileReading?]
  var bytesBefore = 0
  private let byteCount: Int

  init(reader: TransactionReader, inputs: [TransactionReader.Input], setsAside: Bool) {
    self.reader = reader
    self.inputs = inputs
    self.setsAside = setsAside
    readings = Array(repeating: nil, count: inputs.count)
    byteCount = inputs.reduce(0) { $0 + $1.file.count }
  }

  /// Reads all files.
  ///
  /// - Returns: what was read, and why the files that were set aside were not, by input.
  /// - Throws: why a file cannot be read, where none is set aside.
  consuming func assemble() throws(IngestError) -> (intake: Intake, unread: [Int: IngestError]) {
    let order = readingOrder
    var others: [(index: Int, finding: HeaderFinder.Finding)] = []
    var findings: [Int: HeaderFinder.Finding] = [:]
    for index in order where !isRepeated(index) {
      guard let finding = try find(index) else { continue }
      findings[index] = finding
      if case .lookup(let header) = finding.content {
        readings[index] = readLookup(inputs[index], finding, header)
      }
    }
    findOwners(findings)
    for index in order where unread[index] == nil {
      let input = inputs[index]
      if isRepeated(index) {
        readings[index] = repeated(input)
        continue
      }
      // A repeated file takes the place of the one that it repeats where that was set aside.
      if input.isRepeated, findings[index] == nil { findings[index] = try find(index) }
      guard unread[index] == nil else { continue }
      guard let finding = findings[index] else {
        readings[index] = empty(input)
        continue
      }
      let first = builder.transferCount
      let columns: [String]?
      switch finding.content {
      case .transfers(let plan):
        readings[index] = readTransfers(input, finding, plan)
        columns = plan.header
      case .statement(let plan, let preamble):
        do throws(IngestError) {
          readings[index] = try readStatement(input, finding, plan, preamble)
        } catch {
          try setAside(index, error)
          continue
        }
        columns = plan.header.written
      case .lookup(let header):
        if readings[index] == nil { readings[index] = readLookup(input, finding, header) }
        continue
      case .accounts, .claims, .decisions: columns = nil
      }
      if let columns {
        let header = headers[columns] ?? headers.count
        headers[columns] = header
        transferFiles.append(
          (
            index, transferFiles.count,
            RowUnion.FileRows(
              range: first..<builder.transferCount, header: header, text: input.file)
          ))
      } else {
        others.append((index, finding))
      }
    }
    for (index, finding) in others { readings[index] = readOther(inputs[index], finding) }
    noteOwners()
    maskNumbers()
    uniteAccounts()
    warnOfShortenedNumbers()
    uniteRows()
    noteNearDuplicates()
    matchStatements()
    linkReturns()
    let conflicts = facts.describe(in: &builder)
    let ledger = builder.build()
    let resolved = claims?.resolve(in: ledger)
    var files = readings.compactMap { $0 }
    note(conflicts, in: ledger, &files)
    if let resolved { note(resolved.unknown, &files) }
    let intake = Intake(
      ledger: ledger, files: files.map { $0.describing(\.masked) }, claims: resolved?.transfers,
      relations: RowRelation.ordered(relations))
    return (intake, unread)
  }

  /// The inputs in the order of their digests, so that accounts are numbered the same way whatever order
  /// the files were named in; files of the same bytes as they were named.
  private var readingOrder: [Int] {
    guard inputs.count > 1 else { return Array(inputs.indices) }
    return inputs.indices.sorted { left, right in
      let digests = (inputs[left].digest.value, inputs[right].digest.value)
      return digests.0 == digests.1 ? left < right : digests.0 < digests.1
    }
  }

  /// Whether the bytes of a file are those of one that was named before it and was not set aside.
  func isRepeated(_ index: Int) -> Bool {
    guard inputs[index].isRepeated else { return false }
    let digest = inputs[index].digest.value
    return inputs[..<index].indices.contains {
      unread[$0] == nil && inputs[$0].digest.value == digest
    }
  }

  /// Makes one account of all spellings of one identifier.
  ///
  /// Then, of accounts that are one by decision.
  private mutating func uniteAccounts() {
    AccountMerger.merge(in: &builder, &facts)
    guard !decisions.isEmpty else { return }
    let resolution = PartyResolution(
      decisions, accounts: builder.accountKeys, aliases: builder.aliases)
    if !resolution.renamed.isEmpty { facts.renumber(builder.rename(resolution.renamed)) }
    for diagnostic in resolution.diagnostics {
      guard
        let index = readings.firstIndex(where: { $0?.file == diagnostic.citation?.file })
      else { continue }
      readings[index] = readings[index]?.adding(diagnostic)
    }
  }

  private mutating func warnOfShortenedNumbers() {
    let shortened = ShortenedNumbers.accounts(in: builder.accountKeys)
    guard !shortened.isEmpty else { return }
    for file in transferFiles {
      let warnings = ShortenedNumbers.warnings(
        in: builder, rows: file.rows.range, of: inputs[file.input].source, file.rows.text, shortened
      )
      for warning in warnings { readings[file.input] = readings[file.input]?.adding(warning) }
    }
  }

  /// Counts rows that stand in several files once.
  private mutating func uniteRows() {
    guard transferFiles.count > 1 else { return }
    let merged = RowUnion(transferFiles.map(\.rows)).merged(in: builder)
    guard !merged.isEmpty else { return }
    let report = OverlapReport(
      merged, in: builder, sources: transferFiles.map { inputs[$0.input].source })
    let before = transferFiles.compactMap { readings[$0.input] }
    for (place, file) in transferFiles.enumerated() {
      readings[file.input] = report.applied(to: place, of: before, file.rows.text)
    }
    let moved = builder.merge(merged.map { ($0.gone, $0.kept) })
    posted = posted.compactMap { entry in
      guard let transfer = moved[Int(entry.transfer)] else { return nil }
      var entry = entry
      entry.transfer = transfer
      return entry
    }
  }

  private mutating func setAside(_ index: Int, _ error: IngestError) throws(IngestError) {
    guard setsAside else { throw error }
    unread[index] = error
  }

  /// What a file is; nil where it is empty, and where it is set aside.
  private mutating func find(_ index: Int) throws(IngestError) -> HeaderFinder.Finding? {
    do throws(IngestError) {
      return try finding(inputs[index])
    } catch {
      try setAside(index, error)
      return nil
    }
  }

  private func finding(
    _ input: TransactionReader.Input
  ) throws(IngestError) -> HeaderFinder.Finding? {
    guard input.file.count < 1 << 47 else {
      throw IngestError(.fileTooLarge, path: input.file.path, "is too large; split it")
    }
    return try input.file.withBytes { bytes throws(IngestError) in
      return try HeaderFinder(mapping: reader.mapping, library: reader.library).find(
        in: bytes, path: input.file.path)
    }
  }

  func progress(_ input: TransactionReader.Input, _ position: Int) {
    reader.onProgress?(
      LoadProgress(
        path: input.file.path, bytesRead: bytesBefore + position, byteCount: byteCount))
  }
}
