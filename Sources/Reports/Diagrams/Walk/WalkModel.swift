internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// Arranges one victim's money as cards and steps in columns.
///
/// The column of a card is the fewest transfers from the victim; steps are between cards. Beyond
/// twelve cards or twenty-four steps in a column the smaller ones are folded together.
struct WalkModel {
  /// The most cards of a column.
  static let cardLimit = 12
  /// The most steps of a column that stand for one transfer; the rest are folded.
  static let stepLimit = 24

  let answer: Tracing
  let victim: AccountID
  private(set) var cards: [WalkCard] = []
  private(set) var steps: [WalkStep] = []
  /// The transfers that carry so little that it rounds to nothing: they are not drawn.
  private(set) var trifles: [Part] = []

  private var ledger: Ledger { answer.scope.ledger }

  // MARK: Names

  static func cardName(_ card: Int) -> NodeID { NodeID("p\(card)") }
  static func stepName(_ step: Int) -> NodeID { NodeID.edge(step) }

  /// The parts that each card's money passes, before it and after it.
  var relations: Relations {
    Relations(
      of: cards.indices.map(WalkModel.cardName),
      along: steps.enumerated().map { number, step in
        Relations.Line(
          name: WalkModel.stepName(number), from: WalkModel.cardName(step.from),
          to: WalkModel.cardName(step.to))
      })
  }

  // MARK: Parts

  /// A transfer and the part of it that is the victim's, in minor units of the currency sent,
  /// exact.
  struct Part: Sendable {
    let transfer: TransferID
    let amount: Fraction
  }

  init(
    _ answer: Tracing, victim: AccountID, links: [Link], openOrders: Set<TransferID> = [],
    rowLimit: Int
  ) {
    self.answer = answer
    self.victim = victim
    let all = allParts()
    let parts = all.filter { !isTrifle($0) }
    trifles = all.filter(isTrifle)
    let cardOf = makeCards(parts, all)
    let limit = max(1, min(rowLimit, WalkModel.stepLimit))
    makeSteps(parts, cardOf: cardOf, links: links, openOrders: openOrders, limit: limit)
    for holding in answer.victimHoldings where holding.victim == victim && !holding.amount.isZero {
      if let card = cardOf[holding.place.account] { cards[card].holdings.append(holding) }
    }
  }

  /// Returns the transfers that carry any of the victim's claims, in the order of processing.
  private func allParts() -> [Part] {
    answer.transfers.compactMap { traced in
      let own = traced.parts.filter { part in
        part.origin.claim.map { ledger.transfer($0).payer.id == victim } ?? false
      }
      let amount = own.reduce(Fraction.zero) { $0 + $1.amount }
      return amount.isZero ? nil : Part(transfer: traced.transfer, amount: amount)
    }
  }

  private func isTrifle(_ part: Part) -> Bool {
    AmountText.nearest(part.amount, ledger.transfer(part.transfer).sent.currency)?.minorUnits == 0
  }

  // MARK: Cards

