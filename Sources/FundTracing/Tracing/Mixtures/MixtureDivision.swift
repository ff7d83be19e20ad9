/// The division of a sum that leaves a mixture among claimants' money and other money, and the rest of each.
///
/// The total is mostly a whole number, whatever fractions the two kinds have: so the rest of one kind follows from the
/// rest of the other, and bounds around one are bounds around the other. Division does not widen them, and they vanish
/// as soon as one kind is used up. Where bounds do not prove whether a kind is used up, its rest has bounds from 0.
struct MixtureDivision {
  /// The sum of both kinds that leaves, and the rest.
  let taken: Fraction
  let left: Fraction
  private(set) var fromClaimants = Fraction.zero
  private(set) var fromOthers = Fraction.zero
  private(set) var leftClaimants = Fraction.zero
  private(set) var leftOthers = Fraction.zero

  /// - Parameters:
  ///   - wanted: the sum to take, or as much of it as there is; nil for everything.
  ///   - total: the sum of both kinds.
  init(
    _ wanted: Fraction?, claimants: Fraction, others: Fraction, total: Fraction,
    _ ownFunds: OwnFunds
  ) {
    guard let wanted, !total.isSurelyAtMost(wanted) else {
      (taken, left) = (total, .zero)
      (fromClaimants, fromOthers) = (claimants, others)
      return
    }
    taken = Fraction.lesser(wanted, total)
    left = total.excess(over: wanted)
    if others.isZero {
      (fromClaimants, leftClaimants) = (taken, left)
    } else if claimants.isZero {
      (fromOthers, leftOthers) = (taken, left)
    } else {
      switch ownFunds {
      case .first:
        (fromOthers, leftOthers) = (.lesser(taken, others), others.excess(over: taken))
        fromClaimants = (taken - fromOthers).notBelowZero
        leftClaimants = (left - leftOthers).notBelowZero
      case .last:
        (fromClaimants, leftClaimants) = (.lesser(taken, claimants), claimants.excess(over: taken))
        fromOthers = (taken - fromClaimants).notBelowZero
        leftOthers = (left - leftClaimants).notBelowZero
      case .inOrder:
        fromClaimants = MixtureDivision.part(claimants, of: total, in: taken)
        leftClaimants = MixtureDivision.part(claimants, of: total, in: left)
        fromOthers = (taken - fromClaimants).notBelowZero
        leftOthers = (left - leftClaimants).notBelowZero
      }
    }
  }

  /// Returns the part of a sum that falls to a part of a total when the sum is divided in proportion; not more than the
  /// sum.
  static func part(_ part: Fraction, of total: Fraction, in sum: Fraction) -> Fraction {
    if part.isZero || sum.isZero { return .zero }
    return total.isExact || total.isSurelyPositive
      ? sum * part / total : Fraction.lesser(sum, part).atMost
  }
}

/// The balance of one account in one currency, under a proportional rule: claimants' money and other money, each as a
/// mixture.
struct MixtureBalance {
  var claimants = Mixture()
  var others = Mixture()
  var debt = Fraction.zero
  /// The sum of both kinds.
  private(set) var total = Fraction.zero

  /// Claimants' money, or other money.
  subscript(isClaimant isClaimant: Bool) -> Mixture {
    get { isClaimant ? claimants : others }
    _modify { if isClaimant { yield &claimants } else { yield &others } }
  }

  /// Notes that a sum was added to the two kinds.
  mutating func add(_ sum: Fraction) {
    total += sum
    settle()
  }

  /// Notes the rest of both kinds together; nil for the sum of the rest of each.
  mutating func leave(_ left: Fraction?) {
    total = left ?? claimants.amount + others.amount
    settle()
  }

  /// Derives each kind from the other where the total is exact, because bounds do not add up.
  private mutating func settle() {
    if total.isZero {
      (claimants, others) = (Mixture(), Mixture())
    } else if !total.isExact {
      total = claimants.amount + others.amount
    } else if others.amount.isZero {
      claimants.amount = total
    } else if claimants.amount.isZero {
      others.amount = total
    } else if !claimants.amount.isExact || !others.amount.isExact {
      claimants.amount = (total - others.amount).notBelowZero
      if claimants.amount.isZero { claimants = Mixture() }
    }
  }
}
