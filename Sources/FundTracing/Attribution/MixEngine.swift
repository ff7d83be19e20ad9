internal import PaymentGraph

/// Follows mixtures of money through all transfers, under rules that take in proportion.
///
/// For every place two amounts are kept, claimants' money and other money (one, where own funds have
/// no preference), and what each is made of as a node of a ``MixGraph``. One pass, O(1) a transfer,
/// in whole minor units unless a conversion divides a mixed payment.
///
/// Definition: ``TracingRule``; the mix graph is tracing.md 6.5.
struct MixEngine {
  /// What lies at one place.
  struct Pocket {
    var claimants = Mix()
    var others = Mix()
    var debt = Fraction.zero

    /// Claimants' money, or other money.
    subscript(isClaimant isClaimant: Bool) -> Mix {
      get { isClaimant ? claimants : others }
      _modify { if isClaimant { yield &claimants } else { yield &others } }
    }
  }

  var events: TracingEvents
  /// Held apart: reading one value through the view would copy all columns.
  private let columns: TransferColumns
  private let rule: TracingRule
  /// Whether claims and other money are kept apart.
  private let separates: Bool
  let records: Bool

  private(set) var graph = MixGraph()
  private(set) var pockets: [Pocket]
  /// What lies where no claim ever came; their pockets are empty.
  private(set) var unclaimed: UnclaimedBalances
  /// By event of a receipt that a payout passes on: what is left of it.
  private(set) var identified: [Int32: Pocket] = [:]
  /// By place: the receipts that lie in it apart.
  private var apart: [Int32: [Int32]] = [:]
  private(set) var absorbed: [Int32: Mix] = [:]
  private(set) var fees: [Int32: Mix] = [:]
  private(set) var substituted: [Int32: Mix] = [:]
  private var overdrawn: [Int32: Fraction] = [:]
  private(set) var moveStarts: [Int32] = []
  private(set) var moved: [MixPart] = []
  private(set) var convertedWithin = 0

  private var moving: [MixPart] = []

  /// - Parameter records: whether what every transfer carried is kept.
  init(_ events: TracingEvents, rule: TracingRule, records: Bool) {
    self.events = events
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    separates = rule.ownFunds != .inOrder || !events.overrides.isEmpty
    pockets = Array(repeating: Pocket(), count: events.pockets.count)
    unclaimed = UnclaimedBalances(events, everyPlaceIsFollowed: records)
    for (place, debt) in events.debts { pockets[Int(place)].debt = Fraction(debt) }
    for place in events.openings.keys.sorted() where !unclaimed.covers(place) {
      for opening in events.openings[place] ?? [] {
        add(part(Fraction(opening.amount), opening.label), to: place)
      }
    }
  }

  mutating func run() {
    for event in 0..<events.count where !unclaimed.pass(event, of: events, columns) {
      let position = Int(events.transfer[event])
      moving.removeAll(keepingCapacity: true)
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
      convert(position, event)
      deposit(Int32(event))
      cover(events.from[event])
      cover(events.to[event])
    }
    if records { moveStarts.append(Int32(truncatingIfNeeded: moved.count)) }
  }

  private mutating func part(_ amount: Fraction, _ label: Int32) -> MixPart {
    MixPart(
      amount: amount, node: graph.leaf(label), isClaimant: events.labels.isClaimant[Int(label)])
  }

  private mutating func add(_ part: MixPart, to place: Int32) {
    if part.isClaimant || !separates {
      graph.add(part, to: &pockets[Int(place)].claimants)
    } else {
      graph.add(part, to: &pockets[Int(place)].others)
    }
  }

  // MARK: A payment leaves

  private mutating func withdraw(_ amount: Fraction, _ event: Int32) {
    let place = events.from[Int(event)]
    follow(place)
    var rest = amount
    if !events.identified.isEmpty, let credits = events.identified[event] {
      for link in credits where !rest.isZero {
        let wanted = link.share.map { min(rest, Fraction($0)) } ?? rest
        rest -= wanted - takeIdentified(wanted, link.credit, place)
      }
    }
    if rest.isZero { return }
    if events.isOpaque[Int(place)] {
      let account = AccountID(index: events.pockets.account[Int(place)])
      moving.append(part(rest, events.label(.unlinked(account))))
      return
    }
    rest = takeByRule(rest, event, place)
    if !rest.isZero { overdraw(rest, event, place) }
  }

