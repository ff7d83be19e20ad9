internal import PaymentGraph

/// Reads the rows of one statement, one by one, once its columns are decided.
struct StatementRows {
  /// An entry with the facts that are compared with the balances.
  struct Draft {
    var entry: StatementEntry
    let row: Row
    /// The balance after the row, where it prints one and changes it.
    var balance: Int64?
    /// True where the row changes the balance: a hold does, though it moves no money to anybody.
    var movesBalance: Bool
    /// The row's own account, and the ground on which it was found.
    let finding: OwnAccountFinder.Finding?
    /// The progress of the payment, and the word that tells it.
    var status = PaymentStatus.settled
    var statusWord: String?
    /// True where the row changed the balance, by a column that tells it; nil without one.
    var impact: Bool?
    /// The balance that the row prints, whether or not it changes it.
    var printed: Int64?
    /// True where a column that tells the direction of money has an amount with a sign against it.
    var isAgainstColumn = false
    /// The conversion that the account made for the payment, where the row states that a fee was taken from its result.
    var conversion: StatementEntry?
  }

  var drafts: [Draft] = []
  private(set) var balance = RowBalance()
  /// The further entries that rows state: refunds of their payments, and conversions made for them.
  private(set) var further: [StatementEntry] = []

  /// The decisions on single rows, in words.
  var decisions: [String] = []

  /// The own account of the rows that follow, and its holder, where these are known without their cells.
  var known: (owner: OwnAccountFinder.Finding, holder: String?)?
  let memory = RowMemory()
  /// True where the status alone tells whether a row is a payment, and the type alone its kind.
  private let hasPlainStanding: Bool
  private let hasPlainKinds: Bool
  /// The words in the column of sides, in capitals, and the direction that they tell.
  let sideWords: (out: [String], into: [String])

  private let quote: UInt8?
  /// The zone stated for times that name none.
  let statedZone: String?
  let plan: StatementPlan
  let checks: RowChecks
  let styles: StatementStyles
  let owner: OwnAccountFinder.Finding?
  let finder: OwnAccountFinder
  private let settled: RowCondition.Compiled?
  private let unsettled: RowCondition.Compiled?
  private let statuses: StatusTable?
  private let memo: [RowCondition.Compiled]
  private let kinds: [KindRule.Compiled]
  private let grammar: NarrationGrammar?
  private let holder: String?
  /// The offset of the last row that was rejected.
  private var rejectedAt: Int?
  /// The line of the last draft, and its narration, line by line.
  private var last: (line: StatementFile.Line, narration: [String])?
  /// The events of the service that wrote the file.
  let events: EventTable?
  let headerCurrency: Currency?
  /// The rows that state a balance or a total.
  var balanceRows = BalanceRows()
  /// The decimals to which the file's amounts are read, where they are more than their currencies have.
  var decimals = StatementDecimals()

  init(
    plan: StatementPlan, styles: StatementStyles, owner: OwnAccountFinder.Finding?,
    finder: OwnAccountFinder, quote: UInt8?, statedZone: String? = nil
  ) {
    self.statedZone = statedZone
    self.quote = quote
    self.plan = plan
    checks = RowChecks(plan)
    self.styles = styles
    self.owner = owner
    self.finder = finder
    settled = plan.profile.settled?.compiled()
    unsettled = plan.profile.unsettled?.compiled()
    statuses = plan.profile.statuses.flatMap { StatusTable.of($0) }
    memo = plan.profile.memo.map { $0.compiled() }
    kinds = plan.profile.kinds.map(KindRule.Compiled.init)
    grammar = plan.profile.narrations.flatMap(NarrationGrammars.named)
    holder = finder.holder()
    events = plan.profile.events.flatMap { EventTable.of($0) }
    hasPlainStanding =
      statuses == nil && events == nil
      && ([settled, unsettled].compactMap { $0 } + memo).allSatisfy { $0.looksOnly(at: .status) }
    hasPlainKinds = kinds.allSatisfy { $0.condition.looksOnly(at: .type) }
    if case .marked(_, _, let out, let into) = plan.profile.fields.amount {
      sideWords = (out.map(StatementText.normal), into.map(StatementText.normal))
    } else {
      sideWords = ([], [])
    }
    let pattern = plan.profile.fields.headerCurrency?.compiled()
    headerCurrency = plan.amounts.first.flatMap { column in
      guard column < plan.header.written.count else { return nil }
      return pattern?.groups(in: plan.header.written[column])?.first.flatMap { Currency($0) }
    }
  }

