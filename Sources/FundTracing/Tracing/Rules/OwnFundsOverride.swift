public import PaymentGraph

/// One payment for which the rule's treatment of own funds is set aside, with the reason.
///
/// The election of *Re Oatway*: the beneficiary claims the purchase that survives although the
/// holder's own money would have paid for it. Every override is printed with its reason.
public struct OwnFundsOverride: Sendable, Hashable {
  /// The payment.
  public let transfer: TransferID
  /// The treatment that applies to it instead.
  public let ownFunds: OwnFunds
  /// The reason.
  public let reason: String

  /// Creates an override; see the properties.
  public init(transfer: TransferID, ownFunds: OwnFunds, reason: String) {
    self.transfer = transfer
    self.ownFunds = ownFunds
    self.reason = reason
  }
}
