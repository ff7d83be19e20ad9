internal import PaymentGraph

/// The times of rows, and the messages on those that cannot be read or are doubtful.
extension CarefulRows {
  mutating func time(_ row: Row, _ bytes: Span<UInt8>) -> PostingTime? {
    if let constant = plan.constantTime { return constant }
    guard plan.time >= 0 else { return .unknown }
    let cell = cell(row, in: bytes, column: plan.time)
    if isBlank(cell) {
      log.add(
        .timeMissing, severity: .warning, summary: "no time is given", in: row,
        at: cell.start..<cell.end,
        bytes: bytes, note: "the transfer may have taken place before or after any other",
        remedy: "add the time if it is known")
      return .unknown
    }
    guard let start = readTime(row, in: bytes, cell: cell) else { return nil }
    if plan.isTimeContested, let text = TimeText(bytes, cell),
      TimeForms.readings(text).count(where: { $0.order != .yearFirst }) > 1
    {
      reportContested(row, in: bytes, cell: cell, time: start)
    }
    guard plan.until >= 0 else { return start }
    let untilCell = self.cell(row, in: bytes, column: plan.until)
    guard untilCell.count > 0 else { return start }
    guard let until = readTime(row, in: bytes, cell: untilCell) else { return nil }
    return PostingTime(fromDay: start.start, toDay: until.start)
  }

  private mutating func readTime(_ row: Row, in bytes: Span<UInt8>, cell: Cell) -> PostingTime? {
    if let time = TimeReader.read(bytes, cell, forms: plan.timeForms) { return time }
    switch plan.timeForms.read(bytes, cell) {
    case .time(let time, _): return time
    case .day(let day, let zone, let reading):
      reportZone(row, in: bytes, cell: cell, zone: zone, reading: reading)
      return day
    case .fault(let fault):
      rejectTime(row, in: bytes, cell: cell, fault: fault)
      return nil
    }
  }

  mutating func reportContested(
    _ row: Row, in bytes: Span<UInt8>, cell: Cell, time: PostingTime
  ) {
    log.add(
      .timeAmbiguous, severity: .warning,
      summary: "time \(quoted(CellText.string(bytes, cell))) is read as \(time.iso8601)", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "this file has times of both orders of day and month, and this one fits both",
      remedy: "find out where each row came from, and load the rows as separate files")
  }

  mutating func rejectTime(_ row: Row, in bytes: Span<UInt8>, cell: Cell, fault: TimeFault) {
    log.add(
      fault.code, severity: .error,
      summary: "time \(quoted(CellText.string(bytes, cell))) \(fault.words)", in: row,
      at: cell.start..<cell.end, bytes: bytes, note: fault.note(timeWords),
      remedy: fault.remedy(path: log.file.path))
  }

  /// The way in which this file writes its times, with a sample that leaves nothing open.
  private var timeWords: String {
    let style =
      switch plan.timeForms.style {
      case .yearFirst: "2010-03-04 or 2010-03-04T10:05:00Z"
      case .dayFirst: "04/03/2010, the day first"
      case .monthFirst: "03/04/2010, the month first"
      case .shortYearFirst: "10-03-04, the year first"
      case .compact: "20100304"
      case .dayMonthName: "4 Mar 2010"
      case .monthName: "Mar 4, 2010"
      case .step: "a whole number of steps"
      }
    return "this file's times are written as \(style)"
  }

  /// Reports a time of day in an unknown zone: it gives no order, so only the day is kept.
  mutating func reportZone(
    _ row: Row, in bytes: Span<UInt8>, cell: Cell, zone: String, reading: ZoneTable.Reading
  ) {
    log.addZone(zone, reading, in: row, at: cell.start..<cell.end, bytes: bytes)
  }
}
