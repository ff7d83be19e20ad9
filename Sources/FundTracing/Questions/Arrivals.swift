internal import PaymentGraph

/// What arrived at one account on walks.
struct Arrivals {
  let transfers: [Int]
  let received: MoneyTotals
  let first: PostingTime?
  let last: PostingTime?

  /// - Parameters:
  ///   - marks: which transfers lie on walks.
  ///   - inflow: gets everything that came into the account in scope.
  init(at account: Int, _ space: WalkSpace, marks: TransferMarks, inflow: inout MoneyTotals) {
    var transfers: [Int] = []
    var received = MoneyTotals()
    // What a transfer brought lies anywhere in memory: it is fetched once for both sums.
    for transfer in space.view.ledger.incoming[account] where space.view.contains(Int(transfer)) {
      let money = space.columns.receivedMoney(Int(transfer))
      inflow.add(money)
      guard marks[Int(transfer)] else { continue }
      received.add(money)
      transfers.append(Int(transfer))
    }
    self.init(transfers, received, space.columns)
  }

  /// - Parameter transfers: in ledger order.
  init(_ transfers: [Int], _ columns: TransferColumns) {
    var received = MoneyTotals()
    for transfer in transfers { received.add(columns.receivedMoney(transfer)) }
    self.init(transfers, received, columns)
  }

  private init(_ transfers: [Int], _ received: MoneyTotals, _ columns: TransferColumns) {
    self.transfers = transfers
    self.received = received
    // Ledger order is the order of starts; transfers without a time come before all others.
    first = transfers.first { columns.precision[$0] != .unknown }.map { columns.time($0) }
    last = transfers.last { columns.precision[$0] != .unknown }.map { columns.time($0) }
  }
}
