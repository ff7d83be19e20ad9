public import PaymentGraph

/// The parts that one transfer carried, under the rule of a trace.
public struct TracedTransfer: Sendable, Hashable {
  /// A part of a transfer.
  public struct Part: Sendable, Hashable {
    /// The origin of the part.
    public let origin: MoneyOrigin
    /// The amount, in minor units of the currency sent: exact.
    public let amount: Fraction
    /// The amount in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// The transfer.
  public let transfer: TransferID
  /// The parts of the transfer; their amounts add up to the amount sent.
  ///
  /// Claims come first, in the ledger's order.
  public let parts: [Part]
}
