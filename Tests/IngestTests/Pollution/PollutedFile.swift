import PaymentGraph
import TestSupport

/// A ledger as an investigator may get it: a clean one in some style, with damage of a few kinds in a few
/// places, and where each of its transfers stands.
///
/// The kinds are those of the Pollock benchmark (a delimiter too many or too few, an extra quote, another
/// delimiter in a row, preamble, second header, second table, footers, no header) and those that it
/// lacks: encodings, marks, totals, blank lines, cut rows, NUL, bytes of another encoding, rows in
/// another style, spreadsheets' exponents and formulas.
struct PollutedFile {
  /// The transfers, and the bytes of the file in which each stands.
  private(set) var truth: [(row: TrueRow, range: Range<Int>)] = []
  private(set) var bytes: [UInt8] = []
  /// The changes made, in words, for the reader of a failure.
  private(set) var story: [String] = []

  private var style: TableStyle

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    style = TableStyle(&random)
    let currency =
      ["GBP", "EUR", "INR", "USD", "JPY", "KWD"].randomElement(using: &random) ?? "GBP"
    let rows = (0..<Int.random(in: 1...25, using: &random)).map {
      TrueRow($0, &random, currency: currency)
    }
    // Backslashes are doubled only where quotes show what they are for.
    if style.quoting == .backslash,
      !rows.contains(where: { ($0.from + $0.to).contains("\"") })
    {
      style.quoting = .needed
    }
    story.append(
      "\(style.dates) \(style.amounts) \(style.quoting) \(style.encoding) \(currency) \(style.delimiter.debugDescription) \(style.lineEnd.debugDescription) pad \(style.padding.debugDescription)"
    )
    write(rows, &random)
    if bytes.isEmpty {
      // The encoding lacks a character of this text.
      style.encoding = .utf8
      truth = []
      write(rows, &random)
    }
  }

  private mutating func write(_ rows: [TrueRow], _ random: inout SplitMix64) {
    bytes = style.mark
    guard putTop(&random) else { return fail() }
    let damaged = Set((0..<2).map { _ in Int.random(in: 0..<rows.count * 2, using: &random) })
    let turn = Int.random(in: 0...15, using: &random) == 0 ? rows.count / 2 : rows.count
    for (number, row) in rows.enumerated() {
      let start = bytes.count
      if number == turn, style.dates == .dayFirst || style.dates == .monthFirst {
        story.append("the other order of dates from \(row.id) on")
        style.dates = style.dates == .dayFirst ? .monthFirst : .dayFirst
        // There is nothing to see where no whole row shows its order.
        let days = rows.indices.map { damaged.contains($0) ? 0 : rows[$0].date.day }
        if days[..<turn].allSatisfy({ $0 <= 12 }) || days[turn...].allSatisfy({ $0 <= 12 }) {
          style.dates = style.dates == .dayFirst ? .monthFirst : .dayFirst
        }
      }
      var record = style.record(style.cells(row))
      if damaged.contains(number) { record = damage(row, &random) }
      guard let encoded = style.encoded(record) else { return fail() }
      bytes += encoded
      truth.append((row, start..<bytes.count))
      let isLast = number == rows.count - 1
      if !isLast || Int.random(in: 0...3, using: &random) > 0 {
        guard put(style.lineEnd) else { return fail() }
      }
      if !isLast, Int.random(in: 0...40, using: &random) == 0 {
        guard putBetween(&random) else { return fail() }
      }
    }
    guard putBottom(&random) else { return fail() }
    if Int.random(in: 0...20, using: &random) == 0 { hurtBytes(&random) }
  }

  private mutating func fail() { bytes = [] }

  private mutating func put(_ text: String) -> Bool {
    guard let encoded = style.encoded(text) else { return false }
    bytes += encoded
    return true
  }

  private mutating func putLine(_ text: String) -> Bool { put(text + style.lineEnd) }

  private var header: String {
    style.columns.map { name in
      let name = style.hasUpperHeader ? name.uppercased() : name
      return style.quoting == .all || style.quoting == .single
        ? style.quote + name + style.quote : name
    }.joined(separator: style.delimiter)
  }

  private mutating func putTop(_ random: inout SplitMix64) -> Bool {
    switch Int.random(in: 0...11, using: &random) {
    case 0:
      story.append("preamble")
      guard putLine("Statement of transfers"), putLine("Account: 12345678"), putLine("") else {
        return false
      }
    case 1:
      story.append("sep=")
      guard style.delimiter.count == 1, putLine("sep=\(style.delimiter)") else { break }
    case 2:
      story.append("header of two rows")
      let upper = Array(repeating: "ledger", count: style.columns.count)
      guard putLine(style.record(upper)) else { return false }
    case 3:
      story.append("blank lines first")
      guard putLine(""), putLine("") else { return false }
    case 4:
      story.append("no header")
      return true
    default: break
    }
    return putLine(header)
  }

  private mutating func putBetween(_ random: inout SplitMix64) -> Bool {
    switch Int.random(in: 0...3, using: &random) {
    case 0:
      story.append("blank line")
      return putLine("")
    case 1:
      story.append("header again")
      return putLine(header)
    case 2:
      story.append("row of delimiters")
      let blank = String(style.delimiter.first ?? ",")
      return putLine(String(repeating: blank, count: style.columns.count - 1))
    default:
      story.append("page")
      return putLine("Page 2")
    }
  }

  private mutating func putBottom(_ random: inout SplitMix64) -> Bool {
    switch Int.random(in: 0...9, using: &random) {
    case 0:
      story.append("footer")
      return putLine("") && putLine("Generated on 01-May-2011")
    case 1:
      story.append("totals")
      let total = truth.reduce(0) { $0 + $1.row.minorUnits }
      let currency = truth.first?.row.currency ?? "GBP"
      return putLine(
        style.columns.map { column in
          switch column {
          case "id": "Total"
          case "amount": style.written(style.amount(total, currency))
          case "currency": currency
          default: ""
          }
        }.joined(separator: style.delimiter))
    case 2:
      story.append("second table")
      return putLine("") && putLine("name\(style.delimiter)count")
        && putLine("alice\(style.delimiter)3")
    case 3:
      story.append("blank lines last")
      return putLine("") && putLine("")
    default: return true
    }
  }

  /// A record with one thing wrong.
  private mutating func damage(_ row: TrueRow, _ random: inout SplitMix64) -> String {
    var cells = style.cells(row).map { style.written($0) }
    let place = Int.random(in: 0..<cells.count, using: &random)
    let delimiter = style.delimiter
    switch Int.random(in: 0...19, using: &random) {
    case 13:
      story.append("\(row.id): two lines of one")
      guard !cells[place].hasPrefix(style.quote), place + 1 < cells.count else { break }
      cells[place] += style.lineEnd
    case 14:
      story.append("\(row.id): sign of another currency")
      return replacing("amount", in: cells) { _ in "$" + style.amount(row.minorUnits, "GBP") }
    case 15:
      story.append("\(row.id): brackets")
      return replacing("amount", in: cells) { _ in
        style.written("(" + style.amount(row.minorUnits, row.currency) + ")")
      }
    case 16:
      story.append("\(row.id): minus behind")
      return replacing("amount", in: cells) { _ in
        style.written(style.amount(row.minorUnits, row.currency) + "-")
      }
    case 17:
      story.append("\(row.id): debit mark")
      return replacing("amount", in: cells) { _ in
        style.written(style.amount(row.minorUnits, row.currency) + " DR")
      }
    case 18:
      story.append("\(row.id): a mark of byte order before")
      return "\u{FEFF}" + cells.joined(separator: delimiter)
    case 0:
      story.append("\(row.id): a delimiter too few after cell \(place)")
      guard place + 1 < cells.count else { break }
      cells[place] += cells.remove(at: place + 1)
    case 1:
      story.append("\(row.id): a delimiter too many after cell \(place)")
      cells[place] += delimiter
    case 2:
      let at = Int.random(in: 0...cells[place].count, using: &random)
      story.append("\(row.id): a quote at \(at) of cell \(place)")
      var text = Array(cells[place])
      text.insert(Character(style.quote), at: at)
      cells[place] = String(text)
    case 3:
      let other = delimiter == ";" ? "," : ";"
      story.append("\(row.id): another delimiter")
      return cells.joined(separator: other)
    case 4:
      story.append("\(row.id): cut in cell \(place)")
      // Something stays, and cells are missing: what is gone whole leaves no trace.
      guard place + 1 < cells.count else { break }
      let rest = String(cells[place].dropLast(1 + cells[place].count / 2))
      let isNothing = rest.allSatisfy { !$0.isLetter && !$0.isNumber }
      let last = place == 0 && isNothing ? "t" : rest
      return (cells[..<place] + [last]).joined(separator: delimiter)
    case 5:
      story.append("\(row.id): an open quote at cell \(place)")
      cells[place] = style.quote + cells[place].replacing(style.quote, with: "")
    case 6:
      var other = style
      other.dates = TableStyle.Dates.allCases.randomElement(using: &random) ?? .compact
      // A day that fits both orders and is written in the other one is another day: no style.
      guard row.date.day > 12 || row.date.day == row.date.month else { break }
      story.append("\(row.id): date \(other.dates)")
      return style.columns.enumerated().map { place, column in
        column == "time" ? other.written(other.date(row.date)) : cells[place]
      }.joined(separator: delimiter)
    case 7:
      var other = style
      other.amounts = TableStyle.Amounts.allCases.randomElement(using: &random) ?? .comma
      story.append("\(row.id): amount \(other.amounts)")
      return style.columns.enumerated().map { place, column in
        column == "amount"
          ? other.written(other.amount(row.minorUnits, row.currency)) : cells[place]
      }.joined(separator: delimiter)
    case 8:
      story.append("\(row.id): a NUL in cell \(place)")
      cells[place] += "\u{0}"
    case 9:
      story.append("\(row.id): an empty cell \(place)")
      cells[place] = ""
    case 10:
      story.append("\(row.id): a formula in cell \(place)")
      cells[place] = "=\"" + cells[place].replacing("\"", with: "") + "\""
    case 11:
      story.append("\(row.id): exponents")
      return style.columns.enumerated().map { place, column in
        let digits = column == "from" ? row.from : column == "to" ? row.to : ""
        guard digits.count > 8, digits.allSatisfy(\.isNumber) else { return cells[place] }
        let bare = digits.drop { $0 == "0" }
        return "\(bare.prefix(1)).\(bare.dropFirst().prefix(4))E+\(bare.count - 1)"
      }.joined(separator: delimiter)
    case 12:
      story.append("\(row.id): blanks of other kinds around cell \(place)")
      cells[place] =
        ["\u{A0}", "\u{2009}", "\u{FEFF}"].randomElement(using: &random).map {
          $0 + cells[place] + $0
        } ?? ""
    default:
      story.append("\(row.id): a delimiter at the end")
      return cells.joined(separator: delimiter) + delimiter
    }
    return cells.joined(separator: delimiter)
  }

  /// The record with the cell of one column written otherwise.
  private func replacing(
    _ column: String, in cells: [String], _ change: (String) -> String
  ) -> String {
    zip(style.columns, cells).map { $0 == column ? change($1) : $1 }
      .joined(separator: style.delimiter)
  }

  /// A byte that is no character of the file's encoding, or characters encoded twice.
  private mutating func hurtBytes(_ random: inout SplitMix64) {
    guard style.encoding == .utf8 || style.encoding == .mark,
      let hurt = truth.randomElement(using: &random)?.range
    else { return }
    if Bool.random(using: &random) {
      let at = Int.random(in: hurt, using: &random)
      guard bytes[at] >= 0x80 else { return }
      story.append("byte \(at) is cut out of its character")
      bytes[at] = 0x41
    } else {
      story.append("encoded twice")
      var place = 0
      var moved: [(row: TrueRow, range: Range<Int>)] = []
      var result: [UInt8] = []
      for (row, range) in truth {
        result += bytes[place..<range.lowerBound]
        let start = result.count
        for byte in bytes[range] {
          if byte < 0x80 {
            result.append(byte)
          } else {
            result += Array(String(Unicode.Scalar(byte)).utf8)
          }
        }
        moved.append((row, start..<result.count))
        place = range.upperBound
      }
      bytes = result + bytes[place...]
      truth = moved
    }
  }
}
