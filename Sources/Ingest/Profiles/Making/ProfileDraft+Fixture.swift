/// Rows that show the format and nobody's data.
extension ProfileDraft {
  /// Up to twenty rows that show the format and are nobody's: dates and amounts are invented, all other
  /// letters are x and all other digits 9; codes of currencies and empty cells stay.
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
    let lines =
      (headerLine == nil ? [] : [header])
      + shown.enumerated().map { number, row in
        header.indices.map { place in
          FixtureMask.masked(
            place < row.count ? row[place] : "", contents[place], row: number)
        }
      }
    let mark = String(UnicodeScalar(delimiter))
    return lines.map { cells in
      cells.map { cell in
        cell.contains(mark) || cell.contains { "\"\n\r".contains($0) }
          ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: mark)
    }.joined(separator: "\n") + "\n"
  }
}
