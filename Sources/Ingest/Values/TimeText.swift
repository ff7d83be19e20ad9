internal import PaymentGraph

/// A date taken apart, with the time of day and the zone that may follow it, before anything is decided.
///
/// What a text leaves open (which of two numbers is the day) stays open here; see ``TimeForms``. A text of another
/// form is none.
struct TimeText {
  /// How the parts of the date stand.
  enum Form {
    /// The year of four digits first, `2010-03-04` and `2010/3/4`, or eight digits, `20100304`.
    case yearFirst
    /// Eight digits, `20100304`.
    case compact
    /// The month by its name, `4 Mar 2010`, `March 4, 2010`.
    case dayMonthName
    case monthName
    /// Two numbers of one or two digits and the year, in an order that the column must show.
    case numbers
  }

  /// What follows the time of day.
  enum Zone {
    case none
    /// Milliseconds east of UTC.
    case offset(Int64)
    case named(String)
  }

  private(set) var form = Form.yearFirst
  /// The numbers as they stand, the month by its name as its number.
  private(set) var parts: (Int, Int, Int) = (0, 0, 0)
  /// How many digits the first and the last of three numbers have.
  private(set) var digits: (Int, Int) = (0, 0)
  /// Milliseconds from the start of the day; nil where no time of day stands there.
  private(set) var clock: Int64?
  private(set) var precision = TimePrecision.day
  /// Whether the time of day is none of a clock, such as 25:61.
  private(set) var isClockImpossible = false
  private(set) var zone = Zone.none
  private var at = 0

  /// The text of a trimmed cell; nil where its form is not known.
  init?(_ bytes: Span<UInt8>, _ cell: Cell) {
    guard cell.count >= 6, cell.count <= 64 else { return nil }
    at = cell.start
    guard readDay(bytes, cell.end) else { return nil }
    // Some languages end a date of numbers with a point.
    if at + 1 == cell.end, bytes[at] == 0x2E { at += 1 }
    if at == cell.end { return }
    // Dates of XML carry a zone without a time of day; the day is what counts.
    if bytes[at] != 0x20, readOffset(bytes, cell.end) {
      zone = .none
      guard at == cell.end else { return nil }
      return
    }
    guard readClock(bytes, cell.end), readZone(bytes, cell.end), at == cell.end else { return nil }
  }

  // MARK: The day

  private mutating func readDay(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    guard TimeText.isDigit(bytes[at]) else { return readMonthAndDay(bytes, end) }
    let start = at
    guard let first = number(bytes, end, most: 14) else { return false }
    switch at - start {
    case 4: return readAfterYear(first, bytes, end)
    case 1, 2: return readAfterDay(first, at - start, bytes, end)
    case 8, 12, 14:
      at = start
      guard let year = number(bytes, end, most: 4), let month = number(bytes, end, most: 2),
        let day = number(bytes, end, most: 2)
      else { return false }
      form = .compact
      parts = (year, month, day)
      return true
    default: return false
    }
  }

  /// `2010-03-04`, `2010/3/4`, `2010.03.04`, `2010-Mar-04`.
  private mutating func readAfterYear(_ year: Int, _ bytes: Span<UInt8>, _ end: Int) -> Bool {
    guard let mark = mark(bytes, end) else { return false }
    let month: Int
    if at < end, TimeText.isDigit(bytes[at]) {
      guard let number = number(bytes, end, most: 2) else { return false }
      month = number
    } else {
      guard let named = MonthNames.month(word(bytes, end)) else { return false }
      month = named
    }
    guard at < end, bytes[at] == mark else { return false }
    at += 1
    guard let day = number(bytes, end, most: 2) else { return false }
    parts = (year, month, day)
    return true
  }

