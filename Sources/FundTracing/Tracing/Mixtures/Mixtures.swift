/// Money as mixtures, of which a rule takes every part in proportion.
///
/// For every balance it keeps two amounts, claimants' money and other money (one, where own funds have no preference),
/// each with its composition as a node of a ``CompositionGraph``. A payment is O(1), in whole minor units unless a conversion
/// divides a mixed payment.
///
/// Every conversion of a mixed payment multiplies denominators, so that amounts of more than ``Fraction/mostDigits``
/// digits are enclosures here as well. The whole of a balance stays known exactly, because payments are whole: only its
/// division among the two kinds is then within bounds (``MixtureDivision``).
///
/// The mix graph is tracing.md 6.5.
struct Mixtures: TracedMoney {
  var graph: CompositionGraph
  private(set) var balances: [MixtureBalance]
  /// The rest of each receipt that a payout passes on, by event of the receipt.
  private(set) var identified: [Int32: MixtureBalance] = [:]
  /// The money that paid off an overdraft, by balance.
  private(set) var absorbed: [Int32: Mixture] = [:]
  /// The money that was kept on the way as fees, by balance of the payer.
  private(set) var fees: [Int32: Mixture] = [:]
  /// The money that counts as having paid a debit, by the label of its overdraft.
  private(set) var substituted: [Int32: Mixture] = [:]
  /// The receipts that are kept apart in a balance, by balance.
  private var apart: [Int32: [Int32]] = [:]
  /// The sum of the common mixture and of the receipts kept apart, by balance with such receipts.
  private var together: [Int32: Fraction] = [:]
  /// The sum in ``together`` before the payment that is being made.
  private var before: Fraction?
  /// True where claims and other money are kept apart.
  private let separates: Bool
  /// The event that is being processed; -1 before the first.
  private var current: Int32 = -1

  init(_ events: TracingEvents, _ rule: TracingRule, keepsWays: Bool) {
    graph = CompositionGraph(keepsWays: keepsWays)
    separates = rule.ownFunds != .inOrder || !events.overrides.isEmpty
    balances = Array(repeating: MixtureBalance(), count: events.balances.count)
  }

  mutating func begin(_ event: Int32) { current = event }

  mutating func part(_ amount: Fraction, label: Int32, isClaimant: Bool) -> MixturePart {
    MixturePart(amount: amount, node: graph.leaf(label), isClaimant: isClaimant)
  }

  func whole(_ part: MixturePart, ofLabel label: Int32) -> Int64? {
    part.rate == 0 && graph.label(of: part.node) == label ? part.amount.whole : nil
  }

  // MARK: Balances

  func debt(at place: Int32) -> Fraction { balances[Int(place)].debt }

  mutating func setDebt(_ debt: Fraction, at place: Int32) { balances[Int(place)].debt = debt }

  mutating func add(_ part: MixturePart, of sum: Fraction, to place: Int32) {
    add([part], sum, to: place)
  }

  /// Adds parts of a sum to the common mixture of a balance.
  private mutating func add(_ parts: [MixturePart], _ sum: Fraction, to place: Int32) {
    var balance = balances[Int(place)]
    add(parts, sum, to: &balance)
    balances[Int(place)] = balance
    if let known = together[place] { together[place] = known + sum }
  }

  private mutating func add(
    _ parts: [MixturePart], _ sum: Fraction, to balance: inout MixtureBalance
  ) {
    for part in parts {
      if part.isClaimant || !separates {
        graph.add(part, to: &balance.claimants, by: current)
      } else {
        graph.add(part, to: &balance.others, by: current)
      }
    }
    balance.add(sum)
  }

  mutating func takeWhole(ofLabel label: Int32, at place: Int32) -> Int64? {
    let balance = balances[Int(place)]
    guard balance.claimants.amount.isZero, balance.debt.isZero,
      let amount = balance.others.amount.whole,
      amount == 0 || graph.isOnly(graph.leaf(label), in: balance.others)
    else { return nil }
    balances[Int(place)].leave(.zero)
    return amount
  }

  // MARK: A payment leaves

  mutating func open(_ place: Int32) { before = together.isEmpty ? nil : together[place] }

