internal import PaymentGraph

/// The party of a row or card of a flow diagram: an account, several folded into one row, or the
/// end of money that stops.
struct FlowParty: Sendable, Hashable {
  /// The accounts, in the order of their keys; for money that stops, the account where it does.
  var accounts: [AccountID]
  /// The tier of the party's column.
  var tier: FlowTier
  /// The number of the column, from the left.
  var column: Int
  /// The name of the party's card: a country, a bank.
  var group: String
  /// The number of the channel, from 0; nil for none.
  var channel: Int?

  /// True where several accounts were folded into the party.
  var isFolded: Bool { accounts.count > 1 }
}
