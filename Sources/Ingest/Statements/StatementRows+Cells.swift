internal import PaymentGraph

/// The cells of a row as text, time and currency.
extension StatementRows {
  func cell(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let column, column < line.cells.count else { return nil }
    return line.cells[column]
  }

  func text(_ line: StatementFile.Line, _ column: Int?) -> String? {
    guard let text = cell(line, column), text != "-", !text.isEmpty else { return nil }
    return text
  }

  func range(_ line: StatementFile.Line, _ column: Int) -> Range<Int>? {
    guard column < line.row.cells.count else { return nil }
    return line.row.cells[column].start..<line.row.cells[column].end
  }

  func time(
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
      rejectDate(line, fault: fault, in: bytes, log: &log)
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
      log.add(
        .currencyUnknown, severity: .error, summary: "currency \"\(code)\" is unknown",
        in: line.row,
        at: range(line, column), bytes: bytes,
        note: MinorUnitWords.note(code),
        remedy: "use an ISO 4217 code such as GBP")
      return nil
    }
    if let known = plan.profile.fields.constantCurrency ?? headerCurrency {
      return decimals.keeping(known)
    }
    log.add(
      .currencyMissing, severity: .error, summary: "no currency is given", in: line.row,
      at: plan.currency.flatMap { range(line, $0) }, bytes: bytes,
      remedy: "fill in the column")
    return nil
  }

  /// Reports why a date cannot be read.
  private func rejectDate(
    _ line: StatementFile.Line, fault: TimeFault, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    log.add(
      fault.code, severity: .error,
      summary: "date \"\(line.cells[plan.date].prefix(60))\" \(fault.words)",
      in: line.row, at: range(line, plan.date), bytes: bytes,
      note: fault.note("the column is written as \(styles.datePattern)"),
      remedy: fault.remedy(path: log.file.path))
  }
}
