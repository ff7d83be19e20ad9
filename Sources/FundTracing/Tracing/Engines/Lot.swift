/// A sum of money of one origin that lies in an account.
struct Lot {
  /// How much, in minor units of the account's currency.
  var amount: Fraction
  /// Whose.
  let label: Int32
  /// What a unit of it is worth in the currency of the claim, as the number of a rate; 0 for one to
  /// one.
  ///
  /// Carried along unchanged when a lot is divided, so the value of claims is conserved.
  var rate: Int32
  /// The event that credited it.
  var credit: Int32
  /// The order of arrival in its account.
  var serial: Int32
  /// The way by which it came, as the number of its last step; -1 where ways are not kept.
  var path: Int32 = -1
}
