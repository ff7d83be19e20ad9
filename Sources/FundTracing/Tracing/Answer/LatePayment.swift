public import PaymentGraph

/// A payment that arrived at its beneficiary later than it left its payer, by the statements of both; in between it was
/// on its way.
public struct LatePayment: Sendable, Hashable {
  /// The payment.
  public let transfer: TransferID
  /// The time in the beneficiary's statement.
  public let came: PostingTime
  /// The number of transfers of the trace that left before it arrived; nil where it had not arrived when the question
  /// ends.
  public let place: Int?
}
