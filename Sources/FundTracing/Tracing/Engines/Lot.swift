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
