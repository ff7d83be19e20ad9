/// Sums kept apart by currency: the answer to "how much in all" where several currencies meet.
///
/// Sums are kept in 128 bits, so no number of 64-bit amounts can overflow them.
public struct MoneyTotals: Hashable, Sendable {
  /// The sums in the order of the currencies' numbers: few meet in one total, so that a scan is
  /// quicker than a table.
  private var sums: [MoneyTotal] = []

  /// Creates totals without money in any currency.
  public init() {}

  /// Adds an amount to the sum of its currency.
  public mutating func add(_ money: Money) {
    add(Int128(money.minorUnits), in: money.currency)
  }

  /// Adds minor units of a currency.
  package mutating func add(_ minorUnits: Int128, in currency: Currency) {
    var index = 0
    while index < sums.count, sums[index].currency.index < currency.index { index += 1 }
    if index < sums.count, sums[index].currency == currency {
      sums[index].minorUnits += minorUnits
    } else {
      sums.insert(MoneyTotal(minorUnits: minorUnits, currency: currency), at: index)
    }
  }

  /// Adds every sum of another set of totals.
  public mutating func add(_ other: MoneyTotals) {
    for total in other.sums { add(total.minorUnits, in: total.currency) }
  }

  /// True where nothing was added.
  public var isEmpty: Bool { sums.isEmpty }

  /// Returns the sum in one currency, in minor units; 0 where nothing was added.
  public func minorUnits(of currency: Currency) -> Int128 {
    sums.first { $0.currency == currency }?.minorUnits ?? 0
  }

  /// The sums, ordered by currency code.
  public var lines: [MoneyTotal] {
    sums.count < 2 ? sums : sums.sorted { $0.currency < $1.currency }
  }
}

extension MoneyTotals: CustomStringConvertible {
  /// The sums as people read them, `EUR 120.00 + GBP 2,500.00`; `nothing` where nothing was added.
  public var description: String {
    isEmpty ? "nothing" : lines.map(\.description).joined(separator: " + ")
  }
}

/// The sum of many amounts of one currency.
public struct MoneyTotal: Hashable, Sendable {
  /// The currency.
  public let currency: Currency
  /// The sum in minor units.
  public internal(set) var minorUnits: Int128

  /// Creates a sum of some minor units.
  package init(minorUnits: Int128, currency: Currency) {
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
