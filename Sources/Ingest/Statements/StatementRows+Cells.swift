internal import PaymentGraph

/// The cells of a row as text, time and currency.
extension StatementRows {
  /// Returns the other party's name from the first filled column of names.
  func name(_ line: StatementFile.Line) -> String? {
    plan.counterName.lazy.compactMap { text(line, $0) }.first.map { SensitiveNumbers.masked($0) }
  }

  /// Returns the narration with wide gaps between the cells of several columns.
  func readable(_ line: StatementFile.Line) -> String {
    guard plan.narration.count > 1 else { return narration(line) }
    let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
    return SensitiveNumbers.masked(text.joined(separator: "   "))
  }

  func narration(_ line: StatementFile.Line) -> String {
    let text = plan.narration.compactMap { cell(line, $0) }.filter { !$0.isEmpty }
    return SensitiveNumbers.masked(text.joined(separator: " "))
  }

  /// Returns the words of a row that moves nothing: its text, or what stands in place of it.
  func words(_ line: StatementFile.Line) -> String {
    let text = narration(line)
    return text.isEmpty
      ? line.cells.first { $0.contains(where: \.isLetter) }.map { SensitiveNumbers.masked($0) }
        ?? ""
      : text
  }

  /// Returns the text that a condition examines.
  func subject(_ line: StatementFile.Line, _ subject: RowCondition.Subject) -> String {
    switch subject {
    case .type: cell(line, plan.type) ?? ""
    case .status: cell(line, plan.status) ?? ""
    case .impact: cell(line, plan.impact) ?? ""
    case .name: name(line) ?? ""
    case .reference: cell(line, plan.reference) ?? ""
    case .pot: cell(line, plan.pot) ?? ""
    case .narration: narration(line)
    }
  }

  func cell(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let column, column < line.cells.count else { return nil }
    return line.cells[column]
  }

  func text(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let text = cell(line, column), text != "-", !text.isEmpty else { return nil }
    return text
  }

  /// Returns true where a row moves nothing and tells the balance of a day: `Balance as at 31 Mar 2024`.
  func isBalanceLine(_ line: StatementFile.Line) -> Bool {
    guard let column = plan.balance, text(line, column)?.contains(where: \.isNumber) == true,
      plan.amounts.allSatisfy({ text(line, $0) == nil })
    else { return false }
    let words = plan.narration.compactMap { text(line, $0) }.joined(separator: " ").lowercased()
    return StatementRows.balanceWords.contains(where: words.contains)
  }

  /// Words of rows that tell a balance.
  private static let balanceWords = [
    "balance as at", "balance as of", "balance on ", "brought forward", "carried forward",
    "opening balance", "closing balance", "previous balance", "statement balance", "balance b/f",
    "balance c/f", "starting balance", "ending balance", "beginning balance",
  ]

  func range(_ line: StatementFile.Line, _ column: Int) -> Range<Int>? {
    guard column < line.row.cells.count else { return nil }
    return line.row.cells[column].start..<line.row.cells[column].end
  }

  /// The longest time before the booking day that a value date can be; an earlier one is no statement of when money
  /// moved, but a default or a slip.
  private static let longestValueGap: Int64 = 366 * 86_400_000

  /// Returns the start of a row's value date where that is a day or more before the row was booked; a date that cannot be
  /// read tells nothing.
  func valueStart(_ line: StatementFile.Line, bookedAt time: PostingTime) -> Int64? {
    guard time.precision.isOneMoment, let column = plan.valueDate, column != plan.date,
      let written = text(line, column)
    else { return nil }
    // The value date of most rows is the day on which they were booked.
    if time.precision == .day, written.utf8.count == 10, written == cell(line, plan.date) {
      return nil
    }
    let bytes = Array(written.utf8)
    let read = TimeReader.read(
      bytes.span, Cell(start: 0, end: bytes.count), forms: styles.date)
    guard let read else { return nil }
    let start = CivilDate.dayStart(of: read.start)
    let gap = time.start - start
    return gap >= 86_400_000 && gap <= StatementRows.longestValueGap ? start : nil
  }

  func time(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> PostingTime? {
    guard plan.time == nil, plan.zone == nil, let written = cell(line, plan.date) else {
      return readTime(line, in: bytes, log: &log)
    }
    return memory.day(written) { readTime(line, in: bytes, log: &log) }
  }

  private func readTime(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> PostingTime? {
    let date = Array(line.cells[plan.date].utf8)
    var forms = styles.date
    let place = plan.zone.flatMap { range(line, $0) } ?? range(line, plan.date)
    // The row's own zone comes first, then the profile's, then the one stated for the file.
    let written = text(line, plan.zone) ?? plan.profile.zone ?? statedZone
    forms.zone = nil
    let read: PostingTime
    var isLocal = true
    switch forms.read(date.span, Cell(start: 0, end: date.count)) {
    case .time(let time, let isOpen): (read, isLocal) = (time, isOpen || time.precision == .day)
    case .day(let day, let zone, let reading):
      log.addZone(zone, reading, in: line.row, at: place, bytes: bytes)
      return day
    case .fault(let fault):
      checks.rejectTime(
        fault, text: line.cells[plan.date], form: "the column is written as \(styles.datePattern)",
        in: line.row, at: range(line, plan.date), bytes: bytes, log: &log)
      return nil
    }
    // The date's own zone settles it.
    guard isLocal else { return read }
    guard let written else {
      // A time of day without its zone gives no order between files: only the day is known.
      return PostingTime(start: CivilDate.dayStart(of: read.start), precision: .day)
    }
    var local = read
    if let column = plan.time, let clock = text(line, column) {
      guard let moment = ClockReader.read(clock) else {
        log.add(
          .timeUnparseable, severity: .error,
          summary: "time of day \"\(clock.prefix(60))\" has a form that is not known",
          in: line.row, at: range(line, column), bytes: bytes,
          remedy: "correct it, or empty the cell")
        return nil
      }
      local = PostingTime(
        start: CivilDate.dayStart(of: read.start) + moment.milliseconds,
        precision: moment.precision)
    }
    guard local.precision != .day else { return local }
    let reading = ZoneTable.read(
      written, stated: statedZone, local: local.start, country: plan.profile.country)
    if case .offset(let offset) = reading {
      return PostingTime(start: local.start - offset, precision: local.precision)
    }
    log.addZone(written, reading, in: line.row, at: place, bytes: bytes)
    return PostingTime(start: CivilDate.dayStart(of: local.start), precision: .day)
  }

  func currency(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Currency? {
    if let column = plan.currency, let code = text(line, column) {
      if let known = Currency(code) { return decimals.keeping(known) }
      checks.rejectCurrency(
        code, in: line.row, at: range(line, column), bytes: bytes, log: &log)
      return nil
    }
    if let known = plan.profile.fields.constantCurrency ?? headerCurrency {
      return decimals.keeping(known)
    }
    checks.rejectNoCurrency(
      in: line.row, at: plan.currency.flatMap { range(line, $0) }, bytes: bytes, log: &log)
    return nil
  }
}

/// The own account of a row, and the reports on parties and refunds that the rows leave open.
extension StatementRows {
  /// Returns the account whose statement has the row; nil where it names none or an impossible one, which is reported.
  func ownAccount(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> OwnAccountFinder.Finding? {
    if let known { return known.owner }
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
