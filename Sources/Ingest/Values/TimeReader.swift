internal import PaymentGraph

/// Reads times from bytes, strictly: every digit must be there, and every day must exist.
enum TimeReader {
  /// How a column writes its times.
  enum Style: Hashable, Sendable {
    /// `2010-03-04`, `2010/03/04`, with `T` or a space and `10:05`, `:30`, `.123`, `Z` or `+05:30`.
    case yearFirst
    /// `04/03/2010`, `4.3.10`, `04-03-2010 10:05`: the day, the month, the year.
    case dayFirst
    /// `03/04/2010`: the month, the day, the year.
    case monthFirst
    /// `20100304`.
    case compact
    /// `4 Mar 2010`, `04-Mar-10`.
    case dayMonthName
    /// `Mar 4, 2010`.
    case monthName
    /// A whole number of hours or days of a clock that is not real, from 2017-01-01.
    case step(TimePrecision)

    /// The style in which day and month change places; nil where there is none.
    var otherOrder: Style? {
      switch self {
      case .dayFirst: .monthFirst
      case .monthFirst: .dayFirst
      default: nil
      }
    }
  }

  /// The time in a trimmed cell; nil where the bytes are none in this style.
  static func read(_ bytes: Span<UInt8>, _ cell: Cell, style: Style) -> PostingTime? {
    switch style {
    case .yearFirst: readYearFirst(bytes, cell)
    case .dayFirst: DayTimeReader.readNumbers(bytes, cell, isDayFirst: true)
    case .monthFirst: DayTimeReader.readNumbers(bytes, cell, isDayFirst: false)
    case .compact: DayTimeReader.readCompact(bytes, cell)
    case .dayMonthName: DayTimeReader.readDayAndName(bytes, cell)
    case .monthName: readMonthName(bytes, cell)
    case .step(let precision): readStep(bytes, cell, precision)
    }
  }

  private static func readYearFirst(_ bytes: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    var at = cell.start
    let end = cell.end
    guard end - at >= 10, let year = digits(bytes, &at, 4, end) else { return nil }
    let separator = bytes[at]
    guard separator == 0x2D || separator == 0x2F else { return nil }
    at &+= 1
    guard let month = digits(bytes, &at, 2, end), at < end, bytes[at] == separator else {
      return nil
    }
    at &+= 1
    guard let day = digits(bytes, &at, 2, end), let date = plausible(year, month, day) else {
      return nil
    }
    if at == end { return PostingTime(start: date, precision: .day) }
    guard bytes[at] == 0x54 || bytes[at] == 0x74 || bytes[at] == 0x20 else { return nil }
    at &+= 1
    guard let hour = digits(bytes, &at, 2, end), hour < 24, at < end, bytes[at] == 0x3A else {
      return nil
    }
    at &+= 1
    guard let minute = digits(bytes, &at, 2, end), minute < 60 else { return nil }
    var moment = date + Int64(hour * 3_600 + minute * 60) * 1_000
    var precision = TimePrecision.minute
    if at < end, bytes[at] == 0x3A {
      at &+= 1
      guard let second = digits(bytes, &at, 2, end), second < 60 else { return nil }
      moment += Int64(second) * 1_000
      precision = .second
      if at < end, bytes[at] == 0x2E {
        at &+= 1
        var place: Int64 = 100
        var count = 0
        while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39 {
          moment += Int64(bytes[at] &- 0x30) * place
          place /= 10
          count += 1
          at &+= 1
        }
        guard count > 0, count <= 9 else { return nil }
        precision = .millisecond
      }
    }
    guard let offset = zone(bytes, at, end) else { return nil }
    return PostingTime(start: moment - offset, precision: precision)
  }

  /// Milliseconds east of UTC that the end of a time states; 0 for `Z` and for nothing.
  private static func zone(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    var at = start
    if at == end { return 0 }
    let mark = bytes[at]
    at &+= 1
    if mark == 0x5A || mark == 0x7A { return at == end ? 0 : nil }
    guard mark == 0x2B || mark == 0x2D, let hours = digits(bytes, &at, 2, end), hours < 15 else {
      return nil
    }
    var minutes = 0
    if at < end {
      if bytes[at] == 0x3A { at &+= 1 }
      guard let stated = digits(bytes, &at, 2, end), stated < 60, at == end else { return nil }
      minutes = stated
    }
    let offset = Int64(hours * 60 + minutes) * 60_000
    return mark == 0x2D ? -offset : offset
  }

  private static func readMonthName(_ bytes: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    let end = cell.end
    var at = cell.start
    guard end - at >= 11 else { return nil }
    var name: UInt32 = 0
    for _ in 0..<3 {
      name = name << 8 | UInt32(bytes[at] | 0x20)
      at &+= 1
    }
    guard let month = months.firstIndex(of: name), bytes[at] == 0x20 else { return nil }
    at &+= 1
    guard var day = digits(bytes, &at, 1, end) else { return nil }
    if at < end, bytes[at] != 0x2C {
      guard let second = digits(bytes, &at, 1, end) else { return nil }
      day = day * 10 + second
    }
    guard at + 2 <= end, bytes[at] == 0x2C, bytes[at + 1] == 0x20 else { return nil }
    at &+= 2
    guard let year = digits(bytes, &at, 4, end), at == end,
      let date = plausible(year, month + 1, day)
    else { return nil }
    return PostingTime(start: date, precision: .day)
  }

  static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  private static func readStep(
    _ bytes: Span<UInt8>, _ cell: Cell, _ precision: TimePrecision
  ) -> PostingTime? {
    guard let length = precision.milliseconds, cell.count > 0, cell.count <= 6 else { return nil }
    var at = cell.start
    guard let steps = digits(bytes, &at, cell.count, cell.end) else { return nil }
    return PostingTime(start: stepEpoch + Int64(steps) * length, precision: precision)
  }

  /// 2017-01-01, the day on which step 0 of a synthetic clock is put.
  private static let stepEpoch: Int64 = 1_483_228_800_000

  /// The start of a day that exists and that a payment record can carry.
  static func plausible(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    guard (1900...2100).contains(year) else { return nil }
    return CivilDate(year: year, month: month, day: day)?.milliseconds
  }

  static func digits(
    _ bytes: Span<UInt8>, _ at: inout Int, _ count: Int, _ end: Int
  ) -> Int? {
    guard at &+ count <= end else { return nil }
    var value = 0
    for _ in 0..<count {
      let byte = bytes[at]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value &* 10 &+ Int(byte &- 0x30)
      at &+= 1
    }
    return value
  }
}
