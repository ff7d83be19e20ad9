internal import PaymentGraph

/// Reads one statement into entries.
///
/// First every row is divided into cells; then each column is decided as a whole; then the rows are read, and the
/// balances settle what the columns leave open: the order of the rows, and which of two columns holds the money that
/// went out. Rows that cannot be read are reported and the others stay.
struct StatementReader: RowReader {
  let plan: StatementPlan
  let finding: HeaderFinder.Finding
  /// The lines before the header.
  let preamble: [String]
  let forms: FileForms
  let tolerance: Tolerance
  /// The account that the user names for this file: it wins over the file's own.
  let statedAccount: String?
  /// The account that the user names for files that do not name theirs.
  let defaultAccount: String?
  /// The ground on which that account was named.
  var defaultReason = "as requested"
  /// The days of accounts that the loaded statements cover.
  var held = StatementsHeld()
  /// False where a message's entries need not stay in memory, because no other file is compared with them.
  var keepsRows = true
  /// False where all entries of a message are kept while it is read.
  var readsEntryByEntry = true
  /// The faults of a sheet's cells.
  var cellFaults = CellFaults()
  /// The key for an account that nothing names: one for each file.
  let unknownAccount: String

  /// The result of reading a file.
  struct Result {
    /// The entries in the order of the file.
    var entries: [StatementEntry] = []
    var balance = RowBalance()
    var facts: StatementFacts
    var decisions: [String]
    /// The forms stated for the file that its cells contradict.
    var contradictions: [FileForms.Contradiction]
    /// The order in which the rows happened.
    var sequence: StatementSequence
    /// True where accounts of the file are cards.
    var hasCards = false
    /// The message of a bank that the file is.
    var message: BankMessage?
  }

  func read(
    _ file: InputFile, into draft: inout LedgerDraft, progress: (Int) -> Void
  ) throws(IngestError) -> RowsRead {
    if readsEntryByEntry, StreamedReading.isPossible(self) {
      let streamed = StreamedReading(reader: self)
      if let rows = try streamed.read(file, into: &draft) { return rows }
    }
    var log = file.makeLog()
    log.columnNames = finding.message == nil ? plan.header.written : []
    // Nothing is added before the file is known to be readable: a file that is refused leaves no trace.
    let result = try file.file.withBytes { bytes throws(IngestError) in try read(bytes, &log) }
    let number = draft.builder.fileCount
    let first = draft.builder.transferCount
    var posting = StatementPosting(profile: plan.profile, fileNumber: number)
    posting.post(result.entries, into: &draft.builder, &draft.facts)
    draft.posted += posting.posted
    if let message = result.message, let kind = finding.message {
      draft.statements += NumberedStatement.all(in: message, kind: kind.format, file: number)
    }
    let transfers = first..<draft.builder.transferCount
    if let shift = plan.profile.dayShift(stated: forms.zone) {
      draft.builder.setDayShift(shift, ofFile: number)
    }
    result.sequence.apply(to: &draft.builder, file: number, transfers: transfers)
    addBalances(of: result.facts, file: number, to: &draft.builder)
    let columns = draft.builder.columns
    var totals = MoneyTotals()
    for transfer in transfers { totals.add(columns.sentMoney(transfer)) }
    let times = transfers.map(columns.time).filter { $0.precision != .period }
    return RowsRead(
      balance: result.balance, log: log,
      times: (times.min { $0.start < $1.start }, times.max { $0.end < $1.end }), totals: totals,
      decisions: result.decisions, statement: result.facts, contradictions: result.contradictions,
      unstatedAmounts: plan.profile.statesUnits
        ? [] : plan.amounts.map { plan.header.written[$0] },
      open: OpenRecord.all(in: result.entries, file: number), hasCards: result.hasCards)
  }

  /// Returns the rows of the file as they stand in it: those of a table, or the entries of a bank message.
  func file(_ bytes: Span<UInt8>) throws(IngestError) -> StatementFile {
    guard let kind = finding.message else {
      var file = StatementFile(
        bytes, plan: plan, dialect: finding.dialect, from: finding.bodyStart,
        line: finding.bodyLine, readsDayNumbers: readsDayNumbers)
      file.mark(cellFaults)
      return file
    }
    return try MessageReader(
      kind: kind, path: forms.path, reversals: forms.reversals, held: held,
      customCodes: forms.customCodes
    ).file(bytes)
  }