  /// `04/03/2010`, `4.3.10`, `4. 3. 2010`, `4 Mar 2010`, `04-Mar-10`, `1er mars 2010`, `5 de marzo de 2010`.
  private mutating func readAfterDay(
    _ first: Int, _ count: Int, _ bytes: Span<UInt8>, _ end: Int
  ) -> Bool {
    if at < end, TimeText.isLetter(bytes[at]) {
      let before = at
      if !TimeText.ordinals.contains(word(bytes, end)) { at = before }
      _ = blanks(bytes, end)
      return readMonthName(after: first, mark: 0x20, bytes, end)
    }
    guard let mark = mark(bytes, end) else { return false }
    if mark == 0x2E || mark == 0x20 { _ = blanks(bytes, end) }
    guard at < end else { return false }
    guard TimeText.isDigit(bytes[at]) else {
      return readMonthName(after: first, mark: mark, bytes, end)
    }
    guard let second = number(bytes, end, most: 2), at < end, bytes[at] == mark else {
      return false
    }
    at += 1
    if mark == 0x2E { _ = blanks(bytes, end) }
    let start = at
    guard let last = number(bytes, end, most: 4), [1, 2, 4].contains(at - start) else {
      return false
    }
    // A last number of one digit can only be a day, after a year of two.
    if at - start == 1, count != 2 { return false }
    form = .numbers
    parts = (first, second, last)
    digits = (count, at - start)
    return true
  }

  private mutating func readMonthName(
    after day: Int, mark: UInt8, _ bytes: Span<UInt8>, _ end: Int
  ) -> Bool {
    var name = word(bytes, end)
    if TimeText.linkWords.contains(name) {
      guard blanks(bytes, end) else { return false }
      name = word(bytes, end)
    }
    guard let month = MonthNames.month(name) else { return false }
    if at < end, bytes[at] == 0x2E { at += 1 }
    if mark == 0x2D || mark == 0x2F, at < end, bytes[at] == mark {
      at += 1
    } else {
      while at < end, bytes[at] == 0x20 || bytes[at] == 0x2C { at += 1 }
      if at < end, TimeText.isLetter(bytes[at]) {
        guard TimeText.linkWords.contains(word(bytes, end)), blanks(bytes, end) else {
          return false
        }
      }
    }
    guard let year = year(bytes, end) else { return false }
    form = .dayMonthName
    parts = (year, month, day)
    return true
  }

  /// `Mar 4, 2010`, `March 5 2010`, `Mar. 4th, 2010`.
  private mutating func readMonthAndDay(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    guard let month = MonthNames.month(word(bytes, end)) else { return false }
    if at < end, bytes[at] == 0x2E { at += 1 }
    guard blanks(bytes, end), let day = number(bytes, end, most: 2) else { return false }
    if at < end, TimeText.isLetter(bytes[at]) {
      guard TimeText.ordinals.contains(word(bytes, end)) else { return false }
    }
    let start = at
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x2C { at += 1 }
    guard at > start, let year = year(bytes, end) else { return false }
    form = .monthName
    parts = (year, month, day)
    return true
  }

  /// A year of four digits, or of two from 1970 to 2069.
  private mutating func year(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    let start = at
    guard let value = number(bytes, end, most: 4) else { return nil }
    switch at - start {
    case 4: return value
    case 2: return TimeText.century(value)
    default: return nil
    }
  }

  static func century(_ year: Int) -> Int { year + (year < 70 ? 2000 : 1900) }

