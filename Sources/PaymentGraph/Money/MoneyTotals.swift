/// Sums per currency, kept apart: what "how much in all" means where several currencies meet.
///
/// Sums are kept in 128 bits, so no number of 64-bit amounts can overflow them.
public struct MoneyTotals: Hashable, Sendable {
  private var sums: [Currency: Int128] = [:]

  /// No money in any currency.
  public init() {}

  /// Adds an amount to the sum of its currency.
  public mutating func add(_ money: Money) {
    sums[money.currency, default: 0] += Int128(money.minorUnits)
  }

  /// Adds minor units of a currency.
  package mutating func add(_ minorUnits: Int128, in currency: Currency) {
    sums[currency, default: 0] += minorUnits
  }

  /// Adds every sum of another set of totals.
  public mutating func add(_ other: MoneyTotals) {
    for (currency, sum) in other.sums { sums[currency, default: 0] += sum }
  }

  /// True where nothing was added.
  public var isEmpty: Bool { sums.isEmpty }

  /// The sum in one currency, in minor units; 0 where nothing was added.
  public func minorUnits(of currency: Currency) -> Int128 { sums[currency] ?? 0 }

  /// The sums, ordered by currency code.
  public var lines: [MoneyTotal] {
    sums.map { MoneyTotal(currency: $0.key, minorUnits: $0.value) }
      .sorted { $0.currency < $1.currency }
  }
}
