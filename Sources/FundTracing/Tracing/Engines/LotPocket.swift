/// The balance of one account in one currency, under a rule that keeps lots.
///
/// Claimants' money and other money are separate, each in the order of arrival, with serial numbers that merge the two.
struct LotPocket {
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
      rest = LotPocket.takeOldest(rest, queue: &others, moving: &moving)
      rest = takeClaimants(rest, order: order, moving: &moving)
    case .last:
      rest = takeClaimants(rest, order: order, moving: &moving)
      rest = LotPocket.takeOldest(rest, queue: &others, moving: &moving)
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
      return LotPocket.takeOldest(amount, queue: &claimants, moving: &moving)
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
