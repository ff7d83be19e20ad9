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
