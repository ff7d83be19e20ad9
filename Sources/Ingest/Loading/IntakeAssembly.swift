internal import PaymentGraph

/// Puts one intake together: transfers of all files first, then accounts, then claims.
struct IntakeAssembly {
  let reader: TransactionReader
  let inputs: [TransactionReader.Input]
  /// True where a file that cannot be read is set aside, so that the others are read all the same.
  let setsAside: Bool
  /// The reasons why files that were set aside cannot be read, by input.
  private(set) var unread: [Int: IngestError] = [:]
  var builder = LedgerBuilder()
  var identities = IdentityRegister()
  var facts = AccountFacts()
  /// The payments that claims files name; nil where none was read.
  var claims: [Claim]?
  /// The accounts of accounts files in the notation of one country's banks.
  var national: [NationalAccount] = []
  /// The decisions on which accounts, or rows, are one and which are not.
  var decisions: [PartyDecision] = []
  /// The rows that were decided to be different payments.
  var apart = RowDecisions()
  /// The files with transfers, in the order in which they were read, and the ranges of their rows.
  var transferFiles: [(input: Int, number: Int, rows: RowUnion.FileRows)] = []
  /// The owners that accounts files give to statements that name none.
  var owners: [StatementOwner] = []
  /// The rows of statements that became transfers.
  var posted: [PostedEntry] = []
  /// The relations between rows.
  var open: [OpenRecord] = []
  var relations: [RowRelation] = []
  private var headers: [[String]: Int] = [:]
  /// True where a column of payers or beneficiaries is named as one of cards.
  var namesCardColumn = false
  /// The meanings of ids, by the lookup that needs them.
  var lookups: [Lookup: [[UInt8]: LookupValue]] = [:]
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
  /// - Returns: the intake, and the reasons why files were set aside, by input.
  /// - Throws: the reason why a file cannot be read, where none is set aside; where flags must decide, all questions
  ///   that they must decide in all files.
  consuming func assemble() throws(IngestError) -> (intake: Intake, unread: [Int: IngestError]) {
    let order = readingOrder
    var others: [(index: Int, finding: HeaderFinder.Finding)] = []
    var findings: [Int: HeaderFinder.Finding] = [:]
    for index in order where !isRepeated(index) {
      guard let finding = try find(index) else { continue }
      findings[index] = finding
    }
    try settleConstants(&findings)
    for index in order where unread[index] == nil {
      guard let finding = findings[index] else { continue }
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
      // A repeated file takes the turn of the one that it repeats, where that was set aside.
      if input.isRepeated, findings[index] == nil {
        findings[index] = try find(index)
      }
      guard unread[index] == nil else { continue }
      guard let finding = findings[index] else {
        readings[index] = empty(input)
        continue
      }
      let first = builder.transferCount
      let columns: [String]?
      switch finding.content {
      case .transfers(let plan):
        // Where another file is refused, only further open questions matter, and this file has none.
        if !setsAside, !unread.isEmpty { continue }
        readings[index] = readTransfers(input, finding, plan)
        columns = plan.header
      case .statement(let plan, let preamble):
        do throws(IngestError) {
          readings[index] = try readStatement(input, finding, plan, preamble)
        } catch {
          unread[index] = error
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
    try throwRefusals()
    for (index, finding) in others { readings[index] = readOther(inputs[index], finding) }
    noteOwners()
    settleDecimals()
    // All rules about the keys of accounts share one pass over them, until keys change.
    var looks = KeyLooks(builder.accountKeys)
    if maskNumbers(looks) { looks = KeyLooks(builder.accountKeys) }
    let (alike, hasRenamed) = uniteAccounts(looks)
    if hasRenamed { looks = KeyLooks(builder.accountKeys) }
    warnOfDoubtfulNumbers(alike, looks)
    uniteRows()
    uniteServiceAccounts()
    uniteExports()
    followOpen()
    joinConversions()
    noteNearDuplicates()
    relateListed()
    matchStatements()
    linkReturns()
    let conflicts = facts.describe(in: &builder)
    let ledger = builder.build()
    var files = readings.compactMap { $0 }
    note(conflicts, in: ledger, &files)
    let claimed = resolveClaims(in: ledger, findings, &files)
    let intake = Intake(
      ledger: ledger, files: files.map { $0.describing(\.masked) }, claims: claimed,
      relations: RowRelation.ordered(relations))
    return (intake, unread)
  }

  /// The inputs in the order of their digests, so that accounts are numbered the same way in whatever order the files
  /// were named; files of the same bytes stay in the order in which they were named.
  private var readingOrder: [Int] {
    guard inputs.count > 1 else { return Array(inputs.indices) }
    return inputs.indices.sorted { left, right in
      let digests = (inputs[left].digest.value, inputs[right].digest.value)
      return digests.0 == digests.1 ? left < right : digests.0 < digests.1
    }
  }

  /// Returns true where a file has the same bytes as one that was named before it and was not set aside.
  func isRepeated(_ index: Int) -> Bool {
    guard inputs[index].isRepeated else { return false }
    let digest = inputs[index].digest.value
    return inputs[..<index].indices.contains {
      unread[$0] == nil && inputs[$0].digest.value == digest
    }
  }

  /// Makes one account of all spellings of one identifier.
  ///
  /// Afterwards it unites the accounts that are one by decision.
  ///
  /// - Returns: accounts that may be others, by their keys; and true where any key has changed.
  private mutating func uniteAccounts(
    _ looks: KeyLooks
  ) -> (alike: [(key: String, other: String)], hasRenamed: Bool) {
    var united = AccountMerger.merge(in: &builder, &facts, among: looks.spellings)
    if readNationalAccounts() { united.hasRenamed = true }
    let onAccounts = decisions.filter { !namesRows($0) }
    guard !onAccounts.isEmpty else { return united }
    let resolution = PartyResolution(
      onAccounts, accounts: builder.accountKeys, aliases: builder.aliases)
    if !resolution.renamed.isEmpty {
      facts.renumber(builder.rename(resolution.renamed))
      united.hasRenamed = true
    }
    report(resolution.diagnostics)
    return united
  }

  /// Reads the accounts of accounts files in the notation of one country's banks; returns true where any key has
  /// changed.
  private mutating func readNationalAccounts() -> Bool {
    let keys = builder.accountKeys
    var renamed: [UInt32: String] = [:]
    func number(_ key: String) -> UInt32? {
      let bytes = Array(key.utf8)
      return keys.find(bytes.span)
    }
    for account in national {
      guard let place = number(account.written),
        let key = account.key(among: { number($0) != nil })
      else { continue }
      renamed[place] = key
    }
    if !renamed.isEmpty { facts.renumber(builder.rename(renamed)) }
    return !renamed.isEmpty
  }

  /// Counts rows that stand in several files once.
  private mutating func uniteRows() {
    guard transferFiles.count > 1 else { return }
    // Rows of statements of two accounts that show one payment are matched elsewhere: here they only look like one row.
    let owners = Dictionary(posted.map { ($0.transfer, $0.entry.own) }) { first, _ in first }
    countOnce(
      RowUnion(transferFiles.map(\.rows)).merged(in: builder).filter {
        guard let gone = owners[$0.gone], let kept = owners[$0.kept] else { return true }
        return gone == kept
      })
  }

  /// Makes one transfer of rows that show one, and reports it for the files whose rows are removed.
  ///
  /// - Parameters:
  ///   - isRecorded: true where the rows have one id of one service.
  ///   - besides: transfers that are removed, each for another one, although their own rows stay.
  mutating func countOnce(
    _ merged: [RowUnion.Merged], isRecorded: Bool = false,
    besides: [(gone: UInt32, kept: UInt32)] = []
  ) {
    guard !merged.isEmpty || !besides.isEmpty else { return }
    let report = OverlapReport(
      merged, in: builder, sources: transferFiles.map { inputs[$0.input].source },
      isRecorded: isRecorded)
    let before = transferFiles.compactMap { readings[$0.input] }
    for (place, file) in transferFiles.enumerated() {
      readings[file.input] = report.applied(to: place, of: before, file.rows.text)
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

  /// Notes the reason why a file cannot be read.
  mutating func refuse(_ index: Int, _ error: IngestError) { unread[index] = error }

  /// Throws the reasons why files cannot be read, all of them at once, where none is set aside.
  private func throwRefusals() throws(IngestError) {
    guard !setsAside, !unread.isEmpty else { return }
    throw IngestError(unread.sorted { $0.key < $1.key }.map(\.value))
  }

  /// Finds the kind of a file; nil where the file is empty or set aside.
  private mutating func find(_ index: Int) throws(IngestError) -> HeaderFinder.Finding? {
    do throws(IngestError) {
      return try finding(inputs[index])
    } catch {
      unread[index] = error
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
      return try reader.finder(for: input.file.path).find(in: bytes, path: input.file.path)
    }
  }

  func progress(_ input: TransactionReader.Input, _ position: Int) {
    reader.onProgress?(
      LoadProgress(
        path: input.file.path, bytesRead: bytesBefore + position, byteCount: byteCount))
  }
}
