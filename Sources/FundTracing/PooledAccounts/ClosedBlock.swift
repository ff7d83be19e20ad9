public import PaymentGraph

/// Receipts and payouts, two or more of each, that belong together although it is open which
/// receipt belongs to which payout.
public struct ClosedBlock: Sendable, Hashable {
  /// The receipts, in ledger order.
  public let receipts: [TransferID]
  /// The payouts, in ledger order.
  public let payouts: [TransferID]
  /// The sum of the payouts.
  public let total: MoneyTotals
  /// The evidence that these payouts pass these receipts on: B or C.
  public let grade: Grade
}
