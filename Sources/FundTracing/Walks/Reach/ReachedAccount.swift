public import PaymentGraph

/// An account at the end of a walk from some source.
public struct ReachedAccount: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The fewest transfers to it.
  public let hops: Int
  /// The strongest evidence with which a walk reaches it.
  public let grade: Grade
  /// The finding that the account is reached: proven by a walk of links graded A or B in an order that the records
  /// decide; else possible.
  public let finding: Finding
  /// The order of payments that a walk to the account needs and the records leave open; empty where the finding is
  /// proven, or where only links are weak.
  public let openOrders: [OpenOrder]
  /// True where that walk follows a payment that rests on somebody's decision that two rows show one payment.
  public let restsOnDecision: Bool
  /// The transfers into it that lie on walks, in ledger order.
  public let transfers: [TransferID]
  /// The gross sum that arrived on those transfers, by currency.
  public let received: MoneyTotals
  /// The time of the first of those transfers that has one; nil where none has.
  public let earliest: PostingTime?
  /// The time of the last of them.
  public let latest: PostingTime?
}
