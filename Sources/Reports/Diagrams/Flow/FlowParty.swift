internal import PaymentGraph

/// Who a row or card of a flow diagram stands for: an account, several folded into one row, or the
/// place where money stops.
struct FlowParty: Sendable, Hashable {
  /// The accounts, in the order of their keys; for money that stops, the account where it does.
  var accounts: [AccountID]
  /// The kind of column it stands in.
  var tier: FlowTier
  /// The number of that column, from the left.
  var column: Int
  /// The card it stands on: a country, a bank.
  var group: String
  /// Which channel it is, from 0; nil for none.
  var channel: Int?

  /// Whether several accounts were folded into it.
  var isFolded: Bool { accounts.count > 1 }
}
