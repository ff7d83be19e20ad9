public import PaymentGraph

/// The statement that an outbound transfer of a pooled account passes an inbound one on.
///
/// A payout may pay on several receipts (a batch), and a receipt may be paid on by several payouts
/// (a split): each pair is one link. A pair has one link, the strongest that the records give.
public struct Link: Sendable, Hashable {
  /// The transfer into the pooled account.
  public let inbound: TransferID
  /// The transfer out of it.
  public let outbound: TransferID
  /// The strength of the evidence.
  public let grade: Grade
  /// The kind of the evidence.
  public let basis: LinkBasis
  /// The part of the payout, as sent, that the receipt pays for; nil where the records do not say.
  ///
  /// The shares of a payout never exceed it. A payout with one link has it whole.
  public let share: Money?

  /// Creates a link; see the properties.
  public init(
    inbound: TransferID, outbound: TransferID, grade: Grade, basis: LinkBasis, share: Money? = nil
  ) {
    self.inbound = inbound
    self.outbound = outbound
    self.grade = grade
    self.basis = basis
    self.share = share
  }
}
