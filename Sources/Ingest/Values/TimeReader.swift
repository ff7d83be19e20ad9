internal import PaymentGraph

/// Reads times from bytes, strictly: every part must be there, and every day must exist.
enum TimeReader {
  /// The style in which a column writes its times.
  enum Style: Hashable, Sendable {
    /// `2010-03-04`, `2010/03/04`, with `T` or a space and `10:05`, `:30`, `.123`, `Z` or `+05:30`.
    case yearFirst
    /// `04/03/2010`, `4.3.10`, `04-03-2010 10:05`: the day, the month, the year.
    case dayFirst
    /// `03/04/2010`: the month, the day, the year.
    case monthFirst
    /// `10-03-04`: the year in two digits, the month, the day.
    case shortYearFirst
    /// `20100304`.
    case compact
    /// `4 Mar 2010`, `04-Mar-10`, `4 de marzo de 2010`.
    case dayMonthName
    /// `Mar 4, 2010`, `March 4, 2010`.
    case monthName
    /// A whole number of hours or days of a synthetic clock, from 2017-01-01.
    case step(TimePrecision)
  }

  /// Returns the time in a trimmed cell, a local one where nothing names its zone; nil where the bytes are none under
  /// these forms, or the zone has several meanings.
  static func read(_ bytes: Span<UInt8>, _ cell: Cell, forms: TimeForms) -> PostingTime? {
    if case .step(let precision) = forms.style {
      return readStep(bytes, cell: cell, precision: precision)
    }
    if forms.zone == nil {
      var isLocal = false
      if let time = readYearFirst(bytes, cell, isLocal: &isLocal) {
        return isLocal ? time.local : time
      }
    }
    guard case .time(let time, let isLocal) = forms.read(bytes, cell) else { return nil }
    return isLocal ? time.local : time
  }

  /// Returns the time in a trimmed cell under one style, with nothing else known.
  static func read(_ bytes: Span<UInt8>, _ cell: Cell, style: Style) -> PostingTime? {
    read(bytes, cell, forms: TimeForms(style))
  }

