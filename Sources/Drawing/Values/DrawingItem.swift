/// An item in a picture.
public enum DrawingItem: Sendable, Hashable {
  /// A filled or outlined shape.
  case shape(DrawingShape)
  /// A line of text.
  case text(DrawingText)
  /// Items that belong together.
  case group(DrawingGroup)
}

/// A group of items in a picture that share a meaning.
public struct DrawingGroup: Sendable, Hashable {
  /// The name of the part to which the group belongs, alone or with other groups; nil for none.
  public var name: NodeID?
  /// The kind of the part, for style sheets.
  public var styleClass: NodeID?
  /// The text that a reader hears or sees when pointing at the group.
  public var tooltip: String?
  /// The items to draw.
  public var items: [DrawingItem]

  /// Creates a group; see the properties.
  public init(
    name: NodeID? = nil, styleClass: NodeID? = nil, tooltip: String? = nil, items: [DrawingItem]
  ) {
    self.name = name
    self.styleClass = styleClass
    self.tooltip = tooltip
    self.items = items
  }
}

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

/// A line of text in a picture.
public struct DrawingText: Sendable, Hashable {
  /// The part of a text that is at the text's point.
  public enum Anchor: String, Sendable, Hashable {
    /// The start of the text.
    case start
    /// The middle of the text.
    case middle
    /// The end of the text.
    case end
  }

  /// The text, as the data has it.
  public var text: String
  /// The point of the anchor, on the base line.
  public var place: DrawingPoint
  /// The size of the letters.
  public var size: Double
  /// The colour of the letters.
  public var color: DiagramColor
  /// The part of the text that is at the point.
  public var anchor: Anchor
  /// True for bold text.
  public var isBold: Bool
  /// True for italic text.
  public var isItalic: Bool
  /// True where the colour of the paper surrounds the letters, so that they can be read on
  /// anything.
  public var hasHalo: Bool

  /// Creates a text; see the properties.
  public init(
    _ text: String, at place: DrawingPoint, size: Double, color: DiagramColor,
    anchor: Anchor = .start, isBold: Bool = false, isItalic: Bool = false, hasHalo: Bool = false
  ) {
    self.text = text
    self.place = place
    self.size = size
    self.color = color
    self.anchor = anchor
    self.isBold = isBold
    self.isItalic = isItalic
    self.hasHalo = hasHalo
  }
}

/// A point in a picture, in points from the top left.
public struct DrawingPoint: Sendable, Hashable {
  /// The distance from the left.
  public var x: Double
  /// The distance from the top.
  public var y: Double

  /// Creates a point.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

extension DrawingItem {
  /// The same, made larger or smaller about the origin and moved from there.
  public func placed(at place: DrawingPoint, scale: Double = 1) -> DrawingItem {
    func point(_ old: DrawingPoint) -> DrawingPoint {
      DrawingPoint(place.x + old.x * scale, place.y + old.y * scale)
    }
    switch self {
    case .text(var text):
      text.place = point(text.place)
      text.size *= scale
      return .text(text)
    case .group(var group):
      group.items = group.items.map { $0.placed(at: place, scale: scale) }
      return .group(group)
    case .shape(var shape):
      shape.strokeWidth *= scale
      shape.dashes = shape.dashes.map { $0 * scale }
      switch shape.outline {
      case .box(let corner, let width, let height):
        shape.outline = .box(point(corner), width: width * scale, height: height * scale)
      case .ellipse(let center, let width, let height):
        shape.outline = .ellipse(point(center), width: width * scale, height: height * scale)
      case .path(let steps):
        shape.outline = .path(
          steps.map { step in
            switch step {
            case .move(let place): .move(point(place))
            case .line(let place): .line(point(place))
            case .curve(let first, let second, let end):
              .curve(point(first), point(second), point(end))
            case .close: .close
            }
          })
      }
      return .shape(shape)
    }
  }
}
