public import PaymentGraph

/// The truth of one payout of a payment service: the receipts that it passes on.
public struct PlantedPayout: Sendable, Hashable {
  /// A receipt in a payout.
  public struct Share: Sendable, Hashable {
    /// The number of the receipt's record.
    public let receipt: Int
    /// The amount that the payer paid.
    public let gross: Money
    /// The part of ``gross`` that the service passes on, in the receipt's currency.
    public let net: Money
    /// The amount that the beneficiary receives for this receipt; the shares of a payout add up to
    /// the amount in its record.
    public let received: Money
  }

  /// The way in which the record names the receipts.
  public enum Recorded: String, Sendable, Hashable {
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
  public let payout: Int
  /// The receipts passed on, in the order of their times.
  public let shares: [Share]
  /// The way in which the record names the receipts.
  public let recorded: Recorded
}
