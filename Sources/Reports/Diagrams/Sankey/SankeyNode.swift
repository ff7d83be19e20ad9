internal import PaymentGraph

/// A block of a Sankey diagram: accounts together, or money that no band explains.
struct SankeyNode: Sendable, Hashable {
  /// The content of a block.
  enum Kind: Sendable, Hashable {
    /// Accounts of a tier.
    case accounts(FlowTier)
    /// Receipts of pooled accounts that no link passes on.
    case stopped
    /// Money that came in and did not go out.
    case remaining
    /// Money that went out and did not come in.
    case elsewhere
  }

  let kind: Kind
  let name: String
  /// The number of the account, or the number of accounts in the block.
  let detail: String
  /// The number of the column, from the left.
  var column: Int
  /// The number of the channel, from 0; nil for none.
  var channel: Int?

  /// True where the block stands for missing money, and not for accounts.
  var isRest: Bool {
    if case .accounts = kind { return false }
    return true
  }
}
