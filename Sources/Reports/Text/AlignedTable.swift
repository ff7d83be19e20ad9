/// Rows of cells lined up in columns, as answers show them.
struct AlignedTable {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]]
  private let style: TextStyle

  /// A table with these column heads.
  init(_ heads: [(String, Alignment)], style: TextStyle) {
    alignments = heads.map(\.1)
    rows = [heads.map(\.0)]
    self.style = style
  }

  /// Adds a row; its texts are made safe for a terminal.
  mutating func add(_ row: [String]) { rows.append(row.map(TerminalText.safe)) }

  /// The lines, the heads first; no line ends in blanks.
  var lines: [String] {
    let widths = alignments.indices.map { column in
      rows.map { TerminalText.width($0[column]) }.max() ?? 0
    }
    return rows.enumerated().map { number, row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - TerminalText.width(cell))
        if column > 0 { line += "  " }
        line += alignments[column] == .right ? gap + cell : cell + gap
      }
      while line.last == " " { line.removeLast() }
      return number == 0 ? style.head(line) : line
    }
  }
}
