internal import FundTracing
internal import PaymentGraph

/// Text for exact amounts: rounded for people (or exact, by ``ExactText``), as fractions for
/// machines.
enum AmountText {
  /// Writes an amount in minor units as an exact number of the currency's units, `55/3`; where only
  /// bounds are known, both, `18.33333333333333333333..18.33333333333333333334`.
  static func exact(_ amount: Fraction, _ currency: Currency) -> String {
    (amount / scale(currency)).description
  }

  /// Returns whole minor units as a total, to be printed for people or machines.
  static func total(_ minorUnits: Int128, _ currency: Currency) -> MoneyTotal? {
    var totals = MoneyTotals()
    totals.add(minorUnits, in: currency)
    return totals.lines.first
  }

  /// Rounds to the nearest amount in minor units, for single figures; halves go up.
  static func nearest(_ amount: Fraction, _ currency: Currency) -> MoneyTotal? {
    let half = Fraction(1) / Fraction(2)
    return (amount + half).floored().flatMap { total($0.whole, currency) }
  }

  /// Writes an amount for people: `GBP 1,185.00`.
  static func people(_ amount: Fraction, _ currency: Currency) -> String {
    nearest(amount, currency)?.description ?? ExactText.short(amount, currency)
  }

  /// Writes an amount for machines: `1185.00`.
  static func decimal(_ amount: Fraction, _ currency: Currency) -> String {
    nearest(amount, currency)?.decimalText ?? exact(amount, currency)
  }

  /// Rounds a column of amounts of one account so that it still adds up.
  ///
  /// - Parameter whole: True where the amounts are known to add up to whole minor units, for
  ///   amounts of which only bounds are known.
  static func column(
    _ amounts: [Fraction], _ currency: Currency, addsUpToWhole whole: Bool = false
  ) -> [MoneyTotal?] {
    guard let rounding = rounding(amounts, addsUpToWhole: whole) else {
      return amounts.map { nearest($0, currency) }
    }
    return rounding.wholes.map { total($0, currency) }
  }

  static func rounding(
    _ amounts: [Fraction], addsUpToWhole whole: Bool
  ) -> LargestRemainder.Rounding? {
    let total = whole ? amounts.reduce(Fraction.zero, +).onlyInteger : nil
    return LargestRemainder.rounding(amounts, total: total)
  }

  private static func scale(_ currency: Currency) -> Fraction {
    (0..<currency.exponent).reduce(Fraction.one) { power, _ in power * Fraction(10) }
  }
}

extension MoneyTotals {
  /// The sums, one a currency: `EUR 20.00 + GBP 1,185.00`; empty for none.
  var words: String { lines.map(\.description).joined(separator: " + ") }
}
