internal import PaymentGraph

/// The mapper's messages on rows that it cannot use, or uses with doubts.
extension CarefulRows {
  /// Returns a value from the data as a summary shows it: in quotes, cut after 60 characters.
  func quoted(_ value: String) -> String {
    value.count > 60 ? "\"\(value.prefix(57))...\"" : "\"\(value)\""
  }

  mutating func rejectFault(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    log.addFault(row, bytes)
    return .rejected
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

  mutating func reportQuoteInside(_ row: Row, _ bytes: Span<UInt8>) {
    log.addQuoteInside(row, bytes, quote: mender.dialect.quote)
  }

  /// Returns true where a line before the header looks like a row: it has a number for an amount and, where there is a
  /// column for it, a time.
  func looksLikeRow(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.fault == nil, row.cells.count == plan.width else { return false }
    func shape(_ column: Int) -> CellShape {
      CellShape(CellText.bytes(bytes, row.cells[column]))
    }
    return (plan.amount < 0 || shape(plan.amount) == .number)
      && (plan.time < 0 || [.date, .time, .number].contains(shape(plan.time)))
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

  mutating func hasRightWidth(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    let found = row.cells.count
    if found == plan.width { return true }
    if found > plan.lastMapped, found < plan.width {
      log.add(
        .rowShort, severity: .warning,
        summary: "the row has \(found) cells, but the header has \(plan.width)",
        in: row,
        bytes: bytes, note: "the cells missing at its end are not needed for a transfer",
        remedy: "no action is needed unless a delimiter is missing between the cells")
      return true
    }
    if found < plan.width {
      log.add(
        .rowShort, severity: .error,
        summary: "the row has \(found) cells, but the header has \(plan.width)", in: row,
        bytes: bytes, remedy: "add the missing cells, or remove the line if it is no transfer")
      return false
    }
    if row.cells[plan.width...].allSatisfy({ CellText.trimmed(bytes, $0).count == 0 }) {
      return true
    }
    let extra = row.cells[plan.width]
    log.add(
      .rowLong, severity: .error,
      summary: "the row has \(found) cells, but the header has \(plan.width)", in: row,
      at: extra.start..<max(extra.start, row.end), bytes: bytes,
      note: "a delimiter inside an unquoted cell splits it in two",
      remedy: "put the cell in quotes, for example \"1,234.56\"")
    return false
  }

  mutating func isUTF8(_ row: Row, _ bytes: Span<UInt8>) -> Bool { log.checkUTF8(row, bytes) }

  mutating func zero(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    let cell = CellText.trimmed(bytes, row.cells[plan.amount])
    log.add(
      .amountZero, severity: .note, summary: "the amount is zero, so no money moves", in: row,
      at: cell.start..<cell.end, bytes: bytes, note: "the row is counted as memo",
      remedy: "no action is needed")
    return .setAside(.zero)
  }

  mutating func negative(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    let cell = CellText.trimmed(bytes, row.cells[plan.amount])
    log.add(
      .amountNegative, severity: .error,
      summary: "amount \(quoted(CellText.string(bytes, cell))) is negative", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "payer and beneficiary already show which way the money went",
      remedy:
        "swap payer and beneficiary, map the file as a statement, or use --negative reverse if money was paid back"
    )
    return .rejected
  }

  mutating func reportCut(_ row: Row, in bytes: Span<UInt8>, cell: Cell, money: Money) {
    log.add(
      .amountCut, severity: .warning,
      summary:
        "amount \(quoted(CellText.string(bytes, cell))) is kept as \(money.decimalText) \(money.currency)",
      in: row, at: cell.start..<cell.end, bytes: bytes,
      note: "64 bits hold 18 digits of an amount; further digits are left out",
      remedy: "no action is needed unless such small amounts matter")
  }

  mutating func rejectAmount(
    _ reading: AmountReader.Reading, row: Row, in bytes: Span<UInt8>, cell: Cell,
    currency: Currency
  ) {
    let shown = quoted(CellText.string(bytes, cell))
    let range = cell.start..<cell.end
    switch reading {
    case .amount, .finer: break
    case .blank:
      log.add(
        .amountMissing, severity: .error, summary: "no amount is given", in: row, at: range,
        bytes: bytes,
        remedy: "fill in the amount, or leave the row out")
    case .notANumber:
      log.add(
        .amountUnparseable, severity: .error, summary: "amount \(shown) is not a number", in: row,
        at: range,
        bytes: bytes, note: "\(decimalWords); a currency sign must match the row's currency",
        remedy: "write the amount as 1234.56")
    case .otherCurrency:
      log.add(
        .currencyConflict, severity: .error,
        summary: "amount \(shown) carries the sign of a currency other than \(currency)", in: row,
        at: range,
        bytes: bytes, note: "one of the two is wrong, but the row does not show which",
        remedy: "correct the sign or the currency")
    case .ambiguous:
      log.add(
        .amountAmbiguous, severity: .error, summary: "amount \(shown) can be read in two ways",
        in: row, at: range,
        bytes: bytes, note: "the mark before three digits may separate thousands or mark decimals",
        remedy: "choose with \(FileFlag.decimal(log.file.path))")
    case .badGrouping:
      log.add(
        .amountGrouping, severity: .error, summary: "amount \(shown) is grouped oddly", in: row,
        at: range,
        bytes: bytes,
        note: "\(decimalWords); other marks must group the digits into thousands or lakhs",
        remedy: "write the amount as 1234.56")
    case .sided:
      log.add(
        .amountUnparseable, severity: .error, summary: "amount \(shown) says debit or credit",
        in: row,
        at: range, bytes: bytes,
        note: "payer and beneficiary already show which way the money went",
        remedy: "leave out DR or CR, or map the file as a statement")
    case .tooPrecise:
      log.add(
        .amountTooPrecise, severity: .error,
        summary: "amount \(shown) has more digits than can be kept", in: row, at: range,
        bytes: bytes,
        note:
          "amounts of up to 18 decimals and 18 digits are kept exactly, never rounded; sums that "
          + "a spreadsheet or a program computed often have more",
        remedy: "write the amount as the original statement has it")
    case .tooLarge:
      log.add(
        .amountTooLarge, severity: .error, summary: "amount \(shown) is larger than can be kept",
        in: row, at: range,
        bytes: bytes, note: "amounts are kept as 64-bit minor units",
        remedy: "check the amount in the original")
    }
  }

  private var decimalWords: String {
    "the decimal mark of this file is a \(plan.amountStyle.decimalMark == 0x2E ? "point" : "comma")"
  }

  mutating func reportIdentity(_ code: DiagnosticCode, row: Row, in bytes: Span<UInt8>) {
    let cell = CellText.trimmed(bytes, row.cells[plan.id])
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
    _ name: String, in row: Row, bytes: Span<UInt8>, at cell: Cell
  ) {
    add(
      .accountRoleUnknown, severity: .warning, summary: "role \"\(name.prefix(60))\" is unknown",
      in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "the word is ignored; the account keeps any other role it has",
      remedy: "use one of \(AccountRole.allCases.map(\.name).joined(separator: ", "))")
  }
}
