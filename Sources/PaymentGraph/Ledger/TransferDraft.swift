/// A transfer before it is part of a ledger.
public struct TransferDraft: Sendable {
  /// The account that paid.
  public var payer: AccountID
  /// The account that was paid.
  public var beneficiary: AccountID
  /// The amount that left the payer.
  public var sent: Money
  /// The amount that the beneficiary received, where it differs (another currency, a fee on the
  /// way).
  public var received: Money?
  /// The time of the transfer.
  public var time: PostingTime
  /// The kind of movement.
  public var kind: TransferKind
  /// The record's own identifier.
  public var id: String?
  /// The reference printed on the record.
  public var reference: String?
  /// The id of the receipt that this payout pays on, or of several (see ``Transfer/recordedLink``).
  public var link: String?
  /// The meaning of the row: one payment, or a total of several.
  public var standsFor: RowMeaning
  /// The number of the file, as ``LedgerBuilder/add(_:)-(SourceFile)`` returned it.
  public var file: Int
  /// The line on which the record starts, from 1.
  public var line: Int
  /// The bytes of the record.
  public var byteRange: Range<Int>

  /// Creates a payment; a property that is not given is not known.
  public init(
    payer: AccountID, beneficiary: AccountID, sent: Money, received: Money? = nil,
    time: PostingTime = .unknown, kind: TransferKind = .payment, id: String? = nil,
    reference: String? = nil, link: String? = nil, standsFor: RowMeaning = .one,
    file: Int = 0, line: Int = 1, byteRange: Range<Int> = 0..<0
  ) {
    self.payer = payer
    self.beneficiary = beneficiary
    self.sent = sent
    self.received = received
    self.time = time
    self.kind = kind
    self.id = id
    self.reference = reference
    self.link = link
    self.standsFor = standsFor
    self.file = file
    self.line = line
    self.byteRange = byteRange
  }
}
