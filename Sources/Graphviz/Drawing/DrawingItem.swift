/// An item in a picture.
public enum DrawingItem: Sendable, Hashable {
  /// A filled or outlined shape.
  case shape(DrawingShape)
  /// A line of text.
  case text(DrawingText)
  /// Items that belong together.
  case group(DrawingGroup)
}