  var entries: [StatementEntry] { drafts.map(\.entry) }

  /// Swaps the money that came in and the money that went out.
  ///
  /// - Parameter lines: the lines of which the drafts were made, to read again who paid whom.
  mutating func swapSides(_ lines: [StatementFile.Line]) {
    var places: [Int: StatementFile.Line] = [:]
    for line in lines { places[line.row.line] = line }
    for index in drafts.indices {
      drafts[index].entry.amount = -drafts[index].entry.amount
      guard let line = places[drafts[index].row.line] else { continue }
      let narration = drafts[index].entry.narration
      readParty(&drafts[index].entry, line: line, readings: [narration])
    }
  }

  /// Reads one row.
  mutating func read(_ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog) {
    switch line.use {
    case .skipped(let reason): balance.setAside(reason, line: line.row.line)
    case .continuation:
      balance.setAside(.continuation, line: line.row.line)
      if let index = drafts.indices.last, let known = last {
        let text = narration(line)
        drafts[index].entry.narration += " " + text
        // Banks break a text at the end of the column, in the middle of words.
        let parts = known.narration + [text]
        last = (known.line, parts)
        let whole = drafts[index].entry.narration
        readParty(&drafts[index].entry, line: known.line, readings: [whole, parts.joined()])
      }
    case .fault:
      balance.rejected += 1
      log.addFault(line.row, bytes)
    case .entry:
      if let reason = reasonAside(line) {
        balance.setAside(reason, word: words(line), line: line.row.line)
        return
      }
      if line.row.hasQuoteInside { log.addQuoteInside(line.row, bytes, quote: quote) }
      if let draft = draft(line, in: bytes, log: &log) {
        drafts.append(draft)
        last = (line, [draft.entry.narration])
        if let refund = refund(of: draft.entry, line) { further.append(refund) }
        if let conversion = draft.conversion { further.append(conversion) }
      } else {
        if !line.isPart || rejectedAt != line.row.start { balance.rejected += 1 }
        rejectedAt = line.row.start
      }
    }
  }

