public import PaymentGraph

/// The statement that an outbound transfer of a pooled account passes an inbound one on.
public struct Link: Sendable, Hashable {
  /// The transfer into the pooled account.
  public let inbound: TransferID
  /// The transfer out of it.
  public let outbound: TransferID
  /// How strong the evidence is.
  public let grade: Grade
  /// What the evidence is.
  public let basis: LinkBasis

  /// A link; see the properties.
  public init(inbound: TransferID, outbound: TransferID, grade: Grade, basis: LinkBasis) {
    self.inbound = inbound
    self.outbound = outbound
    self.grade = grade
    self.basis = basis
  }
}