  /// Makes a mixture of what was only counted at a place.
  private mutating func follow(_ place: Int32) {
    let amount = unclaimed.follow(place)
    if amount > 0 { add(part(Fraction(amount), unclaimed.label), to: place) }
  }

  /// Only counts again what lies at a place that the claims have left.
  private mutating func cover(_ place: Int32) {
    guard unclaimed.mayCover(place) else { return }
    let pocket = pockets[Int(place)]
    guard pocket.claimants.amount.isZero, pocket.debt.isZero,
      let amount = pocket.others.amount.whole,
      amount == 0 || graph.isOnly(graph.leaf(unclaimed.label), in: pocket.others)
    else { return }
    pockets[Int(place)].others = Mix()
    unclaimed.cover(place, amount)
  }

  private mutating func takeByRule(
    _ amount: Fraction, _ event: Int32, _ place: Int32
  ) -> Fraction {
    let credits = apart.isEmpty ? [] : apart[place] ?? []
    var claimants = pockets[Int(place)].claimants.amount
    var others = pockets[Int(place)].others.amount
    for credit in credits {
      claimants += identified[credit]?.claimants.amount ?? .zero
      others += identified[credit]?.others.amount ?? .zero
    }
    let taken = min(amount, claimants + others)
    guard !taken.isZero else { return amount }
    let fromClaimants: Fraction
    let ownFunds = events.overrides.isEmpty ? nil : events.overrides[event]
    switch ownFunds ?? rule.ownFunds {
    case .first: fromClaimants = max(.zero, taken - others)
    case .last: fromClaimants = min(taken, claimants)
    case .inOrder:
      fromClaimants = others.isZero ? taken : taken * claimants / (claimants + others)
    }
    take(taken - fromClaimants, of: others, isClaimant: false, place, credits)
    take(fromClaimants, of: claimants, isClaimant: true, place, credits)
    return amount - taken
  }

  /// Takes from one kind of money at a place, from every part of it in proportion.
  private mutating func take(
    _ amount: Fraction, of total: Fraction, isClaimant: Bool, _ place: Int32, _ credits: [Int32]
  ) {
    guard !amount.isZero else { return }
    let common = pockets[Int(place)][isClaimant: isClaimant].amount
    if !common.isZero {
      let part = common == total ? amount : amount * common / total
      let node = graph.take(part, from: &pockets[Int(place)][isClaimant: isClaimant])
      moving.append(MixPart(amount: part, node: node, isClaimant: isClaimant))
    }
    for credit in credits {
      guard let part = identified[credit]?[isClaimant: isClaimant].amount, !part.isZero else {
        continue
      }
      var pocket = identified[credit] ?? Pocket()
      take(amount * part / total, from: &pocket, isClaimant: isClaimant)
      identified[credit] = pocket
    }
  }

  private mutating func take(
    _ amount: Fraction, from pocket: inout Pocket, isClaimant: Bool
  ) {
    guard !amount.isZero else { return }
    let node = graph.take(amount, from: &pocket[isClaimant: isClaimant])
    moving.append(MixPart(amount: amount, node: node, isClaimant: isClaimant))
  }

  /// Takes what an identified receipt brought and what is left of it, in proportion.
  private mutating func takeIdentified(
    _ wanted: Fraction, _ credit: Int32, _ place: Int32
  ) -> Fraction {
    guard var pocket = identified[credit] else { return wanted }
    let left = pocket.claimants.amount + pocket.others.amount
    guard !left.isZero else { return wanted }
    // A payout in another currency than its receipt passes on all that is left of it: the pooled
    // account converted it within itself.
    let isConverted = events.to[Int(credit)] != place
    let taken = isConverted ? left : min(wanted, left)
    let start = moving.count
    let claimants = taken * pocket.claimants.amount / left
    take(taken - claimants, from: &pocket, isClaimant: false)
    take(claimants, from: &pocket, isClaimant: true)
    identified[credit] = pocket
    guard isConverted else { return wanted - taken }
    scale(from: start, by: wanted / left)
    convertedWithin += 1
    return .zero
  }

