/// A cell of a label.
public struct LabelCell: Sendable, Hashable {
  /// Where text stands within a cell.
  public enum Alignment: String, Sendable, Hashable {
    /// At the left.
    case left
    /// In the middle.
    case center
    /// At the right.
    case right
  }

  /// What is in a cell.
  public enum Content: Sendable, Hashable {
    /// Lines of text.
    case lines([LabelRun])
    /// Pieces of text on one line.
    case inline([LabelRun])
    /// Another table.
    case table(LabelTable)
  }

  /// What is in it.
  public var content: Content
  /// The name by which lines end at it; nil for none.
  public var port: NodeID?
  /// What it stands for in the drawing, with other cells of the same name; nil for nothing.
  public var name: NodeID?
  /// What a reader hears or sees when pointing at a cell that has a name.
  public var tooltip: String
  /// Where its text stands.
  public var alignment: Alignment
  /// The colour behind it.
  public var background: DiagramColor?
  /// How many columns it spans.
  public var columnSpan: Int
  /// How many rows it spans.
  public var rowSpan: Int
  /// Its width in points; nil for what its content needs.
  public var width: Int?
  /// Its height in points; nil for what its content needs.
  public var height: Int?
  /// The space within it, in points; nil for the table's.
  public var padding: Int?

  /// A cell with lines of text; see the properties.
  public init(
    _ lines: [LabelRun], port: NodeID? = nil, alignment: Alignment = .left,
    background: DiagramColor? = nil, columnSpan: Int = 1, rowSpan: Int = 1, width: Int? = nil,
    height: Int? = nil, padding: Int? = nil, name: NodeID? = nil, tooltip: String = ""
  ) {
    content = .lines(lines)
    self.port = port
    self.alignment = alignment
    self.background = background
    self.columnSpan = columnSpan
    self.rowSpan = rowSpan
    self.width = width
    self.height = height
    self.padding = padding
    self.name = name
    self.tooltip = tooltip
  }

  /// A cell with pieces of text on one line.
  public init(inline runs: [LabelRun]) {
    self.init([])
    content = .inline(runs)
  }

  /// A cell with a table in it.
  public init(_ table: LabelTable, alignment: Alignment = .left) {
    self.init([], alignment: alignment)
    content = .table(table)
  }

  /// The cell in Graphviz's markup.
  ///
  /// Graphviz takes bold text as no wider than plain text, so cells with bold text say their width.
  /// - Parameter spare: the padding of the table, where the cell has none of its own.
  func markup(spare: Int) -> String {
    var text = "<td"
    var width = width
    if case .lines(let lines) = content, let widest = lines.filter(\.isBold).map(\.width).max() {
      width = max(width ?? 0, Int(widest.rounded(.up)) + 2 * (padding ?? spare) + 2)
    }
    // The link to itself keeps the parts of a cell together in the drawing.
    if let name { text += " id=\"\(name)\" href=\"#\(name)\"" }
    if let port { text += " port=\"\(port)\"" }
    if columnSpan > 1 { text += " colspan=\"\(columnSpan)\"" }
    if rowSpan > 1 { text += " rowspan=\"\(rowSpan)\"" }
    if let background { text += " bgcolor=\"\(background.hex)\"" }
    if let width { text += " width=\"\(width)\"" }
    if let height { text += " height=\"\(height)\"" }
    // A cell with both is a swatch and does not grow with its row.
    if width != nil, height != nil { text += " fixedsize=\"true\"" }
    if let padding { text += " cellpadding=\"\(padding)\"" }
    text += " align=\"\(alignment.rawValue)\" balign=\"\(alignment.rawValue)\">"
    switch content {
    case .lines(let lines): text += lines.map(\.markup).joined(separator: "<br/>")
    case .inline(let runs): text += runs.map(\.markup).joined()
    case .table(let table): text += table.markup
    }
    return text + "</td>"
  }
}
