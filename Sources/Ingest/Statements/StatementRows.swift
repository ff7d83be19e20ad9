internal import PaymentGraph

/// Reads the rows of one statement, one by one, when its columns are decided.
struct StatementRows {
  /// An entry with what the balances are compared with.
  struct Draft {
    var entry: StatementEntry
    let row: Row
    /// The balance after the row, where it gives one.
    let balance: Int64?
    /// Whether the row changes the balance: a hold does, though it moves no money to anybody.
    let movesBalance: Bool
    /// Where the row's own account was found.
    let finding: OwnAccountFinder.Finding?
  }

  private(set) var drafts: [Draft] = []
  private(set) var balance = RowBalance()
  /// What was given back of payments whose own rows say so.
  private(set) var refunds: [StatementEntry] = []

  private let quote: UInt8?
  /// The zone of times that name none, as is stated.
  let statedZone: String?
  let plan: StatementPlan
  let styles: StatementStyles
  let owner: OwnAccountFinder.Finding?
  let finder: OwnAccountFinder
  private let settled: RowCondition.Compiled?
  private let unsettled: RowCondition.Compiled?
  private let memo: [RowCondition.Compiled]
  private let kinds: [(RowCondition.Compiled, TransferKind)]
  /// The events of the service that wrote the file.
  let events: EventTable?
  let headerCurrency: Currency?
  /// The decimals to which the file's amounts are read, where they are more than their currencies have.
  var decimals = StatementDecimals()

  init(
    plan: StatementPlan, styles: StatementStyles, owner: OwnAccountFinder.Finding?,
    finder: OwnAccountFinder, quote: UInt8?, statedZone: String? = nil
  ) {
    self.statedZone = statedZone
    self.quote = quote
    self.plan = plan
    self.styles = styles
    self.owner = owner
    self.finder = finder
    settled = plan.profile.settled?.compiled()
    unsettled = plan.profile.unsettled?.compiled()
    memo = plan.profile.memo.map { $0.compiled() }
    kinds = plan.profile.kinds.map { ($0.condition.compiled(), $0.kind) }
    events = plan.profile.events.flatMap { EventTable.of($0) }
    let pattern = plan.profile.fields.headerCurrency?.compiled()
    headerCurrency = plan.amounts.first.flatMap { column in
      guard column < plan.header.written.count else { return nil }
      return pattern?.groups(in: plan.header.written[column])?.first.flatMap { Currency($0) }
    }
  }

  var entries: [StatementEntry] { drafts.map(\.entry) }

  /// Exchanges what came in and what went out.
  mutating func swapSides() {
    for index in drafts.indices { drafts[index].entry.amount = -drafts[index].entry.amount }
  }

  /// Reads one row.
  mutating func read(_ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog) {
    switch line.use {
    case .skipped(let reason): balance.setAside(reason, line: line.row.line)
    case .continuation:
      balance.setAside(.continuation, line: line.row.line)
      if let last = drafts.indices.last {
        let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
        drafts[last].entry.narration += " " + text.joined(separator: " ")
      }
    case .fault:
      balance.rejected += 1
      log.addFault(line.row, bytes)
    case .entry:
      if line.row.hasQuoteInside { log.addQuoteInside(line.row, bytes, quote: quote) }
      if let draft = draft(line, bytes, &log) {
        drafts.append(draft)
        if let refund = refund(of: draft.entry, line) { refunds.append(refund) }
      } else {
        balance.rejected += 1
      }
    }
  }

