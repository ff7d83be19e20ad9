internal import PaymentGraph

/// The balance of one account in one currency, under a rule that keeps lots.
///
/// Claimants' money and other money are separate, each in the order of arrival, with serial numbers that merge the two.
struct LotBalance {
  var claimants = LotQueue()
  var others = LotQueue()
  /// The account's debt to its bank.
  var debt = Fraction.zero
  private(set) var nextSerial: Int32 = 0

  /// Takes an amount by a policy; returns the part that the account does not have.
  mutating func take(
    _ amount: Fraction, ownFunds: OwnFunds, order: ClaimantOrder, into moving: inout [Lot]
  ) -> Fraction {
    if order == .proRata { return takeInProportion(amount, ownFunds: ownFunds, moving: &moving) }
    var rest = amount
    switch ownFunds {
    case .first:
      rest = LotBalance.takeOldest(rest, queue: &others, moving: &moving)
      rest = takeClaimants(rest, order: order, moving: &moving)
    case .last:
      rest = takeClaimants(rest, order: order, moving: &moving)
      rest = LotBalance.takeOldest(rest, queue: &others, moving: &moving)
    case .inOrder:
      rest = order == .lifo ? takeNewestOfAll(rest, &moving) : takeOldestOfAll(rest, &moving)
    }
    return rest
  }

  /// Takes from every lot of a kind in proportion, as a proportional rule requires, lot by lot.
  private mutating func takeInProportion(
    _ amount: Fraction, ownFunds: OwnFunds, moving: inout [Lot]
  ) -> Fraction {
    let (claimed, other) = (claimants.total, others.total)
    let taken = min(amount, claimed + other)
    guard !taken.isZero else { return amount }
    let fromClaimants: Fraction =
      switch ownFunds {
      case .first: max(.zero, taken - other)
      case .last: min(taken, claimed)
      case .inOrder: taken * claimed / (claimed + other)
      }
    if !(taken - fromClaimants).isZero {
      others.takeShare(taken - fromClaimants, of: other, into: &moving)
    }
    if !fromClaimants.isZero { claimants.takeShare(fromClaimants, of: claimed, into: &moving) }
    return amount - taken
  }

  /// Takes from the lots that one event credited, from each in proportion, as far as there are any.
  mutating func takeShare(
    _ wanted: Fraction, creditedBy event: Int32, _ serials: Range<Int32>, into moving: inout [Lot]
  ) {
    let left = remaining(creditedBy: event, serials)
    let taken = min(wanted, left)
    guard !taken.isZero else { return }
    others.takeShare(taken, of: left, creditedBy: event, into: &moving)
    claimants.takeShare(taken, of: left, creditedBy: event, into: &moving)
  }

  /// Takes from the lots that one event credited, in the order in which they arrived, as far as there are any.
  mutating func take(
    _ wanted: Fraction, creditedBy event: Int32, _ serials: Range<Int32>, into moving: inout [Lot]
  ) {
    var rest = wanted
    for serial in serials where !rest.isZero {
      rest = claimants.take(rest, creditedBy: event, serial: serial, into: &moving)
      rest = others.take(rest, creditedBy: event, serial: serial, into: &moving)
    }
  }

  /// Returns the rest of the lots that one event credited.
  func remaining(creditedBy event: Int32, _ serials: Range<Int32>) -> Fraction {
    serials.reduce(Fraction.zero) { sum, serial in
      sum + claimants.remaining(creditedBy: event, serial: serial)
        + others.remaining(creditedBy: event, serial: serial)
    }
  }

  private mutating func takeClaimants(
    _ amount: Fraction, order: ClaimantOrder, moving: inout [Lot]
  ) -> Fraction {
    guard order == .lifo else {
      return LotBalance.takeOldest(amount, queue: &claimants, moving: &moving)
    }
    var rest = amount
    while !rest.isZero, !claimants.isEmpty { rest = claimants.takeNewest(rest, into: &moving) }
    return rest
  }

