internal import PaymentGraph

/// The rows of a whole file, one after another.
extension CarefulReader {
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
    clocks.mark(
      file: fileNumber, transfers: first..<draft.builder.transferCount,
      areLocal: plan.hasLocalClock, in: &draft.builder)
    // A list of transfers with their order was put together from several files: its days are those of several clocks.
    if plan.statesOffsets || plan.order != nil { draft.builder.markOffsets(file: fileNumber) }
    if plan.order != nil { markStandIns(in: &draft.builder) }
    // Days that do not run forwards may have been sorted by anything, and a single day runs in no direction: neither
    // shows the order of the rows within one day. A list that states the order itself stands in it.
    let days = direction(ofDays: first..<draft.builder.transferCount, in: draft.builder.columns)
    if plan.order == nil ? days == .open || days == .backwards : days == .backwards {
      draft.builder.forgetOrder(ofFile: fileNumber)
    }
    if let shift = plan.dayShift { draft.builder.setDayShift(shift, ofFile: fileNumber) }
    return RowsRead(
      balance: balance, log: log, times: (self.first, last), totals: loadedTotals(),
      statedPayments: statedPayments, unreadElsewhere: listedUnread,
      leftOutElsewhere: listedLeftOut,
      decisions: plan.decisions, contradictions: plan.contradictions,
      unstatedAmounts: plan.profile.statesUnits
        ? [] : plan.amount.map { [plan.header[$0]] } ?? [])
  }

  private enum Direction { case forwards, backwards, open }

  /// Returns the direction in which the times of rows run; nil where no row gives a day only.
  private func direction(ofDays transfers: Range<Int>, in columns: TransferColumns) -> Direction? {
    var (rises, falls, hasDays) = (false, false, false)
    var last: Int64?
    for transfer in transfers where columns.precision[transfer] != .unknown {
      let start = columns.start[transfer]
      if let last {
        if start > last { rises = true }
        if start < last { falls = true }
      }
      if columns.precision[transfer] == .day { hasDays = true }
      last = start
    }
    guard hasDays else { return nil }
    return rises == falls ? .open : rises ? .forwards : .backwards
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

/// The columns in which a list of transfers keeps what several files together say of its rows; nil where it has none.
struct ListedColumns: Sendable {
  let number: Int?
  let mayShow: Int?
  let givesBack: Int?
  let fromLeadsTo: Int?
  let toLeadsTo: Int?
  let rowsUnread: Int?

  /// The columns that the list has.
  var positions: [Int] {
    [number, mayShow, givesBack, fromLeadsTo, toLeadsTo, rowsUnread].compactMap(\.self)
  }

  var isEmpty: Bool { positions.isEmpty }
}

/// A row of a list of transfers with the rows of the list that it names.
///
/// Rows are named by their number in the list, so that sorting and filtering the list in a spreadsheet changes nothing:
/// a row that is no longer there is named in vain.
struct ListedRow {
  let transfer: UInt32
  let number: Substring
  let mayShow: [Substring]
  /// The row that this one gives back, and whether the records name it.
  let givesBack: (number: Substring, isNamed: Bool)?
}

extension CarefulReader {
  /// Notes what a row of a list says beside its own payment.
  mutating func noteListed(
    _ row: Row, in bytes: Span<UInt8>, payer: AccountID, beneficiary: AccountID,
    builder: inout LedgerBuilder
  ) {
    func value(_ column: Int?) -> Substring {
      column.map { CellText.string(bytes, cell(row, in: bytes, column: $0))[...] } ?? ""
    }
    let mayShow = value(plan.listed.mayShow).split(separator: " ")
    let back = value(plan.listed.givesBack).split(separator: " ")
    let number = value(plan.listed.number)
    let unread = value(plan.listed.rowsUnread).split(separator: " ").map { Int($0) ?? 0 }
    listedUnread = max(listedUnread, min(unread.first ?? 0, 1 << 40))
    listedLeftOut = max(listedLeftOut, min(unread.dropFirst().first ?? 0, 1 << 40))
    if !number.isEmpty || !mayShow.isEmpty || !back.isEmpty {
      listedRows.append(
        ListedRow(
          transfer: UInt32(builder.transferCount - 1), number: number, mayShow: mayShow,
          givesBack: back.first.map { ($0, back.count == 1) }))
    }
    for (address, lead) in [
      (payer, value(plan.listed.fromLeadsTo)), (beneficiary, value(plan.listed.toLeadsTo)),
    ] where !lead.isEmpty {
      let account = builder.account(String(lead))
      if account != address { builder.note(address: address.index, leadsTo: account.index) }
    }
  }

  /// Takes over what the list says of payments that rows may show, and of returns, once all its rows are read.
  func takeListed(into builder: inout LedgerBuilder) {
    guard !listedRows.isEmpty else { return }
    var transfers: [Substring: [UInt32]] = [:]
    for row in listedRows where !row.number.isEmpty {
      transfers[row.number, default: []].append(row.transfer)
    }
    // Two lists that were put together may use one number twice: then it names neither.
    func transfer(_ number: Substring) -> UInt32? {
      guard let named = transfers[number], named.count == 1 else { return nil }
      return named[0]
    }
    for row in listedRows {
      for number in row.mayShow {
        guard let receipt = transfer(number), receipt != row.transfer else { continue }
        builder.note(possibleReceipt: receipt, of: row.transfer)
      }
      if let back = row.givesBack, let payment = transfer(back.number), payment != row.transfer {
        builder.setReturn(of: Int(payment), by: Int(row.transfer), isNamed: back.isNamed)
      }
    }
  }
}
