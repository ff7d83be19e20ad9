/// The order of transfers as far as the records decide it.
///
/// The order is decided by times, where the stretches in which two transfers happened do not
/// overlap; by the positions of rows with the same time in one file; by the positions of a payment
/// in both statements that show it; and by all of these in a chain. A row without a time, or a
/// total over a period, decides nothing. An order that nothing decides is a tie.
///
/// A day, and a time without a zone, are those of a local clock. Beside the days of another file
/// only days count, unless the zones of both are known. Beside a moment of UTC a local day is
/// as long as its possible zones allow, see ``DayShift``: a payment of 2 March in Vilnius can be
/// earlier than one of 1 March, 23:00 UTC. Times of day of two clocks without zones may be as far
/// apart as both zones allow.
///
/// The question is always whether money that the first transfer brought can have left with the
/// second: so the arrival of the first counts, and the departure of the second.
package struct RecordedOrder: Sendable {
  let columns: TransferColumns
  /// The habits of each file's rows.
  let habits: [FileHabit]
  let chains: DecidedChains
  /// True where the columns of times and files decide everything.
  package let isSimple: Bool
  /// True where any times of day are those of a clock whose zone is not known.
  let hasLocalTimes: Bool
  /// True where local days and moments of UTC, or times of clocks in different zones, must be compared.
  package let mixesClocks: Bool
  /// True where the rows of each file are of one clock, and none of an hour that comes twice: then times order them as
  /// they are written.
  package let hasOneClockPerFile: Bool

  init(_ columns: TransferColumns, habits: [FileHabit], chains: DecidedChains) {
    self.columns = columns
    self.habits = habits
    self.chains = chains
    hasLocalTimes = habits.contains(where: \.hasLocalTimes)
    valueGap = columns.valueStarts.reduce(0) { max($0, columns.start[Int($1.key)] - $1.value) }
    mixesClocks = RecordedOrder.mixesClocks(columns, habits)
    hasOneClockPerFile =
      !(mixesClocks && habits.contains(where: \.statesOffsets))
      && !RecordedOrder.hasRepeatedHours(columns, habits)
    isSimple =
      columns.timedRows.isEmpty && columns.rowPositions.isEmpty && !mixesClocks
      && !habits.contains { $0.hasLocalTimes || $0.isUnordered }
  }

  /// The longest stretch of a row whose time is known at least to the day, as it counts beside any
  /// file.
  package var longestDay: Int64 {
    86_400_000 + (mixesClocks ? DayShift.unknown.earlier + DayShift.unknown.later : 0) + valueGap
  }

  /// The longest time by which the value date of a payment is before its booking day, in milliseconds.
  package let valueGap: Int64

  /// True where any transfer has its time from rows of several files.
  package var hasTimedRows: Bool { !columns.timedRows.isEmpty }

  /// True for every file that has times of day of which no zone is known.
  var hasLocalClock: [Bool] { habits.map(\.hasLocalTimes) }

  /// True where any times of day are those of a clock whose zone is not known.
  package var usesLocalTimes: Bool { hasLocalTimes }

  /// The longest time by which a transfer may have left before the time that its columns state, in
  /// milliseconds.
  package var skew: Int64 {
    chains.skew + (mixesClocks ? DayShift.unknown.earlier : 0) + valueGap
  }

  /// Returns the first millisecond after the stretch in which a transfer happened, by its own row.
  @inline(__always)
  package func end(_ transfer: Int) -> Int64 {
    switch columns.precision[transfer] {
    case .unknown, .period: columns.time(transfer).end
    case .day: columns.start[transfer] &+ 86_400_000
    case .hour: columns.start[transfer] &+ 3_600_000
    case .minute: columns.start[transfer] &+ 60_000
    case .second: columns.start[transfer] &+ 1_000
    case .millisecond: columns.start[transfer] &+ 1
    }
  }

  /// Returns the stretch within which a transfer reached its beneficiary, as it counts beside any
  /// file.
  package func arrival(_ transfer: Int) -> (start: Int64, end: Int64) {
    if isSimple { return (columns.start[transfer], end(transfer)) }
    var (start, end) = (Int64.max, Int64.min)
    for moment in arrivals(transfer) {
      let stretch = stretch(moment)
      start = min(start, stretch.start)
      end = max(end, stretch.end)
    }
    return (start, end)
  }

  /// Returns the stretch within which a transfer arrived, by the rows of its beneficiary's side;
  /// nil where only the payer's rows show it.
  package func arrivalSpan(_ transfer: Int) -> (start: Int64, end: Int64)? {
    guard let timed = columns.timedRows[UInt32(transfer)], !timed.arrivals.isEmpty else {
      return nil
    }
    let (starts, ends) = (timed.arrivals.map(\.start), timed.arrivals.map(\.end))
    guard let start = starts.min(), let end = ends.max() else { return nil }
    return (start, end)
  }

  /// Returns the end of the stretch within which a transfer left its payer, as it counts beside any
  /// file.
  package func departureEnd(_ transfer: Int) -> Int64 {
    if isSimple { return end(transfer) }
    return departures(transfer).map { stretch($0).end }.max() ?? end(transfer)
  }

  /// Returns the order of the arrival of one transfer and the departure of another as far as the
  /// records show it.
  package func relation(_ first: Int, _ second: Int) -> OrderRelation {
    guard isSimple else {
      return relation(arrivals(first), departures: departures(second), first: first, second: second)
    }
    if end(first) <= columns.start[second] { return .before }
    if end(second) <= columns.start[first] { return .after }
    guard columns.file[first] == columns.file[second], hasSameTime(first, second) else {
      return .tied
    }
    return first < second ? .placedBefore : .placedAfter
  }

  /// Returns true where two rows state the same moment.
  private func hasSameTime(_ first: Int, _ second: Int) -> Bool {
    let precision = columns.precision[first]
    return columns.start[first] == columns.start[second]
      && precision == columns.precision[second] && precision.isOneMoment
  }

  /// Returns true where the positions of two rows in one file decide between them; the ledger has
  /// them in that order.
  package func isDecidedByPosition(_ first: Int, _ second: Int) -> Bool {
    guard columns.file[first] == columns.file[second], hasSameTime(first, second) else {
      return false
    }
    return isSimple
      || own(first).hasPosition && own(second).hasPosition && isOneClock(own(first), own(second))
  }

  /// Returns the least and the most by which the second of two transfers may be later than the
  /// first, in milliseconds.
  package func wait(_ first: Int, _ second: Int) -> (least: Int64, most: Int64) {
    var (least, most) = (Int64.max, Int64.min)
    for came in arrivals(first) {
      for left in departures(second) {
        let isOneClock = isOneClock(came, left)
        let sharesDays = clock(came).sharesDays(with: clock(left))
        let one = isOneClock ? (came.start, came.end) : stretch(came, sharesDays: sharesDays)
        let other = isOneClock ? (left.start, left.end) : stretch(left, sharesDays: sharesDays)
        let change = isOneClock ? clockChange(came, left) : 0
        least = min(least, other.0 &- (one.1 &- 1) &- change)
        most = max(most, other.1 &- 1 &- one.0 &+ change)
      }
    }
    return (least, most)
  }

  /// Returns true where the records tell which of two transfers of one account was first, whichever
  /// way money goes between them.
  package func isSettled(_ one: Int, _ other: Int) -> Bool {
    if relation(one, other) != .tied { return true }
    return hasTimedRows && relation(other, one) != .tied
  }

  /// Returns the order of two moments at one account as far as the records show it: the departure or the arrival of a
  /// transfer, and that of another.
  package func relation(of first: TransferMoment, to second: TransferMoment) -> OrderRelation {
    if isSimple { return relation(first.transfer, second.transfer) }
    let rows = relation(
      ofRows: first.side == .departure ? departures(first.transfer) : arrivals(first.transfer),
      second.side == .arrival ? arrivals(second.transfer) : departures(second.transfer),
      first: first.transfer, second: second.transfer)
    if let rows { return rows }
    let chained = chains.relation(first, second)
    return chained == .tied && hasTimedRows
      ? inCommonFile(first.transfer, second.transfer) : chained
  }

  // MARK: Several rows

  func own(_ transfer: Int) -> RowMoment {
    RowMoment.own(transfer, of: columns, habits)
  }

  func departures(_ transfer: Int) -> [RowMoment] {
    if !columns.timedRows.isEmpty, let timed = columns.timedRows[UInt32(transfer)] {
      return timed.departures
    }
    return [own(transfer)]
  }

  func arrivals(_ transfer: Int) -> [RowMoment] {
    if !columns.timedRows.isEmpty, let timed = columns.timedRows[UInt32(transfer)] {
      return timed.arriving
    }
    return [own(transfer)]
  }

  /// Returns the order of arrivals and departures.
  ///
  /// Rows of one file are compared first: the order in a bank's own statement counts more than the
  /// days of two banks.
  private func relation(
    _ arrivals: [RowMoment], departures: [RowMoment], first: Int, second: Int
  ) -> OrderRelation {
    if let decided = relation(ofRows: arrivals, departures, first: first, second: second) {
      return decided
    }
    let chained = chains.relation(
      TransferMoment(first, .arrival), TransferMoment(second, .departure))
    return chained == .tied && hasTimedRows ? inCommonFile(first, second) : chained
  }

  /// Returns the order of arrivals and departures that their rows show; nil where only a chain of
  /// other rows may decide it.
  ///
  /// Rows of one file are compared first: the order in a bank's own statement counts more than the
  /// days of two banks.
  func relation(
    ofRows arrivals: [RowMoment], _ departures: [RowMoment], first: Int, second: Int
  ) -> OrderRelation? {
    var found: Set<OrderRelation> = []
    for arrival in arrivals {
      for departure in departures where isOneClock(arrival, departure) {
        let (came, left) = (ownStretch(arrival), ownStretch(departure))
        if came.end <= left.start {
          found.insert(.before)
        } else if left.end <= came.start {
          found.insert(.after)
        } else if arrival.hasPosition, departure.hasPosition, arrival.start == departure.start,
          arrival.precision == departure.precision, let one = arrival.position,
          let other = departure.position
        {
          found.insert((one, first) < (other, second) ? .placedBefore : .placedAfter)
        }
      }
    }
    if let decided = RecordedOrder.agreed(found) { return decided }
    if !found.isEmpty { return .tied }
    // Only an order that holds by all rows is certain where several give a time.
    if arrivals.allSatisfy({ came in departures.allSatisfy { isEarlier(came, $0) } }) {
      return .before
    }
    if arrivals.allSatisfy({ came in departures.allSatisfy { isEarlier($0, came) } }) {
      return .after
    }
    return nil
  }

  /// Returns the order in a file that shows both transfers, each from either side.
  private func inCommonFile(_ first: Int, _ second: Int) -> OrderRelation {
    var found: Set<OrderRelation> = []
    for one in moments(first) where one.hasPosition {
      for other in moments(second)
      where other.hasPosition && other.start == one.start && other.precision == one.precision
        && isOneClock(one, other)
      {
        guard let position = one.position, let next = other.position else { continue }
        found.insert((position, first) < (next, second) ? .placedBefore : .placedAfter)
      }
    }
    return RecordedOrder.agreed(found) ?? .tied
  }

  /// Returns the rows of both sides of a transfer.
  func moments(_ transfer: Int) -> [RowMoment] {
    guard let timed = columns.timedRows[UInt32(transfer)] else { return [own(transfer)] }
    return timed.departures + timed.arrivals
  }

  /// Returns the one order on which rows agree; nil where they show none, or contradict each other.
  private static func agreed(_ found: Set<OrderRelation>) -> OrderRelation? {
    let isBefore = found.contains(.before) || found.contains(.placedBefore)
    let isAfter = found.contains(.after) || found.contains(.placedAfter)
    guard isBefore != isAfter else { return nil }
    if isBefore { return found.contains(.before) ? .before : .placedBefore }
    return found.contains(.after) ? .after : .placedAfter
  }
}
