/// The position of a table's heads in a drawing: the names of rows and columns, which every page
/// repeats when the drawing is divided.
public struct TableHeads: Sendable, Hashable {
  /// The heights of the names of columns, from top to bottom.
  public var columns: ClosedRange<Double>
  /// The horizontal range of the names of rows, from left to right.
  public var rows: ClosedRange<Double>
  /// The end of the table: parts below it or to its right have no heads.
  public var end: DrawingPoint

  /// Creates heads; see the properties.
  public init(columns: ClosedRange<Double>, rows: ClosedRange<Double>, end: DrawingPoint) {
    self.columns = columns
    self.rows = rows
    self.end = end
  }
}