  /// Reads the rows from the end of the header on.
  func read(_ bytes: Span<UInt8>, _ log: inout DiagnosticLog) throws(IngestError) -> Result {
    let dialect = finding.dialect
    let file = try file(bytes)
    file.report(to: &log, in: bytes)
    let styles = try StatementStyles(file.lines, plan: plan, forms: forms)
    let finder = OwnAccountFinder(
      plan: plan, preamble: preamble, path: forms.path, stated: statedAccount,
      unknown: unknownAccount)
    var owner = finder.ofFile(file.lines)
    if owner == nil,
      !file.lines.contains(where: { $0.use == .entry && finder.ofRow($0.cells) != nil })
    {
      if let account = file.message?.accountWithoutEntries {
        owner = finder.named(account, reason: "the message says")
      } else if let defaultAccount {
        owner = finder.named(defaultAccount, reason: "\(defaultReason); the file does not say")
      } else {
        try refuseUnreadableAccounts(file.lines, finder: finder)
        log.add(
          .ownAccountUnknown, severity: .warning,
          summary: "the file does not say whose account it shows",
          note: "a separate stand-in is used: \(unknownAccount)",
          remedy: "name it with --own-account, so that other files can refer to it")
        owner = OwnAccountFinder.Finding(
          key: unknownAccount, written: "", reason: "the file does not say",
          isStandIn: true)
      }
    }
    if finding.message == nil {
      let tables = SecondTable(file.lines, finder: finder) { line in
        CellText.string(bytes, Cell(start: line.row.start, end: max(line.row.start, line.row.end)))
      }
      if let words = tables.refusal(besides: owner) {
        throw IngestError(
          .severalTables, path: forms.path,
          "holds more than one statement: \(words); divide the file, so that each statement has one of its own"
        )
      }
    }
    reportOtherCurrency(&log)
    var rows = StatementRows(
      plan: plan, styles: styles, owner: owner, finder: finder, quote: dialect.quote,
      statedZone: forms.zone)
    rows.decimals = StatementDecimals(of: file.lines, rows)
    if finding.message == nil {
      rows.balanceRows = BalanceRows(file.lines, rows, in: bytes, log: log)
    }
    var lines = file.lines
    if tolerance == .lenient, finding.message == nil {
      lines = StatementRepair(rows: rows, dialect: dialect).repaired(lines, in: bytes, log: &log)
    }
    for line in lines { rows.read(line, in: bytes, log: &log) }
    rows.settleBalanceSides(lines)
    rows.placeBalances()
    if let open = rows.settleCardSigns(lines) {
      throw IngestError(
        .twoReadings, path: forms.path,
        "\(open); state it in a profile: tributary profile make \(forms.path) --set positive=out if a positive amount is a purchase, or --set positive=in if it is money for the account"
      )
    }
    rows.settleSigns(of: lines, bytes: bytes, log: &log)
    rows.settleStatuses(bytes, log: &log)
    if finding.message == nil {
      UnnamedTotals(rows.drafts).report(rows.drafts, bytes: bytes, log: &log)
    }
    var placed = PlacedRows(rows.drafts)
    var order = StatementOrder(of: placed, plan)
    try checkPlaces(order)
    if order.isSwapped && rows.settleOwedBalances(lines, bytes: bytes, log: &log)
      || rows.settleOwedBalances(against: order)
    {
      placed = PlacedRows(rows.drafts)
      order = StatementOrder(of: placed, plan)
    }
    if order.isSwapped {
      rows.swapSides(lines)
      placed = PlacedRows(rows.drafts)
    }
    order.reportSideDoubt(rows.drafts, bytes: bytes, log: &log)
    rows.settleReturns(
      isNewestFirst: order.isDirectionKnown ? order.arrangement.isReversedWithinDays : nil,
      bytes: bytes, log: &log)
    let sequence = StatementSequence(placed, order)
    if let follows = sequence.follows { order.follow(follows, of: placed) }
    if plan.profile.service != nil { rows.keepWithin() }
    var entries = rows.entries
    if plan.profile.service != nil {
      ServiceEvents.report(rows.drafts, of: plan, in: bytes, log: &log)
      ServiceEvents.complete(&entries)
    }
    if plan.profile.rows.foldsConversions { ConversionFolder.fold(&entries) }
    OwnLabels.resolve(&entries, stem: unknownAccount)
    PotMoves.fold(&entries)
    rows.reportOpenRefunds(bytes, log: &log)
    entries += rows.further
    var facts = order.facts(
      SectionSums.all(rows.drafts, in: placed),
      and: FurtherMoney(rows.drafts.map(\.entry), further: rows.further), owner: owner,
      datePattern: styles.datePattern,
      branch: branch(preamble))
    if let proofs = file.message?.proofs {
      facts = facts.mapping { $0.following(proofs.count(of: $0)) }
    }
    if order.hasBreaks {
      let places = Dictionary(rows.drafts.map { ($0.row.line, $0.row) }) { first, _ in first }
      order.report(places, in: bytes, log: &log)
    }
    rows.reportUnread(bytes, &log)
    if finding.message == nil {
      UnreadRows(file.lines, plan).report(rows.drafts, in: bytes, log: &log)
    }
    var balance = rows.balance
    for entry in entries where !entry.isFurther {
      if case .memo(let reason, let word) = entry.role {
        balance.setAside(reason, word: word, line: entry.row.line)
      } else {
        balance.loaded += 1
      }
    }
    return Result(
      entries: entries, balance: balance, facts: facts,
      decisions: [plan.reason] + (file.message?.decisions ?? []) + styles.decisions
        + rows.decisions + order.decisions
        + uncheckedPlaces(order)
        + sequence.decisions,
      contradictions: styles.contradictions, sequence: sequence,
      hasCards: file.message?.hasCards ?? false, message: file.message)
  }

