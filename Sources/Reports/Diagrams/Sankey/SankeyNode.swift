internal import PaymentGraph

/// A block of a Sankey diagram: accounts together, or where money is that no band explains.
struct SankeyNode: Sendable, Hashable {
  /// What a block stands for.
  enum Kind: Sendable, Hashable {
    /// Accounts of a tier.
    case accounts(FlowTier)
    /// Receipts of pooled accounts that no link passes on.
    case stopped
    /// What came in and did not go out.
    case remaining
    /// What went out and did not come in.
    case elsewhere
  }

  let kind: Kind
  let name: String
  /// The number, or how many accounts it stands for.
  let detail: String
  /// The number of the column, from the left.
  var column: Int
  /// Which channel it is, from 0; nil for none.
  var channel: Int?

  /// Whether it stands for what is missing, and not for accounts.
  var isRest: Bool {
    if case .accounts = kind { return false }
    return true
  }
}
