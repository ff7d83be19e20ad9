internal import PaymentGraph

/// Rows that show the format and nobody's data.
extension ProfileDraft {
  /// Up to twenty rows that show the format and nobody's data: dates and amounts are invented, all other letters are x
  /// and all other digits 9; codes of currencies and empty cells stay.
  public var maskedFixture: String {
    var contents = Array(repeating: FixtureMask.Content.text, count: header.count)
    func set(_ topic: Topic, _ content: FixtureMask.Content) {
      if let place = column(topic) { contents[place] = content }
    }
    let style = text(.dates).flatMap { StatementProfile.DateStyle(rawValue: $0) }
    for place in columns.indices where columns[place].isDate { contents[place] = .date(style) }
    for place in columns.indices where columns[place].isAmount && !columns[place].isDate {
      contents[place] = .amount
    }
    for place in columns.indices where columns[place].isCurrency { contents[place] = .currency }
    set(.date, .date(style))
    for topic in [Topic.amount, .out, .in, .balance] { set(topic, .amount) }
    set(.currency, .currency)
    set(
      .side, .side([Topic.outWords, .inWords].flatMap { ProfileDraft.words(text($0) ?? "") }))
    for place in columns.indices where columns[place].isIBAN {
      contents[place] = .iban(isOwn: place == column(.own))
    }
    if let words = statusWords {
      set(.status, .side(words.settled + words.others))
    }
    let money = [Topic.amount, .out, .in].compactMap { column($0) }
    let shown = rows.filter { row in
      money.contains { $0 < row.count && row[$0].contains(where: \.isNumber) }
        && column(.date).map { $0 < row.count && !row[$0].isEmpty } ?? true
    }.prefix(20)
    let masked = shown.enumerated().map { number, row in
      header.indices.map { place in
        FixtureMask.masked(place < row.count ? row[place] : "", contents[place], row: number)
      }
    }
    let lines = (headerLine == nil ? [] : [header]) + balanced(masked)
    let mark = String(UnicodeScalar(delimiter))
    return lines.map { cells in
      cells.map { cell in
        // Compared by bytes: a combining mark on a quote makes one character of the two.
        guard cell.utf8.contains(where: { $0 == delimiter || [0x22, 0x0A, 0x0D].contains($0) })
        else { return cell }
        return "\"" + cell.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
      }.joined(separator: mark)
    }.joined(separator: "\n") + "\n"
  }

  /// Returns rows with balances that follow from their amounts, where columns are known by their numbers: a file
  /// without a header must prove its columns.
  private func balanced(_ rows: [[String]]) -> [[String]] {
    guard headerLine == nil, let balance = column(.balance) else { return rows }
    let money = column(.amount).map { [$0] } ?? [column(.out), column(.in)].compactMap { $0 }
    let read = reader(of: money + [balance])
    let outWords = Set(ProfileDraft.words(text(.outWords) ?? "").map(StatementText.normal))
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
