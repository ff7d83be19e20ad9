internal import PaymentGraph

/// The rows of a statement as they stand in the file, divided into those that can be entries and those
/// that cannot.
struct StatementFile {
  /// One row with its cells as text.
  struct Line {
    let row: Row
    let cells: [String]
    var use: Use
  }

  /// What a row is taken for before its cells are read.
  enum Use { case entry, skipped, continuation, fault }

  private(set) var lines: [Line] = []

  init(
    _ bytes: Span<UInt8>, _ plan: StatementPlan, _ dialect: Dialect, from start: Int, line: Int
  ) {
    let skip = plan.profile.rows.skip.map { $0.compiled() }
    let stop = plan.profile.rows.stop.map { $0.compiled() }
    let header = plan.header.written
    var scanner = RowScanner(dialect: dialect, from: start, line: line)
    var row = Row()
    var isOver = false
    while scanner.next(in: bytes, into: &row) {
      let cells = row.cells.map { StatementFile.text(bytes, $0, plan) }
      let first = cells.first { !$0.isEmpty } ?? ""
      if stop.contains(where: { $0.matches(first) }) { isOver = true }
      let use: Use
      if row.fault != nil {
        use = isOver ? .skipped : .fault
      } else if isOver || first.isEmpty || skip.contains(where: { $0.matches(first) })
        || cells == header
      {
        use = .skipped
      } else {
        use = .entry
      }
      lines.append(Line(row: row, cells: cells, use: use))
    }
    markFooter(plan)
    if plan.profile.rows.joinsText { markContinuations(plan) }
  }

  /// The text of a cell: without blanks at its ends, and without the apostrophe with which some banks
  /// keep spreadsheets from reading numbers.
  private static func text(_ bytes: Span<UInt8>, _ cell: Cell, _ plan: StatementPlan) -> String {
    let text = CellText.string(bytes, cell)
    guard plan.profile.fields.isApostropheStripped, text.hasPrefix("'") else { return text }
    return String(text.dropFirst())
  }

  /// Rows after the last one with a date in it are the file's foot.
  private mutating func markFooter(_ plan: StatementPlan) {
    var last = lines.count
    while last > 0, lines[last - 1].use == .skipped || !holdsDate(lines[last - 1], plan) {
      last -= 1
    }
    guard last > 0 else { return }
    for index in last..<lines.count { lines[index].use = .skipped }
  }

  private func holdsDate(_ line: Line, _ plan: StatementPlan) -> Bool {
    guard plan.date < line.cells.count else { return false }
    let bytes = Array(line.cells[plan.date].utf8)
    let cell = Cell(start: 0, end: bytes.count)
    return StatementFile.styles.contains { TimeReader.read(bytes.span, cell, style: $0) != nil }
  }

  static let styles: [TimeReader.Style] = [
    .yearFirst, .dayFirst, .monthFirst, .dayMonthName, .monthName, .compact,
  ]

  private mutating func markContinuations(_ plan: StatementPlan) {
    for index in lines.indices.dropFirst() where lines[index].use == .entry {
      let cells = lines[index].cells
      let needed = [plan.date] + plan.amounts
      if needed.allSatisfy({ $0 >= cells.count || cells[$0].isEmpty }) {
        lines[index].use = .continuation
      }
    }
  }
}
