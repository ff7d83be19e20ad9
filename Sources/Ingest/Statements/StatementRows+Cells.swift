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
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> PostingTime? {
    let date = Array(line.cells[plan.date].utf8)
    guard
      let read = TimeReader.read(
        date.span, Cell(start: 0, end: date.count), style: styles.date)
    else {
      rejectDate(line, date, bytes, &log)
      return nil
    }
    let written = text(line, plan.zone) ?? plan.profile.zone
    guard let written else {
      // A time of day without its zone orders nothing between files: the day is what is known.
      return PostingTime(start: CivilDate.dayStart(of: read.start), precision: .day)
    }
    var local = read
    if let column = plan.time, let clock = text(line, column) {
      guard let moment = ClockReader.read(clock) else {
        log.add(
          .timeUnparseable, .error, "time of day \"\(clock)\" is none", in: line.row,
          at: range(line, column), bytes: bytes, remedy: "correct it, or empty the cell")
        return nil
      }
      local = PostingTime(
        start: CivilDate.dayStart(of: read.start) + moment.milliseconds,
        precision: moment.precision)
    }
    guard local.precision != .day else { return local }
    guard
      let offset = ZoneTable.offset(written, local: local.start, country: plan.profile.country)
    else {
      log.add(
        .zoneUnknown, .warning, "zone \"\(written)\" is unknown, so only the day is kept",
        in: line.row, at: plan.zone.flatMap { range(line, $0) }, bytes: bytes,
        remedy: "add the zone to the profile, or write offsets such as +05:30")
      return PostingTime(start: CivilDate.dayStart(of: local.start), precision: .day)
    }
    return PostingTime(start: local.start - offset, precision: local.precision)
  }

  func currency(
    _ line: StatementFile.Line, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) -> Currency? {
    if let column = plan.currency, let code = text(line, column) {
      if let known = Currency(code.uppercased()) { return decimals.keeping(known) }
      log.add(
        .currencyUnknown, .error, "currency \"\(code)\" is unknown", in: line.row,
        at: range(line, column), bytes: bytes,
        note: "without the currency the number of decimals is not known",
        remedy: "use an ISO 4217 code such as GBP")
      return nil
    }
    if let known = plan.profile.fields.constantCurrency ?? headerCurrency {
      return decimals.keeping(known)
    }
    log.add(
      .currencyMissing, .error, "no currency is given", in: line.row,
      at: plan.currency.flatMap { range(line, $0) }, bytes: bytes,
      remedy: "fill the column")
    return nil
  }

  /// Says why a date cannot be read: it has the other order, it is no day, or no date at all.
  private func rejectDate(
    _ line: StatementFile.Line, _ date: [UInt8], _ bytes: Span<UInt8>, _ log: inout DiagnosticLog
  ) {
    let shown = "date \"\(line.cells[plan.date].prefix(60))\""
    let column = "the column is written as \(styles.datePattern)"
    let cell = Cell(start: 0, end: date.count)
    let place = range(line, plan.date)
    if let other = styles.date.otherOrder, TimeReader.read(date.span, cell, style: other) != nil {
      log.add(
        .timeConflict, .error, "\(shown) has day and month the other way round", in: line.row,
        at: place, bytes: bytes, note: column,
        remedy: "find out how the row came here; day and month are never guessed row by row")
    } else if DateForm.fits(date, styles.date) {
      log.add(
        .timeImpossible, .error, "\(shown) is written rightly and does not exist", in: line.row,
        at: place, bytes: bytes, note: "\(column); days are those of the calendar",
        remedy: "look the day up in the original")
    } else {
      log.add(
        .timeUnparseable, .error, "\(shown) is none", in: line.row, at: place, bytes: bytes,
        note: column, remedy: "correct the date, or remove the line if it is no entry")
    }
  }
}
