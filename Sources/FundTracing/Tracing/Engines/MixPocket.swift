/// The balance of one account in one currency, under a proportional rule: claimants' money and other money, each as a
/// mixture.
struct MixPocket {
  var claimants = Mix()
  var others = Mix()
  var debt = Fraction.zero
  /// The sum of both kinds.
  private(set) var total = Fraction.zero

  /// Claimants' money, or other money.
  subscript(isClaimant isClaimant: Bool) -> Mix {
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
      (claimants, others) = (Mix(), Mix())
    } else if !total.isExact {
      total = claimants.amount + others.amount
    } else if others.amount.isZero {
      claimants.amount = total
    } else if claimants.amount.isZero {
      others.amount = total
    } else if !claimants.amount.isExact || !others.amount.isExact {
      claimants.amount = (total - others.amount).notBelowZero
      if claimants.amount.isZero { claimants = Mix() }
    }
  }
}
