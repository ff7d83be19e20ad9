public import PaymentGraph

/// The payments that one victim claimed in one currency, the part charged back, and the part that is still the
/// victim's.
public struct ClaimStanding: Sendable, Hashable {
  /// The part of a claim that passed to one payment service.
  public struct Part: Sendable, Hashable {
    /// The payment service.
    public let processor: AccountID
    /// The amount of the claim that is now the service's, in minor units.
    public let amount: Int128
  }

  /// The victim.
  public let victim: AccountID
  /// The currency, that of the claimed payments.
  public let currency: Currency
  /// The sum of the claimed payments, in minor units.
  public let claimed: Int128
  /// The parts that passed to payment services, in the order of their account keys.
  public let chargedBack: [Part]

  /// The sum that passed to payment services, in minor units.
  public var subrogated: Int128 { chargedBack.reduce(0) { $0 + $1.amount } }
  /// The part of the claim that is still the victim's own, in minor units.
  public var net: Int128 { claimed - subrogated }
}
