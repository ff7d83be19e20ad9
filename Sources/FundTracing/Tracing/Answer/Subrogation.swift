public import PaymentGraph

/// A chargeback that a payment service funded, and the claim that passed to the service by it.
///
/// The service has repaid the victim from its own money, so for that amount the claim against whoever holds the
/// victim's money is now the service's. Both names are kept: the labels of a trace stay those of the victim, and every
/// figure of the claim is owned in the proportion of the net claim to the amount charged back.
public struct Subrogation: Sendable, Hashable {
  /// The payment of the service to the victim.
  public let chargeback: TransferID
  /// The claimed payment that it names.
  public let claim: TransferID
  /// The victim that made the claim.
  public let victim: AccountID
  /// The payment service that owns it now.
  public let processor: AccountID
  /// The amount that the chargeback paid, in the currency of the claim.
  public let paid: Money
  /// The amount that reversals took back of it, in the currency of the claim; never more than was paid.
  public let reversed: Money
  /// The amount for which the claim passed, in its currency: the amount paid less the amount reversed, and never more
  /// than earlier chargebacks left of the claim.
  public let amount: Money
  /// The rest of the claim afterwards, together with reversals of its chargebacks that are claimed themselves.
  public let left: Money
}
