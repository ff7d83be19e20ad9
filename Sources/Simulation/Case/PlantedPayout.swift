public import PaymentGraph

/// The truth of one payout of a payment service: which receipts it passes on.
public struct PlantedPayout: Sendable, Hashable {
  /// One receipt in a payout.
  public struct Share: Sendable, Hashable {
    /// The receipt: the number of its record.
    public let receipt: Int
    /// What the payer paid.
    public let gross: Money
    /// What the service passes on of it, in the receipt's currency.
    public let net: Money
    /// What the payee gets of it; the shares of a payout add up to what its record says.
    public let received: Money
  }

  /// What the record says of the receipts.
  public enum Recorded: String, Sendable, Hashable {
    /// The id of the receipt.
    case link
    /// The reference of the receipt, or of the batch that its receipts carry as well.
    case reference
    /// Nothing.
    case nothing
    /// The reference of another receipt.
    case misquoted
  }

  /// The payout: the number of its record.
  public let payout: Int
  /// What it passes on, in the order of the receipts' times.
  public let shares: [Share]
  /// What the record says.
  public let recorded: Recorded
}
