import PaymentGraph
import TestSupport

/// The style in which a program or a bank writes a ledger: everything that may differ between files with the same
/// content.
struct TableStyle {
  enum Dates: CaseIterable {
    case yearFirst, yearSlash, dayFirst, monthFirst, dayDots, dayShort, dayName, nameDay, compact
  }

  enum Amounts: CaseIterable {
    case plain, thousands, lakhs, comma, commaPoints, apostrophes, spaces, sign, code
  }

  enum Quoting: CaseIterable { case needed, all, single, backslash }

  enum Encoding: CaseIterable {
    case utf8, mark, littleWithMark, bigWithMark, little, big, windows1252
  }

  var delimiter: String
  var dates: Dates
  var amounts: Amounts
  var quoting: Quoting
  var encoding: Encoding
  var lineEnd: String
  var columns: [String]
  var hasUpperHeader: Bool
  var padding: String

  init(_ random: inout SplitMix64) {
    delimiter = [",", ",", ";", "\t", "|", ", "].randomElement(using: &random) ?? ","
    dates = Dates.allCases.randomElement(using: &random) ?? .yearFirst
    amounts = Amounts.allCases.randomElement(using: &random) ?? .plain
    quoting = [.needed, .needed, .all, .single, .backslash].randomElement(using: &random) ?? .all
    encoding = Encoding.allCases.randomElement(using: &random) ?? .utf8
    lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    columns = ["id", "time", "from", "to", "amount", "currency", "reference", "memo"]
    if Bool.random(using: &random) { columns.shuffle(using: &random) }
    if Bool.random(using: &random) { columns.removeAll { $0 == "memo" } }
    if Bool.random(using: &random) { columns.removeAll { $0 == "reference" } }
    hasUpperHeader = Bool.random(using: &random)
    padding = ["", "", "", " ", "  ", "\u{A0}"].randomElement(using: &random) ?? ""
  }

  var quote: String { quoting == .single ? "'" : "\"" }

  /// The cells of a row.
  func cells(_ row: TrueRow) -> [String] {
    columns.map { column in
      switch column {
      case "id": row.id
      case "time": date(row.date)
      case "from": row.from
      case "to": row.to
      case "amount": amount(row.minorUnits, row.currency)
      case "currency": row.currency
      case "reference": row.reference
      default: "memo"
      }
    }
  }

  /// A record from its cells, each in quotes where the style wants it.
  func record(_ cells: [String]) -> String {
    cells.map { written($0) }.joined(separator: delimiter)
  }

  func written(_ cell: String) -> String {
    let mustQuote =
      quoting == .all || quoting == .single
      || ["\n", "\r", "\"", ",", ";", "\t", "|"].contains { cell.contains($0) }
      || cell.hasPrefix("'")
    guard mustQuote else { return padding + cell + padding }
    let inside =
      quoting == .backslash
      ? cell.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      : cell.replacing(quote, with: quote + quote)
    return quote + inside + quote
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  func date(_ date: CivilDate) -> String {
    let (year, month, day) = (date.year, date.month, date.day)
    let name = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][month - 1]
    return switch dates {
    case .yearFirst: "\(year)-\(two(month))-\(two(day))"
    case .yearSlash: "\(year)/\(two(month))/\(two(day))"
    case .dayFirst: "\(two(day))/\(two(month))/\(year)"
    case .monthFirst: "\(month)/\(day)/\(year)"
    case .dayDots: "\(two(day)).\(two(month)).\(year)"
    case .dayShort: "\(two(day))/\(two(month))/\(two(year % 100))"
    case .dayName: "\(day) \(name) \(year)"
    case .nameDay: "\(name) \(day), \(year)"
    case .compact: "\(year)\(two(month))\(two(day))"
    }
  }

  func amount(_ minorUnits: Int64, _ currency: String) -> String {
    let decimals = Currency(currency)?.exponent ?? 2
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let whole = String(minorUnits / scale)
    let rest = String(minorUnits % scale)
    let fraction = String(repeating: "0", count: max(0, decimals - rest.count)) + rest
    func joined(_ whole: String, _ mark: String) -> String {
      decimals == 0 ? whole : whole + mark + fraction
    }
    switch amounts {
    case .plain: return joined(whole, ".")
    case .thousands: return joined(grouped(whole, ",", [3]), ".")
    case .lakhs: return joined(grouped(whole, ",", [3, 2]), ".")
    case .comma: return joined(whole, ",")
    case .commaPoints: return joined(grouped(whole, ".", [3]), ",")
    case .apostrophes: return joined(grouped(whole, "'", [3]), ".")
    case .spaces: return joined(grouped(whole, "\u{A0}", [3]), ",")
    case .sign: return (["GBP": "£", "EUR": "€", "INR": "₹"][currency] ?? "") + joined(whole, ".")
    case .code: return joined(grouped(whole, ",", [3]), ".") + " " + currency
    }
  }

  private func grouped(_ digits: String, _ mark: String, _ sizes: [Int]) -> String {
    var groups: [Substring] = []
    var rest = digits[...]
    var turn = 0
    while !rest.isEmpty {
      let size = sizes[min(turn, sizes.count - 1)]
      groups.insert(rest.suffix(size), at: 0)
      rest = rest.dropLast(size)
      turn += 1
    }
    return groups.joined(separator: mark)
  }

  /// The bytes of a text; nil where the encoding lacks a character.
  func encoded(_ text: String) -> [UInt8]? {
    switch encoding {
    case .utf8, .mark: return Array(text.utf8)
    case .little, .littleWithMark:
      return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .big, .bigWithMark: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252:
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0..<0x80, 0xA0..<0x100: bytes.append(UInt8(scalar.value))
        case 0x20AC: bytes.append(0x80)
        default: return nil
        }
      }
      return bytes
    }
  }

  var mark: [UInt8] {
    switch encoding {
    case .mark: [0xEF, 0xBB, 0xBF]
    case .littleWithMark: [0xFF, 0xFE]
    case .bigWithMark: [0xFE, 0xFF]
    default: []
    }
  }
}
