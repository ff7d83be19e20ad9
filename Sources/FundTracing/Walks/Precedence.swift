internal import PaymentGraph

/// Whether one transfer may follow another in time, under a tie rule.
struct Precedence: Sendable {
  private let order: RecordedOrder
  private let columns: TransferColumns
  private let ties: TieRule
  /// True where only what the records decide may follow: what a proof takes.
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

  /// The one payment whose money a transfer can pass on, where it gives that back as the records name it; nil where it
  /// may pass on any.
  func returned(by transfer: Int) -> Int? {
    guard namesReturns, let mark = columns.returns[UInt32(transfer)], mark.isNamed else {
      return nil
    }
    return Int(mark.payment)
  }

  /// The first millisecond after the stretch in which a transfer happened, by its own row.
  func end(_ transfer: Int) -> Int64 { order.end(transfer) }

  /// Where the stretch of a transfer begins and ends beside other files.
  func wideStart(_ transfer: Int) -> Int64 { order.wideStart(transfer) }
  func wideEnd(_ transfer: Int) -> Int64 { order.wideEnd(transfer) }

  /// True where rows of several files say when single transfers took place.
  var hasPlaces: Bool { order.hasPlaces }

  /// True where the records say of two transfers which was first.
  func isSettled(_ one: Int, _ other: Int) -> Bool { order.isSettled(one, other) }

  /// True where the records say of two moments which was first.
  func isSettled(_ one: TransferMoment, _ other: TransferMoment) -> Bool {
    order.isSettled(one, other)
  }

  /// By moment of a group: those that stand next to it in a file, by their positions in the group.
  func followers(in group: [TransferMoment]) -> [[Int]] { order.followers(in: group) }

  /// The stretch of a moment beside other files, and beside rows of a clock.
  func span(_ moment: TransferMoment) -> (start: Int64, end: Int64) { order.span(moment) }
  func stretch(_ moment: TransferMoment, beside clock: RowClock) -> (start: Int64, end: Int64) {
    order.stretch(moment, beside: clock)
  }

  /// The clock of the row that says when a moment was.
  func clock(_ moment: TransferMoment) -> RowClock { order.clock(moment) }

  /// The stretch within which a transfer came to its beneficiary, as it counts beside any file.
  func arrival(_ transfer: Int) -> (start: Int64, end: Int64) { order.arrival(transfer) }

  /// Where the stretch ends within which a transfer left its payer, as it counts beside any file.
  func departureEnd(_ transfer: Int) -> Int64 { order.departureEnd(transfer) }

  /// The clock by which a transfer's own row says when it took place.
  func clock(_ transfer: Int) -> RowClock { order.clock(transfer) }

  /// The stretch of a transfer's own row as it counts beside rows of a clock.
  func stretch(_ transfer: Int, beside clock: RowClock) -> (start: Int64, end: Int64) {
    order.stretch(transfer, beside: clock)
  }

  /// True where local days and moments of UTC, or days of different zones, must be compared.
  var mixesClocks: Bool { order.mixesClocks }

  /// The longest stretch of a transfer whose day is known, in milliseconds.
  var longestDay: Int64 { order.longestDay }

  /// From which start on payouts are certainly later than what came within a stretch that ends here.
  func certainStart(after end: Int64) -> Int64 {
    let (start, overflow) = end.addingReportingOverflow(order.skew)
    return overflow ? .max : start
  }

  /// What the records say of the arrival of one transfer and the departure of another.
  func relation(_ earlier: Int, _ later: Int) -> OrderRelation {
    // What a transfer gives back was paid before it, whatever else is known of its time.
    if namesReturns, returned(by: later) == earlier { return .before }
    return order.relation(earlier, later)
  }

  /// Whether the later may pass on what the earlier brought.
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

  /// True where the records decide that the later may pass on what the earlier brought.
  func isDecided(_ earlier: Int, _ later: Int) -> Bool {
    let relation = relation(earlier, later)
    return relation == .before || relation == .placedBefore
  }

  /// The shortest wait between two transfers that their times allow, in milliseconds.
  func shortestWait(_ earlier: Int, _ later: Int) -> Int64 {
    guard columns.precision[earlier] != .unknown, columns.precision[later] != .unknown else {
      return 0
    }
    if mixesClocks { return max(0, order.wait(earlier, later).least) }
    return max(0, columns.start[later] &- (order.arrival(earlier).end &- 1))
  }

  /// The least and the most that the times of a receipt and a payout let money wait between them, in milliseconds.
  func wait(_ receipt: Int, _ payout: Int) -> ClosedRange<Int64> {
    var (least, most) = (
      columns.start[payout] &- (end(receipt) &- 1), end(payout) &- 1 &- columns.start[receipt]
    )
    if mixesClocks { (least, most) = order.wait(receipt, payout) }
    return max(0, least)...max(0, least, most)
  }

  /// By how much the stretches of a receipt and of a payout may reach beyond what their columns state, where rows of
  /// different clocks are compared, in milliseconds.
  var reach: Int64 { mixesClocks ? longestDay &- 86_400_000 : 0 }

  /// Whether the ledger's order alone decides what may follow what, among the transfers in scope:
  /// then one pass in that order finds every walk, and no walk needs a tie.
  func isSequence(in view: LedgerView) -> Bool {
    // What holds for all transfers holds for those in scope.
    if ties == .recorded, view.ledger.isPlainSequence { return true }
    if order.hasPlaces || namesReturns { return false }
    var latestEnd = Int64.min
    // Beside other files local times count as their day.
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
          guard ties == .recorded, order.isDecidedByPlace(last, transfer),
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
