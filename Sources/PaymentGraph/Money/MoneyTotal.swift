/// The sum of many amounts of one currency.
public struct MoneyTotal: Hashable, Sendable {
  /// The currency.
  public let currency: Currency
  /// The sum in minor units.
  public internal(set) var minorUnits: Int128

  /// The sum as decimal text without grouping, `35682247985.01`.
  public var decimalText: String {
    MoneyText.decimal(minorUnits, exponent: currency.exponent, grouped: false)
  }
}

extension MoneyTotal: CustomStringConvertible {
  /// The sum as people read it, `USD 35,682,247,985.01`.
  public var description: String {
    "\(currency.code) "
      + MoneyText.decimal(minorUnits, exponent: currency.exponent, grouped: true)
  }
}
