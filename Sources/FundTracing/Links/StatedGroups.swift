internal import PaymentGraph

/// Payouts that name several receipts without shares, with the check that those receipts suffice for them.
struct StatedGroups {
  private struct Payout {
    let id: TransferID
    let amount: Int128
    let receipts: [TransferID]
  }

  private var payouts: [Payout] = []
  /// The amount that each receipt has left.
  private var left: [TransferID: Int128] = [:]
  /// The representative of each receipt that payouts join with others.
  private var head: [TransferID: TransferID] = [:]

  /// Adds a payout, in ledger order, with the amounts that its receipts have left for it.
  mutating func add(
    _ payout: TransferID, _ amount: Int128, from receipts: [(id: TransferID, left: Int128)]
  ) {
    guard let first = receipts.first else { return }
    for receipt in receipts {
      left[receipt.id] = receipt.left
      join(receipt.id, first.id)
    }
    payouts.append(Payout(id: payout, amount: amount, receipts: receipts.map(\.id)))
  }

  /// The payouts that exceed their receipts, alone or together with all that receipts connect.
  var exceeding: Set<TransferID> {
    var rest: [TransferID: Int128] = [:]
    for (receipt, amount) in left { rest[top(receipt), default: 0] += amount }
    for payout in payouts { rest[top(payout.receipts[0]), default: 0] -= payout.amount }
    return Set(
      payouts.filter { payout in
        payout.amount > payout.receipts.reduce(0) { $0 + (left[$1] ?? 0) }
          || (rest[top(payout.receipts[0])] ?? 0) < 0
      }.map(\.id))
  }

  private mutating func join(_ one: TransferID, _ other: TransferID) {
    let (first, second) = (top(one), top(other))
    if first != second { head[max(first, second)] = min(first, second) }
  }

  private func top(_ receipt: TransferID) -> TransferID {
    var receipt = receipt
    while let above = head[receipt] { receipt = above }
    return receipt
  }
}
