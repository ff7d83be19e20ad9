public import PaymentGraph

/// A link that the records state and that cannot be followed.
public struct LinkProblem: Sendable, Hashable {
  /// The reasons why a link cannot be followed.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No transfer has the id.
    case unknown = "no loaded transfer has the id"
    /// Several transfers have the id.
    case ambiguousID = "several transfers have the id"
    /// The transfer with the id was not paid into this account.
    case elsewhere = "the transfer with the id was paid into another account"
    /// Several receipts carry the reference.
    case ambiguousReference = "several receipts carry the reference"
    /// The receipt is later than the payout.
    case later = "the receipt is later than the payout"
    /// The payouts on the link exceed the receipt.
    case tooMuch = "more was paid out on it than came in (grade X)"
    /// The shares that a payout states exceed the payout.
    case sharesTooMuch = "the stated shares exceed the payout (grade X)"
    /// The amount of the payout is not the rest of the receipt under the pooled account's fee rule.
    case otherAmount = "reference matches, amount contradicts the fitted fee rule (grade X)"
  }

  /// The payout.
  public let outbound: TransferID
  /// The receipt that the records pair it with; nil where they name none, or none that exists.
  public let inbound: TransferID?
  /// The reason why the link cannot be followed.
  public let reason: Reason
  /// The id in the record, where its `link` cell names several; nil where the whole cell is meant.
  public let id: String?
}
