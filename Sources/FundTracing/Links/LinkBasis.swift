/// The evidence on which a link rests.
public enum LinkBasis: String, Sendable, Hashable, CaseIterable {
  /// The payout's record names the id of the receipt.
  case recordedLink = "recorded link"
  /// Both records carry the same reference.
  case sharedReference = "shared reference"
  /// One record's reference contains the reference or the id of the other.
  case containedReference = "reference contained in the other record"
  /// Several receipts carry the payout's reference, and add up to it.
  case documentedGroup = "reference of a group"
  /// The amount is the rest of the receipt under the fitted rule, and the time fits.
  case amountAndTime = "amount and time"
  /// The payer got back exactly what it had paid.
  case refund = "refund to the payer"
  /// A set of receipts adds up to the payout.
  case batch = "set of receipts"
  /// Only time and size fit.
  case timeOnly = "time only"
}
