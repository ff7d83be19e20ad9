/// A length in points (1/72 inch), kept in tenths so that the same graph gives the same text.
public struct Points: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// Tenths of a point.
  public let tenths: Int

  /// A length in tenths of a point.
  public init(tenths: Int) { self.tenths = tenths }

  /// A whole number of points.
  public init(integerLiteral value: Int) { tenths = value * 10 }

  /// Points, rounded to a tenth.
  public init(floatLiteral value: Double) { tenths = Int((value * 10).rounded()) }

  /// `9.5`, `12`.
  var text: String {
    tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
