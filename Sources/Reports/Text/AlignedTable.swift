/// Rows of cells aligned in columns, as answers show them.
///
/// A column without any text is left out. In a narrow terminal the table gives up columns in the
/// order that it states, and names them; a column narrow enough for the room left by others stays.
/// Where the remaining columns are too wide, every row becomes a record with one field a line and
/// nothing is left out.
struct AlignedTable {
  /// A column: its head, its alignment and its rank among those given up.
  struct Column {
    let head: String
    let isRight: Bool
    /// The rank in which the column is given up for want of room, 1 first; nil where it stays.
    let drops: Int?
    /// The name of the column where its head is empty.
    let title: String

    /// Returns a column of words.
    static func left(_ head: String, drops: Int? = nil, title: String? = nil) -> Column {
      Column(head: head, isRight: false, drops: drops, title: title ?? head)
    }

    /// Returns a column of numbers.
    static func right(_ head: String, drops: Int? = nil, title: String? = nil) -> Column {
      Column(head: head, isRight: true, drops: drops, title: title ?? head)
    }
  }

  /// A table with its layout; each row may have several lines.
  struct Layout {
    /// The line of heads; nil where rows are records.
    let head: String?
    let rows: [[String]]
    /// The line that names the columns not shown.
    let dropped: String?

    var lines: [String] { (head.map { [$0] } ?? []) + rows.joined() + (dropped.map { [$0] } ?? []) }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private let style: TextStyle

  /// Creates a table with these columns.
  init(_ columns: [Column], style: TextStyle) {
    self.columns = columns
    self.style = style
  }

  /// Adds a row; its texts are made safe for a terminal.
  mutating func add(_ row: [String]) { rows.append(row.map(TerminalText.safe)) }

  /// The lines, the heads first; no line ends in blanks.
  var lines: [String] { layout.lines }

  var layout: Layout {
    let widths = columns.indices.map { column in
      rows.reduce(TerminalColumns.of(columns[column].head)) {
        max($0, TerminalColumns.of($1[column]))
      }
    }
    var shown = columns.indices.filter { column in
      rows.isEmpty || rows.contains { !$0[column].isEmpty }
    }
    var gap = 2
    if let width = style.width {
      func fits(_ shown: [Int]) -> Bool {
        shown.reduce(0) { $0 + widths[$1] } + gap * (shown.count - 1) <= width
      }
      // The columns that can go come in reverse order of their going.
      let going = shown.filter { columns[$0].drops != nil }
        .sorted { (columns[$1].drops ?? 0, $0) < (columns[$0].drops ?? 0, $1) }
      shown.removeAll { columns[$0].drops != nil }
      if !fits(shown) { gap = 1 }
      guard fits(shown) else { return records(width) }
      for column in going where fits(shown + [column]) { shown.append(column) }
      shown.sort()
    }
    let lines = ([columns.map(\.head)] + rows).map { row in
      line(row, shown: shown, widths: widths, gap: String(repeating: " ", count: gap))
    }
    return Layout(
      head: style.head(lines[0]), rows: lines.dropFirst().map { [$0] }, dropped: dropped(shown))
  }

  private func line(_ row: [String], shown: [Int], widths: [Int], gap: String) -> String {
    var line = ""
    for (place, column) in shown.enumerated() {
      let blanks = String(repeating: " ", count: widths[column] - TerminalColumns.of(row[column]))
      if place > 0 { line += gap }
      line += columns[column].isRight ? blanks + row[column] : row[column] + blanks
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private func dropped(_ shown: [Int]) -> String? {
    let names = columns.indices.filter { column in
      !shown.contains(column) && rows.contains { !$0[column].isEmpty }
    }.map { columns[$0].title }.filter { !$0.isEmpty }
    guard !names.isEmpty else { return nil }
    return
      "columns left out for lack of room: \(names.joined(separator: ", ")) (--width 0 shows all)"
  }

  /// Writes every row as lines of name and value, without blank fields, with a blank line between
  /// rows.
  private func records(_ width: Int) -> Layout {
    let titles = columns.map(\.title)
    let margin = (titles.map(TerminalColumns.of).max() ?? 0) + 2
    let records = rows.enumerated().map { number, row in
      var lines = number > 0 ? [""] : []
      for (title, value) in zip(titles, row) where !value.isEmpty {
        let gap = String(repeating: " ", count: margin - TerminalColumns.of(title))
        lines += WrappedText.lines(title + gap + value, width: width, indent: margin)
      }
      return lines
    }
    return Layout(head: nil, rows: records, dropped: nil)
  }
}
