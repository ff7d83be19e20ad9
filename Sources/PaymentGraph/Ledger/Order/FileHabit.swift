/// The properties of a file's rows as evidence of order.
package struct FileHabit: Sendable, Hashable {
  /// True where the newest row comes first.
  package var isNewestFirst = false
  /// True where the direction of a day's rows is unknown, so that positions decide nothing.
  package var isUnordered = false
  /// True where times of day are local and name no zone, but those of the rows that do: they order each other in the
  /// file, beside the days of other files their day counts, and beside other times they may be of any zone.
  package var hasLocalTimes = false
  /// The shift of the file's days against those of UTC; nil where it is unknown.
  package var dayShift: DayShift?
  /// True where times state offsets from UTC, so that a day without a time need not be a day of UTC.
  package var statesOffsets = false

  package init() {}

  /// True where the order of the file's rows depends on anything but their times and positions.
  var isUnusual: Bool { isNewestFirst || isUnordered || hasLocalTimes }

  /// Returns a position in the file, counted so that the earliest is lowest; nil where positions
  /// tell nothing.
  func position(_ position: Int64?) -> Int64? {
    guard let position, !isUnordered else { return nil }
    return isNewestFirst ? -position : position
  }
}
