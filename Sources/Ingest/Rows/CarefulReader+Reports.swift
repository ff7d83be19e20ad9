internal import PaymentGraph

/// The careful reader's messages on rows that it cannot use, or uses with doubts.
extension CarefulReader {
  /// Returns a value from the data as a summary shows it: in quotes, cut after 60 characters.
  func quoted(_ value: String) -> String {
    value.count > 60 ? "\"\(value.prefix(57))...\"" : "\"\(value)\""
  }

  /// Rejects a record that is well formed and holds whole transfers in a cell: its quote was never closed.
  mutating func rejectSwallower(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    let opening = row.cells.first { cell in
      (cell.start..<cell.end).contains { bytes[$0] == 0x0A || bytes[$0] == 0x0D }
    }
    log.add(
      .quoteOpen, severity: .error, summary: "a quote is opened and never closed",
      in: firstLine(of: row, bytes),
      at: opening.map { max(row.start, $0.start - 1)..<$0.start }, bytes: bytes,
      note: "the quoted text contains whole rows; reading continues on the next line",
      remedy: "close the quote, or double it if it belongs to the text")
    return .rejected
  }

  /// Returns a record of several lines cut to its first line.
  private func firstLine(of row: Row, _ bytes: Span<UInt8>) -> Row {
    var first = row
    var end = row.start
    while end < row.end, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    first.end = end
    first.cells = []
    return first
  }

  /// Returns true where a line before the header looks like a row: it has a number for an amount and, where there is a
  /// column for it, a time.
  func looksLikeRow(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.fault == nil, row.cells.count == plan.width else { return false }
    func shape(_ column: Int) -> CellShape {
      CellShape(CellText.bytes(bytes, row.cells[column]))
    }
    return (plan.amount.map { shape($0) == .number } ?? true)
      && (plan.time.map { [.date, .time, .number].contains(shape($0)) } ?? true)
  }

  mutating func rejectBeforeHeader(_ row: Row, _ bytes: Span<UInt8>) {
    log.add(
      .rowBeforeHeader, severity: .error, summary: "a row comes before the header", in: row,
      bytes: bytes,
      note: "the header on a later line fits it; parts of the file may be in the wrong order",
      remedy: "put the header first")
    balance.rejected += 1
  }

  mutating func skipHeader(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    log.add(
      .headerRepeated, severity: .note, summary: "the header is repeated here", in: row,
      bytes: bytes,
      note: "the row is counted as skipped", remedy: "no action is needed")
    return .setAside(.header)
  }

  mutating func reportMended(_ row: Row, in bytes: Span<UInt8>, words: String) {
    log.add(
      .rowMended, severity: .warning, summary: "the row is read as if \(words)", in: row,
      bytes: bytes,
      note: "no other reading makes it a transfer; without --lenient it is rejected",
      remedy: "compare with the original")
  }

  mutating func zero(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    let cell = plan.amount.map { self.cell(row, in: bytes, column: $0) }
    log.add(
      .amountZero, severity: .note, summary: "the amount is zero, so no money moves", in: row,
      at: cell.map { $0.start..<$0.end }, bytes: bytes, note: "the row is counted as memo",
      remedy: "no action is needed")
    return .setAside(.zero)
  }

  mutating func negative(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    let cell = plan.amount.map { self.cell(row, in: bytes, column: $0) }
    let written =
      cell.map { CellText.string(bytes, $0) }
      ?? String(decoding: plan.constants[.amount] ?? [], as: UTF8.self)
    log.add(
      .amountNegative, severity: .error, summary: "amount \(quoted(written)) is negative", in: row,
      at: cell.map { $0.start..<$0.end }, bytes: bytes,
      note: "payer and beneficiary already show which way the money went",
      remedy:
        "swap payer and beneficiary, map the file as a statement, or use --negative reverse if money was paid back"
    )
    return .rejected
  }

  mutating func reportIdentity(_ code: DiagnosticCode, row: Row, in bytes: Span<UInt8>) {
    guard let cell = filled(row, in: bytes, column: plan.id) else { return }
    let shown = quoted(CellText.string(bytes, cell))
    if code == .idRepeated {
      log.add(
        code, severity: .warning,
        summary: "the record with id \(shown) is repeated and counted once", in: row,
        at: cell.start..<cell.end, bytes: bytes,
        note: "accounts, time and amount are the same as in the record loaded first",
        remedy: "if both are real, give them different ids")
    } else {
      log.add(
        code, severity: .warning, summary: "id \(shown) also belongs to another transfer", in: row,
        at: cell.start..<cell.end, bytes: bytes,
        note: "both are loaded; a link that names this id cannot be followed",
        remedy: "give each transfer an id of its own")
    }
  }
}

extension DiagnosticLog {
  mutating func addUnknownRole(
    _ name: String, in row: Row, bytes: Span<UInt8>, at cell: Cell?
  ) {
    add(
      .accountRoleUnknown, severity: .warning, summary: "role \"\(name.prefix(60))\" is unknown",
      in: row, at: cell.map { $0.start..<$0.end }, bytes: bytes,
      note: "the word is ignored; the account keeps any other role it has",
      remedy: "use one of \(AccountRole.allCases.map(\.name).joined(separator: ", "))")
  }
}
