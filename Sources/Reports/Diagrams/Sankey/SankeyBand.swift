internal import PaymentGraph

/// Payments between two blocks of a panel of a Sankey diagram.
struct SankeyBand: Sendable, Hashable {
  /// What bands are told apart by.
  struct Key: Hashable, Comparable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let isReturn: Bool

    static func < (left: Key, right: Key) -> Bool {
      func order(_ key: Key) -> (Int, Int, Int) { (key.from, key.to, key.isReturn ? 1 : 0) }
      return order(left) != order(right)
        ? order(left) < order(right) : left.evidence < right.evidence
    }
  }

  let key: Key

  /// How wide it starts: what left the payer, in minor units of the panel's currency.
  var start: Int128 = 0

  /// How wide it ends: what reached the beneficiary, as far as that was the panel's currency, else as it
  /// was sent.
  var end: Int128 = 0

  /// What was sent, as the records have it.
  var sent = MoneyTotals()

  /// What was received, as the records have it.
  var received = MoneyTotals()

  /// Whether any of it was received in another currency than it was sent in.
  var isExchanged = false

  /// The payments, in ledger order.
  var transfers: [TransferID] = []

  /// The streams of the flow that it stands for.
  var streams: [Int] = []

  var from: Int { key.from }
  var to: Int { key.to }
}
