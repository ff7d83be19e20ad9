/// The terms of one payment service of a planted case.
public struct ProcessorTerms: Sendable, Hashable {
  /// The way in which a payout's record names the receipt that it passes on, where it does.
  public enum RecordStyle: Sendable, Hashable {
    /// The record has the receipt's id in the `link` column.
    case link
    /// Both records have the same reference.
    case reference
  }

  /// The fee that the service keeps.
  public var fee: ServiceFee
  /// True where the service pays Indian accounts in rupees.
  public var converts: Bool
  /// True where the records of converted payouts show both amounts, false where they show the
  /// rupees only.
  public var showsConversion: Bool
  /// The rule by which receipts are paid out together; nil where each is paid on alone.
  public var batch: BatchRule?
  /// The way in which payouts name their receipts.
  public var style: RecordStyle
  /// The number of payouts in a thousand that name their receipts.
  public var recordedPerMille: Int
  /// The number of receipts in a thousand that are paid back to the payer.
  public var refundedPerMille: Int
  /// The number of receipts in a thousand that are refused and never leave.
  public var heldPerMille: Int
  /// The number of single payouts in a thousand that carry the reference of another receipt, whose
  /// amount contradicts them.
  public var misquotedPerMille: Int

  /// Creates terms; a property that is not given is that of a plain service that names every
  /// receipt.
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
