public import PaymentGraph

/// Transfers in time order, each starting at the account where the one before ended.
public struct Walk: Sendable, Hashable {
  /// The transfers.
  public let transfers: [TransferID]
  /// The links by which it passes pooled accounts, in the order of the walk.
  public let links: [Link]
  /// The grade of its worst link; A where it needs none, D where it passes a pooled account
  /// without a link.
  public let grade: Grade
  /// The steps of which the records do not say that the first came before the second, in the order of the walk; a
  /// walk without any is in an order that the records decide.
  public let openOrders: [OpenOrder]

  /// The number of transfers.
  public var hops: Int { transfers.count }
}
