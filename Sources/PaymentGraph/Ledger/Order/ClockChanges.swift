/// The nights in which clocks are set back or forward in some country.
///
/// Nearly all countries that change their clocks do so in the night before a Sunday, some in that before a Friday, from
/// February to April and from September to the first week of November; the hour is between nine in the evening and five
/// in the morning. A clock whose zone is unknown may be one of theirs.
enum ClockChanges {
  /// The longest time by which a clock is changed, in milliseconds.
  static let most: Int64 = 3_600_000

  private static let day: Int64 = 86_400_000

  /// Returns the hour of a local clock that may come twice, because clocks may be set back after it; nil for all other
  /// hours.
  ///
  /// - Parameter moment: the time that the clock shows, counted as if it were of UTC.
  static func repeatedHour(of moment: Int64) -> Range<Int64>? {
    let number = days(before: moment)
    let start = number &* day
    let hour = (moment &- start) / most
    // The night belongs to the day on which it ends. The first day of 1970 was a Thursday.
    let ending: Int64
    switch (weekday(number), hour) {
    case (.sunday, 0..<5), (.friday, 0..<1): ending = number
    case (.saturday, 21..<24), (.thursday, 23..<24): ending = number &+ 1
    default: return nil
    }
    guard isSeason(ending) else { return nil }
    return start &+ hour &* most..<start &+ (hour &+ 1) &* most
  }

  /// Returns true where clocks may have been changed within a stretch that a local clock shows.
  static func mayLie(in stretch: Range<Int64>) -> Bool {
    let (first, last) = (days(before: stretch.lowerBound), days(before: stretch.upperBound) &+ 1)
    // No stretch of half a year is without such a night.
    if last &- first > 184 { return true }
    return (first...max(first, last)).contains { number in
      let night: Range<Int64>
      switch weekday(number) {
      case .sunday: night = number &* day &- 3 &* most..<number &* day &+ 5 &* most
      case .friday: night = number &* day &- most..<number &* day &+ most
      default: return false
      }
      return isSeason(number) && night.overlaps(stretch)
    }
  }

  private enum Weekday: Int64 {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday
  }

  private static func weekday(_ number: Int64) -> Weekday {
    let place = (number &+ 4) % 7
    return Weekday(rawValue: place < 0 ? place &+ 7 : place) ?? .monday
  }

  /// Returns the number of whole days from the start of 1970 to a moment.
  private static func days(before moment: Int64) -> Int64 {
    let number = moment / day
    return moment < 0 && number &* day != moment ? number &- 1 : number
  }

  /// Returns true for days of the months in which clocks are changed.
  private static func isSeason(_ number: Int64) -> Bool {
    let date = CivilDate(milliseconds: number &* day)
    switch date.month {
    case 2...4, 9...10: return true
    case 11: return date.day <= 7
    default: return false
    }
  }
}
