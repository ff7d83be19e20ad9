public import PaymentGraph

/// A chargeback that a payment service funded, and the claim that passed to the service by it.
///
/// The victim has its money back from the service's own pocket, so for that amount the claim against
/// whoever holds the victim's money is the service's now. Both names are kept: the labels of a trace
/// stay those of the victim, and every figure of the claim is owned in the proportion of the net claim
/// to what was charged back.
public struct Subrogation: Sendable, Hashable {
  /// The payment of the service to the victim.
  public let chargeback: TransferID
  /// The claimed payment that it names.
  public let claim: TransferID
  /// Whose claim it was.
  public let victim: AccountID
  /// Whose it is now.
  public let processor: AccountID
  /// What the chargeback paid, in the currency of the claim.
  public let paid: Money
  /// What reversals took back of it, in the currency of the claim; never more than was paid.
  public let reversed: Money
  /// For how much the claim passed, in its currency: what was paid less what was reversed, and never
  /// more than earlier chargebacks left of the claim.
  public let amount: Money
  /// What is left of the claim after it, together with reversals of its chargebacks that are
  /// claimed themselves.
  public let left: Money
}
