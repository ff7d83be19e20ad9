internal import PaymentGraph

/// What arrived at one account on walks.
struct Arrivals {
  let transfers: [Int]
  let received: MoneyTotals
  let first: PostingTime?
  let last: PostingTime?

  /// - Parameter isOnWalk: by transfer.
  init(at account: Int, _ space: WalkSpace, isOnWalk: [Bool]) {
    let incoming = space.view.ledger.incoming[account]
    let columns = space.columns
    var transfers: [Int] = []
    var received = MoneyTotals()
    for transfer in incoming where isOnWalk[Int(transfer)] {
      transfers.append(Int(transfer))
      received.add(space.view.ledger.transfer(TransferID(index: transfer)).received)
    }
    self.transfers = transfers
    self.received = received
    // Ledger order is the order of starts; transfers without a time come before all others.
    first = transfers.first { columns.precision[$0] != .unknown }.map(columns.time)
    last = transfers.last { columns.precision[$0] != .unknown }.map(columns.time)
  }

  /// Whether no transfer of the whole ledger leaves the account after one of these may have come.
  func areTerminal(at account: Int, _ space: WalkSpace) -> Bool {
    let payouts = space.outgoing[account]
    let precedence = space.precedence
    guard let earliestEnd = transfers.map(precedence.end).min() else { return true }
    for payout in payouts.reversed() {
      if space.columns.start[Int(payout)] >= earliestEnd { return false }
      if transfers.contains(where: { precedence.mayFollow($0, Int(payout)) }) { return false }
    }
    return true
  }
}
