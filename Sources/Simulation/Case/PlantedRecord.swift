public import PaymentGraph

/// A row of a planted case, and the truth that no row shows.
public struct PlantedRecord: Sendable, Hashable {
  /// The document that holds it: the file's name without `.csv`.
  public let document: String
  /// The moment at which it happened, in milliseconds since 1970.
  public let moment: Int64
  /// Whether the row gives the day only.
  public let isDayOnly: Bool
  /// The account that pays: its number among the accounts.
  public let payer: Int
  /// The account that is paid.
  public let beneficiary: Int
  /// What leaves the payer.
  public let sent: Money
  /// What the beneficiary gets.
  public let received: Money
  /// What it is.
  public let kind: TransferKind
  /// What a statement says beside it.
  public let memo: String
  /// The row's id.
  public internal(set) var id = ""
  /// The reference that the row shows.
  public internal(set) var reference: String?
  /// The record that the row names as passed on.
  public internal(set) var link: Int?
  /// Whether a victim claims it.
  public internal(set) var isClaim = false
  /// Whether nobody handed the row over.
  public internal(set) var isMissing = false
  /// The truth: whose claimed money it carries; what is left over is other money.
  public internal(set) var parts: [ClaimPart] = []

  init(
    _ document: String, _ moment: Int64, isDayOnly: Bool = false, from payer: Int,
    to beneficiary: Int, _ sent: Money, receiving received: Money? = nil,
    kind: TransferKind = .payment, memo: String
  ) {
    self.document = document
    self.moment = moment
    self.isDayOnly = isDayOnly
    self.payer = payer
    self.beneficiary = beneficiary
    self.sent = sent
    self.received = received ?? sent
    self.kind = kind
    self.memo = memo
  }

  /// The time as the row shows it.
  public var time: PostingTime {
    isDayOnly
      ? PostingTime(start: CivilDate.dayStart(of: moment), precision: .day)
      : PostingTime(start: moment, precision: .second)
  }
}
