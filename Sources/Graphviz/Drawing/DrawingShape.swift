/// A shape of a picture.
public struct DrawingShape: Sendable, Hashable {
  /// A piece of an outline.
  public enum Step: Sendable, Hashable {
    /// Starts at a point.
    case move(DrawingPoint)
    /// A straight line to a point.
    case line(DrawingPoint)
    /// A cubic curve to a point, past two control points.
    case curve(DrawingPoint, DrawingPoint, DrawingPoint)
    /// A straight line back to the start.
    case close
  }

  /// The form of a shape.
  public enum Outline: Sendable, Hashable {
    /// Lines and curves.
    case path([Step])
    /// A box by its top left corner and its size.
    case box(DrawingPoint, width: Double, height: Double)
    /// An ellipse by its centre and its radii.
    case ellipse(DrawingPoint, width: Double, height: Double)
  }

  /// The form of the shape.
  public var outline: Outline
  /// The colour within the shape; nil for none.
  public var fill: DiagramColor?
  /// The colour of the outline; nil for none.
  public var stroke: DiagramColor?
  /// The width of the outline.
  public var strokeWidth: Double
  /// The lengths of dashes and gaps, in turn; none for an unbroken line.
  public var dashes: [Double]

  /// Creates a shape; see the properties.
  public init(
    _ outline: Outline, fill: DiagramColor? = nil, stroke: DiagramColor? = nil,
    strokeWidth: Double = 1, dashes: [Double] = []
  ) {
    self.outline = outline
    self.fill = fill
    self.stroke = stroke
    self.strokeWidth = strokeWidth
    self.dashes = dashes
  }
}
