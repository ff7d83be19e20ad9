// The times of the first and the last of some transfers, as answers print them.
extension Ledger {
  /// Returns the time of the first transfer that has one; nil where none has.
  ///
  /// Of transfers that start together, the one whose time is known best is shown: their places in the ledger depend on
  /// rows of other accounts.
  ///
  /// - Parameter transfers: the transfers, in ledger order.
  package func firstTime(of transfers: some Sequence<Int>) -> PostingTime? {
    var best: Int?
    for transfer in transfers where columns.precision[transfer] != .unknown {
      guard let known = best else {
        best = transfer
        continue
      }
      if columns.start[transfer] != columns.start[known] { break }
      if isShownFirst(transfer, insteadOf: known) { best = transfer }
    }
    return best.map { time(of: $0) }
  }

  /// Returns the time of the last transfer that has one; nil where none has.
  ///
  /// Transfers that start together are treated as by ``firstTime(of:)``.
  ///
  /// - Parameter transfers: the transfers, in ledger order.
  package func lastTime(of transfers: some BidirectionalCollection<Int>) -> PostingTime? {
    firstTime(of: transfers.reversed())
  }

  /// Returns true where two transfers start at the same moment and the time of the first is known better.
  package func isShownFirst(_ transfer: Int, insteadOf other: Int) -> Bool {
    guard columns.start[transfer] == columns.start[other] else { return false }
    let (one, known) = (time(of: transfer), time(of: other))
    if one.end != known.end { return one.end < known.end }
    if one.precision != known.precision { return one.precision.rawValue < known.precision.rawValue }
    return !one.isLocal && known.isLocal
  }
}
