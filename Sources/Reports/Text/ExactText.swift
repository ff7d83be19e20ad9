internal import FundTracing
internal import PaymentGraph

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
