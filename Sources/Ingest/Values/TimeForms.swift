internal import PaymentGraph

/// The forms of the times of one column, as far as cells leave them open.
///
/// A cell with only one reading, such as `2010-03-04` or `4 March 2010`, is read regardless of the others.
struct TimeForms: Sendable, Hashable {
  /// The order of the parts where all three are numbers and the first is not a year of four digits.
  enum Order: Sendable, Hashable, CaseIterable {
    case dayFirst, monthFirst, yearFirst
  }

  /// The style of most cells.
  var style = TimeReader.Style.yearFirst
  /// The order of numbers; nil where the column does not decide it.
  var order: Order?
  /// True where numbers count days, as spreadsheets keep them.
  var readsDayNumbers = false
  /// The zone of times that name none; nil where it is not known.
  var zone: String?
  /// The country that decides the meaning of abbreviations of zones; two letters.
  var country: String?

  init(_ style: TimeReader.Style = .yearFirst) {
    self.style = style
    order = style.order
  }

  /// The reading of a cell under these forms.
  enum Reading: Equatable {
    /// A time, and true where it is a local one of unknown zone.
    case time(PostingTime, isLocal: Bool)
    /// A day, with a time of day whose zone is unknown or has several meanings.
    case day(PostingTime, zone: String, ZoneTable.Reading)
    case fault(TimeFault)
  }

  /// Reads a trimmed cell.
  func read(_ bytes: Span<UInt8>, _ cell: Cell) -> Reading {
    if case .step = style {
      guard let time = TimeReader.read(bytes, cell, forms: self) else {
        return .fault(.formUnknown)
      }
      return .time(time, isLocal: false)
    }
    if let span = TimeReader.readDays(bytes, cell) { return .time(span, isLocal: false) }
    guard let text = TimeText(bytes, cell) else {
      guard let number = DayNumber(bytes, cell) else { return .fault(.formUnknown) }
      guard readsDayNumbers else { return .fault(.dayNumber(CivilDate(milliseconds: number.day))) }
      return settled(
        number.day, clock: number.clock, precision: number.clock == nil ? .day : .second,
        zone: .none)
    }
    let day: Int64
    switch self.day(text) {
    case .success(let found): day = found
    case .failure(let fault): return .fault(fault)
    }
    guard !text.isClockImpossible else { return .fault(.noSuchClock) }
    return settled(day, clock: text.clock, precision: text.precision, zone: text.zone)
  }

  private func settled(
    _ day: Int64, clock: Int64?, precision: TimePrecision, zone: TimeText.Zone
  ) -> Reading {
    guard let clock else {
      return .time(PostingTime(start: day, precision: .day), isLocal: false)
    }
    let local = day + clock
    let name: String
    switch zone {
    case .offset(let offset):
      return .time(PostingTime(start: local - offset, precision: precision), isLocal: false)
    case .none:
      guard let stated = self.zone else {
        return .time(PostingTime(start: local, precision: precision), isLocal: true)
      }
      name = stated
    case .named(let written): name = written
    }
    let known = ZoneTable.read(name, stated: self.zone, local: local, country: country)
    if case .offset(let offset) = known {
      return .time(PostingTime(start: local - offset, precision: precision), isLocal: false)
    }
    return .day(PostingTime(start: day, precision: .day), zone: name, known)
  }

  // MARK: The day

  private func day(_ text: TimeText) -> Result<Int64, TimeFault> {
    guard text.form == .numbers else {
      return TimeForms.start(text.parts.0, month: text.parts.1, day: text.parts.2)
    }
    let readings = TimeForms.readings(text)
    guard let order else {
      // A cell that fits only one order has one reading.
      guard readings.count == 1, let only = readings.first else {
        return .failure(readings.isEmpty ? TimeForms.fault(of: text) : .orderOpen)
      }
      return .success(only.day)
    }
    if let fitting = readings.first(where: { $0.order == order }) { return .success(fitting.day) }
    return .failure(readings.isEmpty ? TimeForms.fault(of: text) : .otherOrder)
  }

  /// Returns the reason why three numbers are a day in no order.
  private static func fault(of text: TimeText) -> TimeFault {
    let year = text.parts.2
    guard text.digits.1 == 4, !(1900...2100).contains(year) else { return .noSuchDay }
    return .yearOutside(year)
  }

  /// Returns the orders in which three numbers are a day, each with the day.
  static func readings(_ text: TimeText) -> [(order: Order, day: Int64)] {
    guard text.form == .numbers else { return [] }
    let (first, second, last) = text.parts
    var readings: [(order: Order, day: Int64)] = []
    func add(_ order: Order, year: Int, month: Int, day: Int) {
      if case .success(let start) = start(year, month: month, day: day) {
        readings.append((order, start))
      }
    }
    if text.digits.1 > 1 {
      let year = text.digits.1 == 2 ? TimeText.century(last) : last
      add(.dayFirst, year: year, month: second, day: first)
      add(.monthFirst, year: year, month: first, day: second)
    }
    if text.digits.0 == 2, text.digits.1 < 4 {
      add(.yearFirst, year: TimeText.century(first), month: second, day: last)
    }
    return readings
  }

