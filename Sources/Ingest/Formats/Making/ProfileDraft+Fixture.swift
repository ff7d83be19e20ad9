internal import PaymentGraph

/// Rows that show the format and nobody's data.
extension ProfileDraft {
  /// Up to twenty rows that show the format and nobody's data: dates and amounts are invented, all other letters are x
  /// and all other digits 9; codes of currencies and empty cells stay.
  public var maskedFixture: String {
    var contents = Array(repeating: FixtureMask.Content.text, count: header.count)
    func set(_ topic: Topic, _ content: FixtureMask.Content) {
      if let index = column(topic) { contents[index] = content }
    }
    let style = text(.dates).flatMap { DateStyle(rawValue: $0) }
    for index in columns.indices where columns[index].isDate { contents[index] = .date(style) }
    for index in columns.indices where columns[index].isAmount && !columns[index].isDate {
      contents[index] = .amount
    }
    for index in columns.indices where columns[index].isCurrency { contents[index] = .currency }
    set(.date, .date(style))
    for topic in [Topic.amount, .out, .in, .balance] { set(topic, .amount) }
    set(.currency, .currency)
    set(
      .side, .side([Topic.outWords, .inWords].flatMap(sideWords)))
    for index in columns.indices where columns[index].isIBAN {
      contents[index] = .iban(isOwn: index == column(.own))
    }
    if let words = statusWords {
      // Reasons are free text.
      let isReason = column(.status).flatMap(statusKind) == .reason
      set(.status, .side(words.settled + (isReason ? [] : words.others)))
    }
    let money = [Topic.amount, .out, .in].compactMap { column($0) }
    let shown = rows.filter { row in
      money.contains { $0 < row.count && row[$0].contains(where: \.isNumber) }
        && column(.date).map { $0 < row.count && !row[$0].isEmpty } ?? true
    }.prefix(20)
    let masked = shown.enumerated().map { number, row in
      header.indices.map { index in
        FixtureMask.masked(index < row.count ? row[index] : "", contents[index], row: number)
      }
    }
    let lines = (headerLine == nil ? [] : [header]) + balanced(masked)
    var writer = CSVWriter(delimiter: delimiter)
    for cells in lines {
      for cell in cells { writer.add(cell.utf8) }
      writer.endRow()
    }
    return String(decoding: writer.text, as: UTF8.self)
  }

  /// Returns rows with balances that follow from their amounts, where columns are known by their numbers: a file
  /// without a header must prove its columns.
  private func balanced(_ rows: [[String]]) -> [[String]] {
    guard headerLine == nil, let balance = column(.balance) else { return rows }
    let money = column(.amount).map { [$0] } ?? [column(.out), column(.in)].compactMap { $0 }
    let read = reader(of: money + [balance])
    let outWords = Set(sideWords(.outWords).map(StatementText.normal))
    let exponent = text(.currency).flatMap { Currency($0)?.exponent } ?? 2
    var sum: Int128 = 0
    return rows.map { row in
      let changes = money.map { Int128(read(row[$0]) ?? 0) }
      if changes.count == 2 {
        sum += abs(changes[1]) - abs(changes[0])
      } else if let side = column(.side), let change = changes.first {
        sum += outWords.contains(StatementText.normal(row[side])) ? -abs(change) : abs(change)
      } else if let change = changes.first {
        sum += text(.positive) == "out" ? -change : change
      }
      var row = row
      guard !row[balance].isEmpty else { return row }
      let digits = String(abs(sum))
      let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
      let mark = text(.decimal) == "comma" ? "," : "."
      row[balance] =
        (sum < 0 ? "-" : "") + padded.dropLast(exponent)
        + (exponent > 0 ? mark + padded.suffix(exponent) : "")
      return row
    }
  }
}

