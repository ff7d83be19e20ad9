/// The pattern of a column of dates, for human readers: `dd/MM/yyyy`, `d MMM yyyy`, `yyyy-MM-dd HH:mm`.
enum DatePattern {
  /// Describes the dates of a column that are written in a style.
  ///
  /// A single day or month of one digit shows that leading zeros are left out.
  static func describe(_ dates: [String], _ style: TimeReader.Style) -> String {
    guard let sample = dates.first else { return "" }
    let isPadded = !dates.contains { hasSingleDigit($0) }
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

  private static func hasSingleDigit(_ date: String) -> Bool {
    let head = String(date.prefix { $0 != ":" })
    let parts = head.split(whereSeparator: { !$0.isNumber })
    return parts.prefix(2).contains { $0.count == 1 }
  }
}
