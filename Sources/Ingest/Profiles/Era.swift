internal import PaymentGraph

/// The days on which a format was written, as far as they are known.
///
/// A file with other dates is read all the same, with a warning: it may be of another format with the same header, or
/// its dates may be read in the wrong order.
struct Era: Sendable {
  /// The first day; nil where it is not known.
  let first: CivilDate?
  /// The last day; nil where the format is still written, or the day is not known.
  let last: CivilDate?

  /// Warns where times lie outside the era.
  func check(
    _ times: (first: PostingTime?, last: PostingTime?), profile: String, _ log: inout DiagnosticLog
  ) {
    guard let from = times.first?.start, let to = times.last?.start else { return }
    let isEarly = first.map { from < $0.milliseconds } ?? false
    let isLate = last.map { to >= $0.milliseconds + 86_400_000 } ?? false
    guard isEarly || isLate else { return }
    func day(_ milliseconds: Int64) -> String {
      PostingTime(start: CivilDate.dayStart(of: milliseconds), precision: .day).iso8601
    }
    let known = [
      first.map { "from \(day($0.milliseconds))" }, last.map { "until \(day($0.milliseconds))" },
    ]
    .compactMap { $0 }.joined(separator: " ")
    log.add(
      .eraOutside, severity: .warning,
      summary:
        "the file has dates from \(day(from)) to \(day(to)), but \(profile) is written \(known)",
      note: "another format may have the same header, or day and month may be exchanged",
      remedy: "compare the first and the last row with the original; --dates sets the order")
  }
}
