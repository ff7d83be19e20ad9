internal import PaymentGraph

/// The time of day and the zone that may follow a date.
extension TimeText {
  /// Reads `T10:05`, ` 10:05:30.123`, `, 9:05 AM`, ` 10.05.30`, ` 10h05`, and `1005` or `100530` after eight digits.
  mutating func readClock(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    let isBare =
      bytes[at] | 0x20 == 0x74 && end - at >= 5 && !(at + 3 < end && bytes[at + 3] == 0x3A)
    if form == .compact, isBare { at += 1 }
    if form == .compact, TimeText.isDigit(bytes[at]) {
      guard end - at >= 4, let hour = number(bytes, end, most: 2),
        let minute = number(bytes, end, most: 2)
      else { return false }
      let second = at < end && TimeText.isDigit(bytes[at]) ? number(bytes, end, most: 2) : nil
      return setClock(hour, minute: minute, second: second)
    }
    let start = at
    if bytes[at] | 0x20 == 0x74 {
      at += 1
    } else {
      _ = blanks(bytes, end)
      if at < end, bytes[at] == 0x2C { at += 1 }
      _ = blanks(bytes, end)
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
    guard setClock(hour, minute: minute, second: second, half: half) else { return false }
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

  /// Reads `AM` or `p.m.` after the time of day.
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
    _ hour: Int, minute: Int, second: Int?, half: Half? = nil
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

  /// Reads `Z`, `+0100`, ` +01:00`, ` UTC`, ` Europe/London`, `+01:00[Europe/Berlin]`, ` (PST)`.
  mutating func readZone(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    _ = blanks(bytes, end)
    if at == end || readOffset(bytes, end) {
      _ = blanks(bytes, end)
      guard at < end, bytes[at] == 0x5B || bytes[at] == 0x28 else { return true }
      // A place beside an offset adds nothing to it.
      let known = zone
      guard readZoneName(bytes, end) else { return false }
      zone = known
      return true
    }
    return readZoneName(bytes, end)
  }

  mutating func readOffset(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
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
}

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
