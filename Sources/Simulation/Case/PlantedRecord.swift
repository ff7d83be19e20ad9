public import PaymentGraph

/// A row of a planted case, and the truth that no row shows.
public struct PlantedRecord: Sendable, Hashable {
  /// The document that holds the row: the file's name without `.csv`.
  public let document: String
  /// The moment of the payment, in milliseconds since 1970.
  public let moment: Int64
  /// True where the row gives the day only.
  public let isDayOnly: Bool
  /// The number of the account that pays.
  public let payer: Int
  /// The number of the account that is paid.
  public let beneficiary: Int
  /// The amount that leaves the payer.
  public let sent: Money
  /// The amount that the beneficiary receives.
  public let received: Money
  /// The kind of movement.
  public let kind: TransferKind
  /// The text that a statement prints for the row.
  public let memo: String
  /// The row's id.
  public internal(set) var id = ""
  /// The reference that the row shows.
  public internal(set) var reference: String?
  /// The record that the row names as passed on.
  public internal(set) var link: Int?
  /// True where a victim claims the payment.
  public internal(set) var isClaim = false
  /// True where nobody handed the row over.
  public internal(set) var isMissing = false
  /// The truth: the parts of the amount by claim; the rest is other money.
  public internal(set) var parts: [ClaimPart] = []

  init(
    _ document: String, at moment: Int64, isDayOnly: Bool = false, from payer: Int,
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
