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
  var text: String {
    tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
