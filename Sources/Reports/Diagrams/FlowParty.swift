internal import PaymentGraph

/// Who a row or card of a flow diagram stands for: an account, or several folded into one row.
struct FlowParty: Sendable, Hashable {
  /// The accounts, in the order of their keys.
  var accounts: [AccountID]
  /// The column it stands in.
  var tier: FlowTier
  /// The card it stands on: a country, a bank.
  var group: String
  /// Which channel it is, from 0; nil for none.
  var channel: Int?

  /// Whether several accounts were folded into it.
  var isFolded: Bool { accounts.count > 1 }
}
