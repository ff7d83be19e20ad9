internal import PaymentGraph

/// The text of a stream: amounts and days.
struct StreamText {
  let ledger: Ledger
  let transfers: [TransferID]

  /// The sums that arrived, by currency.
  var received: MoneyTotals {
    var totals = MoneyTotals()
    for id in transfers { totals.add(ledger.transfer(id).received) }
    return totals
  }

  /// The amounts, one line a currency: `GBP 185.00 x 12` for equal payments, `GBP 2,340.00 in 12`
  /// for others.
  var amounts: [String] {
    received.lines.map { total in
      let amounts = transfers.map { ledger.transfer($0).received }
        .filter { $0.currency == total.currency }
      guard let first = amounts.first, amounts.contains(where: { $0 != first }) else {
        return amounts.first.map { "\($0) x \(amounts.count)" } ?? ""
      }
      return "\(total) in \(amounts.count)"
    }
  }

  /// The days of the first and the last payment.
  var days: String { DayText.range(transfers.map { ledger.transfer($0).time }) }
}
