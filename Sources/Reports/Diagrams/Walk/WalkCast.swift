internal import FundTracing
internal import PaymentGraph

/// Arranges one victim's money as cards and tickets in columns.
///
/// The column of a card is the fewest transfers from the victim; tickets are between cards. Beyond
/// twelve cards or twenty-four tickets in a column the smaller ones are folded together.
struct WalkCast {
  /// The most cards of a column.
  static let cardLimit = 12
  /// The most tickets of a column that stand for one transfer; the rest are folded.
  static let ticketLimit = 24

  let answer: Tracing
  let victim: AccountID
  private(set) var cards: [WalkCard] = []
  private(set) var tickets: [WalkTicket] = []
  /// The transfers that carry so little that it rounds to nothing: they are not drawn.
  private(set) var trifles: [Step] = []

  private var ledger: Ledger { answer.scope.ledger }

  /// A transfer and the part of it that is the victim's, in minor units of the currency sent,
  /// exact.
  struct Step: Sendable {
    let transfer: TransferID
    let amount: Fraction
  }

  init(
    _ answer: Tracing, victim: AccountID, links: [Link], openOrders: Set<TransferID> = [],
    rowLimit: Int
  ) {
    self.answer = answer
    self.victim = victim
    let all = steps()
    let steps = all.filter { !isTrifle($0) }
    trifles = all.filter(isTrifle)
    let cardOf = makeCards(steps, all)
    let limit = max(1, min(rowLimit, WalkCast.ticketLimit))
    makeTickets(steps, cardOf: cardOf, links: links, openOrders: openOrders, limit: limit)
    for holding in answer.victimHoldings where holding.victim == victim && !holding.amount.isZero {
      if let card = cardOf[holding.place.account] { cards[card].holdings.append(holding) }
    }
  }

  /// Returns the transfers that carry any of the victim's claims, in the order of processing.
  private func steps() -> [Step] {
    answer.transfers.compactMap { traced in
      let own = traced.parts.filter { part in
        part.origin.claim.map { ledger.transfer($0).payer.id == victim } ?? false
      }
      let amount = own.reduce(Fraction.zero) { $0 + $1.amount }
      return amount.isZero ? nil : Step(transfer: traced.transfer, amount: amount)
    }
  }

  private func isTrifle(_ step: Step) -> Bool {
    AmountText.nearest(step.amount, ledger.transfer(step.transfer).sent.currency)?.minorUnits == 0
  }

  // MARK: Cards

  /// Makes the cards of all accounts that drawn transfers touch; all transfers decide their
  /// distance from the victim.
  private mutating func makeCards(_ steps: [Step], _ all: [Step]) -> [AccountID: Int] {
    var next: [AccountID: [AccountID]] = [:]
    var arrived: [AccountID: MoneyTotals] = [:]
    var order: [AccountID] = [victim]
    for step in all {
      let transfer = ledger.transfer(step.transfer)
      next[transfer.payer.id, default: []].append(transfer.beneficiary.id)
    }
    for step in steps {
      let transfer = ledger.transfer(step.transfer)
      order += [transfer.payer.id, transfer.beneficiary.id]
      arrived[transfer.beneficiary.id, default: MoneyTotals()].add(transfer.received)
    }
    var depths: [AccountID: Int] = [victim: 0]
    var level = [victim]
    while !level.isEmpty {
      var found: [AccountID] = []
      for account in level {
        for other in next[account] ?? [] where depths[other] == nil {
          depths[other] = (depths[account] ?? 0) + 1
          found.append(other)
        }
      }
      level = found
    }
    var seen: Set<AccountID> = []
    let accounts = order.filter { depths[$0] != nil && seen.insert($0).inserted }
    let ranks = ledger.keyRanks
    var cardOf: [AccountID: Int] = [:]
    var channel = 0
    for depth in 0...(depths.values.max() ?? 0) {
      let own = accounts.filter { depths[$0] == depth }
      var kept = own
      if own.count > WalkCast.cardLimit + 1 {
        let largest = own.sorted { left, right in
          MoneyOrder.larger(arrived[left] ?? MoneyTotals(), arrived[right] ?? MoneyTotals())
            ?? (ranks[left.position] < ranks[right.position])
        }
        let chosen = Set(largest.prefix(WalkCast.cardLimit))
        kept = own.filter(chosen.contains)
      }
      for account in kept {
        cardOf[account] = cards.count
        var card = WalkCard(accounts: [account], depth: depth)
        if ledger.account(account).isPooled {
          card.channel = channel
          channel += 1
        }
        cards.append(card)
      }
      let rest = own.filter { cardOf[$0] == nil }
        .sorted { ranks[$0.position] < ranks[$1.position] }
      for account in rest { cardOf[account] = cards.count }
      if !rest.isEmpty { cards.append(WalkCard(accounts: rest, depth: depth)) }
    }
    return cardOf
  }

