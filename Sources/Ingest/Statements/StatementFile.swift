internal import PaymentGraph

/// The rows of a statement as they stand in the file, divided into those that can be entries and those that cannot.
struct StatementFile {
  /// One row with its cells as text.
  struct Line {
    let row: Row
    let cells: [String]
    var use: Use
    /// True for a further part of the row before: a row that sums up payments counts once.
    var isPart = false
  }

  /// The use of a row, decided before its cells are read.
  enum Use: Equatable {
    case entry, continuation, fault
    case skipped(SetAsideReason)

    var isSkipped: Bool { if case .skipped = self { true } else { false } }
  }

  private(set) var lines: [Line] = []
  /// The message whose entries are the lines; nil for a table.
  private(set) var message: BankMessage?
  /// True where numbers are dates.
  private let readsDayNumbers: Bool

  /// Takes the entries of a bank message.
  init(_ message: BankMessage, in bytes: Span<UInt8>) {
    readsDayNumbers = false
    self.message = message
    lines = MessageLines.lines(of: message, in: bytes)
  }

  init(
    _ bytes: Span<UInt8>, plan: StatementPlan, dialect: Dialect, from start: Int, line: Int,
    readsDayNumbers: Bool = false
  ) {
    self.readsDayNumbers = readsDayNumbers
    let skip = plan.profile.rows.skip.map { $0.compiled() }
    let skipUndated = plan.profile.rows.skipUndated.map { $0.compiled() }
    let stop = plan.profile.rows.stop.map { $0.compiled() }
    let header = plan.header.written
    let edits = plan.edits()
    var scanner = RowScanner(dialect: dialect, from: start, line: line)
    var row = Row()
    var isOver = false
    while scanner.next(in: bytes, into: &row) {
      if row.spansLines, !isOver, swallowsRows(row, in: bytes, plan: plan, dialect: dialect) {
        let opening = row.cells.first { cell in
          (cell.start..<cell.end).contains { bytes[$0] == 0x0A || bytes[$0] == 0x0D }
        }
        scanner.resume(afterFirstLineOf: &row, in: bytes)
        row.cells.removeAll { $0.start >= opening?.start ?? row.end || $0.end > row.end }
        row.fault = .quoteOpen(at: max(row.start, (opening?.start ?? row.end) - 1))
      }
      var cells = row.cells.map { StatementFile.text(bytes, cell: $0, plan: plan) }
      let first = cells.first { !$0.isEmpty } ?? ""
      if row.fault == nil, stop.contains(where: { $0.matches(first) }) { isOver = true }
      let use: Use
      if row.fault != nil {
        use = isOver ? .skipped(.foot) : .fault
      } else if first.isEmpty {
        use = .skipped(.empty)
      } else if isOver {
        use = .skipped(.foot)
      } else if cells == header {
        use = .skipped(.header)
      } else if skip.contains(where: { $0.matches(first) }) {
        use = .skipped(.passedOver)
      } else if skipUndated.contains(where: { $0.matches(first) }),
        !isDated(cells, plan), !hasAmount(cells, plan)
      {
        use = .skipped(.passedOver)
      } else {
        use = .entry
      }
      if use == .entry { for edit in edits { edit.apply(to: &cells) } }
      lines.append(Line(row: row, cells: cells, use: use))
    }
    markFooter(plan)
    if plan.profile.rows.joinsText { markContinuations(plan) }
  }

  /// Rejects the entries of which a cell does not have what it shows.
  mutating func mark(_ faults: CellFaults) {
    for index in lines.indices where [.entry, .continuation].contains(lines[index].use) {
      guard let row = faults.marked(lines[index].row) else { continue }
      lines[index] = Line(row: row, cells: lines[index].cells, use: .fault)
    }
  }

  /// Returns a row as a line that can be an entry.
  static func line(_ row: Row, in bytes: Span<UInt8>, plan: StatementPlan) -> Line {
    var cells = row.cells.map { text(bytes, cell: $0, plan: plan) }
    for edit in plan.edits() { edit.apply(to: &cells) }
    return Line(row: row, cells: cells, use: .entry)
  }

