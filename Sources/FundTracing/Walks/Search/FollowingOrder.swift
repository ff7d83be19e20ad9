internal import PaymentGraph

/// What may follow what in a ledger whose order is that of its moments: then the payouts that may follow
/// a receipt are those from a place on, and the receipts that may precede a payout those before a place.
struct FollowingOrder: Sendable {
  private let ties: TieRule
  private let start: CompactColumn

  /// - Parameter ledger: a plain sequence; see ``PaymentGraph/Ledger/isPlainSequence``.
  init(_ ledger: Ledger, ties: TieRule) {
    self.ties = ties
    start = ledger.columns.start
  }

  /// The place of the first transfer that may follow one.
  @inline(__always)
  func first(after transfer: Int) -> Int {
    switch ties {
    case .recorded: transfer + 1
    case .allow: momentBegin(transfer)
    case .forbid: momentEnd(transfer)
    }
  }

  /// The place after the last transfer that one may follow.
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
    return LinkSet.lowerBound(transfer) { start[$0] < moment }
  }

  private func momentEnd(_ transfer: Int) -> Int {
    let moment = start[transfer]
    return transfer + LinkSet.lowerBound(start.count - transfer) { start[transfer + $0] <= moment }
  }
}
