internal import PaymentGraph

/// The resolution of a timeline: every payment, or all payments of a stretch together.
enum TimelineFold: Sendable, Hashable {
  case single, day, week, month, quarter
  case years(Int)

  /// The resolutions from the finest to the coarsest.
  static let all: [TimelineFold] =
    [.single, .day, .week, .month, .quarter] + [1, 2, 5, 10, 50, 500].map(TimelineFold.years)

  /// Returns the stretch that contains a moment, in milliseconds.
  func period(of moment: Int64) -> Range<Int64> {
    let day = CivilDate(milliseconds: moment)
    switch self {
    case .single: return moment..<moment + 1
    case .day: return days(day.milliseconds, 1)
    case .week:
      // The first of January 1970 was a Thursday; weeks start on Mondays.
      let number = day.milliseconds / 86_400_000 + 3
      let weekday = (number % 7 + 7) % 7
      return days(day.milliseconds - weekday * 86_400_000, 7)
    case .month: return months(day, 1)
    case .quarter: return months(day, 3)
    case .years(let count):
      let first = (day.year - 1) / count * count + 1
      return TimelineFold.month(first, 0)..<TimelineFold.month(first + count, 0)
    }
  }

  private func days(_ start: Int64, _ count: Int64) -> Range<Int64> {
    start..<start + count * 86_400_000
  }

  private func months(_ day: CivilDate, _ length: Int) -> Range<Int64> {
    let first = (day.month - 1) / length * length
    return TimelineFold.month(day.year, first)..<TimelineFold.month(day.year, first + length)
  }

  /// Returns the start of a month, counted from 0; months beyond December are the next year's.
  static func month(_ year: Int, _ month: Int) -> Int64 {
    CivilDate(year: year + month / 12, month: month % 12 + 1, day: 1)?.milliseconds ?? .max
  }

  /// The note on the resolution for a reader; empty for single payments.
  var words: String {
    switch self {
    case .single: ""
    case .day: "All payments of a day between two lanes are one arrow."
    case .week: "All payments of a week between two lanes are one arrow."
    case .month: "All payments of a month between two lanes are one arrow."
    case .quarter: "All payments of three months between two lanes are one arrow."
    case .years(1): "All payments of a year between two lanes are one arrow."
    case .years(let count): "All payments of \(count) years between two lanes are one arrow."
    }
  }
}
