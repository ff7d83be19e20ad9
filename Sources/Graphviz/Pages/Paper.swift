/// A size of paper for printing.
public enum Paper: String, Sendable, CaseIterable {
  /// Paper of 210 by 297 millimetres.
  case a4
  /// Paper of 297 by 420 millimetres.
  case a3
  /// 8.5 by 11 inches.
  case letter

  /// The lengths of the short and the long side, in points.
  var sides: (short: Double, long: Double) {
    switch self {
    case .a4: (595.28, 841.89)
    case .a3: (841.89, 1_190.55)
    case .letter: (612, 792)
    }
  }

  /// Returns the greatest width of a picture whose smallest letters stay readable on one landscape
  /// page.
  public func room(forLetters size: Double) -> Double {
    (sides.long - 2 * Paper.margin) * size / PageDivision.leastLetters
  }

  /// The margin on every side: 12 millimetres, which every printer can print.
  static let margin = 34.02
}
