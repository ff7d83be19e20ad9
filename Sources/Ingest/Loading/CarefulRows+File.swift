internal import PaymentGraph

/// The rows of a whole file, one after another.
extension CarefulRows {
  mutating func read(
    _ file: InputFile, into draft: inout LedgerDraft, progress: (Int) -> Void
  ) -> RowsRead {
    let first = draft.builder.transferCount
    file.file.withBytes { bytes in
      var scanner = RowScanner(
        dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
      var told = finding.bodyStart
      while readNext(&scanner, in: bytes, into: &draft) != .end {
        if scanner.position - told > 8_000_000 {
          told = scanner.position
          progress(told)
        }
      }
    }
    return finish(&draft, from: first)
  }

  /// The position after a record was read.
  enum Step {
    case next
    /// Reading goes on at the second line of the record, whose quote was never closed.
    case resumed
    /// There is no further record.
    case end
  }

  /// Reads the next record.
  mutating func readNext(
    _ scanner: inout RowScanner, in bytes: Span<UInt8>, into draft: inout LedgerDraft
  ) -> Step {
    var row = Row()
    swap(&row, &record)
    defer { swap(&row, &record) }
    guard scanner.next(in: bytes, into: &row) else { return .end }
    let outcome = read(row, in: bytes, into: &draft)
    guard case .rejected = outcome, row.spansLines, resumes(row, scanner: scanner, in: bytes) else {
      return .next
    }
    scanner.resume(afterFirstLineOf: &row, in: bytes)
    return .resumed
  }

  /// Settles what all rows of the file together say, and returns the account of them.
  ///
  /// - Parameter first: the first transfer of the file.
  mutating func finish(_ draft: inout LedgerDraft, from first: Int) -> RowsRead {
    takeListed(into: &draft.builder)
    if plan.hasLocalClock { draft.builder.markLocalClock(file: fileNumber) }
    // A list of transfers with their order was put together from several files: its days are those of several clocks.
    if plan.statesOffsets || plan.order >= 0 { draft.builder.markOffsets(file: fileNumber) }
    if plan.order >= 0 { markStandIns(in: &draft.builder) }
    // Days that run backwards may have been sorted by day alone, so they do not show the order of the rows within one
    // day.
    if hasFallingDays(first..<draft.builder.transferCount, in: draft.builder.columns) {
      draft.builder.forgetOrder(ofFile: fileNumber)
    }
    if let shift = plan.dayShift { draft.builder.setDayShift(shift, ofFile: fileNumber) }
    return RowsRead(
      balance: balance, log: log, times: (self.first, last), hasLocalClock: plan.hasLocalClock,
      totals: loadedTotals(), statedPayments: statedPayments, unreadElsewhere: listedUnread,
      decisions: plan.decisions, contradictions: plan.contradictions,
      unstatedAmounts: plan.amount >= 0 && !plan.profile.statesUnits
        ? [plan.header[plan.amount]] : [])
  }

  /// Returns true where the times of rows never rise, fall somewhere, and are days in some rows.
  private func hasFallingDays(
    _ transfers: Range<Int>, in columns: TransferColumns
  ) -> Bool {
    var (falls, hasDays) = (false, false)
    var last = Int64.max
    for transfer in transfers where columns.precision[transfer] != .unknown {
      let start = columns.start[transfer]
      if start > last { return false }
      if start < last, last != .max { falls = true }
      if columns.precision[transfer] == .day { hasDays = true }
      last = start
    }
    return falls && hasDays
  }

  /// Recognises accounts that stand for nobody by their keys, in a list of transfers that was written from a ledger.
  private func markStandIns(in builder: inout LedgerBuilder) {
    for account in 0..<builder.accountKeys.count
    where StatementPosting.isNameless(builder.accountKeys.key(at: account)) {
      builder.setUnnamed(AccountID(account))
    }
  }

  // MARK: Lines that are no rows

  /// Rejects the lines before the header where one of them is a row: then none of them is a title.
  mutating func readBeforeHeader(in bytes: Span<UInt8>) {
    guard finding.headerLine > 1 else { return }
    var scanner = RowScanner(
      dialect: finding.dialect, from: FileSignature.byteOrderMark(bytes))
    var lines: [Row] = []
    var row = Row()
    while scanner.next(in: bytes, into: &row), row.line < finding.headerLine {
      if !row.isEmpty { lines.append(row) }
    }
    guard lines.contains(where: { looksLikeRow($0, bytes) }) else { return }
    for line in lines { rejectBeforeHeader(line, bytes) }
  }

  /// Returns true where a rejected record of several lines is an open quote that swallowed good rows: its second line,
  /// read as a record, has the width of a row.
  func resumes(
    _ row: Row, scanner: RowScanner, in bytes: Span<UInt8>
  ) -> Bool {
    var probe = scanner
    var first = row
    probe.resume(afterFirstLineOf: &first, in: bytes)
    var second = Row()
    guard probe.next(in: bytes, into: &second) else { return false }
    return second.fault == nil && second.cells.count == plan.width
  }
}