  // MARK: Tickets

  private mutating func makeTickets(
    _ steps: [Step], cardOf: [AccountID: Int], links: [Link], openOrders: Set<TransferID>,
    limit: Int
  ) {
    let passed = Set(steps.map(\.transfer))
    var grades: [TransferID: Grade] = [:]
    for link in links where passed.contains(link.inbound) {
      grades[link.outbound] = max(grades[link.outbound] ?? link.grade, link.grade)
    }
    var found: [WalkTicket] = []
    for step in steps {
      let transfer = ledger.transfer(step.transfer)
      guard let from = cardOf[transfer.payer.id], let to = cardOf[transfer.beneficiary.id] else {
        continue
      }
      let isClaim = transfer.payer.id == victim
      var evidence: FlowEvidence =
        !transfer.payer.isPooled || isClaim
        ? .recorded
        : answer.terms.pooling == .asOrdinary ? .inferred(.d) : FlowEvidence(grades[step.transfer])
      if evidence == .recorded, openOrders.contains(step.transfer) { evidence = .openOrder }
      let rate =
        Fraction(transfer.received.minorUnits) / Fraction(max(1, transfer.sent.minorUnits))
      found.append(
        WalkTicket(
          from: from, to: to, evidence: evidence,
          grade: !transfer.payer.isPooled || isClaim
            ? nil : answer.terms.pooling == .asOrdinary ? .d : grades[step.transfer],
          isReturn: cards[to].depth < cards[from].depth, transfers: [step.transfer],
          amount: step.amount, whole: transfer.sent, arrived: step.amount * rate,
          receivedCurrency: transfer.received.currency))
    }
    let columns = Dictionary(grouping: found) { column($0) }
    for (_, own) in columns.sorted(by: { $0.key < $1.key }) { fold(own, limit) }
  }

  /// Returns the column of a ticket; cards are in even columns.
  func column(_ ticket: WalkTicket) -> Int {
    let (from, to) = (cards[ticket.from].depth, cards[ticket.to].depth)
    return 2 * (to < from ? to : from) + 1
  }

  private struct Pair: Hashable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let grade: Grade?
    let sent: Currency
    let received: Currency
  }

  private mutating func fold(_ own: [WalkTicket], _ limit: Int) {
    guard own.count > limit + 1 else {
      tickets += own
      return
    }
    func pair(_ ticket: WalkTicket) -> Pair {
      Pair(
        from: ticket.from, to: ticket.to, evidence: ticket.evidence, grade: ticket.grade,
        sent: ticket.currency, received: ticket.receivedCurrency)
    }
    let pairs = Dictionary(grouping: own.indices) { pair(own[$0]) }
    let each = max(1, limit / pairs.count)
    // The largest tickets are drawn alone, and one more where only one would be folded.
    var shown: Set<Int> = []
    for (_, members) in pairs {
      let order = members.sorted {
        own[$0].amount != own[$1].amount ? own[$0].amount > own[$1].amount : $0 < $1
      }
      shown.formUnion(order.prefix(members.count == each + 1 ? each + 1 : each))
    }
    var folded: [Pair: Int] = [:]
    for (number, ticket) in own.enumerated() {
      let key = pair(ticket)
      if shown.contains(number) {
        tickets.append(ticket)
      } else if let place = folded[key], let whole = try? tickets[place].whole.adding(ticket.whole)
      {
        tickets[place].transfers += ticket.transfers
        tickets[place].amount += ticket.amount
        tickets[place].arrived += ticket.arrived
        tickets[place].whole = whole
      } else {
        folded[key] = tickets.count
        tickets.append(ticket)
      }
    }
  }
}
