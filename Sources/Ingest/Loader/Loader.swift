internal import PaymentGraph

/// Loads files into one ledger: a list of steps, each a type in a file of its own beside this one.
struct Loader {
  let reader: TransactionReader
  let inputs: [InputFile]
  /// True where a file that cannot be read is left out, so that the others are read all the same.
  let leavesOut: Bool

  /// Runs all steps.
  ///
  /// - Returns: the intake, and the reasons why files were left out, by input.
  /// - Throws: the reasons why files cannot be read, where none is left out.
  func load() throws(IngestError) -> (intake: Intake, unread: [Int: IngestError]) {
    var files = FileKinds(of: inputs, reader: reader)
    files.checkStatedConstants()
    files.checkExtract()
    files.checkRowCount(atMost: reader.mostRows)

    var draft = LedgerDraft(inputs, onProgress: reader.onProgress)
    var readers = RowReaders(reader)
    ReadLookups(files).apply(to: &draft, readers: &readers)
    readers.owners = StatementOwners(inputs, kinds: files.found)
    readers.held = StatementsHeld(inputs, kinds: files.found)
    readers.keepsRows = files.comparesRows
    var payments = ReadPayments(readers, leavesOut: leavesOut)
    payments.apply(to: &draft, files: &files)
    files.checkDates()
    if !leavesOut { try files.throwRefusals() }
    let companions = ReadCompanions(files).apply(to: &draft)
    readers.owners.report(to: &draft)

    SettleDecimals().apply(to: &draft)
    uniteAccounts(companions, of: files, hasCardColumn: payments.namesCardColumn, in: &draft)

    UniteStandIns().apply(to: &draft)
    WarnOfBareNumbers().apply(to: &draft)
    UniteRows().apply(to: &draft)
    UniteServiceAccounts().apply(to: &draft)
    UniteExports().apply(to: &draft)
    FollowOpenPayments(payments.open).apply(to: &draft)
    JoinConversions().apply(to: &draft)
    UniteOverlaps(companions.decisions).apply(to: &draft)
    NoteNearDuplicates().apply(to: &draft)
    RelateListedRows().apply(to: &draft)
    var matching = MatchStatements(companions.decisions, isWanted: reader.matchesStatements)
    matching.apply(to: &draft)
    LinkReturns(apart: matching.apart).apply(to: &draft)
    ReportMissingStatements().apply(to: &draft)

    let conflicts = DescribeAccounts().apply(to: &draft)
    var ledger = draft.finish()
    if let carrying = CarryExtract(files, tables: companions.extract) {
      ledger = try carrying.apply(to: ledger)
    }
    var readings = draft.readings.compactMap { $0 }
    DescribeAccounts.report(conflicts, in: ledger, to: &readings)
    let claims = ResolveClaims(
      companions.claims, files: files, readers: readers, readings: draft.readings
    ).apply(in: ledger, to: &readings)
    let caseRecords = ResolveCaseRecords(companions.caseRecords).apply(
      in: ledger, claims: claims, to: &readings)
    var unread = UnreadFacts(of: readings)
    unread.leftOut = draft.leftOutElsewhere
    unread.alike = draft.alikeInCapitals
    if unread != UnreadFacts() { ledger = ledger.noting(unread) }
    let intake = Intake(
      ledger: ledger, files: readings.map { $0.describing(\.masked) }, claims: claims,
      relations: RowRelation.ordered(draft.relations),
      identifiers: IdentifiersReader.resolve(companions.identifiers, in: ledger),
      caseRecords: caseRecords)
    return (intake, files.refusals)
  }

  /// Makes one account of the spellings of each, masks what must not be kept, and warns of numbers that are in doubt.
  ///
  /// All rules about the keys of accounts share one pass over them, until keys change.
  private func uniteAccounts(
    _ companions: ReadCompanions.Found, of files: FileKinds, hasCardColumn: Bool,
    in draft: inout LedgerDraft
  ) {
    var looks = KeyLooks(draft.builder.accountKeys)
    let masking = MaskNumbers(
      looks,
      secret: { reader.cardSecret ?? files.cardSecret },
      onMark: { reader.onMarkedNumber?() }, areStated: hasCardColumn)
    if masking.apply(to: &draft) {
      looks = KeyLooks(draft.builder.accountKeys)
    }
    let hasMessages = files.found.values.contains { $0.message != nil }
    let spellings = UniteSpellings(looks, companions, hasMessages: hasMessages).apply(to: &draft)
    if spellings.haveChanged { looks = KeyLooks(draft.builder.accountKeys) }
    WarnOfDoubtfulNumbers(looks, alike: spellings.alike).apply(to: &draft)
  }
}

extension UnreadFacts {
  /// Counts the rows of files beside the payments that say nothing.
  fileprivate init(of readings: [FileReading]) {
    self.init()
    for reading in readings {
      let rejected = reading.rows.rejected
      switch reading.profile {
      case "claims": claims += rejected
      case "decisions": decisions += rejected
      case "accounts":
        accounts += rejected
        accounts += reading.diagnostics.count {
          $0.code == DiagnosticCode.accountRoleUnknown.rawValue
        }
      case "identifiers", "persons", "lists", "areas", "coverage": others += rejected
      default: break
      }
    }
  }
}
