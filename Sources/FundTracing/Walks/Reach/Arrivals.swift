internal import PaymentGraph

/// The transfers and amounts that arrived at one account on walks.
struct Arrivals {
  let transfers: [Int]
  let received: MoneyTotals
  let first: PostingTime?
  let last: PostingTime?

  /// - Parameter transfers: the transfers, in ledger order.
  init(_ transfers: [Int], in ledger: Ledger) {
    let columns = ledger.columns
    var received = MoneyTotals()
    for transfer in transfers { received.add(columns.receivedMoney(transfer)) }
    self.transfers = transfers
    self.received = received
    // Ledger order is the order of starts; transfers without a time come before all others.
    first = transfers.first { columns.precision[$0] != .unknown }.map(ledger.time)
    last = transfers.last { columns.precision[$0] != .unknown }.map(ledger.time)
  }
}
