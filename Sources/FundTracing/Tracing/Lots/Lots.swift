/// Money as lots, which a rule takes one after the other.
///
/// It serves proportional rules as well where the walks of single lots are asked for, because ``Mixtures`` have no lots.
/// Every debit divides at most one lot of each kind, so there are never more lots than deposits, openings and twice the
/// transfers; a debit costs the lots that it moves.
struct Lots: TracedMoney {
  private(set) var balances: [LotBalance]
  /// Rates of ``Lot/rate``.
  private(set) var rates: [Fraction] = [.one]
  /// Lots that paid off an overdraft, by balance.
  private(set) var absorbed: [Int32: [Lot]] = [:]
  /// Lots that were kept on the way as fees, by balance of the payer.
  private(set) var fees: [Int32: [Lot]] = [:]
  /// The lots that count as having paid a debit, by the label of its overdraft.
  private(set) var substituted: [Int32: [Lot]] = [:]
  /// The walks by which lots of some claims came; nil where they are not kept.
  private(set) var paths: LotPaths?
  /// The serial numbers that the lots of an identified credit got.
  private var landed: [Int32: Range<Int32>] = [:]
  private let order: ClaimantOrder
  /// True where claims and other money have to be kept in one common order.
  private let keepsOrder: Bool
  private let namedReceipts: NamedReceipts

  init(_ events: TracingEvents, _ rule: TracingRule, paths: LotPaths?) {
    self.paths = paths
    order = rule.order
    namedReceipts = events.terms.namedReceipts
    keepsOrder =
      rule.ownFunds == .inOrder || events.overrides.values.contains { $0 == .inOrder }
    balances = Array(repeating: LotBalance(), count: events.balances.count)
  }

  mutating func begin(_ event: Int32) {}

  func part(_ amount: Fraction, label: Int32, isClaimant: Bool) -> Lot {
    Lot(
      amount: amount, label: label, rate: 0, credit: -1, serial: 0, isClaimant: isClaimant)
  }

  func whole(_ part: Lot, ofLabel label: Int32) -> Int64? {
    part.label == label && part.rate == 0 ? part.amount.whole : nil
  }

  // MARK: Balances

  func debt(at place: Int32) -> Fraction { balances[Int(place)].debt }

  mutating func setDebt(_ debt: Fraction, at place: Int32) { balances[Int(place)].debt = debt }

  mutating func add(_ part: Lot, of sum: Fraction, to place: Int32) {
    balances[Int(place)].add(part, keepsOrder: keepsOrder)
  }

  mutating func takeWhole(ofLabel label: Int32, at place: Int32) -> Int64? {
    balances[Int(place)].takeWhole(ofLabel: label)
  }

  // MARK: Payments

  mutating func open(_ place: Int32) {}

  mutating func take(
    _ amount: Fraction, ownFunds: OwnFunds, at place: Int32, into moving: inout [Lot]
  ) -> Fraction {
    let start = moving.count
    let rest = balances[Int(place)].take(
      amount, ownFunds: ownFunds, order: order, into: &moving)
    if order == .proRata, keepsOrder, namedReceipts == .oldestFirst {
      // The oldest part of a named receipt is the part that was oldest at its origin.
      moving[start...].sort { $0.serial < $1.serial }
    }
    return rest
  }

  mutating func close(_ place: Int32, paid: Fraction, overdrawn: Fraction, _ moving: [Lot]) {}

  func rest(ofReceipt credit: Int32, at place: Int32) -> Fraction? {
    landed[credit].map { balances[Int(place)].remaining(creditedBy: credit, $0) }
  }

  mutating func take(
    _ wanted: Fraction?, ofReceipt credit: Int32, at place: Int32, into moving: inout [Lot]
  ) {
    guard let serials = landed[credit] else { return }
    let sum = wanted ?? balances[Int(place)].remaining(creditedBy: credit, serials)
    if wanted != nil, order == .proRata, namedReceipts == .inProportion {
      balances[Int(place)].takeShare(sum, creditedBy: credit, serials, into: &moving)
    } else {
      balances[Int(place)].take(sum, creditedBy: credit, serials, into: &moving)
    }
  }

  mutating func convert(_ moving: inout [Lot], from start: Int, by factor: Fraction) {
    var rateOf: [Int32: Int32] = [:]
    for index in start..<moving.count {
      moving[index].amount = moving[index].amount * factor
      let old = moving[index].rate
      if rateOf[old] == nil {
        rateOf[old] = Int32(truncatingIfNeeded: rates.count)
        rates.append(rates[Int(old)] / factor)
      }
      moving[index].rate = rateOf[old] ?? old
    }
  }

