// The clocks by which rows state times, and the stretches of those times beside rows of other clocks.
extension RecordedOrder {
  /// Returns true where local days and moments of UTC, days of different zones, or times of several clocks without
  /// zones must be compared.
  ///
  /// Rows of one file are of one clock, unless its times state offsets.
  static func mixesClocks(_ columns: TransferColumns, _ habits: [FileHabit]) -> Bool {
    if habits.count < 2, !habits.contains(where: \.statesOffsets) { return false }
    var isUniversal = false
    var isLocal = false
    var unnamed: UInt16?
    var shift: DayShift?
    func note(_ file: UInt16, _ precision: TimePrecision, namesZone: Bool) -> Bool {
      switch clock(file, precision: precision, namesZone: namesZone, habits: habits) {
      case nil: break
      case .universal: isUniversal = true
      case .local(let known):
        isLocal = true
        if let known {
          if let other = shift, other != known { return true }
          shift = known
        }
      case .unnamed:
        isLocal = true
        if let other = unnamed, other != file { return true }
        unnamed = file
      }
      return isUniversal && isLocal
    }
    if let precision = columns.precision.uniform, let file = columns.file.uniform,
      columns.zoned.isEmpty
    {
      if note(file, precision, namesZone: false) { return true }
    } else {
      for transfer in 0..<columns.count
      where note(
        columns.file[transfer], columns.precision[transfer], namesZone: columns.namesZone(transfer))
      {
        return true
      }
    }
    return columns.timedRows.values.contains { timed in
      (timed.departures + timed.arrivals).contains {
        note($0.file, $0.precision, namesZone: $0.namesZone)
      }
    }
  }

  /// Returns true where a time of day without a zone lies in an hour that may come twice.
  static func hasRepeatedHours(_ columns: TransferColumns, _ habits: [FileHabit]) -> Bool {
    guard habits.contains(where: \.hasLocalTimes) else { return false }
    func isRepeated(_ row: RowMoment) -> Bool {
      clock(row.file, precision: row.precision, namesZone: row.namesZone, habits: habits)
        == .unnamed && ClockChanges.repeatedHour(of: row.start) != nil
    }
    for transfer in 0..<columns.count
    where ClockChanges.repeatedHour(of: columns.start[transfer]) != nil {
      if isRepeated(.own(transfer, of: columns, habits)) { return true }
    }
    return columns.timedRows.values.contains { timed in
      (timed.departures + timed.arrivals).contains(where: isRepeated)
    }
  }

  /// Returns the clock of a row; nil where the row has no time.
  @inline(__always)
  static func clock(
    _ file: UInt16, precision: TimePrecision, namesZone: Bool, habits: [FileHabit]
  ) -> RowClock? {
    if precision == .unknown { return nil }
    guard habits.indices.contains(Int(file)) else {
      return precision.isTimeOfDay ? .universal : .local(nil)
    }
    let habit = habits[Int(file)]
    if !precision.isTimeOfDay { return .local(habit.dayShift) }
    return habit.hasLocalTimes && !namesZone ? .unnamed : .universal
  }

  /// Returns the clock of the row from which a transfer was read; rows without a time have that of
  /// UTC.
  package func clock(_ transfer: Int) -> RowClock {
    RecordedOrder.clock(
      columns.file[transfer], precision: columns.precision[transfer],
      namesZone: columns.namesZone(transfer), habits: habits) ?? .universal
  }

  func clock(_ moment: RowMoment) -> RowClock {
    RecordedOrder.clock(
      moment.file, precision: moment.precision, namesZone: moment.namesZone, habits: habits)
      ?? .universal
  }

  /// Returns true where a transfer's own row gives the time of day of a clock whose zone is not
  /// known.
  package func isLocalTime(_ transfer: Int) -> Bool {
    hasLocalTimes && clock(transfer) == .unnamed
  }

  /// Returns true where times of day of a file's rows are those of a clock whose zone is not known.
  func isLocal(_ file: UInt16) -> Bool {
    hasLocalTimes && habits.indices.contains(Int(file)) && habits[Int(file)].hasLocalTimes
  }

