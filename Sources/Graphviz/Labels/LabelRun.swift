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

  /// A text in a style.
  public init(_ text: String, size: Points, color: DiagramColor, isBold: Bool = false) {
    self.text = text
    self.size = size
    self.color = color
    self.isBold = isBold
  }

  var markup: String {
    // Graphviz refuses an empty font element; its widths do not know that bold is wider, so bold
    // text is given some room after it.
    var inner = LabelText.markup(text)
    if inner.isEmpty { inner = " " }
    if isBold { inner = "<b>\(inner)</b>" }
    let font = "<font point-size=\"\(size.text)\" color=\"\(color.hex)\">\(inner)</font>"
    return isBold ? font + "  " : font
  }
}
