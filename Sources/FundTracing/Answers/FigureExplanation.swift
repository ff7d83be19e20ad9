public import PaymentGraph

/// What a figure of a trace is made of: the answer of
/// ``PaymentGraph/LedgerView/explainFigure(of:claiming:at:by:terms:)``.
public struct FigureExplanation: Sendable {
  /// A sum that came all by one way.
  public struct Lot: Sendable, Hashable {
    /// The claimed payment that it was.
    public let claim: TransferID
    /// Where it lies, and in which currency.
    public let site: BoundTable.Site
    /// The transfers that carried it, the claimed payment first.
    public let transfers: [TransferID]
    /// How much of it there is, in minor units of the currency in which it lies: exact.
    public let amount: Fraction
    /// How much of the claim it is, in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// What was looked at.
  public let scope: LedgerView
  /// The rule.
  public let rule: TracingRule
  /// Everything else that decided.
  public let terms: TracingTerms
  /// Whose money is explained, in the order of account keys.
  public let victims: [AccountID]
  /// Where.
  public let account: AccountID
  /// What the trace says, by place, currency and victim.
  public let figures: [VictimHolding]
  /// What the figures are made of, by place, currency and claim; then by way.
  public let lots: [Lot]
  /// What a reader must know beside the figures.
  public let notes: [AnswerNote]

  /// The lots of one figure.
  public func lots(of figure: VictimHolding) -> [Lot] {
    lots.filter { lot in
      let claim = scope.ledger.transfer(lot.claim)
      return lot.site.place == figure.place && lot.site.currency == figure.currency
        && claim.payer.id == figure.victim && claim.sent.currency == figure.claimCurrency
    }
  }

  /// Whether the lots of every figure add up to it exactly, in both currencies.
  ///
  /// Under proportional rules the two come from different computations: the figure from mixtures, the
  /// lots from dividing every lot at every payment.
  public var addsUp: Bool {
    figures.allSatisfy { figure in
      let own = lots(of: figure)
      return own.reduce(Fraction.zero) { $0 + $1.amount }.mayEqual(figure.amount)
        && own.reduce(Fraction.zero) { $0 + $1.value }.mayEqual(figure.value)
    }
  }
}
