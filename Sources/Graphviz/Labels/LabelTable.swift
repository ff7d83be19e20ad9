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

  /// The table in Graphviz's markup.
  ///
  /// The markup starts with `<table`, as no plain text does, and is never empty, because Graphviz
  /// refuses that.
  var markup: String {
    var text = "<table border=\"\(border)\" cellborder=\"0\" cellspacing=\"\(spacing)\""
    text += " cellpadding=\"\(padding)\""
    if let background { text += " bgcolor=\"\(background.hex)\"" }
    if let borderColor { text += " color=\"\(borderColor.hex)\"" }
    text += ">"
    let rows = rows.filter { !$0.isEmpty }
    for row in rows.isEmpty ? [[LabelCell([])]] : rows {
      text += "<tr>" + row.map { $0.markup(spare: padding) }.joined() + "</tr>"
    }
    return text + "</table>"
  }
}
