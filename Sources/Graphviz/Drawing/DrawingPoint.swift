/// A place in a picture, in points from the top left.
public struct DrawingPoint: Sendable, Hashable {
  /// From the left.
  public var x: Double
  /// From the top.
  public var y: Double

  /// A place.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
