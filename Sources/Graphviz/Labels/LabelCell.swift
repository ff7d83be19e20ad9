/// A cell of a label.
public struct LabelCell: Sendable, Hashable {
  /// The alignment of text within a cell.
  public enum Alignment: String, Sendable, Hashable {
    /// Text at the left.
    case left
    /// Text in the middle.
    case center
    /// Text at the right.
    case right
  }

  /// The content of a cell.
  public enum Content: Sendable, Hashable {
    /// Lines of text.
    case lines([LabelRun])
    /// Pieces of text on one line.
    case inline([LabelRun])
    /// Another table.
    case table(LabelTable)
  }

  /// The content of the cell.
  public var content: Content
  /// The name by which lines end at the cell; nil for none.
  public var port: NodeID?
  /// The name of the part of the drawing to which the cell belongs, with other cells of that name;
  /// nil for none.
  public var name: NodeID?
  /// The text that a reader hears or sees when pointing at a named cell.
  public var tooltip: String
  /// The alignment of the text.
  public var alignment: Alignment
  /// The colour behind the cell.
  public var background: DiagramColor?
  /// The number of columns that the cell spans.
  public var columnSpan: Int
  /// The number of rows that the cell spans.
  public var rowSpan: Int
  /// The width in points; nil for the width that the content needs.
  public var width: Int?
  /// The height in points; nil for the height that the content needs.
  public var height: Int?
  /// The space within the cell, in points; nil for the table's.
  public var padding: Int?

  /// Creates a cell with lines of text; see the properties.
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

  /// Creates a cell with pieces of text on one line.
  public init(inline runs: [LabelRun]) {
    self.init([])
    content = .inline(runs)
  }

  /// Creates a cell with a table in it.
  public init(_ table: LabelTable, alignment: Alignment = .left) {
    self.init([], alignment: alignment)
    content = .table(table)
  }

  /// Writes the cell in Graphviz's markup.
  ///
  /// Graphviz takes bold text as no wider than plain text, so cells with bold text state their
  /// width.
  /// - Parameter spare: The padding of the table, where the cell has none of its own.
  func markup(spare: Int) -> String {
    var text = "<td"
    var width = width
    if case .lines(let lines) = content, let widest = lines.filter(\.isBold).map(\.width).max() {
      width = max(width ?? 0, Int(widest.rounded(.up)) + 2 * (padding ?? spare) + 2)
    }
    // The cell's link to itself keeps its parts together in the drawing.
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
