/// An amount of one currency in whole minor units: `18500` pence for GBP 185.00.
///
/// There is no floating point and no conversion. Sums are checked: a sum of two currencies, or one
/// that exceeds 64 bits, is an error and never a wrapped number.
public struct Money: Hashable, Sendable {
  /// The amount in minor units of ``currency``.
  public let minorUnits: Int64
  /// The currency.
  public let currency: Currency

  /// Creates an amount in minor units.
  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// Returns the sum of two amounts of one currency.
  ///
  /// - Throws: ``MoneyError`` when the currencies differ or the sum needs more than 64 bits.
  public func adding(_ other: Money) throws(MoneyError) -> Money {
    guard currency == other.currency else {
      throw MoneyError.mixedCurrencies(currency, other.currency)
    }
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    guard !overflow else { throw MoneyError.tooLarge(currency) }
    return Money(minorUnits: sum, currency: currency)
  }

  /// Returns the same amount in another number of decimals; nil where that is not exact.
  package func restated(to exponent: Int) -> Money? {
    let units = DecimalScale.restated(minorUnits, from: currency.exponent, to: exponent)
    guard let units, units.isExact else { return nil }
    return Money(minorUnits: units.value, currency: currency.keeping(exponent))
  }

  /// The amount as decimal text without grouping, `185.00`: the form of every machine output.
  public var decimalText: String {
    MoneyText.decimal(Int128(minorUnits), exponent: currency.exponent, grouped: false)
  }
}

extension Money: CustomStringConvertible {
  /// The amount as people read it, `GBP 1,185.00`.
  public var description: String {
    "\(currency.code) "
      + MoneyText.decimal(Int128(minorUnits), exponent: currency.exponent, grouped: true)
  }
}
