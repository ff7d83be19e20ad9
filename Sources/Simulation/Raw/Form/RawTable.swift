internal import PaymentGraph

/// The text of a file under construction, with the number of its present line.
struct RawTable {
  let file: String
  private(set) var text = ""
  private(set) var line = 1
  /// The rows by the payment that they show.
  private(set) var rows: [(payment: Int, row: RawRow)] = []

  private let lineEnd: String

  init(_ file: String, lineEnd: String = "\r\n") {
    self.file = file
    self.lineEnd = lineEnd
  }

  /// Adds a line; `payments` are those that it shows.
  mutating func add(_ content: String, showing payments: [Int] = []) {
    for payment in payments { rows.append((payment, RawRow(file: file, line: line))) }
    text += content + lineEnd
    line += 1
  }
}

/// The forms of amounts in exports.
enum RawNumber {
  /// Writes `-1234.50`.
  static func plain(_ minorUnits: Int64) -> String { written(minorUnits) { $0 } }

  /// Writes `-1,234.50`.
  static func thousands(_ minorUnits: Int64) -> String {
    written(minorUnits) { grouped($0, by: 3) }
  }

  /// Writes `1,23,456.78`: groups of two before the last three digits.
  static func lakhs(_ minorUnits: Int64) -> String {
    written(minorUnits) { whole in
      guard whole.count > 3 else { return whole }
      return grouped(String(whole.dropLast(3)), by: 2) + "," + whole.suffix(3)
    }
  }

  private static func written(_ minorUnits: Int64, _ whole: (String) -> String) -> String {
    let size = minorUnits.magnitude
    let sign = minorUnits < 0 ? "-" : ""
    return sign + whole(String(size / 100)) + "." + Characters.digits(Int(size % 100), 2)
  }

  private static func grouped(_ digits: String, by size: Int) -> String {
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > size {
      groups.append(rest.suffix(size))
      rest = rest.dropLast(size)
    }
    return ([rest] + groups.reversed()).joined(separator: ",")
  }
}

/// The days and times of a raw case, and their forms in exports.
enum RawDay {
  static let length: Int64 = 86_400_000
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The first day of the story: Monday, 1 March 2021.
  static let first: Int64 = 1_614_556_800_000

  /// Returns the start of a day of the story.
  static func start(_ day: Int) -> Int64 { first + Int64(day) * length }

  /// Returns a moment of a day of the story.
  static func moment(_ day: Int, hour: Int, minute: Int = 0, second: Int = 0) -> Int64 {
    start(day) + Int64(hour * 3_600 + minute * 60 + second) * 1_000
  }

  /// Returns the next day on which banks work.
  static func nextWorking(after moment: Int64) -> Int64 {
    var day = CivilDate(milliseconds: moment).milliseconds + length
    // 1 January 1970 was a Thursday.
    while [2, 3].contains(day / length % 7) { day += length }
    return day
  }

  /// Returns the number of the day in its year, `063`, and the year's last two digits.
  static func ordinal(_ moment: Int64) -> (day: String, year: String) {
    let date = CivilDate(milliseconds: moment)
    let new = CivilDate(year: date.year, month: 1, day: 1)?.milliseconds ?? date.milliseconds
    let day = Int((date.milliseconds - new) / length) + 1
    return (Characters.digits(day, 3), Characters.digits(date.year % 100, 2))
  }

  /// Writes `04/03/2021`, or with another mark and a short year `04-03-21`.
  static func numbers(_ moment: Int64, _ mark: String = "/", isShort: Bool = false) -> String {
    let date = CivilDate(milliseconds: moment)
    return [
      Characters.digits(date.day, 2), Characters.digits(date.month, 2),
      isShort ? Characters.digits(date.year % 100, 2) : String(date.year),
    ].joined(separator: mark)
  }

  /// Writes `04 Mar 2021`.
  static func words(_ moment: Int64, isPadded: Bool = true) -> String {
    let date = CivilDate(milliseconds: moment)
    let day = isPadded ? Characters.digits(date.day, 2) : String(date.day)
    return "\(day) \(months[date.month - 1]) \(date.year)"
  }

  /// Writes `04MAR`, with the year `04MAR21`.
  static func stamp(_ moment: Int64, hasYear: Bool = false, mark: String = "") -> String {
    let date = CivilDate(milliseconds: moment)
    return Characters.digits(date.day, 2) + mark + months[date.month - 1].uppercased()
      + (hasYear ? Characters.digits(date.year % 100, 2) : "")
  }

  /// Writes `13:02:11`.
  static func clock(_ moment: Int64) -> String {
    let seconds = Int(moment / 1_000 % 86_400)
    return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { Characters.digits($0, 2) }
      .joined(separator: ":")
  }

  /// Writes `2021-03-04T13:02:11Z`.
  static func iso8601(_ moment: Int64) -> String {
    "\(CivilDate(milliseconds: moment).iso8601)T\(clock(moment))Z"
  }

  /// Returns true where British clocks are an hour ahead: from 28 March 2021 to 31 October.
  static func isSummer(_ moment: Int64) -> Bool { moment >= 1_616_893_200_000 }
}
