public import PaymentGraph

/// A link that the records state and that cannot be followed.
public struct LinkProblem: Sendable, Hashable {
  /// Why not.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No transfer has the id.
    case unknown = "no loaded transfer has the id"
    /// Several transfers have the id.
    case ambiguousID = "several transfers have the id"
    /// The transfer with the id was not paid into this account.
    case elsewhere = "the transfer with the id was paid into another account"
    /// Several inbound transfers carry the reference.
    case ambiguousReference = "several receipts carry the reference"
    /// The inbound transfer is later than the outbound one.
    case later = "the receipt is later than the payout"
    /// More was paid out on the link than had come in.
    case tooMuch = "more was paid out on it than came in (grade X)"
    /// The shares that a payout states add up to more than it.
    case sharesTooMuch = "the stated shares exceed the payout (grade X)"
    /// What was paid out is not what the hub's fee rule leaves of the receipt.
    case otherAmount = "reference matches, amount contradicts the fitted fee rule (grade X)"
  }

  /// The transfer out of the pooled account.
  public let outbound: TransferID
  /// The receipt that the records pair it with; nil where they name none, or none that exists.
  public let inbound: TransferID?
  /// Why the link cannot be followed.
  public let reason: Reason
  /// The id that the record gives, where its `link` names several; nil for the whole cell.
  public let id: String?
}
