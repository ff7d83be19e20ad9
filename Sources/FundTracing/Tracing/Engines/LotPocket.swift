/// What lies at one place under a rule that keeps lots: claimants' money and other money apart, each
/// in the order of arrival, with serial numbers that merge the two.
struct LotPocket {
  var claimants = LotQueue()
  var others = LotQueue()
  /// What the account owes its bank.
  var debt = Fraction.zero
  private(set) var nextSerial: Int32 = 0

  /// Takes an amount by a policy; gives what the account does not have.
  mutating func take(
    _ amount: Fraction, _ ownFunds: OwnFunds, _ order: ClaimantOrder, into moving: inout [Lot]
  ) -> Fraction {
    if order == .proRata { return takeInProportion(amount, ownFunds, &moving) }
    var rest = amount
    switch ownFunds {
    case .first:
      rest = LotPocket.takeOldest(rest, &others, &moving)
      rest = takeClaimants(rest, order, &moving)
    case .last:
      rest = takeClaimants(rest, order, &moving)
      rest = LotPocket.takeOldest(rest, &others, &moving)
    case .inOrder:
      rest = order == .lifo ? takeNewestOfAll(rest, &moving) : takeOldestOfAll(rest, &moving)
    }
    return rest
  }

  /// Takes from every lot of a kind in proportion: what a proportional rule says, lot by lot.
  private mutating func takeInProportion(
    _ amount: Fraction, _ ownFunds: OwnFunds, _ moving: inout [Lot]
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

  /// Takes from the lots that one event credited, from each in proportion; gives what is still wanted.
  mutating func takeShare(
    _ wanted: Fraction, creditedBy event: Int32, _ serials: Range<Int32>, into moving: inout [Lot]
  ) -> Fraction {
    let left = remaining(creditedBy: event, serials)
    let taken = min(wanted, left)
    guard !taken.isZero else { return wanted }
    others.takeShare(taken, of: left, creditedBy: event, into: &moving)
    claimants.takeShare(taken, of: left, creditedBy: event, into: &moving)
    return wanted - taken
  }

  /// Takes from the lots that one event credited, in the order in which they landed; gives what is
  /// still wanted.
  mutating func take(
    _ wanted: Fraction, creditedBy event: Int32, _ serials: Range<Int32>, into moving: inout [Lot]
  ) -> Fraction {
    var rest = wanted
    for serial in serials where !rest.isZero {
      rest = claimants.take(rest, creditedBy: event, serial: serial, into: &moving)
      rest = others.take(rest, creditedBy: event, serial: serial, into: &moving)
    }
    return rest
  }

  /// What is left of the lots that one event credited.
  func remaining(creditedBy event: Int32, _ serials: Range<Int32>) -> Fraction {
    serials.reduce(Fraction.zero) { sum, serial in
      sum + claimants.remaining(creditedBy: event, serial: serial)
        + others.remaining(creditedBy: event, serial: serial)
    }
  }

  private mutating func takeClaimants(
    _ amount: Fraction, _ order: ClaimantOrder, _ moving: inout [Lot]
  ) -> Fraction {
    guard order == .lifo else { return LotPocket.takeOldest(amount, &claimants, &moving) }
    var rest = amount
    while !rest.isZero, !claimants.isEmpty { rest = claimants.takeNewest(rest, into: &moving) }
    return rest
  }

  /// Other money leaves oldest first under every rule: no claimant is affected.
  private static func takeOldest(
    _ amount: Fraction, _ queue: inout LotQueue, _ moving: inout [Lot]
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

  /// Takes everything out where it is money of one label in whole minor units, and nothing is owed:
  /// how much it was; nil, and nothing is changed, where it is not.
  mutating func takeWhole(ofLabel label: Int32) -> Int64? {
    guard claimants.isEmpty, debt.isZero else { return nil }
    return others.takeWhole(ofLabel: label)
  }

  /// Lays a lot on top.
  ///
  /// Equal neighbours become one, unless a payout names their credit.
  mutating func add(_ lot: Lot, asClaimant: Bool, keepsOrder: Bool) {
    let neighbour: Int32? = keepsOrder ? nextSerial - 1 : nil
    if lot.credit < 0,
      asClaimant
        ? claimants.merge(lot, ifSerialIs: neighbour) : others.merge(lot, ifSerialIs: neighbour)
    {
      return
    }
    var landed = lot
    landed.serial = nextSerial
    nextSerial += 1
    if asClaimant { claimants.append(landed) } else { others.append(landed) }
  }
}
