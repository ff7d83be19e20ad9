internal import PaymentGraph

/// What arrived at one account on walks.
struct Arrivals {
  let transfers: [Int]
  let received: MoneyTotals
  let first: PostingTime?
  let last: PostingTime?

  /// - Parameter marks: which transfers lie on walks.
  init(at account: Int, _ space: WalkSpace, marks: TransferMarks) {
    let incoming = space.view.ledger.incoming[account]
    self.init(incoming.lazy.filter { marks[Int($0)] }.map(Int.init), space.columns)
  }

  /// - Parameter transfers: in ledger order.
  init(_ transfers: [Int], _ columns: TransferColumns) {
    var received = MoneyTotals()
    for transfer in transfers { received.add(columns.receivedMoney(transfer)) }
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
