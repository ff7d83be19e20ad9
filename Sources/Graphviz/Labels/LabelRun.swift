/// A piece of text in one style.
public struct LabelRun: Sendable, Hashable {
  /// The text, as the data has it.
  public var text: String
  /// The size of the letters.
  public var size: Points
  /// The colour of the letters.
  public var color: DiagramColor
  /// True for bold text.
  public var isBold: Bool
  /// True for italic text.
  public var isItalic: Bool
  /// The size of text that sets the height of the line; nil for the size of the letters.
  public var leading: Points?

  /// Creates a text in a style.
  public init(
    _ text: String, size: Points, color: DiagramColor, isBold: Bool = false, isItalic: Bool = false,
    leading: Points? = nil
  ) {
    self.text = text
    self.size = size
    self.color = color
    self.isBold = isBold
    self.isItalic = isItalic
    self.leading = leading
  }

  var markup: String {
    // Graphviz refuses an empty font element.
    var inner = LabelText.markup(text)
    if inner.isEmpty { inner = " " }
    if isBold { inner = "<b>\(inner)</b>" }
    if isItalic { inner = "<i>\(inner)</i>" }
    let words = "<font point-size=\"\(size.text)\" color=\"\(color.hex)\">\(inner)</font>"
    // A blank of another size makes the line as high as itself.
    return words + (leading.map { "<font point-size=\"\($0.text)\"> </font>" } ?? "")
  }

  /// The width of the text, in points.
  public var width: Double {
    TextWidth.of(LabelText.clean(text), size: Double(size.tenths) / 10, isBold: isBold)
  }
}
