internal import FundTracing
internal import PaymentGraph

/// An account that one victim's money passes, or several together.
struct WalkCard: Sendable {
  /// The accounts, in the order of their keys.
  let accounts: [AccountID]
  /// How many transfers it is from the victim, at least.
  let depth: Int
  /// Which channel it is, from 0; nil for none.
  var channel: Int?
  /// Where the victim's money lies here at the end, by currency.
  var holdings: [VictimHolding] = []

  var isFolded: Bool { accounts.count > 1 }
}
