public import Graphviz

/// What a drawing shows, as a table: the form that everybody can read.
public struct PictureTable: Sendable, Hashable {
  /// A line of the table.
  public struct Row: Sendable, Hashable {
    /// What it is called in the drawing; nil where it is not in it.
    public var name: NodeID?
    /// Its cells, one a column.
    public var cells: [String]
  }

  /// The heads of the columns.
  public var heads: [String]
  /// Which columns hold numbers.
  public var numbers: Set<Int>
  /// The lines.
  public var rows: [Row]

  var texts: [String] { heads + rows.flatMap(\.cells) }
}
