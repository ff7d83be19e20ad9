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

  /// How far one figure depends on the order of payments of the same time.
  public struct OrderRange: Sendable, Hashable {
    /// Where.
    public let place: Holding.Place
    /// In which currency.
    public let currency: Currency
    /// Whose.
    public let victim: AccountID
    /// The least and the most that any of the orders tried gives, in minor units: exact.
    public let least: Fraction, most: Fraction
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
  public let transfers: TracedTransfers
  /// What lay in accounts before the first transfer, stated or assumed; a debt is negative.
  public let openings: [(account: AccountID, money: MoneyTotal)]
  /// What accounts owe their banks at the end.
  public let overdrafts: [(account: AccountID, debt: Fraction, currency: Currency)]
  /// Shares of a pool or exposures, for methods that are no traces: by account key and victim.
  public let figures: [Figure]
  /// The figures that change when payments of the same time are taken credits first, debits first
  /// or against the records; empty where none does.
  public internal(set) var orderRanges: [OrderRange] = []
  /// The chargebacks of claimed payments and what of the claims passed to payment services by them, in
  /// ledger order.
  public internal(set) var subrogations: [Subrogation] = []
  /// The payments that came later than they left, by the statements of payer and payee: in the order in which
  /// they came, then those that had not come at the end, in that in which they left.
  public internal(set) var latePayments: [LatePayment] = []
  /// What of each victim's money passed through each account, without what is held at the end.
  let passed: PassageTable
  /// How many figures were worked out as fractions because bounds did not decide their rounding, and how many bounds
  /// still do not.
  package internal(set) var refinedCount = 0, undecidedCount = 0
  /// What a reader must know beside the figures.
  public internal(set) var notes: [AnswerNote]

  /// What lay in an account before the first transfer, in minor units; a debt is negative.
  public func opening(of account: AccountID, in currency: Currency) -> Int128 {
    openings.first { $0.account == account && $0.money.currency == currency }?.money.minorUnits ?? 0
  }
}
