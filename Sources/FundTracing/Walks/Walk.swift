public import PaymentGraph

/// Transfers in time order, each of which starts at the account where the one before ended.
public struct Walk: Sendable, Hashable {
  /// The transfers.
  public let transfers: [TransferID]
  /// The links by which the walk passes pooled accounts, in its order.
  public let links: [Link]
  /// The grade of the worst link; A where the walk needs none, D where it passes a pooled account without a link.
  public let grade: Grade
  /// The steps whose order the records do not decide, in the order of the walk; empty where the records decide the
  /// order of every step.
  public let openOrders: [OpenOrder]

  /// The number of transfers.
  public var hops: Int { transfers.count }
}
