internal import PaymentGraph

/// The payments between two accounts of which only one other has the amount, and that in the opposite direction.
struct OppositePayments {
  /// The earlier and the later payment of each pair.
  private(set) var pairs: [(payment: Int, back: Int)] = []

  /// - Complexity: O(*n* log *n*).
  init(_ transfers: [UInt32], _ columns: TransferColumns) {
    let (payer, beneficiary, start) = (columns.payer, columns.beneficiary, columns.start)
    // Both directions between two accounts stand side by side.
    var rows = transfers.compactMap { transfer in
      let at = Int(transfer)
      return payer[at] == beneficiary[at]
        ? nil
        : Row(
          amount: columns.sent[at], low: min(payer[at], beneficiary[at]),
          high: max(payer[at], beneficiary[at]), transfer: transfer,
          currency: columns.sentCurrency[at])
    }
    rows.sort { $0.isBefore($1) }
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, rows[end].isLike(rows[first]) { end += 1 }
      if end - first == 2 {
        let (one, other) = (Int(rows[first].transfer), Int(rows[first + 1].transfer))
        if payer[one] != payer[other], start[one] != start[other] {
          pairs.append(start[one] < start[other] ? (one, other) : (other, one))
        }
      }
      first = end
    }
  }

  /// A payment, with its accounts in the order of their numbers.
  private struct Row {
    let amount: Int64
    let low: UInt32
    let high: UInt32
    let transfer: UInt32
    let currency: UInt8

    /// Returns true for payments of one amount between the same accounts, in either direction.
    func isLike(_ other: Row) -> Bool {
      amount == other.amount && low == other.low && high == other.high
        && currency == other.currency
    }

    func isBefore(_ other: Row) -> Bool {
      if amount != other.amount { return amount < other.amount }
      if low != other.low { return low < other.low }
      if high != other.high { return high < other.high }
      return currency == other.currency ? transfer < other.transfer : currency < other.currency
    }
  }
}
