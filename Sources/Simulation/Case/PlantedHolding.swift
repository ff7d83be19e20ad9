public import PaymentGraph

/// The truth of one account and one victim: how much of the victim's claimed money came and stayed.
public struct PlantedHolding: Sendable, Hashable {
  /// The account: its number.
  public let account: Int
  /// The victim's account: its number.
  public let victim: Int
  /// What came in, all receipts together.
  public let received: Money
  /// What is still there when the story ends.
  public let held: Money
}
