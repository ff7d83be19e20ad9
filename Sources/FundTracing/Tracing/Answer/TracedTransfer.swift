public import PaymentGraph

/// What one transfer carried, under the rule of a trace.
public struct TracedTransfer: Sendable, Hashable {
  /// A part of a transfer.
  public struct Part: Sendable, Hashable {
    /// Whose it was.
    public let origin: MoneyOrigin
    /// How much, in minor units of the currency sent: exact.
    public let amount: Fraction
    /// How much of the claim it is, in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// The transfer.
  public let transfer: TransferID
  /// What it was made of; the amounts add up to what was sent.
  ///
  /// Claims come first, in the ledger's order.
  public let parts: [Part]
}
