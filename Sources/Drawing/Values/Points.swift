/// A length in points (1/72 inch), kept in tenths so that the same graph gives the same text.
public struct Points: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// The length in tenths of a point.
  public let tenths: Int

  /// Creates a length in tenths of a point.
  public init(tenths: Int) { self.tenths = tenths }

  /// Creates a length of a whole number of points.
  public init(integerLiteral value: Int) { tenths = value * 10 }

  /// Creates a length in points, rounded to a tenth.
  public init(floatLiteral value: Double) { tenths = Int((value * 10).rounded()) }

  /// The length as text: `9.5`, `12`.
  package var text: String {
    tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

/// Text of lengths in drawings.
public enum NumberText {
  /// Writes a length to a hundredth, without needless zeros: `12`, `9.5`, `0.25`.
  ///
  /// The text comes from a whole number of hundredths, so that the same length gives the same text.
  public static func of(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let whole = abs(hundredths) / 100
    let part = abs(hundredths) % 100
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if part > 0 {
      text += part < 10 ? ".0" : "."
      text += part % 10 == 0 ? "\(part / 10)" : "\(part)"
    }
    return text
  }
}
