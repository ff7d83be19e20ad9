/// Money of which every part has the same composition: the form in which a proportional rule keeps an account's
/// balance.
struct Mix {
  /// The amount, in minor units.
  var amount = Fraction.zero
  /// The ingredient added last, in the ``MixGraph``; -1 for none.
  var ingredients: Int32 = -1
}

/// An amount with its composition, on the move from one mix to another.
struct MixPart {
  var amount: Fraction
  let node: Int32
  /// The rate of the last conversion; 0 for none.
  var rate: Int32 = 0
  /// True where it counts among the claimants' money.
  let isClaimant: Bool
}