  /// Reads the form that most files have: a year of four digits, and all other parts in two; nil for any other.
  ///
  /// - Parameter isLocal: becomes true where a time of day has no zone.
  static func readYearFirst(
    _ bytes: Span<UInt8>, _ cell: Cell, isLocal: inout Bool
  ) -> PostingTime? {
    var at = cell.start
    let end = cell.end
    guard end - at >= 10, let year = digits(bytes, at: &at, count: 4, end: end) else { return nil }
    let separator = bytes[at]
    guard separator == 0x2D || separator == 0x2F else { return nil }
    at &+= 1
    guard let month = digits(bytes, at: &at, count: 2, end: end), at < end, bytes[at] == separator
    else {
      return nil
    }
    at &+= 1
    guard let day = digits(bytes, at: &at, count: 2, end: end),
      let date = plausible(year, month: month, day: day)
    else {
      return nil
    }
    if at == end { return PostingTime(start: date, precision: .day) }
    guard bytes[at] == 0x54 || bytes[at] == 0x74 || bytes[at] == 0x20 else { return nil }
    at &+= 1
    guard let hour = digits(bytes, at: &at, count: 2, end: end), hour < 24, at < end,
      bytes[at] == 0x3A
    else {
      return nil
    }
    at &+= 1
    guard let minute = digits(bytes, at: &at, count: 2, end: end), minute < 60 else { return nil }
    var moment = date + Int64(hour * 3_600 + minute * 60) * 1_000
    var precision = TimePrecision.minute
    if at < end, bytes[at] == 0x3A {
      at &+= 1
      guard let second = digits(bytes, at: &at, count: 2, end: end), second < 60 else { return nil }
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
    guard let offset = zone(bytes, start: at, end: end) else { return nil }
    isLocal = at == end
    return PostingTime(start: moment - offset, precision: precision)
  }

  /// Reads the days from one to another, `2010-03-04/2010-03-09` as ISO 8601 writes them, both included; nil for
  /// anything else.
  ///
  /// In a list of transfers this means that a payment left on the first day and arrived on the last.
  static func readDays(_ bytes: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    if cell.count == 13, bytes[cell.start &+ 10] == 0x2F, bytes[cell.start &+ 4] == 0x2D,
      bytes[cell.start &+ 11] == 0x2E, bytes[cell.start &+ 12] == 0x2E
    {
      var isLocal = false
      let first = Cell(start: cell.start, end: cell.start &+ 10)
      guard let from = readYearFirst(bytes, first, isLocal: &isLocal), from.precision == .day
      else { return nil }
      return PostingTime(since: from.start)
    }
    guard cell.count == 21, bytes[cell.start &+ 10] == 0x2F, bytes[cell.start &+ 4] == 0x2D else {
      return nil
    }
    var isLocal = false
    let (first, last) = (
      Cell(start: cell.start, end: cell.start &+ 10), Cell(start: cell.start &+ 11, end: cell.end)
    )
    guard let from = readYearFirst(bytes, first, isLocal: &isLocal), from.precision == .day,
      let to = readYearFirst(bytes, last, isLocal: &isLocal), to.precision == .day,
      from.start <= to.start
    else { return nil }
    return PostingTime(fromDay: from.start, toDay: to.start)
  }

  /// Returns the offset at the end of a time, in milliseconds east of UTC; 0 for `Z` and where there is none.
  private static func zone(_ bytes: Span<UInt8>, start: Int, end: Int) -> Int64? {
    var at = start
    if at == end { return 0 }
    let mark = bytes[at]
    at &+= 1
    if mark == 0x5A || mark == 0x7A { return at == end ? 0 : nil }
    guard mark == 0x2B || mark == 0x2D, let hours = digits(bytes, at: &at, count: 2, end: end),
      hours < 15
    else {
      return nil
    }
    var minutes = 0
    if at < end {
      if bytes[at] == 0x3A { at &+= 1 }
      guard let stated = digits(bytes, at: &at, count: 2, end: end), stated < 60, at == end else {
        return nil
      }
      minutes = stated
    }
    let offset = Int64(hours * 60 + minutes) * 60_000
    return mark == 0x2D ? -offset : offset
  }

  private static func readStep(
    _ bytes: Span<UInt8>, cell: Cell, precision: TimePrecision
  ) -> PostingTime? {
    guard let length = precision.milliseconds, cell.count > 0, cell.count <= 6 else { return nil }
    var at = cell.start
    guard let steps = digits(bytes, at: &at, count: cell.count, end: cell.end) else { return nil }
    return PostingTime(start: stepEpoch + Int64(steps) * length, precision: precision)
  }

  /// The day of step 0 of a synthetic clock, 2017-01-01, in milliseconds.
  private static let stepEpoch: Int64 = 1_483_228_800_000

  /// Returns the start of a day that exists and that a payment record can have.
  static func plausible(_ year: Int, month: Int, day: Int) -> Int64? {
    guard (1900...2100).contains(year) else { return nil }
    return CivilDate(year: year, month: month, day: day)?.milliseconds
  }

  static func digits(
    _ bytes: Span<UInt8>, at: inout Int, count: Int, end: Int
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

/// The reason why a cell gives no time, in the words of diagnostics.
enum TimeFault: Error, Equatable {
  /// The calendar has no such day.
  case noSuchDay
  /// The day has no such time, such as 25:61.
  case noSuchClock
  /// No payment record has this year.
  case yearOutside(Int)
  /// Day and month are in the other order than in the rest of the column.
  case otherOrder
  /// Day and month can change places, and the column does not show their order.
  case orderOpen
  /// The cell is a number, which may count days up to this day.
  case dayNumber(CivilDate)
  case formUnknown

  var code: DiagnosticCode {
    switch self {
    case .noSuchDay, .noSuchClock: .timeImpossible
    case .otherOrder: .timeConflict
    case .yearOutside, .orderOpen, .dayNumber, .formUnknown: .timeUnparseable
    }
  }

  /// The fault, to be read after the cell.
  var words: String {
    switch self {
    case .noSuchDay: "is not a day of the calendar"
    case .noSuchClock: "has an impossible time of day"
    case .yearOutside: "has a year outside 1900 to 2100"
    case .otherOrder: "has day and month the other way round"
    case .orderOpen: "can be read in two ways"
    case .dayNumber: "is a number, not a date"
    case .formUnknown: "has a form that is not known"
    }
  }

  /// Returns a further note; `column` says how the column is written.
  func note(_ column: String) -> String {
    switch self {
    case .noSuchDay: "months have 28 to 31 days, and years 12 months"
    case .noSuchClock: "hours run from 00 to 23, minutes and seconds from 00 to 59"
    case .yearOutside(let year): OtherCalendars.words(year).map { "\($0); \(column)" } ?? column
    case .otherOrder, .formUnknown: column
    case .orderOpen: "day and month can be exchanged, and \(column)"
    case .dayNumber(let day): "as a spreadsheet counts days it is \(day.iso8601)"
    }
  }

  /// Returns the remedy for the fault in a file.
  func remedy(path: String) -> String {
    switch self {
    case .noSuchDay, .yearOutside: "look up the day in the original"
    case .noSuchClock:
      "look up the time in the original; the end of a day is 00:00 of the next one"
    case .otherOrder:
      "find out where the row came from; day and month are never guessed row by row"
    case .orderOpen: "choose with \(FileFlag.dates(path, [.dayFirst, .monthFirst]))"
    case .dayNumber:
      "if that is right, use \(FileFlag.dayNumbers(path)); it applies to numbers only"
    case .formUnknown:
      "write it as 2010-03-04 or 2010-03-04T10:05:00Z, or leave the row out if it is not a transfer"
    }
  }
}
