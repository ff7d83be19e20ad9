internal import PaymentGraph

/// The relations between the rows of a statement, settled when all are read.
extension StatementRows {
  /// Decides the outcome of rows that are not final, and counts once a payment that stands in several rows.
  mutating func settleStatuses(_ bytes: Span<UInt8>, log: inout DiagnosticLog) {
    let standings = StatusStandings(drafts, plan)
    standings.report(bytes, log: &log)
    drafts = standings.drafts
  }

  /// Lets the balances decide rows whose sign contradicts their column, and reports those that they leave open.
  mutating func settleSigns(
    of lines: [StatementFile.Line], bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    guard drafts.contains(where: \.isAgainstColumn) else { return }
    let signs = SignEvidence(drafts)
    let turned = Set(signs.turned)
    if !turned.isEmpty {
      let shown = signs.turned.prefix(6).map { "\(drafts[$0].row.line)" }.joined(separator: ", ")
      decisions.append(
        "\(turned.count == 1 ? "line" : "lines") \(shown)\(turned.count > 6 ? ", …" : ""): the balance shows that the sign is right and the column is wrong"
      )
    }
    var rows: [Int: StatementFile.Line] = [:]
    for line in lines where line.use == .entry { rows[line.row.line] = line }
    for index in signs.turned {
      drafts[index].entry.amount = -drafts[index].entry.amount
      guard let line = rows[drafts[index].row.line] else { continue }
      readParty(&drafts[index].entry, line: line, readings: [drafts[index].entry.narration])
      // Money that a bank takes out of a column again is nobody's payment.
      if drafts[index].entry.kind == .payment { drafts[index].entry.kind = .reversal }
    }
    signs.report(drafts, isAnyTurned: !turned.isEmpty, bytes: bytes, log: &log)
  }

  /// Recognises rows that give payments of the same statement back, and rows that only sound like it.
  mutating func settleReturns(
    isNewestFirst: Bool?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    let returns = StatementReturns(drafts, plan, isNewestFirst: isNewestFirst)
    for (index, name) in returns.names {
      drafts[index].entry.kind = .payment
      drafts[index].entry.counter.kind = nil
      drafts[index].entry.counter.name = name
    }
    for index in returns.found { drafts[index].entry.kind = .reversal }
    returns.report(bytes, log: &log)
  }

  /// Recognises money that went from one part of the account to another.
  mutating func keepWithin() {
    var entries = drafts.map(\.entry)
    ServiceEvents.keepWithin(&entries)
    for index in drafts.indices { drafts[index].entry = entries[index] }
  }
}

/// The meaning of a row by its service's own word for the event.
extension StatementRows {
  /// Reads the type of a row by the table of its service.
  func readEvent(_ entry: inout StatementEntry, _ line: StatementFile.Line) {
    guard let events, let written = text(line, plan.type) else { return }
    guard let event = events.event(written) else {
      entry.unknownType = written
      return
    }
    entry.event = event
    entry.kind = event.kind
  }

  /// Returns the day and the time of day that a row prints; nil where it has no time of day.
  func localTime(_ line: StatementFile.Line) -> PostingTime? {
    let date = Array(line.cells[plan.date].utf8)
    let read = TimeReader.read(date.span, Cell(start: 0, end: date.count), forms: styles.date)
    guard let read, read.precision != .day else { return nil }
    return read
  }

  /// Returns the time of day that a row prints, in a column of its own or with the date, in milliseconds; nil where it
  /// prints none.
  func clock(_ line: StatementFile.Line) -> Int64? {
    if let column = plan.time, let written = text(line, column) {
      return ClockReader.read(written)?.milliseconds
    }
    return localTime(line).map { $0.start - CivilDate.dayStart(of: $0.start) }
  }

  /// Returns the refund that a payment's own row states; nil where it states none.
  ///
  /// Where the row gives no time for it, the refund is only known not to precede the payment.
  func refund(of payment: StatementEntry, _ line: StatementFile.Line) -> StatementEntry? {
    guard payment.role == .movement, payment.amount > 0, let place = plan.refunded else {
      return nil
    }
    func units(_ column: Int?, _ currency: Currency) -> Int64? {
      guard let written = text(line, column),
        case .amount(let value, _) = StatementAmount.read(
          written, in: currency, style: styles.amount),
        value != 0
      else { return nil }
      return abs(value)
    }
    let sent = payment.conversion?.sent.currency ?? payment.currency
    guard let back = units(place.amount, sent) else { return nil }
    var refund = payment
    refund.isFurther = true
    refund.kind = .refund
    refund.event = nil
    refund.fee = 0
    refund.amount = -back
    if payment.conversion != nil {
      guard let settled = units(place.settled, payment.currency) else { return nil }
      refund.amount = -settled
      refund.conversion = StatementEntry.Conversion(
        sent: Money(minorUnits: settled, currency: payment.currency),
        received: Money(minorUnits: back, currency: sent))
    }
    refund.id = payment.id.map { "\($0)/refund" }
    refund.record = nil
    refund.group = payment.id
    refund.reference = payment.id
    refund.time = PostingTime(since: payment.time.start)
    if let written = text(line, place.date).map({ Array($0.utf8) }),
      let read = TimeReader.read(
        written.span, Cell(start: 0, end: written.count), forms: styles.date)
    {
      refund.time =
        plan.profile.zone == "UTC"
        ? read : PostingTime(start: CivilDate.dayStart(of: read.start), precision: .day)
    }
    return refund
  }

  /// Returns the other party that the kind of the event settles, where the row names no account.
  ///
  /// Money that only changed its currency stayed with its owner; fees and bonuses are between the account and the
  /// service.
  func settled(_ hint: PartyHint, _ entry: StatementEntry) -> PartyHint {
    var hint = hint
    if entry.kind == .fx || entry.event?.party == .own { return PartyHint(account: entry.own) }
    // Where only the service's own word, and not its table, calls a row a transfer between balances, these are the
    // account's own.
    if entry.kind == .internal, entry.event == nil || plan.profile.service == "revolut",
      plan.profile.service != nil
    {
      return PartyHint(account: entry.own)
    }
    guard let service = plan.profile.service, hint.account == nil else { return hint }
    if entry.event?.party == .bank, entry.kind.isReturn { hint.channel = "bank" }
    let isFee = entry.kind == .fee || entry.kind == .feeRefund || entry.kind == .interest
    if isFee || entry.event?.party == .service {
      hint.account = EventTable.account(of: service)
      hint.name = nil
    }
    return hint
  }
}

extension TransferKind {
  /// Returns the kind for a row with this kind's name, by the direction of its money: a fee that comes back is a
  /// refunded fee, and a hold that is freed is a release.
  func directed(_ amount: Int64) -> TransferKind {
    switch self {
    case .fee where amount > 0: .feeRefund
    case .feeRefund where amount < 0: .fee
    case .hold where amount > 0: .holdRelease
    case .holdRelease where amount < 0: .hold
    default: self
    }
  }
}