  /// Returns true where a record of several lines holds a line that is a row by itself: then a quote was opened and not
  /// closed before it, and the quote that closes it belongs to another cell.
  private func swallowsRows(
    _ row: Row, in bytes: Span<UInt8>, plan: StatementPlan, dialect: Dialect
  ) -> Bool {
    let record = bytes.extracting(first: row.end)
    var inner = Row()
    for at in row.start..<row.end where bytes[at] == 0x0A || bytes[at] == 0x0D {
      guard at + 1 < row.end, bytes[at + 1] != 0x0A else { continue }
      var scanner = RowScanner(dialect: dialect, from: at + 1)
      guard scanner.next(in: record, into: &inner), inner.cells.count > plan.lastMapped,
        holdsDate(StatementFile.line(inner, in: bytes, plan: plan), plan)
      else { continue }
      return true
    }
    return false
  }

  /// Returns the text of a cell, without blanks at its ends, and without the apostrophe by which some banks keep
  /// spreadsheets from reading numbers.
  private static func text(_ bytes: Span<UInt8>, cell: Cell, plan: StatementPlan) -> String {
    let text = CellText.string(bytes, cell)
    guard plan.profile.fields.isApostropheStripped, text.hasPrefix("'") else { return text }
    return String(text.dropFirst())
  }

  /// Marks the rows after the last one with a date as the file's foot.
  private mutating func markFooter(_ plan: StatementPlan) {
    var last = lines.count
    while last > 0, lines[last - 1].use.isSkipped || !holdsDate(lines[last - 1], plan) {
      last -= 1
    }
    guard last > 0 else { return }
    // A damaged row right below the last good one is not part of the foot, nor is a row with the form of the others.
    var isBelow = true
    for index in last..<lines.count {
      if looksLikeEntry(lines[index], plan) || isBelow && lines[index].use == .fault { continue }
      // The text of the last row may continue below it.
      if isBelow, plan.profile.rows.joinsText, isBareText(lines[index], plan) { continue }
      if !lines[index].cells.allSatisfy(\.isEmpty) { isBelow = false }
      if !lines[index].use.isSkipped { lines[index].use = .skipped(.foot) }
    }
  }

  /// Returns true where a row without a readable date was meant as an entry: it begins like a date, or it has amounts
  /// in their columns and no word of totals.
  private func looksLikeEntry(_ line: Line, _ plan: StatementPlan) -> Bool {
    guard !line.use.isSkipped, let first = line.cells.first(where: { !$0.isEmpty }) else {
      return false
    }
    // "02/", "02/0" and "02-Ap" are the beginnings of dates that were cut.
    if first.prefixMatch(of: /\d{1,4}([-\/. ](\d|[A-Za-z]{0,3}$)|$)/) != nil { return true }
    guard line.cells.count == plan.width || line.cells.count == plan.header.written.count,
      plan.amounts.contains(where: { line.cells[$0].contains(where: \.isNumber) })
    else { return false }
    let words = line.cells.joined(separator: " ").lowercased()
    return !["total", "balance", "opening", "closing", "summary", "forward", "page"].contains {
      words.contains($0)
    }
  }

  /// Returns true where a row has only a text in the columns of narrations, and not in the first column, where titles
  /// stand.
  private func isBareText(_ line: Line, _ plan: StatementPlan) -> Bool {
    guard line.use == .entry, line.cells.count > 1 else { return false }
    let filled = line.cells.indices.filter { !line.cells[$0].isEmpty }
    return !filled.isEmpty && filled.allSatisfy { $0 > 0 && plan.narration.contains($0) }
  }

  private func holdsDate(_ line: Line, _ plan: StatementPlan) -> Bool {
    isDated(line.cells, plan)
  }

  private func hasAmount(_ cells: [String], _ plan: StatementPlan) -> Bool {
    plan.amounts.contains { $0 < cells.count && cells[$0].contains { ("1"..."9").contains($0) } }
  }

  private func isDated(_ cells: [String], _ plan: StatementPlan) -> Bool {
    guard plan.date < cells.count else { return false }
    let bytes = Array(cells[plan.date].utf8)
    return TimeForms.canBeDay(bytes.span, readsDayNumbers: readsDayNumbers)
  }

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

/// Mends the rows of a statement that are not well formed, where that can be done in exactly one way.
///
/// It mends the same three faults as ``RowRepair`` does for rows that name both accounts: an amount that its own comma
/// divided into two cells is joined; a quote that is never closed ends with its line; cells that are missing at the end
/// are empty. A joined amount must make the balances follow, where the row has one.
struct StatementRepair {
  let rows: StatementRows
  let dialect: Dialect

