internal import PaymentGraph

/// The test of whether one transfer may follow another in time, under a tie rule.
struct Precedence: Sendable {
  private let order: RecordedOrder
  private let columns: TransferColumns
  private let ties: TieRule
  /// True where only orders that the records decide count, as a proof requires.
  let isStrict: Bool
  /// True where records name payments that transfers give back: such a transfer passes on that payment and no other.
  let namesReturns: Bool

  init(_ ledger: Ledger, ties: TieRule, isStrict: Bool = false) {
    order = ledger.recordedOrder
    columns = ledger.columns
    self.ties = ties
    self.isStrict = isStrict
    namesReturns = columns.returns.values.contains(where: \.isNamed)
  }

  /// Returns the one payment whose money a transfer can pass on, where the records name the payment that it gives back;
  /// nil where it may pass on any.
  func returned(by transfer: Int) -> Int? {
    guard namesReturns, let mark = columns.returns[UInt32(transfer)], mark.isNamed else {
      return nil
    }
    return Int(mark.payment)
  }

  /// Returns the first millisecond after the stretch in which a transfer happened, by its own row.
  func end(_ transfer: Int) -> Int64 { order.end(transfer) }

  /// Returns the start, or the end, of a transfer's stretch as it counts beside other files.
  func wideStart(_ transfer: Int) -> Int64 { order.wideStart(transfer) }
  func wideEnd(_ transfer: Int) -> Int64 { order.wideEnd(transfer) }

  /// True where rows of several files say when single transfers took place.
  var hasPlaces: Bool { order.hasTimedRows }

  /// Returns true where the records say which of two transfers was first.
  func isSettled(_ one: Int, _ other: Int) -> Bool { order.isSettled(one, other) }

  /// Returns true where the records say which of two moments was first.
  func isSettled(_ one: TransferMoment, _ other: TransferMoment) -> Bool {
    order.isSettled(one, other)
  }

  /// Returns true where the times of two moments, and no positions of rows, say which was first.
  func isTimed(_ one: TransferMoment, _ other: TransferMoment) -> Bool {
    let relation = order.relation(of: one, to: other)
    if relation == .before || relation == .after { return true }
    let reverse = order.relation(of: other, to: one)
    return reverse == .before || reverse == .after
  }

  /// Returns the clocks that order moments of a group which other files leave open.
  func localClocks(of group: [TransferMoment]) -> LocalClocks { order.localClocks(of: group) }

  /// Returns, by moment of a group, those adjacent to it in a file, by their indices in the group.
  func followers(in group: [TransferMoment]) -> [[Int]] { order.followers(in: group) }

  /// Returns the stretch of a moment beside other files, or beside rows of a clock.
  func span(_ moment: TransferMoment) -> (start: Int64, end: Int64) { order.span(moment) }
  func stretch(_ moment: TransferMoment, beside clock: RowClock) -> (start: Int64, end: Int64) {
    order.stretch(moment, beside: clock)
  }

  /// Returns the clock of the row that states the time of a moment.
  func clock(_ moment: TransferMoment) -> RowClock { order.clock(moment) }

  /// Returns the stretch within which a transfer reached its beneficiary, as it counts beside any file.
  func arrival(_ transfer: Int) -> (start: Int64, end: Int64) { order.arrival(transfer) }

  /// Returns the end of the stretch within which a transfer left its payer, as it counts beside any file.
  func departureEnd(_ transfer: Int) -> Int64 { order.departureEnd(transfer) }

  /// Returns the clock of the time in a transfer's own row.
  func clock(_ transfer: Int) -> RowClock { order.clock(transfer) }

  /// Returns the stretch of a transfer's own row as it counts beside rows of a clock.
  func stretch(_ transfer: Int, beside clock: RowClock) -> (start: Int64, end: Int64) {
    order.stretch(transfer, beside: clock)
  }

  /// True where local days and moments of UTC, or times of clocks in different zones, must be compared.
  var mixesClocks: Bool { order.mixesClocks }

  /// True where times are no moments of one clock, so that waits are not the differences of columns.
  var hasOpenClocks: Bool { order.mixesClocks || order.usesLocalTimes }

  /// The longest stretch of a transfer whose day is known, in milliseconds.
  var longestDay: Int64 { order.longestDay }

  /// Returns the start from which payouts are certainly later than receipts of a stretch that ends at a moment.
  func certainStart(after end: Int64) -> Int64 {
    let (start, overflow) = end.addingReportingOverflow(order.skew)
    return overflow ? .max : start
  }

  /// Returns the order in which the records put the arrival of one transfer and the departure of another.
  func relation(_ earlier: Int, _ later: Int) -> OrderRelation {
    // The payment that a transfer gives back was made before it, whatever else is known of its time.
    if namesReturns, returned(by: later) == earlier { return .before }
    return order.relation(earlier, later)
  }

