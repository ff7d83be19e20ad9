/// A shape of a picture.
public struct DrawingShape: Sendable, Hashable {
  /// A piece of an outline.
  public enum Step: Sendable, Hashable {
    /// Starts at a place.
    case move(DrawingPoint)
    /// A straight line to a place.
    case line(DrawingPoint)
    /// A cubic curve to a place, past two control points.
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

  /// Its form.
  public var outline: Outline
  /// The colour within it; nil for none.
  public var fill: DiagramColor?
  /// The colour of its line; nil for none.
  public var stroke: DiagramColor?
  /// The width of its line.
  public var strokeWidth: Double
  /// The lengths of dashes and gaps, in turn; none for an unbroken line.
  public var dashes: [Double]

  /// A shape; see the properties.
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
