internal import PaymentGraph

/// Mends the rows of a statement that are not well formed, where that can be done in exactly one way.
///
/// It mends the same three faults as ``RowMender`` does for rows that name both accounts: an amount that its own comma
/// divided into two cells is joined; a quote that is never closed ends with its line; cells that are missing at the end
/// are empty. A joined amount must make the balances follow, where the row has one.
struct StatementMender {
  let rows: StatementRows
  let dialect: Dialect

  /// Mends the lines of a file where possible, and reports each row that it mends.
  func mend(
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
