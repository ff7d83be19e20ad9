public import PaymentGraph

/// The attribution of the money by one method: the answer to ``PaymentGraph/LedgerView/trace(of:by:terms:)``.
public struct Tracing: Sendable {
  /// One victim's share of a pool, or its exposure: the result of methods that are not traces.
  public struct Figure: Sendable, Hashable {
    /// The account; nil for the whole pool.
    public let account: AccountID?
    /// The victim.
    public let victim: AccountID
    /// The currency.
    public let currency: Currency
    /// The amount, in minor units: exact.
    public let amount: Fraction
  }

  /// The range of one figure over the orders of payments of the same time.
  public struct OrderRange: Sendable, Hashable {
    /// The account, bank or fee where the money is.
    public let place: Holding.Place
    /// The currency.
    public let currency: Currency
    /// The victim.
    public let victim: AccountID
    /// The least and the most that any of the tried orders gives, in minor units: exact.
    public let least: Fraction, most: Fraction
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The method.
  public let method: TracingMethod
  /// The terms of the trace beside the method.
  public let terms: TracingTerms
  /// The accounts whose payments are claimed, in the order of their keys.
  public let victims: [AccountID]
  /// The claimed payments, in the ledger's order.
  public let claims: [TransferID]
  /// The money at the end, by account key, kind of site, currency and origin; empty for methods that are not traces.
  public let holdings: [Holding]
  /// The parts that every transfer carried, in the order of processing; empty for methods that are not traces.
  public let transfers: TracedTransfers
  /// The balances of accounts before the first transfer, stated or assumed; a debt is negative.
  public let openings: [(account: AccountID, money: MoneyTotal)]
  /// The debts of accounts to their banks at the end.
  public let overdrafts: [(account: AccountID, debt: Fraction, currency: Currency)]
  /// The shares of a pool or the exposures, for methods that are not traces: by account key and victim.
  public let figures: [Figure]
  /// The figures that change when payments of the same time are taken credits first, debits first or against the
  /// records; empty where none changes.
  public internal(set) var orderRanges: [OrderRange] = []
  /// The chargebacks of claimed payments and the parts of the claims that passed to payment services by them, in ledger
  /// order.
  public internal(set) var subrogations: [Subrogation] = []
  /// The payments that arrived later than they left, by the statements of payer and beneficiary: in the order of
  /// arrival, then those that had not arrived at the end, in the order in which they left.
  public internal(set) var latePayments: [LatePayment] = []
  /// The passages of each victim's money through each account, without the amounts held at the end.
  let passed: PassageTable
  /// The number of figures computed as fractions because bounds did not decide their rounding, and of bounds that still
  /// do not.
  package internal(set) var refinedCount = 0, undecidedCount = 0
  /// The notes that a reader must know beside the figures.
  public internal(set) var notes: [AnswerNote]

  /// Returns the balance of an account before the first transfer, in minor units; a debt is negative.
  public func opening(of account: AccountID, in currency: Currency) -> Int128 {
    openings.first { $0.account == account && $0.money.currency == currency }?.money.minorUnits ?? 0
  }
}
