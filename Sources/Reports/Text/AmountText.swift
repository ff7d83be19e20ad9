package import FundTracing
package import PaymentGraph

/// Text for exact amounts: rounded for people (or exact, by ``ExactText``), as fractions for
/// machines.
package enum AmountText {
  /// Writes an amount in minor units as an exact number of the currency's units, `55/3`; where only
  /// bounds are known, both, `18.33333333333333333333..18.33333333333333333334`.
  package static func exact(_ amount: Fraction, _ currency: Currency) -> String {
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
  package static func decimal(_ amount: Fraction, _ currency: Currency) -> String {
    nearest(amount, currency)?.decimalText ?? exact(amount, currency)
  }

  /// Rounds a column of amounts: each to the nearest minor unit, as it is rounded alone, unless they add up to whole
  /// minor units; then so that they still do.
  ///
  /// - Parameter whole: True where the amounts are known to add up to whole minor units, for
  ///   amounts of which only bounds are known.
  static func column(
    _ amounts: [Fraction], _ currency: Currency, addsUpToWhole whole: Bool = false
  ) -> [MoneyTotal?] {
    let alone = amounts.map { nearest($0, currency) }
    if !addUp(amounts, known: whole), alone.allSatisfy({ $0 != nil }) { return alone }
    guard let rounding = rounding(amounts, addsUpToWhole: whole) else { return alone }
    return rounding.wholes.map { total($0, currency) }
  }

  /// Returns true where amounts add up to whole minor units.
  private static func addUp(_ amounts: [Fraction], known whole: Bool) -> Bool {
    if whole { return true }
    let sum = amounts.reduce(Fraction.zero, +)
    return sum.isExact && sum.onlyInteger != nil
  }

  /// Returns true where it is proved how a column of amounts is rounded.
  static func isDecided(_ amounts: [Fraction], addsUpToWhole whole: Bool) -> Bool {
    if amounts.allSatisfy(\.isExact) { return true }
    let half = Fraction(1) / Fraction(2)
    if !addUp(amounts, known: whole), amounts.allSatisfy({ ($0 + half).floored() != nil }) {
      return true
    }
    return rounding(amounts, addsUpToWhole: whole)?.isDecided == true
  }

  private static func rounding(
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

/// Text of exact numbers for people, in which a fraction of hundreds of digits would leave no room
/// for anything else.
///
/// An amount whose exact text (``AmountText/exact(_:_:)``) has at most 32 characters is written so.
/// Any other is written as its decimal with four digits below the minor unit, marked as approximate
/// and with the number that it stands for:
///
/// - `≈ 18.333333 (fraction of 143 digits)`: the nearest such decimal, halves up; digits are those
///   of the numerator or the denominator, whichever has more.
/// - `≈ 18.333333 (between bounds)`: only bounds are known, and both round to this decimal.
/// - `18.333333..18.333335 (bounds)`: only bounds are known, and they are that far apart; the lower
///   one rounded down, the upper one up.
///
/// JSON and CSV hold the number itself. O(*b*²) for *b* bits.
enum ExactText {
  private static let mostCharacters = 32
  private static let digitsBelowMinorUnit = 4

  /// Writes an amount for a cell of a table.
  static func short(_ amount: Fraction, _ currency: Currency) -> String {
    let exact = AmountText.exact(amount, currency)
    guard exact.count > mostCharacters else { return exact }
    if amount.isExact {
      let digits = exact.split(separator: "/").map { $0.count { $0 != "-" } }.max() ?? 0
      return rounded(amount, currency).map { "≈ \($0) (fraction of \(digits) digits)" } ?? exact
    }
    let (lower, upper) = amount.bounds
    guard let low = rounded(lower, currency), let high = rounded(upper, currency) else {
      return exact
    }
    if low == high { return "≈ \(low) (between bounds)" }
    guard let down = decimal(lower, currency, adding: .zero),
      let up = decimal(-upper, currency, adding: .zero, isNegated: true)
    else { return exact }
    return "\(down)..\(up) (bounds)"
  }

  /// Writes an amount for a sentence: `exactly 55/3`, or the marked number of ``short(_:_:)``.
  static func worded(_ amount: Fraction, _ currency: Currency) -> String {
    let text = short(amount, currency)
    return text == AmountText.exact(amount, currency) && amount.isExact ? "exactly \(text)" : text
  }

  private static func rounded(_ amount: Fraction, _ currency: Currency) -> String? {
    decimal(amount, currency, adding: Fraction(1) / Fraction(2))
  }

  /// Writes an amount in the currency's units, rounded down after a part was added to its last
  /// digit.
  private static func decimal(
    _ amount: Fraction, _ currency: Currency, adding part: Fraction, isNegated: Bool = false
  ) -> String? {
    let scale = (0..<digitsBelowMinorUnit).reduce(Fraction.one) { power, _ in power * Fraction(10) }
    guard let floor = (amount * scale + part).floored()?.whole else { return nil }
    let units = isNegated ? -floor : floor
    let places = currency.exponent + digitsBelowMinorUnit
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (units < 0 ? "-" : "") + "\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}

/// Text for statistics, which are no money: with the significant digits only.
enum DecimalText {
  /// Writes three significant digits without an exponent: `16.2`, `0.842`, `1250`.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    guard value != 0 else { return "0" }
    var places = 2
    var size = abs(value)
    while size >= 10, places > 0 {
      size /= 10
      places -= 1
    }
    while size < 1, places < 8 {
      size *= 10
      places += 1
    }
    let scale = power(places)
    let units = (abs(value) * scale).rounded()
    let whole = Int64(min(units / scale, 9e15).rounded(.down))
    let rest = Int64(units - Double(whole) * scale)
    let digits = String(rest)
    let fraction = String(repeating: "0", count: max(0, places - digits.count)) + digits
    return (value < 0 ? "-" : "") + (places == 0 ? "\(whole)" : "\(whole).\(fraction)")
  }

  /// Writes three significant digits, with an exponent where the value is small: `4.45e-07`,
  /// `0.119`.
  static func scientific(_ value: Double) -> String {
    guard value.isFinite, value > 0, value < 0.001 else { return short(value) }
    var size = value
    var exponent = 0
    while size < 1, exponent < 400 {
      size *= 10
      exponent += 1
    }
    if (size * 100).rounded() >= 1_000 {
      size /= 10
      exponent -= 1
    }
    return "\(short(size))e-\(exponent < 10 ? "0" : "")\(exponent)"
  }

  /// Writes a number with digits after the point and without an exponent: `1.849894`; zeros at the end are left out.
  ///
  /// Numbers that are not finite, which JSON does not know, are written as the largest that have any use.
  static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value < 0 ? "-1000000000" : "1000000000" }
    let scale = power(places)
    let units = (abs(value) * scale).rounded()
    guard units < 9e17 else { return value < 0 ? "-1000000000" : "1000000000" }
    let digits = String(Int64(units))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var text = "\(padded.dropLast(places)).\(padded.suffix(places))"
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return (value < 0 && units > 0 ? "-" : "") + text
  }

  private static func power(_ places: Int) -> Double {
    (0..<places).reduce(1.0) { value, _ in value * 10 }
  }
}
