/// How a payment service pays several receipts out together.
public struct BatchRule: Sendable, Hashable {
  /// Every how many days a payee is paid.
  public var days: Int
  /// The most receipts in one payout; more make several payouts.
  public var maximumSize: Int

  /// Payouts every so many days, of at most so many receipts.
  public init(days: Int, maximumSize: Int) {
    self.days = days
    self.maximumSize = maximumSize
  }
}
