internal import PaymentGraph

/// Writes the rows of a file so that they show its format and nobody's data.
///
/// Dates become invented ones of January 2010 in the same form, amounts invented ones with the same marks; in all other
/// cells letters become x and digits 9. Only the codes of currencies, the words for the direction of money, zeros and
/// empty cells stay.
struct FixtureMask {
  /// The content of a column.
  enum Content {
    /// Dates, of which the first number is the day, the month or the year.
    case date(StatementProfile.DateStyle?)
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
    _ text: String, style: StatementProfile.DateStyle?, row: Int
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
