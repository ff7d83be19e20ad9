internal import PaymentGraph

/// Payments between two blocks of a panel of a Sankey diagram.
struct SankeyBand: Sendable, Hashable {
  /// The properties by which bands are told apart.
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

  /// The width at the band's start: the sum that left the payer, in minor units of the panel's
  /// currency.
  var start: Int128 = 0

  /// The width at the band's end: the sum that reached the beneficiary, where that was in the
  /// panel's currency, else the sum sent.
  var end: Int128 = 0

  /// The sums sent, as recorded.
  var sent = MoneyTotals()

  /// The sums received, as recorded.
  var received = MoneyTotals()

  /// True where any payment was received in another currency than it was sent in.
  var isExchanged = false

  /// The payments, in ledger order.
  var transfers: [TransferID] = []

  /// The streams of the flow for which the band stands.
  var streams: [Int] = []

  var from: Int { key.from }
  var to: Int { key.to }
}
