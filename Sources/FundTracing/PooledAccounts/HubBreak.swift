public import PaymentGraph

/// A transfer of a pooled account at which the trail ends.
public struct HubBreak: Sendable, Hashable {
  /// The kinds of breaks.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Money came in, and no link of grade C or better says where it went.
    case unmatchedReceipt = "unmatched-receipt"
    /// Money went out, and no link of grade C or better says whose it was.
    case unmatchedPayout = "unmatched-payout"
    /// Sets of receipts could compose the payout in too many ways.
    case undecidedPayout = "undecided-payout"
    /// The payout names receipts, and they cover only a part of it.
    case partlyLinked = "partly-linked"
    /// The payout names a receipt that was not loaded.
    case receiptNotLoaded = "receipt-not-loaded"
    /// The records pair the payout, and amounts, times or accounts speak against it.
    case contradicted = "contradicted"

    /// The kind, as answers print it.
    public var words: String {
      switch self {
      case .unmatchedReceipt: "no payout is linked with the receipt"
      case .unmatchedPayout: "no receipt is linked with the payout"
      case .undecidedPayout: "too many sets of receipts could compose the payout"
      case .partlyLinked: "the receipts that the payout names cover only a part of it"
      case .receiptNotLoaded: "the payout names a receipt that is not in the records"
      case .contradicted: "the records pair the payout, but contradict the pairing"
      }
    }
  }

  /// The receipt or payout.
  public let transfer: TransferID
  /// The kind of the break.
  public let kind: Kind
  /// The reason, as answers print it; it may say more than the kind.
  public let reason: String
  /// The part of the transfer that the break concerns; nil for all of it.
  public let amount: Money?

  init(transfer: TransferID, kind: Kind, reason: String, amount: Money? = nil) {
    self.transfer = transfer
    self.kind = kind
    self.reason = reason
    self.amount = amount
  }
}