  mutating func keepFee(_ moving: inout [Lot], leaving share: Fraction, at place: Int32) {
    for index in moving.indices {
      var fee = moving[index]
      moving[index].amount = fee.amount * share
      fee.amount -= moving[index].amount
      fees[place, default: []].append(fee)
    }
  }

  /// Takes the lots that pay a debt in the order in which they arrive, or in proportion where the rule does.
  mutating func pay(
    _ amount: Fraction, of total: Fraction, from moving: inout [Lot], to debt: PaidDebt
  ) {
    let taken = takeMoving(amount, from: &moving)
    switch debt {
    case .balance(let place): absorbed[place, default: []] += taken
    case .debit(let label): substituted[label, default: []] += taken
    }
  }

  private func takeMoving(_ amount: Fraction, from moving: inout [Lot]) -> [Lot] {
    var taken: [Lot] = []
    var rest = amount
    if order == .proRata {
      let total = moving.reduce(Fraction.zero) { $0 + $1.amount }
      guard !amount.isZero, !total.isZero else { return [] }
      for index in moving.indices where !moving[index].amount.isZero {
        var part = moving[index]
        part.amount = part.amount * amount / total
        moving[index].amount -= part.amount
        taken.append(part)
      }
      return taken
    }
    for index in moving.indices where !rest.isZero && !moving[index].amount.isZero {
      var part = moving[index]
      part.amount = min(rest, part.amount)
      moving[index].amount -= part.amount
      rest -= part.amount
      taken.append(part)
    }
    return taken
  }

  mutating func leave(_ rest: Fraction, of total: Fraction, _ moving: inout [Lot]) {}

  mutating func land(
    _ moving: [Lot], sum: Fraction, by event: Int32, at place: Int32, isApart: Bool,
    isShared: Bool
  ) {
    let index = Int(place)
    let first = balances[index].nextSerial
    for var lot in moving where !lot.amount.isZero {
      lot.credit = isApart ? event : -1
      balances[index].add(lot, keepsOrder: keepsOrder)
    }
    if isApart { landed[event] = first..<balances[index].nextSerial }
  }

  mutating func extendWalks(of moving: inout [Lot], by event: Int32) -> Bool {
    paths?.extend(&moving, by: event)
    return paths?.isCut != true
  }
}

/// Follows lots of money, under rules that take them one after the other.
typealias LotEngine = TraceEngine<Lots>

extension TraceEngine where Money == Lots {
  /// - Parameters:
  ///   - records: true to keep the load of every transfer.
  ///   - paths: the keeper of the walks of some labels.
  init(_ events: TracingEvents, rule: TracingRule, records: Bool, paths: LotPaths? = nil) {
    self.init(events, rule, records: records, money: Lots(events, rule, paths: paths))
  }

  /// Follows all transfers; every digit of a fraction is kept.
  mutating func run() { Fraction.$mostBits.withValue(.max) { follow() } }
}

/// The walks by which lots came, as trees of steps: each step is a transfer and the step before it.
struct LotPaths {
  /// The labels whose walks are kept.
  private let wanted: Set<Int32>
  /// The most steps that are made; see ``isCut``.
  private let limit: Int
  private var parents: [Int32] = []
  private var events: [Int32] = []
  /// True where there were more steps than the limit, or more work than would end in time.
  private(set) var isCut = false
  /// The cost so far of moving lots: one for each, more where its fraction is long.
  private var work = 0
  private static let mostWork = 100_000_000
  private var current: Int32 = -1
  private var children: [Int32: Int32] = [:]

  init(of labels: Set<Int32>, limit: Int) {
    wanted = labels
    self.limit = limit
  }

  /// Adds a transfer to the walk of all lots that it carries.
  mutating func extend(_ lots: inout [Lot], by event: Int32) {
    for lot in lots {
      let length = lot.amount.bitWidth / 128
      work += length == 1 ? 1 : 20 * length * length
    }
    if work > LotPaths.mostWork { isCut = true }
    for index in lots.indices where wanted.contains(lots[index].label) {
      if current != event {
        current = event
        children.removeAll(keepingCapacity: true)
      }
      let parent = lots[index].path
      if let known = children[parent] {
        lots[index].path = known
        continue
      }
      guard parents.count < limit else {
        isCut = true
        return
      }
      parents.append(parent)
      events.append(event)
      let step = Int32(truncatingIfNeeded: parents.count - 1)
      children[parent] = step
      lots[index].path = step
    }
  }

  /// Returns the events of a walk, the first one first.
  func way(to step: Int32) -> [Int32] {
    var way: [Int32] = []
    var step = step
    while step >= 0 {
      way.append(events[Int(step)])
      step = parents[Int(step)]
    }
    return way.reversed()
  }
}
