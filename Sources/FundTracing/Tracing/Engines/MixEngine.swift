internal import PaymentGraph

/// Follows mixtures of money through all transfers, under rules that take money in proportion.
///
/// For every balance it keeps two amounts, claimants' money and other money (one, where own funds have no preference),
/// each with its composition as a node of a ``MixGraph``. It takes one pass, O(1) a transfer, in whole minor units
/// unless a conversion divides a mixed payment.
///
/// Every conversion of a mixed payment multiplies denominators, so that amounts of more than ``Fraction/mostDigits``
/// digits are enclosures here as well. The whole of a balance stays known exactly, because payments are whole: only its
/// division among the two kinds is then within bounds (``MixDivision``).
///
/// Definition: ``TracingRule``; the mix graph is tracing.md 6.5.
struct MixEngine {
  var events: TracingEvents
  /// The columns are copied here, because reading one value through the view would copy them all.
  let columns: TransferColumns
  private let rule: TracingRule
  /// True where claims and other money are kept apart.
  private let separates: Bool
  let records: Bool

  var graph: MixGraph
  private(set) var pockets: [MixPocket]
  /// The balances where no claim ever came; their pockets are empty.
  private(set) var unclaimed: UnclaimedBalances
  /// The rest of each receipt that a payout passes on, by event of the receipt.
  private(set) var identified: [Int32: MixPocket] = [:]
  /// The receipts that are kept apart in a balance, by balance.
  private var apart: [Int32: [Int32]] = [:]
  /// The sum of the common mixture and of the receipts kept apart, by balance with such receipts.
  private var together: [Int32: Fraction] = [:]
  private(set) var absorbed: [Int32: Mix] = [:]
  var fees: [Int32: Mix] = [:]
  private(set) var substituted: [Int32: Mix] = [:]
  /// The parts that are on their way and their sum, by the event in which they left.
  private(set) var onTheWay: [Int32: (parts: [MixPart], amount: Fraction)] = [:]
  private var overdrawn: [Int32: Fraction] = [:]
  private(set) var moveStarts: [Int32] = []
  private(set) var moved: [MixPart] = []
  private(set) var convertedWithin = 0

  var moving: [MixPart] = []
  /// The event that is being processed; -1 before the first.
  private(set) var current: Int32 = -1

  /// - Parameters:
  ///   - records: true to keep the load of every transfer.
  ///   - keepsWays: true to keep the transfers by which money came.
  init(_ events: TracingEvents, rule: TracingRule, records: Bool, keepsWays: Bool = false) {
    self.events = events
    graph = MixGraph(keepsWays: keepsWays)
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    separates = rule.ownFunds != .inOrder || !events.overrides.isEmpty
    pockets = Array(repeating: MixPocket(), count: events.pockets.count)
    unclaimed = UnclaimedBalances(events, everyPlaceIsFollowed: records)
    for (place, debt) in events.debts { pockets[Int(place)].debt = Fraction(wide: debt) }
    for place in events.openings.keys.sorted() where !unclaimed.covers(place) {
      for opening in events.openings[place] ?? [] {
        let amount = Fraction(opening.amount)
        add([part(amount, opening.label)], amount, to: place)
      }
    }
  }

  mutating func run() {
    Fraction.$mostBits.withValue(Fraction.mostBitsOfMixtures) { follow() }
  }

