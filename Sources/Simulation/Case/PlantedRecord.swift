package import PaymentGraph

/// A row of a planted case, and the truth that no row shows.
package struct PlantedRecord: Sendable, Hashable {
  /// The document that holds the row: the file's name without `.csv`.
  package let document: String
  /// The moment of the payment, in milliseconds since 1970.
  package let moment: Int64
  /// True where the row gives the day only.
  package let isDayOnly: Bool
  /// The number of the account that pays.
  package let payer: Int
  /// The number of the account that is paid.
  package let beneficiary: Int
  /// The amount that leaves the payer.
  package let sent: Money
  /// The amount that the beneficiary receives.
  package let received: Money
  /// The kind of movement.
  package let kind: TransferKind
  /// The text that a statement prints for the row.
  package let memo: String
  /// The row's id.
  package internal(set) var id = ""
  /// The reference that the row shows.
  package internal(set) var reference: String?
  /// The record that the row names as passed on.
  package internal(set) var link: Int?
  /// True where a victim claims the payment.
  package internal(set) var isClaim = false
  /// True where nobody handed the row over.
  package internal(set) var isMissing = false
  /// The truth: the parts of the amount by claim; the rest is other money.
  package internal(set) var parts: [ClaimPart] = []

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
  package var time: PostingTime {
    isDayOnly
      ? PostingTime(start: CivilDate.dayStart(of: moment), precision: .day)
      : PostingTime(start: moment, precision: .second)
  }
}

/// The truth of one payout of a payment service: the receipts that it passes on.
package struct PlantedPayout: Sendable, Hashable {
  /// A receipt in a payout.
  package struct Share: Sendable, Hashable {
    /// The number of the receipt's record.
    package let receipt: Int
    /// The amount that the payer paid.
    package let gross: Money
    /// The part of ``gross`` that the service passes on, in the receipt's currency.
    package let net: Money
    /// The amount that the beneficiary receives for this receipt; the shares of a payout add up to
    /// the amount in its record.
    package let received: Money
  }

  /// The way in which the record names the receipts.
  package enum Recorded: String, Sendable, Hashable {
    /// The record has the id of the receipt.
    case link
    /// The record has the reference of the receipt, or of the batch that its receipts carry as
    /// well.
    case reference
    /// The record names no receipt.
    case nothing
    /// The record has the reference of another receipt.
    case misquoted
  }

  /// The number of the payout's record.
  package let payout: Int
  /// The receipts passed on, in the order of their times.
  package let shares: [Share]
  /// The way in which the record names the receipts.
  package let recorded: Recorded
}