  /// What a row says; nil where it cannot be read, which the log then says.
  func draft(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> Draft? {
    guard hasRightWidth(line, bytes, &log), isText(line, bytes, &log),
      let own = ownAccount(line, bytes, &log), let standing = standing(line, bytes, &log)
    else { return nil }
    // What never settled may lack its date and its amount.
    let moves = standing == .movement
    let isUndated = !moves && (text(line, plan.date) ?? "").isEmpty
    guard let time = isUndated ? .unknown : time(line, bytes, &log),
      let currency = currency(line, bytes, &log)
    else { return nil }
    let amount: Int64
    if moves || plan.amounts.contains(where: { text(line, $0) != nil }) {
      guard let read = self.amount(line, currency, bytes, &log) else { return nil }
      amount = read
    } else {
      amount = 0
    }
    var entry = StatementEntry(
      own: own.key,
      row: StatementEntry.Place(line: line.row.line, byteRange: line.row.start..<line.row.end),
      time: time, amount: amount, currency: currency, kind: .payment, role: .movement,
      counter: PartyHint(), narration: narration(line), reference: text(line, plan.reference),
      id: text(line, plan.id), group: text(line, plan.group))
    if let received = plan.received {
      guard let known = conversion(line, entry, received, bytes, &log) else { return nil }
      entry.conversion = known
      // The account got what arrived, in the currency in which it arrived.
      if let known, entry.amount > 0 {
        entry.amount = known.received.minorUnits
        entry.currency = known.received.currency
      }
    }
    guard readFee(&entry, line, bytes, &log) else { return nil }
    checkNet(entry, line, bytes, &log)
    if let service = plan.profile.service, let id = text(line, plan.record) ?? entry.id {
      entry.record = StatementEntry.ServiceRecord(service: service, id: id)
    }
    entry.batch = text(line, plan.batch)
    classify(&entry, line, standing)
    entry.counter = counterparty(line, entry)
    if entry.reference == nil { entry.reference = entry.counter.reference }
    var known: Int64?
    if let column = plan.balance,
      case .amount(let value, let side) = StatementAmount.read(
        cell(line, column) ?? "", in: entry.currency, style: styles.amount)
    {
      known = side == .debit ? -abs(value) : value
    }
    let isMemo = entry.role.isMemo && entry.kind != .hold && entry.kind != .holdRelease
    if entry.kind == .fx, entry.time.precision == .day { entry.localTime = localTime(line) }
    return Draft(
      entry: entry, row: line.row, balance: isMemo ? nil : known, movesBalance: !isMemo,
      finding: own)
  }

  // MARK: What a row is

  private func classify(
    _ entry: inout StatementEntry, _ line: StatementFile.Line, _ standing: StatementEntry.Role
  ) {
    for (condition, kind) in kinds where condition.holds({ subject(line, $0) }) {
      entry.kind = kind
      break
    }
    if entry.kind == .payment { readEvent(&entry, line) }
    if plan.profile.service != nil { entry.kind = entry.kind.directed(entry.amount) }
    entry.role = standing
    if standing != .movement {
      entry.kind = .memo
    } else if !entry.kind.movesMoney {
      entry.role = .memo(.announcement, word: text(line, plan.type))
    } else if entry.amount == 0 && entry.fee == 0 {
      entry.role = .memo(.zero, word: nil)
    }
  }

  /// Whether the row says of itself that it moved something; nil where its status is one that nobody has
  /// explained, which is reported.
  private func standing(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> StatementEntry.Role? {
    if memo.contains(where: { $0.holds { subject(line, $0) } }) {
      return .memo(.announcement, word: text(line, plan.type) ?? text(line, plan.status))
    }
    guard let settled else { return .movement }
    if settled.holds({ subject(line, $0) }) { return .movement }
    let pending = StatementEntry.Role.memo(.unsettled, word: text(line, plan.status))
    guard let unsettled else { return pending }
    if unsettled.holds({ subject(line, $0) }) { return pending }
    let status = cell(line, plan.status) ?? ""
    log.add(
      .statusUnknown, .error, "status \"\(status)\" does not say whether money moved",
      in: line.row, at: plan.status.flatMap { range(line, $0) }, bytes: bytes,
      note: "profile \(plan.profile.name) knows no such status",
      remedy: "add the word to settled or unsettled in a profile of your own")
    return nil
  }

  /// The text that a condition looks at.
  private func subject(_ line: StatementFile.Line, _ subject: RowCondition.Subject) -> String {
    switch subject {
    case .type: cell(line, plan.type) ?? ""
    case .status: cell(line, plan.status) ?? ""
    case .impact: cell(line, plan.impact) ?? ""
    case .name: name(line) ?? ""
    case .reference: cell(line, plan.reference) ?? ""
    case .narration: narration(line)
    }
  }

  private func counterparty(_ line: StatementFile.Line, _ entry: StatementEntry) -> PartyHint {
    var hint: PartyHint
    switch plan.profile.narrations {
    case .indian:
      let bank = entry.own.hasPrefix("in:") ? String(entry.own.dropFirst(3).prefix(4)) : ""
      hint = IndianNarration(bank: bank).read(entry.narration)
    case .british:
      hint = BritishNarration().read(entry.narration, type: cell(line, plan.type) ?? "")
    case nil:
      hint = PartyHint()
    }
    let other = entry.amount < 0 ? plan.payee : plan.payer
    if let kind = plan.profile.fields.counterKind {
      let parts = plan.counterAccount.compactMap { text(line, $0) }
      if parts.count == plan.counterAccount.count {
        let key = kind.kind.key(of: parts.joined(separator: "/"), bank: kind.bank)
        if let key, key != entry.own { hint.account = key }
      }
    } else if let written = text(line, other)
      ?? plan.counterAccount.lazy.compactMap({
        text(line, $0)
      }).first
    {
      let key = AccountKey.canonical(written, country: plan.profile.country)?.key.description
      if let key, key != entry.own { hint.account = key }
    }
    let party = entry.amount < 0 ? plan.payeeName : plan.payerName
    if let name = party.lazy.compactMap({ text(line, $0) }).first ?? name(line) {
      hint.name = StatementText.squeezed(name)
    }
    return settled(hint, entry)
  }

  /// The other party's name where columns give it: that of the first that is filled.
  private func name(_ line: StatementFile.Line) -> String? {
    plan.counterName.lazy.compactMap { text(line, $0) }.first.map { SensitiveNumbers.masked($0) }
  }

  private func narration(_ line: StatementFile.Line) -> String {
    let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
    return SensitiveNumbers.masked(text.joined(separator: " "))
  }
}