  private mutating func overdraw(_ amount: Fraction, _ event: Int32, _ place: Int32) {
    var label = events.label(.overdraft(AccountID(index: events.pockets.account[Int(place)])))
    if let pair = events.coordinations.first(where: { $0.debit == event }) {
      label = pair.label
      overdrawn[event] = amount
    }
    moving.append(part(amount, label))
    pockets[Int(place)].debt += amount
  }

  // MARK: A payment arrives

  private mutating func convert(_ position: Int, _ event: Int) {
    guard !columns.received.isEmpty, let receipt = columns.received[position] else { return }
    let (sent, received) = (columns.sent[position], receipt.amount)
    if columns.sentCurrency[position] != receipt.currency {
      scale(from: 0, by: Fraction(received) / Fraction(sent))
    } else if received < sent {
      keepFee(Fraction(received) / Fraction(sent), events.from[event])
    } else if received > sent {
      let account = AccountID(index: columns.payer[position])
      moving.append(
        part(Fraction(received) - Fraction(sent), events.label(.unknown(account))))
    }
  }

  /// Brings parts into another currency; each keeps what a unit is worth in the currency before.
  private mutating func scale(from start: Int, by factor: Fraction) {
    guard start < moving.count else { return }
    let rate = graph.rate(Fraction.one / factor)
    for index in start..<moving.count {
      moving[index] = converted(moving[index], factor, rate)
    }
  }

  private mutating func converted(
    _ part: MixPart, _ factor: Fraction, _ rate: Int32
  ) -> MixPart {
    var part = part
    if part.rate != 0 {
      // Converted twice on the way: the first conversion becomes a mixture of its own.
      var mix = Mix()
      graph.add(part, to: &mix)
      part = MixPart(
        amount: part.amount, node: graph.close(&mix), isClaimant: part.isClaimant)
    }
    part.amount = part.amount * factor
    part.rate = rate
    return part
  }

  /// A fee taken on the way is borne by every part of the payment alike.
  private mutating func keepFee(_ share: Fraction, _ place: Int32) {
    for index in moving.indices {
      var fee = moving[index]
      moving[index].amount = fee.amount * share
      fee.amount -= moving[index].amount
      graph.add(fee, to: &fees[place, default: Mix()])
    }
  }

  private mutating func deposit(_ event: Int32) {
    let place = events.to[Int(event)]
    if staysUnclaimed(at: place) { return }
    follow(place)
    if !pockets[Int(place)].debt.isZero { absorb(event, place) }
    guard !events.isIdentified.isEmpty, events.isIdentified[Int(event)] else {
      for part in moving { add(part, to: place) }
      return
    }
    var pocket = Pocket()
    for part in moving {
      if part.isClaimant || !separates {
        graph.add(part, to: &pocket.claimants)
      } else {
        graph.add(part, to: &pocket.others)
      }
    }
    identified[event] = pocket
    if !events.isOpaque[Int(place)] { apart[place, default: []].append(event) }
  }

  /// Counts what arrives at a place where no claim ever came, where it is no claim either.
  private mutating func staysUnclaimed(at place: Int32) -> Bool {
    guard unclaimed.covers(place), moving.count == 1, moving[0].rate == 0,
      moving[0].node == graph.leaf(unclaimed.label), let amount = moving[0].amount.whole
    else { return false }
    return unclaimed.add(amount, to: place)
  }

  /// Money paid into an overdrawn account pays the bank first, every part in proportion.
  private mutating func absorb(_ event: Int32, _ place: Int32) {
    let total = moving.reduce(Fraction.zero) { $0 + $1.amount }
    guard !total.isZero else { return }
    let owed = pockets[Int(place)].debt
    var rest = min(owed, total)
    pockets[Int(place)].debt = owed - rest
    let arriving = moving
    func lay(_ amount: Fraction, in mix: inout Mix, _ graph: inout MixGraph) {
      for part in arriving {
        var part = part
        part.amount = part.amount * amount / total
        graph.add(part, to: &mix)
      }
    }
    for index in moving.indices { moving[index].amount -= moving[index].amount * rest / total }
    for pair in events.coordinations where pair.credit == event {
      let open = min(rest, overdrawn[pair.debit] ?? .zero)
      overdrawn[pair.debit, default: .zero] -= open
      rest -= open
      lay(open, in: &substituted[pair.label, default: Mix()], &graph)
    }
    if !rest.isZero { lay(rest, in: &absorbed[place, default: Mix()], &graph) }
  }
}
