internal import PaymentGraph

/// Reads times whose year comes last, and those without marks.
///
/// Years of two digits are those from 1970 to 2069.
enum DayTimeReader {
  /// `04/03/2010`, `4.3.10`, `04-03-2010 10:05:30`.
  static func readNumbers(
    _ bytes: Span<UInt8>, _ cell: Cell, isDayFirst: Bool
  ) -> PostingTime? {
    var at = cell.start
    guard let first = number(bytes, &at, cell.end, most: 2), at < cell.end else { return nil }
    let mark = bytes[at]
    guard mark == 0x2F || mark == 0x2D || mark == 0x2E || mark == 0x20 else { return nil }
    at += 1
    guard let second = number(bytes, &at, cell.end, most: 2), at < cell.end, bytes[at] == mark
    else { return nil }
    at += 1
    guard let year = year(bytes, &at, cell.end),
      let date = TimeReader.plausible(
        year, isDayFirst ? second : first, isDayFirst ? first : second)
    else { return nil }
    return withTime(bytes, at, cell.end, date)
  }

  /// `20100304`.
  static func readCompact(_ bytes: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    var at = cell.start
    guard cell.count >= 8, let year = TimeReader.digits(bytes, &at, 4, cell.end),
      let month = TimeReader.digits(bytes, &at, 2, cell.end),
      let day = TimeReader.digits(bytes, &at, 2, cell.end),
      let date = TimeReader.plausible(year, month, day)
    else { return nil }
    return withTime(bytes, at, cell.end, date)
  }

  /// `4 Mar 2010`, `04-Mar-10`, `4 March 2010`.
  static func readDayAndName(_ bytes: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    var at = cell.start
    guard let day = number(bytes, &at, cell.end, most: 2), at < cell.end else { return nil }
    let mark = bytes[at]
    guard mark == 0x20 || mark == 0x2D || mark == 0x2F else { return nil }
    at += 1
    guard at + 3 <= cell.end else { return nil }
    var name: UInt32 = 0
    for _ in 0..<3 {
      name = name << 8 | UInt32(bytes[at] | 0x20)
      at += 1
    }
    guard let month = TimeReader.months.firstIndex(of: name) else { return nil }
    while at < cell.end, (0x61...0x7A).contains(bytes[at] | 0x20) { at += 1 }
    guard at < cell.end, bytes[at] == mark else { return nil }
    at += 1
    guard let year = year(bytes, &at, cell.end),
      let date = TimeReader.plausible(year, month + 1, day)
    else { return nil }
    return withTime(bytes, at, cell.end, date)
  }

  /// The day, with the time of day that may follow after a space, a comma or a T.
  private static func withTime(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ date: Int64
  ) -> PostingTime? {
    var at = start
    if at == end { return PostingTime(start: date, precision: .day) }
    guard bytes[at] == 0x20 || bytes[at] == 0x2C || bytes[at] == 0x54 else { return nil }
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x2C || bytes[at] == 0x54 { at += 1 }
    guard let hour = number(bytes, &at, end, most: 2), hour < 24, at < end, bytes[at] == 0x3A
    else { return nil }
    at += 1
    guard let minute = TimeReader.digits(bytes, &at, 2, end), minute < 60 else { return nil }
    let moment = date + Int64(hour * 3_600 + minute * 60) * 1_000
    if at == end { return PostingTime(start: moment, precision: .minute) }
    guard bytes[at] == 0x3A else { return nil }
    at += 1
    guard let second = TimeReader.digits(bytes, &at, 2, end), second < 60, at == end else {
      return nil
    }
    return PostingTime(start: moment + Int64(second) * 1_000, precision: .second)
  }

  private static func year(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    let start = at
    guard let value = number(bytes, &at, end, most: 4) else { return nil }
    switch at - start {
    case 4: return value
    case 2: return value + (value < 70 ? 2000 : 1900)
    default: return nil
    }
  }

  /// One to `most` digits.
  private static func number(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, most: Int
  ) -> Int? {
    var value = 0
    var count = 0
    while at < end, count < most, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      value = value * 10 + Int(bytes[at] - 0x30)
      count += 1
      at += 1
    }
    return count > 0 ? value : nil
  }
}
