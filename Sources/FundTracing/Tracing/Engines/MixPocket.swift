/// What lies at one place under a proportional rule: claimants' money and other money, each as a mixture.
struct MixPocket {
  var claimants = Mix()
  var others = Mix()
  var debt = Fraction.zero
  /// How much both kinds are together.
  private(set) var total = Fraction.zero

  /// Claimants' money, or other money.
  subscript(isClaimant isClaimant: Bool) -> Mix {
    get { isClaimant ? claimants : others }
    _modify { if isClaimant { yield &claimants } else { yield &others } }
  }

  /// Says that a sum was added to the two kinds.
  mutating func add(_ sum: Fraction) {
    total += sum
    settle()
  }

  /// Says how much is left of both kinds; nil where that is what is left of each.
  mutating func leave(_ left: Fraction?) {
    total = left ?? claimants.amount + others.amount
    settle()
  }

  /// Where the total is exact, each kind is what the other leaves of it: bounds do not add up.
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
