internal import PaymentGraph

/// A date taken apart, with the time of day and the zone that may follow it, before anything is decided.
///
/// Open questions (which of two numbers is the day) stay open here; see ``TimeForms``. A text of another form is not a
/// date.
struct TimeText {
  /// The form of the date.
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

  /// The zone after the time of day.
  enum Zone {
    case none
    /// An offset in milliseconds east of UTC.
    case offset(Int64)
    case named(String)
  }

  private(set) var form = Form.yearFirst
  /// The numbers in the order of the text; a month's name is its number.
  private(set) var parts: (Int, Int, Int) = (0, 0, 0)
  /// The numbers of digits of the first and the last of three numbers.
  private(set) var digits: (Int, Int) = (0, 0)
  /// The milliseconds from the start of the day; nil where there is no time of day.
  var clock: Int64?
  var precision = TimePrecision.day
  /// True where no clock shows the time of day, such as 25:61.
  var isClockImpossible = false
  var zone = Zone.none
  /// The offset at which reading goes on.
  var at = 0

  /// Takes the text of a trimmed cell apart; nil where its form is unknown.
  init?(_ bytes: Span<UInt8>, _ cell: Cell) {
    guard cell.count >= 6, cell.count <= 64 else { return nil }
    at = cell.start
    guard readDay(bytes, cell.end) else { return nil }
    // Some languages end a date of numbers with a point.
    if at + 1 == cell.end, bytes[at] == 0x2E { at += 1 }
    if at == cell.end { return }
    // Dates of XML carry a zone without a time of day; only the day counts.
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
    case 4: return readAfterYear(first, in: bytes, end: end)
    case 1, 2: return readAfterDay(first, count: at - start, in: bytes, end: end)
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

  /// Reads `2010-03-04`, `2010/3/4`, `2010.03.04`, `2010-Mar-04`.
  private mutating func readAfterYear(_ year: Int, in bytes: Span<UInt8>, end: Int) -> Bool {
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

  /// Reads `04/03/2010`, `4.3.10`, `4. 3. 2010`, `4 Mar 2010`, `04-Mar-10`, `1er mars 2010`, `5 de marzo de 2010`.
  private mutating func readAfterDay(
    _ first: Int, count: Int, in bytes: Span<UInt8>, end: Int
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

  /// Reads `Mar 4, 2010`, `March 5 2010`, `Mar. 4th, 2010`.
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

  /// Reads a year of four digits, or of two from 1970 to 2069.
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

  // MARK: Bytes

  /// Reads one to `most` digits.
  mutating func number(_ bytes: Span<UInt8>, _ end: Int, most: Int) -> Int? {
    var value = 0
    var count = 0
    while at < end, count < most, TimeText.isDigit(bytes[at]) {
      value = value * 10 + Int(bytes[at] - 0x30)
      count += 1
      at += 1
    }
    return count > 0 ? value : nil
  }

  /// Reads two digits.
  mutating func pair(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    let start = at
    guard let value = number(bytes, end, most: 2), at - start == 2 else { return nil }
    return value
  }

  mutating func mark(_ bytes: Span<UInt8>, _ end: Int) -> UInt8? {
    guard at < end, [0x2F, 0x2D, 0x2E, 0x20].contains(bytes[at]) else { return nil }
    at += 1
    return bytes[at - 1]
  }

  /// Skips blanks; returns false where there is none.
  mutating func blanks(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
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

  /// Reads a run of letters and returns it in lower case.
  mutating func word(_ bytes: Span<UInt8>, _ end: Int) -> String {
    let start = at
    while at < end, TimeText.isLetter(bytes[at]) {
      // A no-break space is not a letter.
      if bytes[at] == 0xC2 && at + 1 < end && bytes[at + 1] == 0xA0 { break }
      if bytes[at] == 0xE2 { break }
      at += 1
    }
    return String(decoding: (start..<at).map { bytes[$0] }, as: UTF8.self).lowercased()
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
}

/// The names and abbreviations of months, in English, German, French, Spanish, Italian, Dutch and Portuguese.
///
/// A name that means one month in one of these languages means no other month in another.
enum MonthNames {
  /// Returns the number of the month that a word names, regardless of case, with or without the point of an
  /// abbreviation.
  static func month(_ word: String) -> Int? {
    let name = word.lowercased()
    return numbers[name.hasSuffix(".") ? String(name.dropLast()) : name]
  }

  private static let numbers: [String: Int] = {
    var numbers: [String: Int] = [:]
    for (index, names) in names.enumerated() {
      for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        numbers[String(name)] = index + 1
      }
    }
    return numbers
  }()

  private static let names = [
    "jan january januar jän jänner jaenner janv janvier ene enero gen gennaio januari janeiro",
    "feb february februar feber fév févr février fev fevr fevrier febrero febbraio februari fevereiro",
    "mar march mär märz mrz maerz mars marzo mrt maart março marco",
    "apr april avr avril abr abril aprile",
    "may mai mayo mag maggio mei maio",
    "jun june juni juin junio giu giugno junho",
    "jul july juli juil juillet julio lug luglio julho",
    "aug august août aoû aout ago agosto augustus",
    "sep sept september septembre septiembre set setiembre sett settembre setembro",
    "oct october okt oktober octobre octubre ott ottobre out outubro",
    "nov november novembre noviembre novembro",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro",
  ]
}