  /// Returns the draft of a row; nil where the row cannot be read, which is reported.
  func draft(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Draft? {
    guard checks.hasRightWidth(line.row, in: bytes, log: &log),
      checks.isText(line.row, in: bytes, log: &log),
      let own = ownAccount(line, in: bytes, log: &log),
      var standing = standing(line, in: bytes, log: &log)
    else { return nil }
    guard !isOpenBalance(line, in: bytes, log: &log) else { return nil }
    let statement = balanceRows[line.row.line]
    var stated: Int64?
    var isBalanceLine = isBalanceLine(line)
    let narration = narration(line)
    if case .balance(let units)? = statement { (stated, isBalanceLine) = (units, true) }
    if isBalanceLine { standing.role = .memo(.announcement, word: words(line)) }
    if statement == .pending { standing.role = .memo(.unsettled, word: nil) }
    // A row that never settled may lack its date and its amount.
    let moves = standing.role == .movement && standing.status == .settled
    let day = text(line, plan.date) ?? ""
    let isUndated = !moves && day.allSatisfy { isBalanceLine && !$0.isNumber }
    guard let time = isUndated ? .unknown : time(line, in: bytes, log: &log),
      let currency = currency(line, in: bytes, log: &log)
    else { return nil }
    let amount: Int64
    if moves || !isBalanceLine && plan.amounts.contains(where: { text(line, $0) != nil }) {
      guard let read = self.amount(line, currency: currency, in: bytes, log: &log) else {
        return nil
      }
      amount = read
    } else {
      amount = 0
    }
    var entry = StatementEntry(
      own: own.key,
      row: StatementEntry.Position(line: line.row.line, byteRange: line.row.start..<line.row.end),
      time: time, amount: amount, currency: currency, kind: .payment, role: .movement,
      counter: PartyHint(), narration: narration, reference: text(line, plan.reference),
      id: text(line, plan.id), group: text(line, plan.group))
    if let received = plan.received {
      guard let known = conversion(line, entry: entry, place: received, in: bytes, log: &log) else {
        return nil
      }
      entry.conversion = known
      // The account got the amount that arrived, in the currency in which it arrived.
      if let known, entry.amount > 0 {
        entry.amount = known.received.minorUnits
        entry.currency = known.received.currency
      }
    }
    guard readFee(&entry, line: line, in: bytes, log: &log) else { return nil }
    checkNet(entry, line: line, in: bytes, log: &log)
    if let service = plan.profile.service, let id = text(line, plan.record) ?? entry.id {
      entry.record = StatementEntry.ServiceRecord(service: service, id: id)
    }
    entry.batch = text(line, plan.batch)
    entry.pot = text(line, plan.pot).map(StatementText.normal) ?? ""
    entry.holder = known.map(\.holder) ?? finder.holder(ofRow: line.cells) ?? holder
    entry.role = standing.role
    entry.isFurther = line.isPart
    readParty(
      &entry, line: line,
      readings: grammar == nil ? [] : [plan.narration.count > 1 ? readable(line) : narration])
    var conversion: StatementEntry?
    guard
      readTargetFee(
        &entry, of: line, conversion: &conversion, bytes: bytes, log: &log)
    else { return nil }
    var known: Int64?
    if let column = plan.balance,
      case .amount(let value, let side) = reading(
        of: cell(line, column) ?? "", in: entry.currency)
    {
      known = balanceSide(line, side) == .debit ? -abs(value) : value
    }
    known = known ?? stated
    entry.balance = known
    let isMemo = entry.role.isMemo && entry.kind != .hold && entry.kind != .holdRelease
    if entry.kind == .fx || !entry.pot.isEmpty, entry.time.precision == .day {
      entry.localTime = localTime(line)
    }
    if entry.time.precision == .day { entry.clock = clock(line) }
    entry.valueStart = valueStart(line, bookedAt: entry.time)
    return Draft(
      entry: entry, row: line.row, balance: isMemo && !isBalanceLine ? nil : known,
      movesBalance: !isMemo || isBalanceLine,
      finding: own, status: standing.status, statusWord: text(line, plan.status),
      impact: statuses?.moves(text(line, plan.impact)), printed: known,
      isAgainstColumn: !isBalanceLine && isAgainstColumn(line, currency),
      conversion: conversion)
  }

  // MARK: The kind of a row

  /// Reads the other party and the kind of the row.
  ///
  /// - Parameter readings: the ways to join the narration.
  func readParty(
    _ entry: inout StatementEntry, line: StatementFile.Line, readings: [String]
  ) {
    let stated = entry.reference == entry.counter.reference ? nil : entry.reference
    entry.counter = counterparty(line, entry: entry, readings: readings)
    entry.reference = stated ?? entry.counter.reference
    classify(&entry, line)
    entry.counter = settled(entry.counter, entry)
  }

  private func classify(_ entry: inout StatementEntry, _ line: StatementFile.Line) {
    guard entry.role == .movement || entry.role == .memo(.zero, word: nil) else {
      entry.kind = .memo
      return
    }
    let isOut = entry.amount < 0
    func ruled() -> TransferKind? {
      kinds.first { $0.holds(isOut: isOut) { subject(line, $0) } }?.kind
    }
    let kind =
      hasPlainKinds
      ? memory.kind(of: cell(line, plan.type) ?? "", isOut: isOut, ruled) : ruled()
    entry.kind = kind ?? .payment
    if entry.kind == .payment { readEvent(&entry, line) }
    if entry.kind == .payment, entry.event == nil, let kind = entry.counter.kind {
      entry.kind = kind
    }
    if plan.profile.service != nil { entry.kind = entry.kind.directed(entry.amount) }
    if !entry.kind.movesMoney {
      entry.role = .memo(.announcement, word: text(line, plan.type))
    } else if entry.amount == 0 && entry.fee == 0 {
      entry.role = .memo(.zero, word: nil)
    }
  }

  /// The row's own word on whether it is a payment at all, and on its progress.
  private struct Standing {
    var role = StatementEntry.Role.movement
    var status = PaymentStatus.settled
  }

  /// Reads whether the row moved something; nil where its status is unexplained, which is reported.
  private func standing(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Standing? {
    func told() -> (isAnnounced: Bool, status: PaymentStatus?) {
      (
        memo.contains { $0.holds { subject(line, $0) } }
          || statuses?.moves(text(line, plan.impact)) == false,
        self.status(line)
      )
    }
    let (isAnnounced, status) =
      hasPlainStanding && text(line, plan.status) != nil
      ? memory.standing(of: cell(line, plan.status) ?? "", told) : told()
    if isAnnounced {
      let word = text(line, plan.type) ?? text(line, plan.status)
      return Standing(role: .memo(.announcement, word: word), status: status ?? .open)
    }
    if let status { return Standing(status: status) }
    // A row that moves nothing in any case needs no status.
    if let type = text(line, plan.type), events?.event(type)?.kind == .memo { return Standing() }
    reportStatus(of: line, bytes: bytes, log: &log)
    return nil
  }

  /// Returns the progress of a row's payment; nil where its word is unexplained.
  private func status(_ line: StatementFile.Line) -> PaymentStatus? {
    if let settled {
      if settled.holds({ subject(line, $0) }) { return .settled }
      guard let unsettled else { return .open }
      if unsettled.holds({ subject(line, $0) }) { return .open }
      // A row without a status and without amounts, such as one of balances, moves nothing.
      let cells = [plan.status].compactMap { $0 } + plan.amounts
      if cells.allSatisfy({ text(line, $0) == nil }) { return .open }
    }
    guard let statuses else { return settled == nil ? .settled : nil }
    guard let column = plan.status, !statuses.isEmpty else { return .settled }
    return statuses.status(cell(line, column) ?? "")
  }

  private func reportStatus(
    of line: StatementFile.Line, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    checks.rejectStatus(
      cell(line, plan.status) ?? "", in: line.row, at: plan.status.flatMap { range(line, $0) },
      bytes: bytes, log: &log)
  }

  private func counterparty(
    _ line: StatementFile.Line, entry: StatementEntry, readings: [String]
  ) -> PartyHint {
    let isOut = entry.amount < 0
    var hint = PartyHint()
    if let grammar {
      hint = NarrationReader(grammar, own: entry.own).read(
        readings, type: cell(line, plan.type) ?? "", isOut: isOut)
    }
    if hint.account == entry.own { hint.account = nil }
    let party = isOut ? plan.payeeName : plan.payerName
    if let name = party.lazy.compactMap({ text(line, $0) }).first ?? name(line) {
      // In a service's file, which has no grammar, the column holds the bare name; a bank's may hold the same additions
      // as its narrations.
      hint.name = grammar == nil ? StatementText.squeezed(name) : PartyName(name).text ?? hint.name
    }
    if let declared = declaredAccount(line, isOut: isOut, own: entry.own) {
      switch declared {
      case .key(let key): hint.account = key
      case .number(let number): hint.accountNumber = number
      case .tail(let tail): hint.tail = tail
      }
    }
    if hint.namesParty { hint.isUnread = false }
    return hint
  }

  /// Returns the account of the other party from a column of its own.
  private func declaredAccount(
    _ line: StatementFile.Line, isOut: Bool, own: String
  ) -> DeclaredAccount? {
    if let kind = plan.profile.fields.counterKind {
      let parts = plan.counterAccount.compactMap { text(line, $0) }
      if kind.kind == .banked, parts.count == 1, let part = parts.first {
        // An IBAN needs no code beside it; a number without one belongs to any bank.
        return AccountKey.canonical(part).map { .key($0.key.description) }
          ?? (part.contains(where: \.isNumber) ? .number(part.filter { !$0.isWhitespace }) : nil)
      }
      guard parts.count == plan.counterAccount.count,
        let key = kind.kind.key(of: parts.joined(separator: "/"), bank: kind.bank), key != own
      else { return nil }
      return .key(key)
    }
    let other = isOut ? plan.payee : plan.payer
    guard
      let written = text(line, other)
        ?? plan.counterAccount.lazy.compactMap({ text(line, $0) }).first,
      let declared = memory.account(written, country: plan.profile.country),
      declared != .key(own)
    else { return nil }
    return declared
  }
}
