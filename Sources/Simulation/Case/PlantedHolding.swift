public import PaymentGraph

/// The truth of one account and one victim: the amount of the victim's claimed money that came and
/// stayed.
public struct PlantedHolding: Sendable, Hashable {
  /// The number of the account.
  public let account: Int
  /// The number of the victim's account.
  public let victim: Int
  /// The victim's money in all receipts together.
  public let received: Money
  /// The victim's money that is still there when the story ends.
  public let held: Money
}
