public import PaymentGraph

/// The truth of one account and one victim: the amount of the victim's claimed money that came and
/// stayed.
public struct PlantedHolding: Sendable, Hashable {
  /// The number of the account.
  public let account: Int
  /// The number of the victim's account.
  public let victim: Int
  /// The sum of all receipts.
  public let received: Money
  /// The balance when the story ends.
  public let held: Money
}
