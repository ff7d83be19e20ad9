/// A row of a file as evidence of when something took place: the time it states, and its place among the rows of
/// its file.
package struct RowMoment: Sendable, Hashable {
  /// The number of the file.
  package var file: UInt16
  /// Its place among the rows of its file, the earliest lowest; nil where the place says nothing of the order.
  package var place: Int64?
  /// The stretch of time within which it happened by this row; the end is not in it.
  package let start: Int64
  package let end: Int64
  package let precision: TimePrecision

  package init(
    file: UInt16, place: Int64?, start: Int64, end: Int64, precision: TimePrecision
  ) {
    self.file = file
    self.place = place
    self.start = start
    self.end = end
    self.precision = precision
  }

  /// True where the row's place can decide between it and another row of its file with the same time.
  var isPlaced: Bool { place != nil && precision.isOneMoment }
}

extension TimePrecision {
  /// True where rows with this precision state one moment, so that rows of one file with the same time stand in the
  /// order of their places; a row without a time, or a total of a period, proves no order.
  package var isOneMoment: Bool { self != .unknown && self != .period }
}
