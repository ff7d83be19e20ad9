/// A line of text in a picture.
public struct DrawingText: Sendable, Hashable {
  /// Which part of the text stands at its place.
  public enum Anchor: String, Sendable, Hashable {
    /// Its start.
    case start
    /// Its middle.
    case middle
    /// Its end.
    case end
  }

  /// The text, as the data has it.
  public var text: String
  /// Where its anchor stands, on the base line.
  public var place: DrawingPoint
  /// The size of its letters.
  public var size: Double
  /// Its colour.
  public var color: DiagramColor
  /// Which part of it stands at its place.
  public var anchor: Anchor
  /// Whether it is bold.
  public var isBold: Bool
  /// Whether it is italic.
  public var isItalic: Bool
  /// Whether the colour of the paper surrounds its letters, so that it can be read on anything.
  public var hasHalo: Bool

  /// A text; see the properties.
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
