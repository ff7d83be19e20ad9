public import PaymentGraph

/// An account at the end of a walk from some source.
public struct ReachedAccount: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The fewest transfers to it.
  public let hops: Int
  /// The strongest evidence with which a walk reaches it.
  public let grade: Grade
  /// True where a walk of links graded A or B, in an order that the records decide, proves that it is reached; else it
  /// is possible.
  public let finding: Finding
  /// The order of payments that a walk to it needs and the records leave open; empty where it is proven, or where
  /// only its links are weak.
  public let openOrders: [OpenOrder]
  /// True where that walk follows a payment of which somebody decided that two rows show it.
  public let restsOnDecision: Bool
  /// The transfers into it that lie on walks, in ledger order.
  public let transfers: [TransferID]
  /// What arrived on those transfers, gross, by currency.
  public let received: MoneyTotals
  /// The time of the first of those transfers that has one; nil where none has.
  public let earliest: PostingTime?
  /// The time of the last of them.
  public let latest: PostingTime?
}
