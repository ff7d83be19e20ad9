/// A row of a file as evidence of a time: the time it states, and its position among the rows of
/// its file.
package struct RowMoment: Sendable, Hashable {
  /// The number of the file.
  package var file: UInt16
  /// The position among the rows of the file, the earliest lowest; nil where it tells nothing of
  /// the order.
  package var place: Int64?
  /// The start of the stretch of time that the row states; its end is excluded.
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

  /// True where the row's position can decide between it and another row of its file with the same
  /// time.
  var isPlaced: Bool { place != nil && precision.isOneMoment }
}

extension TimePrecision {
  /// True where rows with this precision state one moment, so that positions decide between rows of
  /// one file with the same time; a row without a time, or a total of a period, proves no order.
  package var isOneMoment: Bool { self != .unknown && self != .period }
}
