/// How one payment service of a planted case works.
public struct ProcessorTerms: Sendable, Hashable {
  /// How a payout's record names the receipt that it passes on, where it does.
  public enum RecordStyle: Sendable, Hashable {
    /// By the receipt's id in the `link` column.
    case link
    /// By the same reference on both records.
    case reference
  }

  /// What it keeps.
  public var fee: ServiceFee
  /// Whether it pays Indian accounts in rupees.
  public var converts: Bool
  /// Whether the records of converted payouts show both amounts, or the rupees only.
  public var showsConversion: Bool
  /// How receipts are paid out together; nil where each is paid on by itself.
  public var batch: BatchRule?
  /// How payouts name their receipts.
  public var style: RecordStyle
  /// How many payouts in a thousand name their receipts.
  public var recordedPerMille: Int
  /// How many receipts in a thousand are paid back to the payer.
  public var refundedPerMille: Int
  /// How many receipts in a thousand are refused and never leave.
  public var heldPerMille: Int
  /// How many single payouts in a thousand carry the reference of another receipt, whose amount
  /// contradicts them.
  public var misquotedPerMille: Int

  /// Terms; what is not given is a plain service that names every receipt.
  public init(
    fee: ServiceFee = ServiceFee(basisPoints: 340, fixed: 20), converts: Bool = false,
    showsConversion: Bool = true, batch: BatchRule? = nil, style: RecordStyle = .link,
    recordedPerMille: Int = 1_000, refundedPerMille: Int = 30, heldPerMille: Int = 15,
    misquotedPerMille: Int = 0
  ) {
    self.fee = fee
    self.converts = converts
    self.showsConversion = showsConversion
    self.batch = batch
    self.style = style
    self.recordedPerMille = recordedPerMille
    self.refundedPerMille = refundedPerMille
    self.heldPerMille = heldPerMille
    self.misquotedPerMille = misquotedPerMille
  }
}
