internal import PaymentGraph

/// The transfers that may follow each other in a ledger ordered by moments: the payouts that may follow a receipt are
/// those from an index on, and the receipts that may precede a payout those before an index.
struct FollowingOrder: Sendable {
  private let ties: TieRule
  private let start: CompactColumn

  /// - Parameter ledger: a plain sequence; see ``PaymentGraph/Ledger/isPlainSequence``.
  init(_ ledger: Ledger, ties: TieRule) {
    self.ties = ties
    start = ledger.columns.start
  }

  /// Returns the index of the first transfer that may follow another.
  @inline(__always)
  func first(after transfer: Int) -> Int {
    switch ties {
    case .recorded: transfer + 1
    case .allow: momentBegin(transfer)
    case .forbid: momentEnd(transfer)
    }
  }

  /// Returns the index after the last transfer that another may follow.
  @inline(__always)
  func end(before transfer: Int) -> Int {
    switch ties {
    case .recorded: transfer
    case .allow: momentEnd(transfer)
    case .forbid: momentBegin(transfer)
    }
  }

  private func momentBegin(_ transfer: Int) -> Int {
    let moment = start[transfer]
    return BinarySearch.lowerBound(transfer) { start[$0] < moment }
  }

  private func momentEnd(_ transfer: Int) -> Int {
    let moment = start[transfer]
    return transfer
      + BinarySearch.lowerBound(start.count - transfer) { start[transfer + $0] <= moment }
  }
}
