/// What holds for the rows of a file as evidence of order.
package struct FileHabit: Sendable, Hashable {
  /// True where the newest row stands first.
  package var isNewestFirst = false
  /// True where nothing says in which direction the rows of a day stand, so that places decide nothing.
  package var isUnordered = false
  /// True where times of day are local and state no zone: they order the rows of the file, and count as their day
  /// beside other files.
  package var hasLocalTimes = false
  /// How far the days of the file lie from those of UTC; nil where nothing says it.
  package var dayShift: DayShift?
  /// True where times state offsets from UTC, so that a day without a time need not be a day of UTC.
  package var statesOffsets = false

  package init() {}

  /// True where anything but the time and the place of a row counts in the order of the file's rows.
  var isUnusual: Bool { isNewestFirst || isUnordered || hasLocalTimes }

  /// A place of the file counted so that the earliest is lowest; nil where places say nothing.
  func place(_ place: Int64?) -> Int64? {
    guard let place, !isUnordered else { return nil }
    return isNewestFirst ? -place : place
  }
}
