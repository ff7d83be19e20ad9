public import PaymentGraph

/// Whose money is where, by one method: the answer to ``PaymentGraph/LedgerView/trace(of:by:terms:)``.
public struct Tracing: Sendable {
  /// One victim's share of a pool, or its exposure: what methods give that are no traces.
  public struct Figure: Sendable, Hashable {
    /// The account; nil for the whole pool.
    public let account: AccountID?
    /// Whose.
    public let victim: AccountID
    /// In which currency.
    public let currency: Currency
    /// How much, in minor units: exact.
    public let amount: Fraction
  }

  /// What was looked at.
  public let scope: LedgerView
  /// The method.
  public let method: TracingMethod
  /// Everything else that decided.
  public let terms: TracingTerms
  /// The accounts whose payments are claimed, in the order of their keys.
  public let victims: [AccountID]
  /// The claimed payments, in the ledger's order.
  public let claims: [TransferID]
  /// Where money is at the end, by account key, place, currency and origin; empty for methods that
  /// are no traces.
  public let holdings: [Holding]
  /// What every transfer carried, in the order of processing; empty for methods that are no traces.
  public let transfers: [TracedTransfer]
  /// What accounts owe their banks at the end.
  public let overdrafts: [(account: AccountID, debt: Fraction, currency: Currency)]
  /// Shares of a pool or exposures, for methods that are no traces: by account key and victim.
  public let figures: [Figure]
  /// What a reader must know beside the figures.
  public let notes: [AnswerNote]
}