  mutating func take(
    _ amount: Fraction, ownFunds: OwnFunds, at place: Int32, into moving: inout [MixturePart]
  ) -> Fraction {
    guard !apart.isEmpty, let credits = apart[place] else {
      var balance = balances[Int(place)]
      let total = balance.total
      take(amount, ownFunds, from: &balance, into: &moving)
      balances[Int(place)] = balance
      return amount.excess(over: total)
    }
    if ownFunds == .inOrder {
      return takeShares(
        amount, ownFunds: ownFunds, place: place, credits: credits, into: &moving)
    }
    // Bounds of parts of parts would widen with every payment, so every digit is kept here.
    return Fraction.$mostBits.withValue(.max) {
      takeShares(amount, ownFunds: ownFunds, place: place, credits: credits, into: &moving)
    }
  }

  /// Restores the exact sum of common money and receipts apart where the payment left it as bounds: it is the sum
  /// before less the payment.
  mutating func close(
    _ place: Int32, paid: Fraction, overdrawn: Fraction, _ moving: [MixturePart]
  ) {
    guard let before, let left = together[place], !left.isExact, before.isExact, overdrawn.isZero,
      moving.allSatisfy({ $0.rate == 0 })
    else { return }
    together[place] = before - paid
  }

  /// Takes a sum from one balance, or as much of it as there is, and returns the amount taken.
  ///
  /// - Parameter wanted: the sum; nil for everything.
  @discardableResult private mutating func take(
    _ wanted: Fraction?, _ ownFunds: OwnFunds, from balance: inout MixtureBalance,
    into moving: inout [MixturePart]
  ) -> Fraction {
    let division = MixtureDivision(
      wanted, claimants: balance.claimants.amount, others: balance.others.amount,
      total: balance.total, ownFunds)
    take(
      division.fromOthers, leaving: division.leftOthers, of: &balance, isClaimant: false,
      into: &moving)
    take(
      division.fromClaimants, leaving: division.leftClaimants, of: &balance, isClaimant: true,
      into: &moving)
    balance.leave(division.left)
    return division.taken
  }

  private mutating func take(
    _ amount: Fraction, leaving left: Fraction, of balance: inout MixtureBalance, isClaimant: Bool,
    into moving: inout [MixturePart]
  ) {
    guard !amount.isZero else { return }
    let node = graph.take(from: &balance[isClaimant: isClaimant], leaving: left)
    moving.append(MixturePart(amount: amount, node: node, isClaimant: isClaimant))
  }

  /// Takes from the common mixture of a balance and from the receipts kept apart, from each in proportion; returns the
  /// part that they do not have.
  private mutating func takeShares(
    _ amount: Fraction, ownFunds: OwnFunds, place: Int32, credits: [Int32],
    into moving: inout [MixturePart]
  ) -> Fraction {
    let common = balances[Int(place)]
    var (claimants, others) = (common.claimants.amount, common.others.amount)
    for credit in credits {
      claimants += identified[credit]?.claimants.amount ?? .zero
      others += identified[credit]?.others.amount ?? .zero
    }
    let total = together[place] ?? claimants + others
    let division = MixtureDivision(
      amount, claimants: claimants, others: others, total: total, ownFunds)
    for isClaimant in [false, true] {
      // The proportion to the sum of both kinds, which is exact, serves wherever the rule makes no difference.
      let (sum, left, all) =
        ownFunds == .inOrder
        ? (division.taken, division.left, total)
        : isClaimant
          ? (division.fromClaimants, division.leftClaimants, claimants)
          : (division.fromOthers, division.leftOthers, others)
      var balance = balances[Int(place)]
      takeShare(sum, leaving: left, of: all, from: &balance, isClaimant, into: &moving)
      balances[Int(place)] = balance
      for credit in credits {
        guard var balance = identified[credit] else { continue }
        takeShare(sum, leaving: left, of: all, from: &balance, isClaimant, into: &moving)
        identified[credit] = balance
      }
    }
    together[place] = division.left
    return amount.excess(over: total)
  }

