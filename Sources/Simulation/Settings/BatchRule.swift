/// The rule by which a payment service pays several receipts out together.
public struct BatchRule: Sendable, Hashable {
  /// The number of days between payouts to one beneficiary.
  public var days: Int
  /// The most receipts in one payout; more make several payouts.
  public var maximumSize: Int

  /// Creates a rule of payouts every so many days, of at most so many receipts.
  public init(days: Int, maximumSize: Int) {
    self.days = days
    self.maximumSize = maximumSize
  }
}
