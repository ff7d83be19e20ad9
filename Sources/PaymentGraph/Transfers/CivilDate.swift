/// A day of the proleptic Gregorian calendar.
///
/// Written here, and not taken from Foundation, because a ledger converts millions of them and
/// because Foundation's parsers accept the year 11 for 2011.
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Creates the day with these numbers; nil where the calendar has none such.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Finds the day of a moment, in UTC.
  ///
  /// Moments before the year 1 and after 9999 are taken as the first and the last moment.
  public init(milliseconds: Int64) {
    let milliseconds = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
    // Days are counted from 0000-03-01, so that the leap day ends a year and months have a
    // regular length pattern (the method of Hinnant's "chrono-compatible low-level date
    // algorithms", which is exact for every day here).
    let days = Int((milliseconds - CivilDate.floorRemainder(milliseconds)) / 86_400_000) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The first millisecond of the day in UTC, counted from 1970.
  public var milliseconds: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468) * 86_400_000
  }

  /// The day as `2010-03-04`.
  public var iso8601: String {
    let yearText = String(year + 10_000).dropFirst()
    let monthText = String(month + 100).dropFirst()
    let dayText = String(day + 100).dropFirst()
    return "\(yearText)-\(monthText)-\(dayText)"
  }

  /// Returns true where a day is earlier than another.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Returns the start of a moment's day, in milliseconds since 1970.
  package static func dayStart(of milliseconds: Int64) -> Int64 {
    milliseconds - floorRemainder(milliseconds)
  }

  private static func floorRemainder(_ milliseconds: Int64) -> Int64 {
    let remainder = milliseconds % 86_400_000
    return remainder < 0 ? remainder + 86_400_000 : remainder
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