  /// Mends the lines of a file where possible, and reports each row that it mends.
  func repaired(
    _ lines: [StatementFile.Line], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> [StatementFile.Line] {
    var lines = lines
    for index in lines.indices {
      guard let (mended, words) = mended(lines, index: index, in: bytes, log: log) else { continue }
      log.add(
        .rowMended, severity: .warning, summary: "the row is read as if \(words)",
        in: lines[index].row, bytes: bytes,
        note: "no other reading makes it an entry; without --lenient it is rejected",
        remedy: "compare with the original")
      lines[index] = mended
    }
    return lines
  }

  private func mended(
    _ lines: [StatementFile.Line], index: Int, in bytes: Span<UInt8>, log: DiagnosticLog
  ) -> (line: StatementFile.Line, words: String)? {
    let line = lines[index]
    let width = rows.plan.width
    let mended: (row: Row, words: String)?
    switch (line.use, line.row.fault) {
    case (.fault, .quoteOpen(let at)) where at < line.row.end:
      mended = line.row.closed(from: at, width: width, bytes)
    case (.entry, nil) where line.cells.count < width: mended = line.row.padded(to: width)
    case (.entry, nil) where line.cells.count == width + 1:
      return joining(lines, index: index, in: bytes, log: log)
    default: return nil
    }
    guard let mended else { return nil }
    let read = StatementFile.line(mended.row, in: bytes, plan: rows.plan)
    return entry(read, in: bytes, log: log) == nil ? nil : (read, mended.words)
  }

  /// Joins two neighbours that the comma of thousands divided into one amount.
  private func joining(
    _ lines: [StatementFile.Line], index: Int, in bytes: Span<UInt8>, log: DiagnosticLog
  ) -> (line: StatementFile.Line, words: String)? {
    guard dialect.delimiter == 0x2C else { return nil }
    let money = rows.plan.amounts + (rows.plan.balance.map { [$0] } ?? [])
    var found: [(line: StatementFile.Line, first: Int, closes: Bool?)] = []
    let row = lines[index].row
    for first in 0..<row.cells.count - 1 {
      guard let joined = row.joined(at: first, bytes) else { continue }
      let mended = StatementFile.line(joined, in: bytes, plan: rows.plan)
      guard let draft = entry(mended, in: bytes, log: log) else { continue }
      found.append((mended, first, closes(draft, lines: lines, index: index, in: bytes, log: log)))
    }
    // A row with a balance must close; without balances, only one reading may be left.
    let open = found.contains { $0.closes != nil } ? found.filter { $0.closes == true } : found
    guard open.count == 1, let only = open.first, money.contains(only.first) else { return nil }
    let amount = only.line.cells[only.first]
    return (only.line, "\"\(amount.prefix(40))\" were one amount")
  }

  /// Returns true where the balance of a row follows from that of the row before it or after it; nil where it has none.
  private func closes(
    _ draft: StatementRows.Draft, lines: [StatementFile.Line], index: Int,
    in bytes: Span<UInt8>, log: DiagnosticLog
  ) -> Bool? {
    guard let balance = draft.balance else { return nil }
    let change = draft.entry.amount &- draft.entry.fee
    for step in [-1, 1] {
      var other = index + step
      while lines.indices.contains(other), lines[other].use != .entry { other += step }
      guard lines.indices.contains(other), let near = entry(lines[other], in: bytes, log: log),
        near.entry.own == draft.entry.own, near.entry.currency == draft.entry.currency,
        let known = near.balance
      else { continue }
      // The rows may stand in either direction.
      if known &+ change == balance || known &- (near.entry.amount &- near.entry.fee) == balance {
        return true
      }
    }
    return false
  }

  /// Returns the draft of a row without faults; else nil.
  private func entry(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: DiagnosticLog
  ) -> StatementRows.Draft? {
    var log = log
    return rows.draft(line, in: bytes, log: &log)
  }
}
