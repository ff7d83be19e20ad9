/// A size of paper for printing.
public enum Paper: String, Sendable, CaseIterable {
  /// Paper of 210 by 297 millimetres.
  case a4
  /// Paper of 297 by 420 millimetres.
  case a3

  /// The lengths of the short and the long side, in points.
  var sides: (short: Double, long: Double) {
    switch self {
    case .a4: (595.28, 841.89)
    case .a3: (841.89, 1_190.55)
    }
  }

  /// The margin on every side: 12 millimetres, which every printer can print.
  static let margin = 34.02
}
