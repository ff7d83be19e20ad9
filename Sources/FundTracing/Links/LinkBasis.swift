/// What a link rests on.
public enum LinkBasis: String, Sendable, Hashable, CaseIterable {
  /// The outbound record names the id of the inbound one.
  case recordedLink = "recorded link"
  /// Both records carry the same reference.
  case sharedReference = "shared reference"
  /// One record's reference contains the reference or the id of the other.
  case containedReference = "reference contained in the other record"
  /// Several receipts carry the payout's reference, and add up to it.
  case documentedGroup = "reference of a group"
  /// The amount is what the receipt leaves under the fitted rule, and the time fits.
  case amountAndTime = "amount and time"
  /// The payer got back exactly what it had paid.
  case refund = "refund to the payer"
  /// A set of receipts adds up to the payout.
  case batch = "set of receipts"
  /// Nothing but time and size.
  case timeOnly = "time only"
}