  private static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "º", "ª"]
  private static let linkWords: Set<String> = ["de", "del", "of"]

  // MARK: The time of day

  /// `T10:05`, ` 10:05:30.123`, `, 9:05 AM`, ` 10.05.30`, ` 10h05`, and `1005` or `100530` after eight digits.
  private mutating func readClock(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    if form == .compact, TimeText.isDigit(bytes[at]) {
      guard end - at >= 4, let hour = number(bytes, end, most: 2),
        let minute = number(bytes, end, most: 2)
      else { return false }
      let second = at < end && TimeText.isDigit(bytes[at]) ? number(bytes, end, most: 2) : nil
      return setClock(hour, minute, second)
    }
    let start = at
    if bytes[at] | 0x20 == 0x74 {
      at += 1
    } else {
      while at < end, bytes[at] == 0x20 || bytes[at] == 0x2C { at += 1 }
      if at > start, at < end, TimeText.isLetter(bytes[at]) {
        guard ["at", "um", "à", "om"].contains(word(bytes, end)), blanks(bytes, end) else {
          return false
        }
      }
    }
    guard at > start, let hour = number(bytes, end, most: 2), at < end else { return false }
    let mark = bytes[at]
    guard mark == 0x3A || mark == 0x2E || mark | 0x20 == 0x68 else { return false }
    at += 1
    guard let minute = pair(bytes, end) else { return false }
    var second: Int?
    var fraction: (milliseconds: Int64, digits: Int) = (0, 0)
    if at < end, bytes[at] == mark, mark != 0x68 {
      at += 1
      guard let value = pair(bytes, end) else { return false }
      second = value
      if at < end, bytes[at] == 0x2E || bytes[at] == 0x2C {
        at += 1
        guard let read = readFraction(bytes, end) else { return false }
        fraction = read
      }
    }
    let half = readHalf(bytes, end)
    guard setClock(hour, minute, second, half: half) else { return false }
    if fraction.digits > 0 {
      clock = (clock ?? 0) + fraction.milliseconds
      precision = .millisecond
    }
    return true
  }

  private mutating func readFraction(
    _ bytes: Span<UInt8>, _ end: Int
  ) -> (milliseconds: Int64, digits: Int)? {
    var place: Int64 = 100
    var value: Int64 = 0
    var count = 0
    while at < end, TimeText.isDigit(bytes[at]) {
      value += Int64(bytes[at] - 0x30) * place
      place /= 10
      count += 1
      at += 1
    }
    return (1...9).contains(count) ? (value, count) : nil
  }

  private enum Half { case morning, afternoon }

  /// `AM`, `p.m.` after the time of day.
  private mutating func readHalf(_ bytes: Span<UInt8>, _ end: Int) -> Half? {
    let before = at
    _ = blanks(bytes, end)
    guard at < end else {
      at = before
      return nil
    }
    let letter = bytes[at] | 0x20
    guard letter == 0x61 || letter == 0x70 else {
      at = before
      return nil
    }
    at += 1
    if at < end, bytes[at] == 0x2E { at += 1 }
    guard at < end, bytes[at] | 0x20 == 0x6D else {
      at = before
      return nil
    }
    at += 1
    if at < end, bytes[at] == 0x2E { at += 1 }
    guard at == end || !TimeText.isLetter(bytes[at]) else {
      at = before
      return nil
    }
    return letter == 0x61 ? .morning : .afternoon
  }

  private mutating func setClock(
    _ hour: Int, _ minute: Int, _ second: Int?, half: Half? = nil
  ) -> Bool {
    var hour = hour
    let isHourKnown = half == nil ? hour < 24 : (1...12).contains(hour)
    isClockImpossible = !isHourKnown || minute > 59 || (second ?? 0) > 59
    if let half, isHourKnown { hour = hour % 12 + (half == .afternoon ? 12 : 0) }
    clock = Int64(hour * 3_600 + minute * 60 + (second ?? 0)) * 1_000
    precision = second == nil ? .minute : .second
    return true
  }

  // MARK: The zone

  /// `Z`, `+0100`, ` +01:00`, ` UTC`, ` Europe/London`, `+01:00[Europe/Berlin]`, ` (PST)`.
  private mutating func readZone(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    _ = blanks(bytes, end)
    if at == end || readOffset(bytes, end) {
      _ = blanks(bytes, end)
      guard at < end, bytes[at] == 0x5B || bytes[at] == 0x28 else { return true }
      // The place beside an offset adds nothing to it.
      let known = zone
      guard readZoneName(bytes, end) else { return false }
      zone = known
      return true
    }
    return readZoneName(bytes, end)
  }

  private mutating func readOffset(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    let before = at
    if bytes[at] | 0x20 == 0x7A, at + 1 == end || !TimeText.isLetter(bytes[at + 1]) {
      at += 1
      zone = .offset(0)
      return true
    }
    let isEast = bytes[at] == 0x2B
    if isEast || bytes[at] == 0x2D {
      at += 1
    } else if at + 3 <= end, bytes[at] == 0xE2, bytes[at + 1] == 0x88, bytes[at + 2] == 0x92 {
      at += 3
    } else {
      return false
    }
    let start = at
    guard let hours = number(bytes, end, most: 2) else {
      at = before
      return false
    }
    var minutes = 0
    if at < end, bytes[at] == 0x3A {
      at += 1
      minutes = pair(bytes, end) ?? 60
    } else if at - start == 2, at < end, TimeText.isDigit(bytes[at]) {
      minutes = pair(bytes, end) ?? 60
    }
    guard hours < 15, minutes < 60 else {
      at = before
      return false
    }
    let offset = Int64(hours * 60 + minutes) * 60_000
    zone = .offset(isEast ? offset : -offset)
    return true
  }

  private mutating func readZoneName(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    let closing: UInt8? =
      switch bytes[at] {
      case 0x28: 0x29
      case 0x5B: 0x5D
      default: nil
      }
    if closing != nil { at += 1 }
    let start = at
    while at < end, bytes[at] != closing {
      switch bytes[at] {
      case 0x30...0x39, 0x2B, 0x2D, 0x2F, 0x3A, 0x5F, 0x41...0x5A, 0x61...0x7A: at += 1
      case 0x20 where closing != nil: at += 1
      default: return false
      }
    }
    guard at > start, TimeText.isLetter(bytes[start]) || closing != nil else { return false }
    let name = String(decoding: (start..<at).map { bytes[$0] }, as: UTF8.self)
    if closing != nil {
      guard at < end else { return false }
      at += 1
    }
    zone = name.lowercased() == "uhr" ? .none : .named(name)
    return true
  }

  // MARK: Bytes

  /// One to `most` digits.
  private mutating func number(_ bytes: Span<UInt8>, _ end: Int, most: Int) -> Int? {
    var value = 0
    var count = 0
    while at < end, count < most, TimeText.isDigit(bytes[at]) {
      value = value * 10 + Int(bytes[at] - 0x30)
      count += 1
      at += 1
    }
    return count > 0 ? value : nil
  }

  /// Two digits.
  private mutating func pair(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    let start = at
    guard let value = number(bytes, end, most: 2), at - start == 2 else { return nil }
    return value
  }

  private mutating func mark(_ bytes: Span<UInt8>, _ end: Int) -> UInt8? {
    guard at < end, [0x2F, 0x2D, 0x2E, 0x20].contains(bytes[at]) else { return nil }
    at += 1
    return bytes[at - 1]
  }

  /// Passes over blanks; false where there is none.
  private mutating func blanks(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    let start = at
    while at < end {
      if bytes[at] == 0x20 {
        at += 1
      } else if at + 2 <= end, bytes[at] == 0xC2, bytes[at + 1] == 0xA0 {
        at += 2
      } else if at + 3 <= end, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] == 0xAF {
        at += 3
      } else {
        break
      }
    }
    return at > start
  }

  /// A run of letters, in small ones.
  private mutating func word(_ bytes: Span<UInt8>, _ end: Int) -> String {
    let start = at
    while at < end, TimeText.isLetter(bytes[at]) {
      // A no-break space is none.
      if bytes[at] == 0xC2 && at + 1 < end && bytes[at + 1] == 0xA0 { break }
      if bytes[at] == 0xE2 { break }
      at += 1
    }
    return String(decoding: (start..<at).map { bytes[$0] }, as: UTF8.self).lowercased()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
}