  /// Makes the cards of all accounts that drawn transfers touch; all transfers decide their
  /// distance from the victim.
  private mutating func makeCards(_ parts: [Part], _ all: [Part]) -> [AccountID: Int] {
    var next: [AccountID: [AccountID]] = [:]
    var arrived: [AccountID: MoneyTotals] = [:]
    var order: [AccountID] = [victim]
    for part in all {
      let transfer = ledger.transfer(part.transfer)
      next[transfer.payer.id, default: []].append(transfer.beneficiary.id)
    }
    for part in parts {
      let transfer = ledger.transfer(part.transfer)
      order += [transfer.payer.id, transfer.beneficiary.id]
      if !transfer.isOwn {
        arrived[transfer.beneficiary.id, default: MoneyTotals()].add(transfer.received)
      }
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
      if own.count > WalkModel.cardLimit + 1 {
        let largest = own.sorted { left, right in
          MoneyOrder.larger(arrived[left] ?? MoneyTotals(), arrived[right] ?? MoneyTotals())
            ?? (ranks[left.position] < ranks[right.position])
        }
        let chosen = Set(largest.prefix(WalkModel.cardLimit))
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

  // MARK: Steps

  private mutating func makeSteps(
    _ parts: [Part], cardOf: [AccountID: Int], links: [Link], openOrders: Set<TransferID>,
    limit: Int
  ) {
    let passed = Set(parts.map(\.transfer))
    var grades: [TransferID: Grade] = [:]
    for link in links where passed.contains(link.inbound) {
      grades[link.outbound] = max(grades[link.outbound] ?? link.grade, link.grade)
    }
    var found: [WalkStep] = []
    for part in parts {
      let transfer = ledger.transfer(part.transfer)
      guard let from = cardOf[transfer.payer.id], let to = cardOf[transfer.beneficiary.id] else {
        continue
      }
      let isClaim = transfer.payer.id == victim
      var evidence: FlowEvidence =
        !transfer.payer.isPooled || isClaim
        ? .recorded
        : answer.terms.pooling == .asOrdinary ? .inferred(.d) : FlowEvidence(grades[part.transfer])
      if evidence == .recorded, openOrders.contains(part.transfer) { evidence = .openOrder }
      let rate =
        Fraction(transfer.received.minorUnits) / Fraction(max(1, transfer.sent.minorUnits))
      found.append(
        WalkStep(
          from: from, to: to, evidence: evidence,
          grade: !transfer.payer.isPooled || isClaim
            ? nil : answer.terms.pooling == .asOrdinary ? .d : grades[part.transfer],
          isReturn: cards[to].depth < cards[from].depth, transfers: [part.transfer],
          amount: part.amount, whole: transfer.sent, arrived: part.amount * rate,
          receivedCurrency: transfer.received.currency))
    }
    let columns = Dictionary(grouping: found) { column($0) }
    for (_, own) in columns.sorted(by: { $0.key < $1.key }) { fold(own, limit) }
  }

  /// Returns the column of a step; cards are in even columns.
  func column(_ step: WalkStep) -> Int {
    let (from, to) = (cards[step.from].depth, cards[step.to].depth)
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

  private mutating func fold(_ own: [WalkStep], _ limit: Int) {
    guard own.count > limit + 1 else {
      steps += own
      return
    }
    func pair(_ step: WalkStep) -> Pair {
      Pair(
        from: step.from, to: step.to, evidence: step.evidence, grade: step.grade,
        sent: step.currency, received: step.receivedCurrency)
    }
    let pairs = Dictionary(grouping: own.indices) { pair(own[$0]) }
    let each = max(1, limit / pairs.count)
    // The largest steps are drawn alone, and one more where only one would be folded.
    var shown: Set<Int> = []
    for (_, members) in pairs {
      let order = members.sorted {
        own[$0].amount != own[$1].amount ? own[$0].amount > own[$1].amount : $0 < $1
      }
      shown.formUnion(order.prefix(members.count == each + 1 ? each + 1 : each))
    }
    var folded: [Pair: Int] = [:]
    for (number, step) in own.enumerated() {
      let key = pair(step)
      if shown.contains(number) {
        steps.append(step)
      } else if let place = folded[key], let whole = try? steps[place].whole.adding(step.whole) {
        steps[place].transfers += step.transfers
        steps[place].amount += step.amount
        steps[place].arrived += step.arrived
        steps[place].whole = whole
      } else {
        folded[key] = steps.count
        steps.append(step)
      }
    }
  }
}

/// An account that one victim's money passes, or several accounts together.
struct WalkCard: Sendable {
  /// The accounts, in the order of their keys.
  let accounts: [AccountID]
  /// The fewest transfers between the victim and the account.
  let depth: Int
  /// The number of the channel, from 0; nil for none.
  var channel: Int?
  /// The victim's money on these accounts at the end, by currency.
  var holdings: [VictimHolding] = []

  var isFolded: Bool { accounts.count > 1 }
}

/// A transfer that carried one victim's money, or several between the same two cards together.
struct WalkStep: Sendable {
  /// The indices of the cards.
  let from: Int
  let to: Int
  /// The evidence for a payout of a pooled account.
  let evidence: FlowEvidence
  /// The grade of the weakest link to a payout of a pooled account; nil for other transfers, and
  /// for payouts that no link explains.
  let grade: Grade?
  /// True where the money goes back to an account that it came from.
  var isReturn = false
  /// The transfers, in the order of processing.
  var transfers: [TransferID]
  /// The victim's part of the sum sent, in minor units of the currency sent, exact.
  var amount: Fraction
  /// The whole sum sent.
  var whole: Money
  /// The victim's part of the sum received, in minor units of the currency received.
  var arrived: Fraction
  /// The currency received.
  let receivedCurrency: Currency

  var currency: Currency { whole.currency }
  /// True where the whole sum is the victim's.
  var isWhole: Bool { amount == Fraction(whole.minorUnits) }
}
