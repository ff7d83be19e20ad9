public import PaymentGraph

/// The part of a ledger that carries some sources' money to some accounts, for a diagram.
///
/// The answer of ``PaymentGraph/LedgerView/flow(from:to:rules:)``.
public struct Flow: Sendable {
  /// The transfers that lie on a walk from a source to one of the accounts, in ledger order.
  public let transfers: [TransferID]
  /// The links on those walks, in the ledger order of the payouts, then of the receipts.
  public let links: [Link]
  /// The payouts of pooled accounts among the transfers that no link explains.
  public let unlinked: [TransferID]
  /// The transfers among them that money reaches only if payments took place in an order that the records leave open.
  public let openOrders: [TransferID]
}
