internal import PaymentGraph

/// Payments between two blocks of a Sankey diagram in one currency.
struct SankeyBand: Sendable, Hashable {
  /// What bands are told apart by.
  struct Key: Hashable, Comparable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let isReturn: Bool
    /// Whether the payer's side is in the currency, and the beneficiary's.
    let leaves: Bool
    let arrives: Bool

    static func < (left: Key, right: Key) -> Bool {
      func order(_ key: Key) -> (Int, Int, Int, Int) {
        (key.from, key.to, key.isReturn ? 1 : 0, (key.leaves ? 0 : 1) + (key.arrives ? 0 : 2))
      }
      return order(left) != order(right)
        ? order(left) < order(right) : left.evidence < right.evidence
    }
  }

  let key: Key
  /// What left the payer, in minor units; nil where that was another currency.
  var sent: Int128?
  /// What reached the beneficiary, in minor units; nil where that was another currency.
  var received: Int128?
  /// The payments, in ledger order.
  var transfers: [TransferID] = []
  /// The streams of the flow that it stands for.
  var streams: [Int] = []

  var from: Int { key.from }
  var to: Int { key.to }
  /// How wide it starts, in minor units.
  var start: Int128 { sent ?? received ?? 0 }
  /// How wide it ends, in minor units.
  var end: Int128 { received ?? sent ?? 0 }
  /// Whether it was exchanged on the way.
  var isExchanged: Bool { sent == nil || received == nil }
}
