/// How much of a sum is of one origin.
struct Share: Sendable {
  /// The number of the label.
  let label: Int32
  /// In minor units of the account's currency.
  var amount: Fraction
  /// In minor units of the currency of the claim.
  var value: Fraction
}
