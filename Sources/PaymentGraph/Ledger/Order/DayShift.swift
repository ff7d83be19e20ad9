/// The range by which the days of a file may differ from those of UTC.
///
/// A bank writes the day of its own clock. A day of Kolkata begins five and a half hours before
/// that day of UTC and ends five and a half hours before it; a day of a clock whose zone is unknown
/// may begin fourteen hours before it and end twelve hours after it.
package struct DayShift: Sendable, Hashable {
  /// The longest time by which a day may begin before the day of UTC, in milliseconds; negative
  /// where it begins after it.
  package let earlier: Int64
  /// The longest time by which a day may end after the day of UTC, in milliseconds; negative where
  /// it ends before it.
  package let later: Int64

  /// Creates the shift of a clock that is this many milliseconds east of UTC, at the least and the
  /// most over the seasons.
  package init(east: ClosedRange<Int64>) {
    earlier = east.upperBound
    later = -east.lowerBound
  }

  /// The shift of a clock in an unknown zone: the zones of the world reach from 12 hours west to 14
  /// hours east.
  package static let unknown = DayShift(east: -12 * 3_600_000...14 * 3_600_000)
}

/// The clock by which a row states a time.
package enum RowClock: Sendable, Hashable {
  /// A moment of UTC.
  case universal
  /// A day, or a time of day, of a clock that the row does not name; nil where the file does not
  /// name it either.
  case local(DayShift?)

  /// Returns true where the days of the two are compared as written: those of two local clocks,
  /// unless both are known and differ.
  package func sharesDays(with other: RowClock) -> Bool {
    guard case .local(let one) = self, case .local(let two) = other else { return false }
    return one == nil || two == nil || one == two
  }
}
