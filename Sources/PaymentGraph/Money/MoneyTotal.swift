/// The sum of many amounts of one currency.
public struct MoneyTotal: Hashable, Sendable {
  /// The currency.
  public let currency: Currency
  /// The sum in minor units.
  public internal(set) var minorUnits: Int128

  /// Creates a sum of some minor units.
  public init(minorUnits: Int128, currency: Currency) {
    self.currency = currency
    self.minorUnits = minorUnits
  }

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
