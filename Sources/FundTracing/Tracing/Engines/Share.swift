/// The part of a sum that has one origin.
struct Share: Sendable {
  /// The number of the label.
  let label: Int32
  /// The amount, in minor units of the account's currency.
  var amount: Fraction
  /// The amount in minor units of the currency of the claim.
  var value: Fraction
}