  /// Takes other money, the oldest first under every rule, because that affects no claimant.
  private static func takeOldest(
    _ amount: Fraction, queue: inout LotQueue, moving: inout [Lot]
  ) -> Fraction {
    var rest = amount
    while !rest.isZero, !queue.isEmpty { rest = queue.takeOldest(rest, into: &moving) }
    return rest
  }

  private mutating func takeOldestOfAll(_ amount: Fraction, _ moving: inout [Lot]) -> Fraction {
    var rest = amount
    while !rest.isZero {
      let (claim, other) = (claimants.firstSerial ?? .max, others.firstSerial ?? .max)
      if claim == .max, other == .max { break }
      rest =
        claim < other
        ? claimants.takeOldest(rest, into: &moving) : others.takeOldest(rest, into: &moving)
    }
    return rest
  }

  private mutating func takeNewestOfAll(_ amount: Fraction, _ moving: inout [Lot]) -> Fraction {
    var rest = amount
    while !rest.isZero {
      let (claim, other) = (claimants.lastSerial ?? -1, others.lastSerial ?? -1)
      if claim < 0, other < 0 { break }
      rest =
        claim > other
        ? claimants.takeNewest(rest, into: &moving) : others.takeNewest(rest, into: &moving)
    }
    return rest
  }

  /// Takes everything where it is money of one label in whole minor units and there is no debt; returns the amount, or
  /// nil, and changes nothing, otherwise.
  mutating func takeWhole(ofLabel label: Int32) -> Int64? {
    guard claimants.isEmpty, debt.isZero else { return nil }
    return others.takeWhole(ofLabel: label)
  }

  /// Adds a lot as the newest.
  ///
  /// Equal neighbours merge, unless a payout names their credit.
  mutating func add(_ lot: Lot, keepsOrder: Bool) {
    let neighbour: Int32? = keepsOrder ? nextSerial - 1 : nil
    if lot.credit < 0,
      lot.isClaimant
        ? claimants.merge(lot, ifSerialIs: neighbour) : others.merge(lot, ifSerialIs: neighbour)
    {
      return
    }
    var landed = lot
    landed.serial = nextSerial
    nextSerial += 1
    if lot.isClaimant { claimants.append(landed) } else { others.append(landed) }
  }
}

/// Lots in the order of their arrival, taken from either end.
struct LotQueue {
  private var lots: [Lot] = []
  private var head = 0

  var isEmpty: Bool { head == lots.count }

  var firstSerial: Int32? { isEmpty ? nil : lots[head].serial }
  var lastSerial: Int32? { isEmpty ? nil : lots[lots.count - 1].serial }

  /// The lots, the oldest first.
  var all: ArraySlice<Lot> { lots[head...] }

  var total: Fraction { all.reduce(Fraction.zero) { $0 + $1.amount } }

  mutating func append(_ lot: Lot) { lots.append(lot) }

  /// Adds to the newest lot where that has the same label, rate and, in the merged order, position.
  mutating func merge(_ lot: Lot, ifSerialIs serial: Int32?) -> Bool {
    guard !isEmpty else { return false }
    let last = lots.count - 1
    guard lots[last].label == lot.label, lots[last].rate == lot.rate, lots[last].credit < 0,
      lots[last].path == lot.path,
      serial == nil || lots[last].serial == serial
    else { return false }
    lots[last].amount += lot.amount
    return true
  }

  /// Takes from the oldest lot up to an amount; returns the amount still wanted.
  mutating func takeOldest(_ wanted: Fraction, into moving: inout [Lot]) -> Fraction {
    let rest = take(at: head, wanted, into: &moving)
    if lots[head].amount.isZero { dropOldest() }
    return rest
  }

