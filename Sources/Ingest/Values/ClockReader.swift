internal import PaymentGraph

/// Reads times of day in a column of their own.
enum ClockReader {
  /// Reads `10:05`, `1:02:03`, `10:05:30.123`, `9:05 AM`; nil where the text is not a time of day.
  static func read(_ text: String) -> (milliseconds: Int64, precision: TimePrecision)? {
    // The forms are those that may follow a date.
    let bytes = Array("2000-01-01 \(text)".utf8)
    guard let read = TimeText(bytes.span, Cell(start: 0, end: bytes.count)), let clock = read.clock,
      !read.isClockImpossible, case .none = read.zone
    else { return nil }
    return (clock, read.precision)
  }
}
