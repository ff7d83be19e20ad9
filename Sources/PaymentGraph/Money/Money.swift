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

/// A reason why amounts could not be added.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The amounts are in two currencies, which never mix silently.
  case mixedCurrencies(Currency, Currency)
  /// The sum does not fit in 64 bits of minor units.
  case tooLarge(Currency)

  /// The cause in one sentence.
  public var description: String {
    switch self {
    case .mixedCurrencies(let left, let right):
      "amounts in \(left) and \(right) cannot be added: state a conversion first"
    case .tooLarge(let currency):
      "a sum in \(currency) is larger than 64 bits of minor units can hold"
    }
  }
}

/// Decimal text of whole minor units.
enum MoneyText {
  /// Returns decimal text with exactly `exponent` decimals; grouped for reading, with thousands in
  /// groups of three and without the trailing zeros beyond the second decimal.
  static func decimal(_ minorUnits: Int128, exponent: Int, grouped: Bool) -> String {
    var digits = Array(String(minorUnits.magnitude).utf8)
    while digits.count <= exponent { digits.insert(0x30, at: 0) }
    let wholeCount = digits.count - exponent
    var text: [UInt8] = minorUnits < 0 ? [0x2D] : []
    for (position, digit) in digits.enumerated() {
      if position == wholeCount { text.append(0x2E) }
      if grouped, position > 0, position < wholeCount, (wholeCount - position) % 3 == 0 {
        text.append(0x2C)
      }
      text.append(digit)
    }
    if grouped, exponent > 4 {
      let least = text.count - exponent + 2
      while text.count > least, text.last == 0x30 { text.removeLast() }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Conversion of amounts to another number of decimals.
package enum DecimalScale {
  /// A converted amount; `isExact` is true where no digit was left out.
  package struct Restated: Hashable, Sendable {
    package let value: Int64
    package let isExact: Bool
  }

  /// Converts an amount from one number of decimals to another; digits beyond those are cut off,
  /// towards zero.
  ///
  /// Nil where 64 bits cannot hold the result.
  package static func restated(_ units: Int64, from: Int, to: Int) -> Restated? {
    var value = units
    var isExact = true
    for _ in 0..<max(0, min(to - from, 20)) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    for _ in 0..<max(0, min(from - to, 20)) {
      if value % 10 != 0 { isExact = false }
      value /= 10
    }
    return Restated(value: value, isExact: isExact)
  }

  /// Returns the number of decimals, up to a wanted one, to which a sum fits in 64 bits with room
  /// to spare.
  ///
  /// - Parameter wholes: The sum of all amounts in whole units of the currency, each rounded up.
  package static func finest(_ wanted: Int, wholes: Int128) -> Int {
    var most = Int128(Int64.max) / 4
    var exponent = 0
    while exponent < wanted, wholes <= most / 10 {
      most /= 10
      exponent += 1
    }
    return exponent
  }
}
