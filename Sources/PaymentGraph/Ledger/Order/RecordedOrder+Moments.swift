// The order of transfers of which some are two events: money that leaves at one time and arrives at another.
extension RecordedOrder {
  /// Returns true where the rows of the beneficiary's side show a transfer later than the ledger has
  /// it: it was on its way in between.
  package func cameLater(_ transfer: Int) -> Bool {
    guard let timed = columns.timedRows[UInt32(transfer)], !timed.arrivals.isEmpty,
      timed.arrivals.allSatisfy(\.precision.isOneMoment), columns.precision[transfer].isOneMoment,
      let came = timed.arrivals.map(\.start).min()
    else { return false }
    return came > columns.start[transfer]
  }

  /// Returns the time under which the beneficiary's side first shows a transfer; nil where only the
  /// payer's rows show it.
  package func arrivalTime(_ transfer: Int) -> PostingTime? {
    columns.timedRows[UInt32(transfer)]?.arrivals.min { ($0.start, $0.end) < ($1.start, $1.end) }
      .map { row in
        let time = PostingTime(start: row.start, precision: row.precision)
        return clock(row) == .unnamed ? time.local : time
      }
  }

  /// Returns the stretch of a moment beside other files.
  package func span(_ moment: TransferMoment) -> (start: Int64, end: Int64) {
    guard moment.side != .whole else {
      return (wideStart(moment.transfer), wideEnd(moment.transfer))
    }
    return hull(rows(moment).map { stretch($0) })
  }

  /// Returns the clock of the row that states the time of a moment.
  package func clock(_ moment: TransferMoment) -> RowClock {
    guard moment.side == .arrival, let row = rows(moment).first else {
      return clock(moment.transfer)
    }
    return clock(row)
  }

  /// Returns the stretch of a moment as it counts beside rows of a clock.
  package func stretch(
    _ moment: TransferMoment, beside other: RowClock
  ) -> (start: Int64, end: Int64) {
    guard moment.side != .whole else { return stretch(moment.transfer, beside: other) }
    return hull(
      rows(moment).map { stretch($0, sharesDays: clock($0).sharesDays(with: other)) })
  }

  /// Returns true where the records say which of two moments at one account was first.
  package func isSettled(_ one: TransferMoment, _ other: TransferMoment) -> Bool {
    if one.side == .whole, other.side == .whole { return isSettled(one.transfer, other.transfer) }
    return decides(one, other) || decides(other, one)
  }

  /// Returns true where the records show an order of the first moment and the second.
  private func decides(_ first: TransferMoment, _ second: TransferMoment) -> Bool {
    let came = first.side == .departure ? departures(first.transfer) : arrivals(first.transfer)
    let left = second.side == .arrival ? arrivals(second.transfer) : departures(second.transfer)
    let rows = relation(ofRows: came, left, first: first.transfer, second: second.transfer)
    let relation = rows ?? chains.relation(first, second)
    return relation != .tied
  }

  /// Returns the next moments in a file, for each moment of a group of one time, as indices in the
  /// group.
  ///
  /// The arrival of a payment follows its departure.
  package func followers(in group: [TransferMoment]) -> [[Int]] {
    var stands: [(chain: UInt32, start: Int64, rowPosition: Int64, position: Int)] = []
    var left: [Int: Int] = [:]
    for (position, moment) in group.enumerated() {
      if moment.side == .departure { left[moment.transfer] = position }
      for row in rows(moment) where row.hasPosition {
        guard let rowPosition = row.position else { continue }
        stands.append((row.chain, row.start, rowPosition, position))
      }
    }
    stands.sort {
      ($0.chain, $0.start, $0.rowPosition, $0.position) < (
        $1.chain, $1.start, $1.rowPosition, $1.position
      )
    }
    var followers: [[Int]] = Array(repeating: [], count: group.count)
    for (one, other) in zip(stands, stands.dropFirst())
    where one.chain == other.chain && one.position != other.position
      && (one.start == other.start || !isRepeated(one.start, and: other.start))
    {
      followers[one.position].append(other.position)
    }
    for (position, moment) in group.enumerated() where moment.side == .arrival {
      if let departure = left[moment.transfer] { followers[departure].append(position) }
    }
    return followers
  }

  /// Returns true where two times of one chain lie in an hour that may come twice, so that they decide nothing.
  private func isRepeated(_ one: Int64, and other: Int64) -> Bool {
    hasLocalTimes && ClockChanges.repeatedHour(of: one)?.contains(other) == true
  }

  /// Returns the rows that show a moment.
  private func rows(_ moment: TransferMoment) -> [RowMoment] {
    switch moment.side {
    case .whole: moments(moment.transfer)
    case .departure: departures(moment.transfer)
    case .arrival: arrivals(moment.transfer)
    }
  }

  /// Returns the row that shows a moment; nil where several do.
  func onlyRow(_ moment: TransferMoment) -> RowMoment? {
    let rows = rows(moment)
    return rows.count == 1 ? rows[0] : nil
  }

  private func hull(_ stretches: [(start: Int64, end: Int64)]) -> (start: Int64, end: Int64) {
    (stretches.map(\.start).min() ?? .min, stretches.map(\.end).max() ?? .max)
  }
}
