public import Graphviz

/// The content of a drawing as a table: the form that everybody can read.
public struct PictureTable: Sendable, Hashable {
  /// A line of the table.
  public struct Row: Sendable, Hashable {
    /// The name of the row's part in the drawing; nil where the drawing has none.
    public var name: NodeID?
    /// The cells of the line, one a column.
    public var cells: [String]
  }

  /// The heads of the columns.
  public var heads: [String]
  /// The columns that hold numbers.
  public var numbers: Set<Int>
  /// The lines of the table.
  public var rows: [Row]

  var texts: [String] { heads + rows.flatMap(\.cells) }
}