  /// Returns true where two rows of one file are of one clock, so that their times are compared as
  /// they are written.
  func isOneClock(_ moment: RowMoment, _ other: RowMoment) -> Bool {
    guard moment.file == other.file else { return false }
    guard habits.indices.contains(Int(moment.file)), habits[Int(moment.file)].statesOffsets else {
      return true
    }
    return (clock(moment) == .universal) == (clock(other) == .universal)
  }

  // MARK: Stretches

  /// Returns the stretch of a row beside rows of its own clock: a time in an hour that may come twice lies anywhere in
  /// that hour.
  func ownStretch(_ moment: RowMoment) -> (start: Int64, end: Int64) {
    guard hasLocalTimes, clock(moment) == .unnamed,
      let hour = ClockChanges.repeatedHour(of: moment.start)
    else { return (moment.start, moment.end) }
    return (hour.lowerBound, hour.upperBound)
  }

  /// Returns the stretch of a row as it counts beside the rows of any file.
  func stretch(_ moment: RowMoment) -> (start: Int64, end: Int64) {
    let days = stretch(moment, sharesDays: true)
    guard mixesClocks else { return days }
    let moments = stretch(moment, sharesDays: false)
    return (min(days.start, moments.start), max(days.end, moments.end))
  }

  /// Returns the stretch of a row in whole local days, or in UTC.
  func stretch(_ moment: RowMoment, sharesDays: Bool) -> (start: Int64, end: Int64) {
    switch clock(moment) {
    case .universal: return (moment.start, moment.end)
    case .local(let known):
      if sharesDays { return (moment.start, moment.end) }
      return RecordedOrder.widened(moment, known ?? .unknown)
    case .unnamed:
      if !sharesDays { return RecordedOrder.widened(moment, .unknown) }
      return (
        CivilDate.dayStart(of: moment.start), CivilDate.dayStart(of: moment.end - 1) + 86_400_000
      )
    }
  }

  private static func widened(
    _ moment: RowMoment, _ shift: DayShift
  ) -> (start: Int64, end: Int64) {
    (moment.start &- shift.earlier, moment.end &+ shift.later)
  }

  /// Returns true where a row certainly shows something earlier than another row does.
  func isEarlier(_ moment: RowMoment, _ other: RowMoment) -> Bool {
    let sharesDays = clock(moment).sharesDays(with: clock(other))
    return stretch(moment, sharesDays: sharesDays).end
      <= stretch(other, sharesDays: sharesDays).start
  }

  /// Returns the time by which a wait between two rows of one clock may be longer or shorter than their times say,
  /// because the clock may have been changed in between, in milliseconds.
  func clockChange(_ moment: RowMoment, _ other: RowMoment) -> Int64 {
    guard clock(moment) == .unnamed, clock(other) == .unnamed else { return 0 }
    let stretch = min(moment.start, other.start)..<max(moment.end, other.end)
    return ClockChanges.mayLie(in: stretch) ? ClockChanges.most : 0
  }

  // MARK: Open orders

  /// The reason why the clocks of two rows leave open which was first.
  package enum OpenClocks: Sendable, Hashable {
    /// Times of day name no zone: that of the first row, that of the second, or both.
    case unnamed(first: Bool, second: Bool)
    /// Both times lie in an hour that comes twice where clocks are set back.
    case repeatedHour
  }

  /// Returns the reason why the clocks of two transfers leave their order open; nil where something else does.
  package func openClocks(_ first: Int, _ second: Int) -> OpenClocks? {
    guard hasLocalTimes, columns.precision[first].isTimeOfDay,
      columns.precision[second].isTimeOfDay
    else { return nil }
    let (one, other) = (own(first), own(second))
    let (isFirst, isSecond) = (clock(one) == .unnamed, clock(other) == .unnamed)
    guard isOneClock(one, other) else {
      return isFirst || isSecond ? .unnamed(first: isFirst, second: isSecond) : nil
    }
    guard isFirst, isSecond, one.start != other.start,
      let hour = ClockChanges.repeatedHour(of: one.start), hour.contains(other.start)
    else { return nil }
    return .repeatedHour
  }
}
