internal import PaymentGraph

/// The checks of a row before its cells are read.
extension StatementRows {
  /// Returns true where the row has as many cells as its header has names.
  ///
  /// Cells that are missing at the end are merely missing where no column of the profile lies there; a row that lacks
  /// more may have lost a delimiter anywhere, which moves all later cells.
  func hasRightWidth(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Bool {
    let (found, width) = (line.cells.count, plan.width)
    if found <= plan.lastMapped {
      log.add(
        .rowShort, severity: .error,
        summary: "the row has \(found) cells, but the header has \(width)", in: line.row,
        bytes: bytes, remedy: "add the missing cells, or remove the line")
      return false
    }
    if found < width {
      log.add(
        .rowShort, severity: .warning,
        summary: "the row has \(found) cells, but the header has \(width)",
        in: line.row,
        bytes: bytes, note: "the cells missing at its end are not needed for a transfer",
        remedy: "no action is needed unless a delimiter is missing between the cells")
      return true
    }
    let written = max(width, plan.header.written.count)
    guard line.cells.dropFirst(written).allSatisfy(\.isEmpty) else {
      log.add(
        .rowLong, severity: .error,
        summary: "the row has \(found) cells, but the header has \(width)", in: line.row,
        bytes: bytes,
        note: "a delimiter inside an unquoted cell splits it in two",
        remedy: "put the cell in quotes")
      return false
    }
    return true
  }

  /// Returns true where the bytes of a row are text.
  func isText(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Bool {
    !line.row.isBeyondASCII || log.checkUTF8(line.row, bytes)
  }

  /// Returns the account whose statement has the row; nil where it names none or an impossible one, which is reported.
  func ownAccount(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> OwnAccountFinder.Finding? {
    if let found = finder.ofRow(line.cells) { return found }
    if let owner, owner.isStandIn { return owner }
    if let written = finder.writtenOfRow(line.cells) {
      log.add(
        .accountInvalid, severity: .error,
        summary: "\"\(written.text.prefix(60))\" is not an account number",
        in: line.row, at: range(line, written.column), bytes: bytes,
        note: "profile \(plan.profile.name) expects \(written.kind)",
        remedy: "correct the number, or name the account with --own-account")
      return nil
    }
    if let owner { return owner }
    log.add(
      .accountMissing, severity: .error,
      summary: "the row does not say whose account it belongs to", in: line.row,
      bytes: bytes, remedy: "fill in the account, or name it with --own-account")
    return nil
  }

  /// Reports the payments of which rows tell that they were given back, but not when.
  func reportOpenRefunds(_ bytes: Span<UInt8>, log: inout DiagnosticLog) {
    let open = further.filter { $0.kind == .refund && $0.time.isOpen }
    guard let first = open.first,
      let row = drafts.first(where: { $0.entry.row.line == first.row.line })?.row
    else { return }
    log.add(
      .refundUndated, severity: .warning,
      summary: open.count == 1
        ? "the payment was given back, wholly or in part, and the file does not say when"
        : "\(open.count) payments were given back, wholly or in part, and the file does not say when; this is the first",
      in: row, bytes: bytes,
      note: "it was not before the payment, but nothing more is known, so it proves no order",
      remedy: "load the service's balance history, or an export that has the day of refunds")
  }

  /// Reports the number of rows whose other party could not be read, and shows the first.
  func reportUnread(_ bytes: Span<UInt8>, _ log: inout DiagnosticLog) {
    let unread = drafts.filter { draft in
      draft.entry.role == .movement && draft.entry.counter.isUnread && draft.entry.amount != 0
        && draft.entry.kind != .fx
    }
    guard let first = unread.first else { return }
    let place = plan.narration.first ?? plan.counterName.first
    let range = place.flatMap { column in
      column < first.row.cells.count
        ? first.row.cells[column].start..<first.row.cells[column].end : nil
    }
    log.add(
      .partyUnread, severity: .note,
      summary:
        "the other party of \(unread.count) row\(unread.count == 1 ? "" : "s") could not be read; "
        + "this is the first",
      in: first.row, at: range, bytes: bytes,
      note: "the text has no form in which this bank names the party, and nobody is guessed: "
        + "each such row has a stand-in of its own",
      remedy: "name the party in a decisions file, or leave the rows as they are")
  }
}
