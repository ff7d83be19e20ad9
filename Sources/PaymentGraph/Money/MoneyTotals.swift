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
    var place = 0
    while place < sums.count, sums[place].currency.index < currency.index { place += 1 }
    if place < sums.count, sums[place].currency == currency {
      sums[place].minorUnits += minorUnits
    } else {
      sums.insert(MoneyTotal(minorUnits: minorUnits, currency: currency), at: place)
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
