internal import PaymentGraph

/// Whether one transfer may follow another in time, under a tie rule.
struct Precedence: Sendable {
  private let columns: TransferColumns
  private let ties: TieRule

  init(_ ledger: Ledger, ties: TieRule) {
    columns = ledger.columns
    self.ties = ties
  }

  /// The first millisecond after the stretch in which a transfer happened.
  func end(_ transfer: Int) -> Int64 {
    switch columns.precision[transfer] {
    case .unknown, .period: columns.time(transfer).end
    case .day: columns.start[transfer] &+ 86_400_000
    case .hour: columns.start[transfer] &+ 3_600_000
    case .minute: columns.start[transfer] &+ 60_000
    case .second: columns.start[transfer] &+ 1_000
    case .millisecond: columns.start[transfer] &+ 1
    }
  }

  /// Whether the later may pass on what the earlier brought.
  func mayFollow(_ earlier: Int, _ later: Int) -> Bool {
    if earlier == later { return false }
    if end(earlier) <= columns.start[later] { return true }
    if end(later) <= columns.start[earlier] { return false }
    switch ties {
    case .forbid: return false
    case .allow: return true
    case .recorded: return hasCommonSequence(earlier, later) ? earlier < later : true
    }
  }

  /// Whether the place in the file says which of two tied transfers was first.
  func hasCommonSequence(_ left: Int, _ right: Int) -> Bool {
    let precision = columns.precision[left]
    return columns.file[left] == columns.file[right] && columns.start[left] == columns.start[right]
      && precision == columns.precision[right] && precision != .unknown && precision != .period
  }

  /// The shortest wait between two transfers that their times allow, in milliseconds.
  func shortestWait(_ earlier: Int, _ later: Int) -> Int64 {
    guard columns.precision[earlier] != .unknown, columns.precision[later] != .unknown else {
      return 0
    }
    return max(0, columns.start[later] &- (end(earlier) &- 1))
  }

  /// Whether the ledger's order alone decides what may follow what, among the transfers in scope:
  /// then one pass in that order finds every walk.
  func isSequence(in view: LedgerView) -> Bool {
    // What holds for all transfers holds for those in scope.
    if ties == .recorded, view.ledger.isPlainSequence { return true }
    var latestEnd = Int64.min
    var last = -1
    for transfer in 0..<columns.count where view.contains(transfer) {
      if last >= 0, columns.start[transfer] < latestEnd {
        guard ties == .recorded, hasCommonSequence(last, transfer), end(last) == latestEnd else {
          return false
        }
      }
      latestEnd = max(latestEnd, end(transfer))
      last = transfer
    }
    return true
  }
}