  /// Reports that a line before the header gives another currency than the profile states for all files.
  private func reportOtherCurrency(_ log: inout DiagnosticLog) {
    guard let stated = plan.profile.fields.constantCurrency, plan.currency == nil else { return }
    for (number, line) in preamble.enumerated() {
      let parts = line.split { [",", ";", ":", "\t", "|"].contains($0) }.map {
        $0.filter { !$0.isWhitespace && $0 != "\"" }
      }
      guard parts.count == 2, let named = Currency(parts[1].uppercased()),
        named.code != stated.code,
        ColumnWords.names[.currency]?.contains(HeaderNames.normal(parts[0])) == true
      else { continue }
      log.add(
        .currencyConflict, severity: .warning,
        summary:
          "line \(number + 1) says that the account is in \(named.code), but the amounts are read as \(stated.code)",
        note: "profile \(plan.profile.name) states one currency for all files, or --set does",
        remedy: "state the file's own: \(FileFlag.currency(forms.path, named.code))")
      return
    }
  }

  /// Refuses a file that names several accounts of its own, none of which can be read: it would show them as one.
  private func refuseUnreadableAccounts(
    _ lines: [StatementFile.Line], finder: OwnAccountFinder
  ) throws(IngestError) {
    var written: [String] = []
    for line in lines where line.use == .entry {
      guard let text = finder.writtenOfRow(line.cells)?.text, !written.contains(text) else {
        continue
      }
      written.append(text)
      guard written.count > 1 else { continue }
      throw IngestError(
        .severalTables, path: forms.path,
        "names several accounts of its own, such as \(written.map { "\"\($0)\"" }.joined(separator: " and ")), and none can be read: "
          + "a program that saved it may have changed them; ask for the bank's own file, or divide the file and name each account with --own-account"
      )
    }
  }

  /// Refuses a file without a header whose balances contradict the columns of its profile.
  private func checkPlaces(_ order: StatementOrder) throws(IngestError) {
    guard plan.isHeaderless, plan.profile.evidence == nil, order.links.all > 0 else { return }
    let words: String
    if order.isSwapped {
      words =
        "balances follow from the amounts only if money out and money in are exchanged"
    } else if order.links.held * 2 < order.links.all {
      words = "balances follow from the amounts in \(order.links.held) of \(order.links.all) rows"
    } else {
      return
    }
    throw IngestError(
      .headerUnknown, path: forms.path,
      "has no header, and profile \(plan.profile.name) knows its columns only by position; but \(words): the columns "
        + "are not where the profile says. Make a profile for this file with profile make")
  }

  /// Reports that nothing shows whether the columns are those of the profile.
  private func uncheckedPlaces(_ order: StatementOrder) -> [String] {
    guard plan.isHeaderless, order.links.all == 0 else { return [] }
    return [
      "columns are known by position alone, and no balance confirms it: compare a row with the original"
    ]
  }

  /// True where numbers are dates, by a flag or by the profile.
  private var readsDayNumbers: Bool {
    forms.readsDayNumbers || plan.profile.dates.contains(.dayNumber)
  }

  /// Returns the code of an Indian branch in the lines before the header.
  private func branch(_ preamble: [String]) -> String? {
    for line in preamble {
      for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      where word.count == 11 {
        if let branch = try? IFSC(word) { return branch.code }
      }
    }
    return nil
  }

  /// Notes the balances of a statement's accounts before its first rows and after its last, summed over all parts of an
  /// account.
  func addBalances(
    of facts: StatementFacts, file: Int, to builder: inout LedgerBuilder
  ) {
    struct Key: Hashable {
      let account: UInt32
      let currency: Currency
    }
    var balances: [StatementBalance] = []
    var places: [Key: Int] = [:]
    for section in facts.sections {
      guard let opening = section.opening, let closing = section.ending, let span = section.span
      else { continue }
      let account = builder.account(section.account).index
      let held = section.held + section.within
      var balance = StatementBalance(
        account: account, file: file, currency: section.currency, opening: opening,
        closing: closing, held: held, start: span.lowerBound, end: span.upperBound)
      let key = Key(account: account, currency: section.currency)
      if let part = places[key] {
        let known = balances[part]
        balance = StatementBalance(
          account: account, file: file, currency: section.currency,
          opening: known.opening + opening, closing: known.closing + closing,
          held: known.held + held, start: min(known.start, span.lowerBound),
          end: max(known.end, span.upperBound))
        balances[part] = balance
      } else {
        places[key] = balances.count
        balances.append(balance)
      }
    }
    builder.statementBalances += balances
  }
}
