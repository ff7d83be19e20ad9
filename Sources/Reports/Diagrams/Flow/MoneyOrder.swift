internal import PaymentGraph

/// Compares sums of several currencies without converting: currency by currency, in the order of
/// codes.
enum MoneyOrder {
  /// Returns true where the first is larger; nil where neither is.
  static func larger(_ left: MoneyTotals, _ right: MoneyTotals) -> Bool? {
    let currencies = Set((left.lines + right.lines).map(\.currency)).sorted()
    for currency in currencies {
      let (first, second) = (left.minorUnits(of: currency), right.minorUnits(of: currency))
      if first != second { return first > second }
    }
    return nil
  }
}
