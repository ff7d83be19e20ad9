internal import Glibc

/// The number of pairings or sets expected to fit by chance: an estimate that screens out worthless matches.
///
/// It is a mean number, not a probability, and never an amount of money.
public struct ExpectedCoincidences: Sendable, Hashable, Comparable {
  /// The number.
  public let value: Double

  /// Creates an expected number.
  public init(_ value: Double) { self.value = value }

  /// Creates the mean of some counts; nil where there are none.
  init?(meanOf counts: [Int]) {
    guard !counts.isEmpty else { return nil }
    value = Double(counts.reduce(0, +)) / Double(counts.count)
  }

  /// The number in readable form: `0.0005`, `2.18`, `1.4e+06`.
  public var text: String {
    if value == 0 { return "0" }
    if value >= 10_000 || value < 0.00001 {
      let exponent = floor(log10(value))
      let digits = (value / pow(10, exponent) * 10).rounded() / 10
      return "\(digits)e\(exponent < 0 ? "-" : "+")\(Int(abs(exponent)))"
    }
    // Three significant digits.
    let scale = pow(10, 2 - floor(log10(value)))
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// Orders expected numbers from few to many.
  public static func < (left: ExpectedCoincidences, right: ExpectedCoincidences) -> Bool {
    left.value < right.value
  }
}