/// Writes the rows of a file so that they show its format and nobody's data.
///
/// Dates become invented ones of January 2010 in the same form, amounts invented ones with the same marks; in all other
/// cells letters become x and digits 9. Only the codes of currencies, the words for the direction of money, zeros and
/// empty cells stay.
struct FixtureMask {
  /// The content of a column.
  enum Content {
    /// Dates, of which the first number is the day, the month or the year.
    case date(DateStyle?)
    case amount
    case currency
    /// Words for the direction of money.
    case side([String])
    case text
    /// IBANs, of the own account or another, replaced by a valid one that belongs to nobody.
    case iban(isOwn: Bool)
  }

  /// Returns the cell as it may be shown.
  ///
  /// - Parameter row: the row of the fixture in which the cell stands, from 0.
  static func masked(_ text: String, _ content: Content, row: Int) -> String {
    switch content {
    case .date(let style): date(text, style: style, row: row)
    case .amount: amount(text, row)
    case .currency: Currency(text) == nil ? words(text) : text
    case .side(let known):
      known.contains { StatementText.normal($0) == StatementText.normal(text) } ? text : words(text)
    case .text: words(text)
    case .iban(let isOwn):
      text.isEmpty ? "" : isOwn ? "DE36000000000000000000" : "DE09000000000000000001"
    }
  }

  private static func words(_ text: String) -> String {
    var masked = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": masked.append("9")
      case "A"..."Z": masked.append("X")
      case "a"..."z": masked.append("x")
      default: masked.append(scalar.isASCII ? Character(scalar) : "x")
      }
    }
    return masked
  }

  /// Returns the marks of an amount with other digits; empty cells and zeros stay, because they show that a column is
  /// not used.
  private static func amount(_ text: String, _ row: Int) -> String {
    let digits = text.unicodeScalars.filter { ("0"..."9").contains($0) }
    guard digits.contains(where: { $0 != "0" }) else {
      return words(text).replacing("9", with: "0")
    }
    var number = row
    var masked = ""
    let code = words(text).uppercased().filter(\.isLetter)
    let isMarked = code.count <= 3
    for scalar in text.unicodeScalars {
      if !isMarked, scalar.properties.isAlphabetic {
        masked.append("x")
      } else if ("0"..."9").contains(scalar) {
        number += 1
        masked.append(String(number % 9 + 1))
      } else {
        masked.append(Character(scalar))
      }
    }
    return masked
  }

  /// Returns a date of January 2010 in the form of another: every number and the name of the month are replaced.
  private static func date(
    _ text: String, style: DateStyle?, row: Int
  ) -> String {
    let parts: [Int] =
      switch style {
      case .yearFirst: [2010, 1, 13 + row % 15]
      case .monthFirst: [1, 13 + row % 15, 2010]
      case .dayMonthName, .monthName: [13 + row % 15, 2010]
      case .dayFirst, nil: [13 + row % 15, 1, 2010]
      case .shortYearFirst: [2010, 1, 13 + row % 15]
      case .compact: [20_100_113 + row % 15]
      case .dayNumber: [40_191 + row % 15]
      }
    var masked = ""
    var place = 0
    var rest = Array(text.unicodeScalars)[...]
    while let next = rest.first {
      if ("0"..."9").contains(next) {
        let run = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(run.count)
        if run.count == 8 {
          // A date without marks has its year first.
          masked += "201001\(13 + row % 15)"
          continue
        }
        let value = place < parts.count ? parts[place] : 0
        place += 1
        masked += padded(value, to: run.count)
      } else if next.properties.isAlphabetic {
        let run = rest.prefix { $0.properties.isAlphabetic }
        rest = rest.dropFirst(run.count)
        masked += run.count >= 3 ? "Jan" : words(String(String.UnicodeScalarView(run)))
      } else {
        masked.append(Character(next))
        rest = rest.dropFirst()
      }
    }
    return masked
  }

  private static func padded(_ value: Int, to length: Int) -> String {
    let digits = String(value)
    // A year of two digits keeps its last two; a day of one digit may get two.
    if length == 2, digits.count > 2 { return String(digits.suffix(2)) }
    return String(repeating: "0", count: max(0, length - digits.count)) + digits
  }
}