  private mutating func follow() {
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      if unclaimed.pass(event, of: events, columns) { continue }
      let position = Int(events.transfer[event])
      moving.removeAll(keepingCapacity: true)
      current = Int32(truncatingIfNeeded: event)
      let sent = Fraction(columns.sent[position])
      if events.entering[event] >= 0 {
        moving.append(part(sent, events.entering[event]))
      } else {
        withdraw(sent, Int32(event))
      }
      if records {
        moveStarts.append(Int32(truncatingIfNeeded: moved.count))
        moved += moving
      }
      let amount = convert(position, event)
      if !events.isLate.isEmpty, events.isLate[event] {
        onTheWay[current] = (moving, amount)
      } else {
        deposit(current, amount)
        cover(events.to[event])
      }
      cover(events.from[event])
    }
    while let came = coming.next() { arrive(came) }
    if records { moveStarts.append(Int32(truncatingIfNeeded: moved.count)) }
  }

  mutating func part(_ amount: Fraction, _ label: Int32) -> MixPart {
    MixPart(
      amount: amount, node: graph.leaf(label), isClaimant: events.labels.isClaimant[Int(label)])
  }

  /// Adds parts of a sum to the common mixture of a balance.
  private mutating func add(_ parts: [MixPart], _ sum: Fraction, to place: Int32) {
    var pocket = pockets[Int(place)]
    add(parts, sum, to: &pocket)
    pockets[Int(place)] = pocket
    if let known = together[place] { together[place] = known + sum }
  }

  private mutating func add(_ parts: [MixPart], _ sum: Fraction, to pocket: inout MixPocket) {
    for part in parts {
      if part.isClaimant || !separates {
        graph.add(part, to: &pocket.claimants, by: current)
      } else {
        graph.add(part, to: &pocket.others, by: current)
      }
    }
    pocket.add(sum)
  }

  // MARK: A payment leaves

  private mutating func withdraw(_ amount: Fraction, _ event: Int32) {
    let place = events.from[Int(event)]
    follow(place)
    let before = together[place]
    var rest = amount
    if !events.identified.isEmpty, let credits = events.identified[event] {
      for link in credits where !rest.isZero {
        let wanted = link.share.map { Fraction.lesser(rest, Fraction($0)) } ?? rest
        rest =
          (rest - (wanted - takeIdentified(wanted, credit: link.credit, place: place))).notBelowZero
      }
    }
    if rest.isZero { return }
    if events.isOpaque[Int(place)] {
      let account = AccountID(index: events.pockets.account[Int(place)])
      moving.append(part(rest, events.label(.unlinked(account))))
      return
    }
    rest = takeByRule(rest, event: event, place: place)
    if !rest.isZero { overdraw(rest, event: event, place: place) }
    keepTogether(before, amount: amount, overdrawn: rest, place: place)
  }

  /// Restores the exact sum of common money and receipts apart where the payment left it as bounds: it is the sum
  /// before less the payment.
  private mutating func keepTogether(
    _ before: Fraction?, amount: Fraction, overdrawn: Fraction, place: Int32
  ) {
    guard let before, let left = together[place], !left.isExact, before.isExact, overdrawn.isZero,
      moving.allSatisfy({ $0.rate == 0 })
    else { return }
    together[place] = before - amount
  }

  /// Makes a mixture of money that was only counted at a balance.
  private mutating func follow(_ place: Int32) {
    let amount = unclaimed.follow(place)
    guard amount > 0 else { return }
    add([part(Fraction(amount), unclaimed.label)], Fraction(amount), to: place)
  }

  /// Goes back to mere counting for a balance that the claims have left.
  private mutating func cover(_ place: Int32) {
    guard unclaimed.mayCover(place) else { return }
    let pocket = pockets[Int(place)]
    guard pocket.claimants.amount.isZero, pocket.debt.isZero,
      let amount = pocket.others.amount.whole,
      amount == 0 || graph.isOnly(graph.leaf(unclaimed.label), in: pocket.others)
    else { return }
    pockets[Int(place)].leave(.zero)
    unclaimed.cover(place, amount)
  }

  private mutating func takeByRule(
    _ amount: Fraction, event: Int32, place: Int32
  ) -> Fraction {
    let override = events.overrides.isEmpty ? nil : events.overrides[event]
    let ownFunds = override ?? rule.ownFunds
    guard !apart.isEmpty, let credits = apart[place] else {
      var pocket = pockets[Int(place)]
      let total = pocket.total
      take(amount, ownFunds, from: &pocket)
      pockets[Int(place)] = pocket
      return amount.excess(over: total)
    }
    if ownFunds == .inOrder {
      return takeShares(amount, ownFunds: ownFunds, place: place, credits: credits)
    }
    // Bounds of parts of parts would widen with every payment, so every digit is kept here.
    return Fraction.$mostBits.withValue(.max) {
      takeShares(amount, ownFunds: ownFunds, place: place, credits: credits)
    }
  }

  /// Takes a sum from one balance, or as much of it as there is, and returns the amount taken.
  ///
  /// - Parameter wanted: the sum; nil for everything.
  @discardableResult private mutating func take(
    _ wanted: Fraction?, _ ownFunds: OwnFunds, from pocket: inout MixPocket
  ) -> Fraction {
    let division = MixDivision(
      wanted, claimants: pocket.claimants.amount, others: pocket.others.amount,
      total: pocket.total, ownFunds)
    take(division.fromOthers, leaving: division.leftOthers, of: &pocket, isClaimant: false)
    take(division.fromClaimants, leaving: division.leftClaimants, of: &pocket, isClaimant: true)
    pocket.leave(division.left)
    return division.taken
  }

  private mutating func take(
    _ amount: Fraction, leaving left: Fraction, of pocket: inout MixPocket, isClaimant: Bool
  ) {
    guard !amount.isZero else { return }
    let node = graph.take(from: &pocket[isClaimant: isClaimant], leaving: left)
    moving.append(MixPart(amount: amount, node: node, isClaimant: isClaimant))
  }

  /// Takes from the common mixture of a balance and from the receipts kept apart, from each in proportion; returns the
  /// part that they do not have.
  private mutating func takeShares(
    _ amount: Fraction, ownFunds: OwnFunds, place: Int32, credits: [Int32]
  ) -> Fraction {
    let common = pockets[Int(place)]
    var (claimants, others) = (common.claimants.amount, common.others.amount)
    for credit in credits {
      claimants += identified[credit]?.claimants.amount ?? .zero
      others += identified[credit]?.others.amount ?? .zero
    }
    let total = together[place] ?? claimants + others
    let division = MixDivision(
      amount, claimants: claimants, others: others, total: total, ownFunds)
    for isClaimant in [false, true] {
      // The proportion to the sum of both kinds, which is exact, serves wherever the rule makes no difference.
      let (sum, left, all) =
        ownFunds == .inOrder
        ? (division.taken, division.left, total)
        : isClaimant
          ? (division.fromClaimants, division.leftClaimants, claimants)
          : (division.fromOthers, division.leftOthers, others)
      var pocket = pockets[Int(place)]
      takeShare(sum, leaving: left, of: all, from: &pocket, isClaimant)
      pockets[Int(place)] = pocket
      for credit in credits {
        guard var pocket = identified[credit] else { continue }
        takeShare(sum, leaving: left, of: all, from: &pocket, isClaimant)
        identified[credit] = pocket
      }
    }
    together[place] = division.left
    return amount.excess(over: total)
  }

  /// Takes one balance's share of a sum that is taken from several.
  private mutating func takeShare(
    _ sum: Fraction, leaving left: Fraction, of all: Fraction, from pocket: inout MixPocket,
    _ isClaimant: Bool
  ) {
    let own = pocket[isClaimant: isClaimant].amount
    guard !own.isZero, !sum.isZero else { return }
    let part = left.isZero ? own : MixDivision.part(own, of: all, in: sum)
    let kept = MixDivision.part(own, of: all, in: left)
    take(part, leaving: kept, of: &pocket, isClaimant: isClaimant)
    pocket.leave(nil)
  }

  /// Takes the rest of an identified receipt in proportion; returns the amount still wanted.
  private mutating func takeIdentified(
    _ wanted: Fraction, credit: Int32, place: Int32
  ) -> Fraction {
    guard var pocket = identified[credit] else { return wanted }
    let left = pocket.total
    guard !left.isZero else { return wanted }
    // A payout in another currency than its receipt passes on all that is left of it: the pooled account converted it
    // within itself.
    let source = events.to[Int(credit)]
    let isConverted = source != place
    let start = moving.count
    let taken = take(isConverted ? nil : wanted, .inOrder, from: &pocket)
    identified[credit] = pocket
    if let known = together[source] { together[source] = known.excess(over: taken) }
    guard isConverted else { return wanted.excess(over: left) }
    scale(from: start, by: wanted / left)
    convertedWithin += 1
    return .zero
  }

  private mutating func overdraw(_ amount: Fraction, event: Int32, place: Int32) {
    var label = events.label(.overdraft(AccountID(index: events.pockets.account[Int(place)])))
    if let pair = events.coordinations.first(where: { $0.debit == event }) {
      label = pair.label
      overdrawn[event] = amount
    }
    moving.append(part(amount, label))
    pockets[Int(place)].debt += amount
  }

  // MARK: A payment arrives

  /// Adds money that was on its way to the balance at which it arrives.
  private mutating func arrive(_ event: Int) {
    current = Int32(truncatingIfNeeded: event)
    guard let sum = onTheWay.removeValue(forKey: current) else { return }
    moving = sum.parts
    deposit(current, sum.amount)
    cover(events.to[event])
  }

  private mutating func deposit(_ event: Int32, _ amount: Fraction) {
    let place = events.to[Int(event)]
    if staysUnclaimed(at: place) { return }
    follow(place)
    let sum = pockets[Int(place)].debt.isZero ? amount : absorb(amount, event: event, place: place)
    guard !events.isIdentified.isEmpty, events.isIdentified[Int(event)] else {
      add(moving, sum, to: place)
      return
    }
    var pocket = MixPocket()
    add(moving, sum, to: &pocket)
    identified[event] = pocket
    guard !events.isOpaque[Int(place)] else { return }
    together[place] = (together[place] ?? pockets[Int(place)].total) + sum
    apart[place, default: []].append(event)
  }

  /// Counts money that is not claimed and arrives at a balance where no claim ever came.
  private mutating func staysUnclaimed(at place: Int32) -> Bool {
    guard unclaimed.covers(place), moving.count == 1, moving[0].rate == 0,
      moving[0].node == graph.leaf(unclaimed.label), let amount = moving[0].amount.whole
    else { return false }
    return unclaimed.add(amount, to: place)
  }

  /// Pays the bank first with money that arrives at an overdrawn account, every part in proportion; returns the rest.
  private mutating func absorb(_ total: Fraction, event: Int32, place: Int32) -> Fraction {
    guard !moving.isEmpty else { return total }
    let owed = pockets[Int(place)].debt
    var rest = Fraction.lesser(owed, total)
    let left = total.excess(over: owed)
    pockets[Int(place)].debt = owed.excess(over: total)
    let arriving = moving
    func lay(_ amount: Fraction, in mix: inout Mix, _ graph: inout MixGraph) {
      for part in arriving {
        var part = part
        part.amount = part.amount * amount / total
        graph.add(part, to: &mix, by: event)
      }
    }
    for index in moving.indices { moving[index].amount = moving[index].amount * left / total }
    for pair in events.coordinations where pair.credit == event {
      let debit = overdrawn[pair.debit] ?? .zero
      let open = Fraction.lesser(rest, debit)
      overdrawn[pair.debit] = debit.excess(over: rest)
      rest = rest.excess(over: debit)
      lay(open, in: &substituted[pair.label, default: Mix()], &graph)
    }
    if !rest.isZero { lay(rest, in: &absorbed[place, default: Mix()], &graph) }
    return left
  }
}