  /// Returns true where the later transfer may pass on the money of the earlier one.
  func mayFollow(_ earlier: Int, _ later: Int) -> Bool {
    if earlier == later { return false }
    if let payment = returned(by: later), payment != earlier { return false }
    switch relation(earlier, later) {
    case .before: return true
    case .after: return false
    case .placedBefore: return ties != .forbid
    case .placedAfter: return ties == .allow && !isStrict
    case .tied: return ties != .forbid && !isStrict
    }
  }

  /// Returns true where the records decide that the later transfer may pass on the money of the earlier one.
  func isDecided(_ earlier: Int, _ later: Int) -> Bool {
    let relation = relation(earlier, later)
    return relation == .before || relation == .placedBefore
  }

  /// Returns the shortest wait between two transfers that their times allow, in milliseconds.
  func shortestWait(_ earlier: Int, _ later: Int) -> Int64 {
    guard columns.precision[earlier] != .unknown, columns.precision[later] != .unknown else {
      return 0
    }
    if hasOpenClocks { return max(0, order.wait(earlier, later).least) }
    return max(0, columns.start[later] &- (order.arrival(earlier).end &- 1))
  }

  /// Returns the longest wait between two transfers that their times allow, in milliseconds; nil where one has no time.
  ///
  /// A time to the minute counts as stated.
  func longestWait(_ earlier: Int, _ later: Int) -> Int64? {
    guard columns.precision[earlier] != .unknown, columns.precision[later] != .unknown else {
      return nil
    }
    let length = end(later) &- columns.start[later]
    let rest = columns.precision[later].isMinute ? length &- 1 : 0
    if hasOpenClocks { return max(0, order.wait(earlier, later).most &- rest) }
    return max(0, end(later) &- 1 &- rest &- order.arrival(earlier).start)
  }

  /// Returns the reason why the times of two transfers leave the wait between them open.
  func causeOfOpenWait(_ receipt: Int, _ payout: Int) -> OpenWait.Cause {
    guard columns.precision[receipt].isTimeOfDay, columns.precision[payout].isTimeOfDay else {
      return .noTimeOfDay
    }
    if case .unnamed = order.openClocks(receipt, payout) { return .unnamedZone }
    if order.isLocalTime(receipt), order.isLocalTime(payout) { return .clockChange }
    return .severalRows
  }

  /// Returns the shortest and the longest wait between a receipt and a payout that their times allow, in milliseconds.
  func wait(_ receipt: Int, _ payout: Int) -> ClosedRange<Int64> {
    var (least, most) = (
      columns.start[payout] &- (end(receipt) &- 1), end(payout) &- 1 &- columns.start[receipt]
    )
    if mixesClocks { (least, most) = order.wait(receipt, payout) }
    return max(0, least)...max(0, least, most)
  }

  /// The time by which the stretches of a receipt and a payout may exceed their columns, where rows of different clocks
  /// are compared, in milliseconds.
  var reach: Int64 { longestDay &- 86_400_000 }

  /// True where value dates show that payments may have arrived before the day on which they were booked.
  var hasValueDates: Bool { order.valueGap > 0 }

  /// Returns true where the ledger's order alone decides which of the transfers in scope may follow which.
  ///
  /// Then one pass in that order finds every walk, and no walk needs a tie.
  func isSequence(in view: LedgerView) -> Bool {
    // A plain sequence of all transfers is one of those in scope.
    if ties == .recorded, view.ledger.isPlainSequence { return true }
    if order.hasTimedRows || namesReturns || !order.hasOneClockPerFile { return false }
    var latestEnd = Int64.min
    // Beside other files, a local time counts as its day.
    var latestWideEnd = Int64.min
    var isOneFile = true
    var last = -1
    for transfer in 0..<columns.count where view.contains(transfer) {
      if last >= 0 {
        isOneFile = isOneFile && columns.file[transfer] == columns.file[last]
        let isLater =
          isOneFile
          ? columns.start[transfer] >= latestEnd : order.wideStart(transfer) >= latestWideEnd
        if !isLater {
          guard ties == .recorded, order.isDecidedByPosition(last, transfer),
            isOneFile
              ? end(last) == latestEnd
              : order.wideEnd(last) == latestWideEnd && !order.usesLocalTimes && !mixesClocks
          else { return false }
        }
        if order.wideStart(transfer) >= latestWideEnd { isOneFile = true }
      }
      latestEnd = max(latestEnd, end(transfer))
      latestWideEnd = max(latestWideEnd, order.wideEnd(transfer))
      last = transfer
    }
    return true
  }
}
