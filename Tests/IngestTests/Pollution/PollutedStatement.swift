import PaymentGraph
import TestSupport

/// A statement with damage of a few kinds in a few places, and where each of its true rows stands.
struct PollutedStatement {
  let form: StatementForm
  private(set) var truth: [(entry: StatementForm.Entry, range: Range<Int>)] = []
  private(set) var bytes: [UInt8] = []
  /// The changes made, in words, for the reader of a failure.
  private(set) var story: [String] = []

  private let delimiter: String
  private let lineEnd: String
  private let isQuoted: Bool
  private let isWide: Bool

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    form = StatementForm.allCases.randomElement(using: &random) ?? .lloyds
    delimiter = [",", ",", ";", "\t"].randomElement(using: &random) ?? ","
    lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    isQuoted = Bool.random(using: &random)
    isWide = Int.random(in: 0...5, using: &random) == 0
    story.append("\(form) \(delimiter.debugDescription) quoted \(isQuoted) wide \(isWide)")
    var entries = PollutedStatement.entries(&random, hasFees: form == .paypal)
    if form.isNewestFirst { entries.reverse() }
    if isWide { bytes += [0xFF, 0xFE] }
    for line in form.preamble { put(line + lineEnd) }
    put(record(form.header) + lineEnd)
    if form == .hdfc { put(record(Array(repeating: "********", count: 7)) + lineEnd) }
    let damaged = Set((0..<2).map { _ in Int.random(in: 0..<entries.count * 2, using: &random) })
    for (number, entry) in entries.enumerated() {
      let start = bytes.count
      let cells = form.cells(entry)
      put(damaged.contains(number) ? damage(entry.id, cells, &random) : record(cells))
      truth.append((entry, start..<bytes.count))
      put(lineEnd)
      if Int.random(in: 0...30, using: &random) == 0 { putBetween(&random) }
    }
    putBottom(&random)
  }

  private static func entries(
    _ random: inout SplitMix64, hasFees: Bool
  ) -> [StatementForm.Entry] {
    var balance: Int64 = 1_000_000
    var day: Int64 = 1_262_304_000_000 + 12 * 86_400_000
    return (0..<Int.random(in: 4...16, using: &random)).map { number in
      let sizes: [ClosedRange<Int64>] = [
        1...99, 100...99_999, 18_500...18_500, 100_000...9_999_999,
      ]
      var amount = Int64.random(in: sizes.randomElement(using: &random) ?? 1...99, using: &random)
      if Bool.random(using: &random) { amount = -amount }
      let fee = hasFees && amount > 100 ? amount / 30 : 0
      balance += amount - fee
      day += Int64.random(in: 0...4, using: &random) * 86_400_000
      return StatementForm.Entry(
        id: "R\(1_000 + number)", date: CivilDate(milliseconds: day), amount: amount, fee: fee,
        balance: balance, party: parties.randomElement(using: &random) ?? "A SAMPLE")
    }
  }

  private static let parties = [
    "A SAMPLE", "B SAMPLE LTD", "HELP DESK", "O'BRIEN SONS", "SHOP, THE", "JOSÉ NÚÑEZ", "C; D",
  ]

  private mutating func put(_ text: String) {
    guard isWide else {
      bytes += Array(text.utf8)
      return
    }
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
  }

  private func written(_ cell: String) -> String {
    let mustQuote = isQuoted || cell.contains(delimiter) || cell.contains("\"")
    return mustQuote ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
  }

  private func record(_ cells: [String]) -> String {
    cells.map(written).joined(separator: delimiter)
  }

  private mutating func putBetween(_ random: inout SplitMix64) {
    switch Int.random(in: 0...3, using: &random) {
    case 0:
      story.append("blank line")
      put(lineEnd)
    case 1:
      story.append("header again")
      put(record(form.header) + lineEnd)
    case 2:
      story.append("row of delimiters")
      put(String(repeating: delimiter, count: form.header.count - 1) + lineEnd)
    default:
      story.append("page")
      put("Page 2 of 3" + lineEnd)
    }
  }

  private mutating func putBottom(_ random: inout SplitMix64) {
    switch Int.random(in: 0...4, using: &random) {
    case 0:
      story.append("footer")
      put(lineEnd + "Generated on 01-May-2011" + lineEnd)
    case 1:
      story.append("totals")
      var cells = Array(repeating: "", count: form.header.count)
      cells[0] = "Total"
      for column in form.amountColumns.prefix(2) { cells[column] = form.money(123_456) }
      put(record(cells) + lineEnd)
    case 2 where form == .hdfc:
      story.append("summary")
      put(record(Array(repeating: "********", count: 7)) + lineEnd)
      put("STATEMENT SUMMARY :-" + lineEnd + "Opening Balance,Dr Count" + lineEnd)
    default: break
    }
  }

  /// A record with one thing wrong.
  private mutating func damage(
    _ id: String, _ cells: [String], _ random: inout SplitMix64
  ) -> String {
    var cells = cells.map(written)
    let place = Int.random(in: 0..<cells.count, using: &random)
    let amount =
      form.amountColumns.filter { !cells[$0].isEmpty && cells[$0] != "\"\"" }
      .randomElement(using: &random) ?? 0
    func bare(_ column: Int) -> String { cells[column].replacing("\"", with: "") }
    switch Int.random(in: 0...13, using: &random) {
    case 0 where place + 1 < cells.count:
      story.append("\(id): a delimiter too few after cell \(place)")
      cells[place] += cells.remove(at: place + 1)
    case 1:
      story.append("\(id): a delimiter too many after cell \(place)")
      cells[place] += delimiter
    case 2:
      let at = Int.random(in: 0...cells[place].count, using: &random)
      story.append("\(id): a quote at \(at) of cell \(place)")
      var text = Array(cells[place])
      text.insert("\"", at: at)
      cells[place] = String(text)
    case 3:
      story.append("\(id): another delimiter")
      return cells.joined(separator: delimiter == ";" ? "," : ";")
    case 4 where place + 1 < cells.count:
      story.append("\(id): cut in cell \(place)")
      let rest = String(cells[place].dropLast(1 + cells[place].count / 2))
      return (cells[..<place] + [place == 0 && rest.count < 2 ? "0" : rest])
        .joined(separator: delimiter)
    case 5:
      story.append("\(id): an open quote at cell \(place)")
      cells[place] = "\"" + bare(place)
    case 6:
      story.append("\(id): a NUL in cell \(place)")
      cells[place] += "\u{0}"
    case 7:
      story.append("\(id): no date")
      cells[0] = ""
    case 8:
      story.append("\(id): a formula in cell \(place)")
      cells[place] = "=\"" + bare(place) + "\""
    case 9:
      story.append("\(id): the mark of another currency in cell \(amount)")
      cells[amount] = written("¥" + bare(amount))
    case 10:
      story.append("\(id): a decimal comma in cell \(amount)")
      cells[amount] = written(
        bare(amount).replacing(",", with: "_").replacing(".", with: ",").replacing("_", with: "."))
    case 11:
      story.append("\(id): divided thousands in cell \(amount)")
      cells[amount] = bare(amount)
    case 12:
      story.append("\(id): no amount in cell \(amount)")
      cells[amount] = ""
    default:
      story.append("\(id): a delimiter at the end")
      return cells.joined(separator: delimiter) + delimiter
    }
    return cells.joined(separator: delimiter)
  }
}
