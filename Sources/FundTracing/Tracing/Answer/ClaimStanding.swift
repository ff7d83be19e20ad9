public import PaymentGraph

/// What one victim claimed in one currency, what was charged back, and what is still the victim's.
public struct ClaimStanding: Sendable, Hashable {
  /// What passed to one service.
  public struct Part: Sendable, Hashable {
    /// The service.
    public let processor: AccountID
    /// How much of the claim is its now, in minor units.
    public let amount: Int128
  }

  /// Whose claims.
  public let victim: AccountID
  /// The currency, that of the claimed payments.
  public let currency: Currency
  /// The sum of the claimed payments, in minor units.
  public let claimed: Int128
  /// What passed to services, in the order of their account keys.
  public let chargedBack: [Part]

  /// What passed to services in all, in minor units.
  public var subrogated: Int128 { chargedBack.reduce(0) { $0 + $1.amount } }
  /// What is still the victim's own claim, in minor units.
  public var net: Int128 { claimed - subrogated }
}