  /// Takes from the newest lot up to an amount; returns the amount still wanted.
  mutating func takeNewest(_ wanted: Fraction, into moving: inout [Lot]) -> Fraction {
    let last = lots.count - 1
    let rest = take(at: last, wanted, into: &moving)
    if lots[last].amount.isZero {
      lots.removeLast()
      if isEmpty { removeAll() }
    }
    return rest
  }

  /// Takes from the lot with a serial number, where an event credited it; returns the amount still wanted.
  mutating func take(
    _ wanted: Fraction, creditedBy event: Int32, serial: Int32, into moving: inout [Lot]
  ) -> Fraction {
    let index = lowerBound(serial)
    guard index < lots.count, lots[index].serial == serial, lots[index].credit == event else {
      return wanted
    }
    let rest = take(at: index, wanted, into: &moving)
    dropEmptyEnds()
    return rest
  }

  /// Takes the only lot, or nothing where there is none, if it has a label and whole minor units; returns nil, and
  /// changes nothing, otherwise.
  mutating func takeWhole(ofLabel label: Int32) -> Int64? {
    if isEmpty { return 0 }
    guard head == lots.count - 1, lots[head].label == label, lots[head].rate == 0,
      let amount = lots[head].amount.whole
    else { return nil }
    removeAll()
    return amount
  }

  /// Returns the rest of the lot with a serial number, where an event credited it.
  func remaining(creditedBy event: Int32, serial: Int32) -> Fraction {
    let index = lowerBound(serial)
    guard index < lots.count, lots[index].serial == serial, lots[index].credit == event else {
      return .zero
    }
    return lots[index].amount
  }

  /// Takes an amount from all lots in proportion, or from those of one credit; `total` is their sum.
  mutating func takeShare(
    _ wanted: Fraction, of total: Fraction, creditedBy event: Int32? = nil, into moving: inout [Lot]
  ) {
    for index in head..<lots.count where event == nil || lots[index].credit == event {
      let part = wanted == total ? lots[index].amount : lots[index].amount * wanted / total
      if !part.isZero { _ = take(at: index, part, into: &moving) }
    }
    dropEmptyEnds()
  }

  private mutating func take(
    at index: Int, _ wanted: Fraction, into moving: inout [Lot]
  ) -> Fraction {
    guard wanted < lots[index].amount else {
      let amount = lots[index].amount
      if !amount.isZero { moving.append(lots[index]) }
      lots[index].amount = .zero
      return wanted - amount
    }
    var part = lots[index]
    part.amount = wanted
    moving.append(part)
    lots[index].amount -= wanted
    return .zero
  }

  private mutating func dropOldest() {
    head += 1
    dropEmptyEnds()
  }

  /// Keeps a lot with money at both ends, so that the ends can be read at once.
  private mutating func dropEmptyEnds() {
    while head < lots.count, lots[head].amount.isZero { head += 1 }
    while lots.count > head, lots[lots.count - 1].amount.isZero { lots.removeLast() }
    if isEmpty {
      removeAll()
    } else if head > 32, head * 2 > lots.count {
      lots.removeFirst(head)
      head = 0
    }
  }

  private mutating func removeAll() {
    lots.removeAll(keepingCapacity: true)
    head = 0
  }

  private func lowerBound(_ serial: Int32) -> Int {
    head + BinarySearch.lowerBound(lots.count - head) { lots[head + $0].serial < serial }
  }
}

/// A sum of money of one origin that lies in an account.
struct Lot {
  /// The amount, in minor units of the account's currency.
  var amount: Fraction
  /// The label of its origin.
  let label: Int32
  /// The index of the rate that converts a unit into the currency of the claim; 0 for one to one.
  ///
  /// A lot that is divided keeps the rate, so the value of claims is conserved.
  var rate: Int32
  /// The event that credited it.
  var credit: Int32
  /// The order of arrival in its account.
  var serial: Int32
  /// True where it counts among the claimants' money.
  let isClaimant: Bool
  /// The walk by which it came, as the index of its last step; -1 where walks are not kept.
  var path: Int32 = -1
}
