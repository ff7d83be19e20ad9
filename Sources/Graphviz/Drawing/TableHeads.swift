/// Where the names of rows and columns of a table in a drawing are, which every page shows again when the
/// drawing is divided.
public struct TableHeads: Sendable, Hashable {
  /// From the top of the names of columns to their bottom.
  public var columns: ClosedRange<Double>
  /// From the left of the names of rows to their right.
  public var rows: ClosedRange<Double>
  /// Where the table ends: what lies below or to the right has no heads.
  public var end: DrawingPoint

  /// Heads; see the properties.
  public init(columns: ClosedRange<Double>, rows: ClosedRange<Double>, end: DrawingPoint) {
    self.columns = columns
    self.rows = rows
    self.end = end
  }
}
