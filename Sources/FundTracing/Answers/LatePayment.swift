public import PaymentGraph

/// A payment that came to its payee later than it left its payer, by the statements of both: in between it was on its way.
public struct LatePayment: Sendable, Hashable {
  /// The payment.
  public let transfer: TransferID
  /// The time under which the payee's statement has it.
  public let came: PostingTime
  /// How many of the transfers of a trace left before it came; nil where it had not come when the question ends.
  public let place: Int?
}
