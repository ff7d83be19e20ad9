/// A label made of rows of cells.
public struct LabelTable: Sendable, Hashable {
  /// The rows, from top to bottom.
  public var rows: [[LabelCell]]
  /// The width of the line around the table, in points; 0 for none.
  public var border: Int
  /// The colour of the line around the table.
  public var borderColor: DiagramColor?
  /// The colour behind the table.
  public var background: DiagramColor?
  /// The space between cells, in points.
  public var spacing: Int
  /// The space within cells, in points.
  public var padding: Int

  /// Creates a table; see the properties.
  public init(
    rows: [[LabelCell]], border: Int = 0, borderColor: DiagramColor? = nil,
    background: DiagramColor? = nil, spacing: Int = 0, padding: Int = 2
  ) {
    self.rows = rows
    self.border = border
    self.borderColor = borderColor
    self.background = background
    self.spacing = spacing
    self.padding = padding
  }
}

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
}

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

  /// The width of the text, in points.
  public var width: Double {
    TextWidth.of(LabelText.clean(text), size: Double(size.tenths) / 10, isBold: isBold)
  }
}
