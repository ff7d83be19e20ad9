internal import PaymentGraph

/// Writes times; remembers the last day, because transfers come in the order of time.
struct TimeText {
  private var dayStart = Int64.min
  private var day = ""

  /// Returns a time in all its forms.
  mutating func time(_ time: PostingTime) -> ExportTime {
    guard time.precision != .unknown else {
      return ExportTime(precision: TimePrecision.unknown.name)
    }
    let start = CivilDate.dayStart(of: time.start)
    if start != dayStart || day.isEmpty {
      dayStart = start
      day = CivilDate(milliseconds: time.start).iso8601
    }
    let within = time.start - start
    switch time.precision {
    case .unknown: return ExportTime(precision: time.precision.name)
    case .day:
      return ExportTime(
        text: day, day: day, precision: "day", start: TimeText.joined(day, within, parts: 3))
    case .period:
      return ExportTime(
        text: time.iso8601, day: day, precision: "period",
        start: TimeText.joined(day, within, parts: 3))
    case .hour, .minute, .second, .millisecond:
      let parts =
        switch time.precision {
        case .hour, .minute: 2
        case .second: 3
        default: 4
        }
      let start = TimeText.joined(day, within, parts: 3)
      return ExportTime(
        text: TimeText.joined(day, within, parts: parts, zone: time.isLocal ? nil : 0x5A),
        day: day, moment: time.isLocal ? nil : start, precision: time.precision.name, start: start)
    }
  }

  /// Writes a day and a time within it: two parts for hours and minutes, three with seconds, four with thousandths.
  private static func joined(
    _ day: String, _ within: Int64, parts: Int, zone: UInt8? = nil
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(28)
    bytes.append(contentsOf: day.utf8)
    bytes.append(0x54)
    DecimalDigits.append(UInt64(within / 3_600_000), atLeast: 2, to: &bytes)
    bytes.append(0x3A)
    DecimalDigits.append(UInt64(within / 60_000 % 60), atLeast: 2, to: &bytes)
    if parts > 2 {
      bytes.append(0x3A)
      DecimalDigits.append(UInt64(within / 1_000 % 60), atLeast: 2, to: &bytes)
    }
    if parts > 3 {
      bytes.append(0x2E)
      DecimalDigits.append(UInt64(within % 1_000), atLeast: 3, to: &bytes)
    }
    if let zone { bytes.append(zone) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
