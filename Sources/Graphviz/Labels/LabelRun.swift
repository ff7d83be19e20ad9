/// A piece of text in one style.
public struct LabelRun: Sendable, Hashable {
  /// The text, as the data has it.
  public var text: String
  /// The size of its letters.
  public var size: Points
  /// Its colour.
  public var color: DiagramColor
  /// Whether it is bold.
  public var isBold: Bool
  /// Whether it is italic.
  public var isItalic: Bool
  /// The size by which its line is as high as text of that size; nil for its own.
  public var leading: Points?

  /// A text in a style.
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

  /// How wide it is, in points.
  public var width: Double {
    TextWidth.of(LabelText.clean(text), size: Double(size.tenths) / 10, isBold: isBold)
  }
}
