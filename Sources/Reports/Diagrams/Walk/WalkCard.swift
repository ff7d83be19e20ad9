internal import FundTracing
internal import PaymentGraph

/// An account that one victim's money passes, or several accounts together.
struct WalkCard: Sendable {
  /// The accounts, in the order of their keys.
  let accounts: [AccountID]
  /// The fewest transfers between the victim and the account.
  let depth: Int
  /// The number of the channel, from 0; nil for none.
  var channel: Int?
  /// The victim's money on these accounts at the end, by currency.
  var holdings: [VictimHolding] = []

  var isFolded: Bool { accounts.count > 1 }
}
