public import Drawing

/// The content of a drawing as a table: the form that everybody can read.
public struct PictureTable: Sendable, Hashable {
  /// A line of the table.
  public struct Row: Sendable, Hashable {
    /// The name of the row's part in the drawing; nil where the drawing has none.
    public var name: NodeID?
    /// The cells of the line, one a column.
    public var cells: [String]
    /// The days of its payments, one for each that has a day, so that a page can show those of some days.
    public var days: [String] = []
    /// The parts of the drawing that it lies between.
    public var ends: [NodeID] = []

    /// `2024-01-03 2024-02-01*2`: each day once, with how often it occurs.
    var dayWords: String {
      var counts: [String: Int] = [:]
      for day in days { counts[day, default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }
        .map { $1 == 1 ? $0 : "\($0)*\($1)" }.joined(separator: " ")
    }
  }

  /// The heads of the columns.
  public var heads: [String]
  /// The columns that hold numbers.
  public var numbers: Set<Int>
  /// The column that says how many payments a line stands for; nil for none.
  public var countColumn: Int?
  /// The lines of the table.
  public var rows: [Row]

  /// A table; see the properties.
  init(heads: [String], numbers: Set<Int>, countColumn: Int? = nil, rows: [Row]) {
    self.heads = heads
    self.numbers = numbers
    self.countColumn = countColumn
    self.rows = rows
  }

  var texts: [String] { heads + rows.flatMap(\.cells) }
}
