public import PaymentGraph

/// A declaration that a payment out of an overdrawn account and a later payment into it belong
/// together, so that the later money counts as having paid the earlier debit.
///
/// The tool never finds such payments itself: whoever declares them states the evidence, which is printed.
///
/// Reference: *Federal Republic of Brazil v Durant International* [2015] UKPC 35.
public struct CoordinatedPayments: Sendable, Hashable {
  /// The payment made on the overdraft.
  public let debit: TransferID
  /// The later payment in, which discharged it.
  public let credit: TransferID
  /// The evidence that the two were co-ordinated.
  public let evidence: String

  /// Creates a declaration; see the properties.
  public init(debit: TransferID, credit: TransferID, evidence: String) {
    self.debit = debit
    self.credit = credit
    self.evidence = evidence
  }
}