  /// Returns true where a text is a day in some order.
  static func canBeDay(_ bytes: Span<UInt8>, readsDayNumbers: Bool) -> Bool {
    var forms = TimeForms()
    forms.readsDayNumbers = readsDayNumbers
    switch forms.read(bytes, Cell(start: 0, end: bytes.count)) {
    case .time, .day, .fault(.orderOpen): return true
    case .fault: return false
    }
  }

  /// Returns the start of a day that exists and that a payment record can have.
  private static func start(_ year: Int, month: Int, day: Int) -> Result<Int64, TimeFault> {
    guard (1900...2100).contains(year) else { return .failure(.yearOutside(year)) }
    guard let start = CivilDate(year: year, month: month, day: day)?.milliseconds else {
      return .failure(.noSuchDay)
    }
    return .success(start)
  }
}

extension TimeReader.Style {
  /// The order of numbers that the style has; nil for others.
  var order: TimeForms.Order? {
    switch self {
    case .dayFirst: .dayFirst
    case .monthFirst: .monthFirst
    case .shortYearFirst: .yearFirst
    default: nil
    }
  }
}

/// A number of days as spreadsheets count them, from 1899-12-30, with the time of day as its fraction.
struct DayNumber {
  /// The start of the day.
  let day: Int64
  /// The milliseconds from the start of the day, to the second; nil where there is no fraction.
  let clock: Int64?

  /// Reads the number in a trimmed cell, from 1927 to 2099; nil for other texts.
  init?(_ bytes: Span<UInt8>, _ cell: Cell) {
    guard cell.count >= 5, cell.count <= 24 else { return nil }
    var days: Int64 = 0
    for at in cell.start..<cell.start + 5 {
      guard bytes[at] >= 0x30, bytes[at] <= 0x39 else { return nil }
      days = days * 10 + Int64(bytes[at] - 0x30)
    }
    guard (10_000...73_050).contains(days) else { return nil }
    // Days counted from 1970, in milliseconds.
    day = (days - 25_569) * 86_400_000
    guard cell.count > 5 else {
      clock = nil
      return
    }
    guard bytes[cell.start + 5] == 0x2E || bytes[cell.start + 5] == 0x2C, cell.count > 6 else {
      return nil
    }
    // A numerator over at most 10¹²: more digits than a second needs.
    var fraction: Int64 = 0
    var scale: Int64 = 1
    for at in cell.start + 6..<cell.end {
      guard bytes[at] >= 0x30, bytes[at] <= 0x39 else { return nil }
      guard scale < 1_000_000_000_000 else { continue }
      fraction = fraction * 10 + Int64(bytes[at] - 0x30)
      scale *= 10
    }
    let seconds = (fraction * 86_400 + scale / 2) / scale
    clock = fraction == 0 ? nil : min(seconds, 86_399) * 1_000
  }
}

/// The pattern of a column of dates, for human readers: `dd/MM/yyyy`, `d MMM yyyy`, `yyyy-MM-dd HH:mm`.
enum DatePattern {
  /// Describes the dates of a column that are written in a style, by the first of them.
  ///
  /// - Parameter isPadded: false where a single day or month of one digit shows that leading zeros are left out.
  static func describe(_ sample: String?, isPadded: Bool, _ style: TimeReader.Style) -> String {
    guard let sample else { return "" }
    let (day, month) = isPadded ? ("dd", "MM") : ("d", "M")
    let mark = sample.first { !$0.isNumber && !$0.isLetter }.map(String.init) ?? ""
    let runs = sample.split(whereSeparator: { !$0.isNumber })
    let year = (runs.count > 2 ? runs[2] : runs.last ?? "").count == 2 ? "yy" : "yyyy"
    let clock = sample.count(where: { $0 == ":" }) + 1
    let time = clock == 1 ? "" : clock == 2 ? " HH:mm" : " HH:mm:ss"
    switch style {
    case .yearFirst: return "yyyy\(mark)MM\(mark)dd\(time)"
    case .dayFirst: return "\(day)\(mark)\(month)\(mark)\(year)\(time)"
    case .monthFirst: return "\(month)\(mark)\(day)\(mark)\(year)\(time)"
    case .dayMonthName:
      return "\(day)\(mark)MMM\(mark)\((runs.last ?? "").count == 2 ? "yy" : "yyyy")"
    case .monthName: return "MMM d, yyyy"
    case .shortYearFirst: return "yy\(mark)MM\(mark)dd\(time)"
    case .compact: return "yyyyMMdd"
    case .step: return "step"
    }
  }

  /// Returns the name of a style in words.
  static func words(_ style: TimeReader.Style) -> String {
    switch style {
    case .yearFirst: "year, month, day"
    case .dayFirst: "day, month, year"
    case .monthFirst: "month, day, year"
    case .dayMonthName: "day, name of the month, year"
    case .monthName: "name of the month, day, year"
    case .shortYearFirst: "year in two digits, month, day"
    case .compact: "eight digits"
    case .step: "steps"
    }
  }

  /// Returns true for a date whose day or month has one digit.
  static func hasSingleDigit(_ date: String) -> Bool {
    let head = String(date.prefix { $0 != ":" })
    let parts = head.split(whereSeparator: { !$0.isNumber })
    return parts.prefix(2).contains { $0.count == 1 }
  }
}