  /// Takes one balance's share of a sum that is taken from several.
  private mutating func takeShare(
    _ sum: Fraction, leaving left: Fraction, of all: Fraction, from balance: inout MixtureBalance,
    _ isClaimant: Bool, into moving: inout [MixturePart]
  ) {
    let own = balance[isClaimant: isClaimant].amount
    guard !own.isZero, !sum.isZero else { return }
    let part = left.isZero ? own : MixtureDivision.part(own, of: all, in: sum)
    let kept = MixtureDivision.part(own, of: all, in: left)
    take(part, leaving: kept, of: &balance, isClaimant: isClaimant, into: &moving)
    balance.leave(nil)
  }

  func rest(ofReceipt credit: Int32, at place: Int32) -> Fraction? { identified[credit]?.total }

  /// Takes from a receipt in proportion.
  mutating func take(
    _ wanted: Fraction?, ofReceipt credit: Int32, at place: Int32, into moving: inout [MixturePart]
  ) {
    guard var balance = identified[credit] else { return }
    let taken = take(wanted, .inOrder, from: &balance, into: &moving)
    identified[credit] = balance
    if let known = together[place] { together[place] = known.excess(over: taken) }
  }

  // MARK: A payment arrives

  mutating func convert(_ moving: inout [MixturePart], from start: Int, by factor: Fraction) {
    guard start < moving.count else { return }
    let rate = graph.rate(Fraction.one / factor)
    for index in start..<moving.count {
      moving[index] = converted(moving[index], factor: factor, rate: rate)
    }
  }

  private mutating func converted(
    _ part: MixturePart, factor: Fraction, rate: Int32
  ) -> MixturePart {
    var part = part
    if part.rate != 0 {
      // A part that was converted before first becomes a mixture of its own.
      var mix = Mixture()
      graph.add(part, to: &mix)
      part = MixturePart(
        amount: part.amount, node: graph.close(&mix), isClaimant: part.isClaimant)
    }
    part.amount = part.amount * factor
    part.rate = rate
    return part
  }

  mutating func keepFee(_ moving: inout [MixturePart], leaving share: Fraction, at place: Int32) {
    let rest = Fraction.one - share
    for index in moving.indices {
      var fee = moving[index]
      moving[index].amount = fee.amount * share
      fee.amount = fee.amount * rest
      graph.add(fee, to: &fees[place, default: Mixture()], by: current)
    }
  }

  /// Pays a debt with every part of the payment in proportion.
  mutating func pay(
    _ amount: Fraction, of total: Fraction, from moving: inout [MixturePart], to debt: PaidDebt
  ) {
    for part in moving {
      var part = part
      part.amount = part.amount * amount / total
      switch debt {
      case .balance(let place):
        graph.add(part, to: &absorbed[place, default: Mixture()], by: current)
      case .debit(let label):
        graph.add(part, to: &substituted[label, default: Mixture()], by: current)
      }
    }
  }

  mutating func leave(_ rest: Fraction, of total: Fraction, _ moving: inout [MixturePart]) {
    for index in moving.indices { moving[index].amount = moving[index].amount * rest / total }
  }

  mutating func land(
    _ moving: [MixturePart], sum: Fraction, by event: Int32, at place: Int32, isApart: Bool,
    isShared: Bool
  ) {
    guard isApart else {
      add(moving, sum, to: place)
      return
    }
    var balance = MixtureBalance()
    add(moving, sum, to: &balance)
    identified[event] = balance
    guard isShared else { return }
    together[place] = (together[place] ?? balances[Int(place)].total) + sum
    apart[place, default: []].append(event)
  }

  mutating func extendWalks(of moving: inout [MixturePart], by event: Int32) -> Bool { true }
}

/// Follows mixtures of money, under rules that take money in proportion.
typealias MixtureEngine = TraceEngine<Mixtures>

extension TraceEngine where Money == Mixtures {
  /// - Parameters:
  ///   - records: true to keep the load of every transfer.
  ///   - keepsWays: true to keep the transfers by which money came.
  init(_ events: TracingEvents, rule: TracingRule, records: Bool, keepsWays: Bool = false) {
    self.init(
      events, rule, records: records, money: Mixtures(events, rule, keepsWays: keepsWays))
  }

  mutating func run() { Fraction.$mostBits.withValue(Fraction.mostBitsOfMixtures) { follow() } }
}
