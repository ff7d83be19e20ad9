internal import Glibc
internal import PaymentGraph

/// Calendars whose years are not those of the common one.
enum OtherCalendars {
  /// Returns the calendars that a year may be of, in words; nil where it is of none that is known.
  static func words(_ year: Int) -> String? {
    switch year {
    case 2443...2643: "the Thai calendar, the Buddhist era, is 543 years ahead"
    case 1200...1500: "the Persian calendar is 621 or 622 years behind, the Islamic one about 580"
    default: nil
    }
  }
}

/// The days of a file that have not come yet when it is loaded.
///
/// A payment is recorded when it is made, or some months ahead where it is planned. Years decades ahead are of another
/// calendar, or have another century: the file is read as it is written, and the doubt is reported.
enum FutureDates {
  /// The longest time that a planned payment may lie ahead.
  private static let longest: Int64 = 2 * 366 * 86_400_000

  /// The present moment, in milliseconds since 1970.
  static var now: Int64 { Int64(time(nil)) * 1_000 }

  /// Warns where the last row of a file lies far ahead of a moment.
  static func check(
    _ times: (first: PostingTime?, last: PostingTime?), at now: Int64, _ log: inout DiagnosticLog
  ) {
    guard let from = times.first?.start, let to = times.last?.start, to > now + longest else {
      return
    }
    func day(_ milliseconds: Int64) -> String {
      PostingTime(start: CivilDate.dayStart(of: milliseconds), precision: .day).iso8601
    }
    log.add(
      .eraOutside, severity: .warning,
      summary: "the file has dates from \(day(from)) to \(day(to)), which lie years ahead",
      note:
        "the years may be of another calendar (the Buddhist era is 543 years ahead, the Bikram Sambat 56 or 57), or have another century; none is converted",
      remedy:
        "compare the first and the last row with the original, and write its days as 2010-03-04")
  }
}
