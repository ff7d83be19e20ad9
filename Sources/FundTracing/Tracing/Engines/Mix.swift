/// Money of which every part has the same composition: what a proportional rule keeps of an account.
struct Mix {
  /// How much there is, in minor units.
  var amount = Fraction.zero
  /// The ingredient added last, in the ``MixGraph``; -1 for none.
  var ingredients: Int32 = -1
}

/// An amount with its composition on its way from one mix to another.
struct MixPart {
  var amount: Fraction
  let node: Int32
  /// The rate of the last conversion; 0 for none.
  var rate: Int32 = 0
  /// Whether it counts among the claimants' money.
  let isClaimant: Bool
}
