public import FundTracing
internal import PaymentGraph

extension Inquiry {
  /// The facts about accounts and payments beside the rule: openings, elections, orders.
  public struct Terms: Hashable, Sendable {
    /// Balances before the first transfer, in the order of their age.
    public var openings: [StatedOpening] = []
    /// Payments that take own funds otherwise than the rule.
    public var overrides: [StatedOverride] = []
    /// Payments on overdraft and the credits that belong to them.
    public var coordinated: [StatedCoordination] = []
    /// Accounts outside the case, whose money is proved to be unclaimed.
    public var outside: AccountChoice?
    /// The owner of money that no record explains.
    public var unidentified = UnidentifiedMoney.own
    /// The order of payments of the same time.
    public var order = ProcessingOrder.recorded
    /// The way in which a payment takes money from a receipt that its record names.
    public var namedReceipts = NamedReceipts.inProportion
    /// True where the receipts that records name count for nothing.
    public var ignoreLinks = false

    /// Creates the terms of all questions.
    public init() {}

    static let fields: [InquiryField<Terms>] = [
      .texts("opening", \.openings), .texts("override", \.overrides),
      .texts("coordinated", \.coordinated), .text("outside", \.outside),
      .text("unidentified", \.unidentified, default: .own),
      .text("order", \.order, default: .recorded),
      .text("namedReceipts", \.namedReceipts, default: .inProportion),
      .flag("ignoreLinks", \.ignoreLinks),
    ]

    /// True where any term was given that only a rule can use.
    var isStated: Bool { self != Terms() }

    /// Returns the terms of a trace: links of grade B or better, unless another grade is asked for.
    func terms(
      _ pooling: Pooling, in view: LedgerView, of basis: Basis
    ) throws(InquiryError) -> TracingTerms {
      let ledger = view.ledger
      var terms = TracingTerms()
      for opening in openings { terms.openings.append(try opening.balance(in: ledger)) }
      for stated in overrides {
        terms.overrides.append(
          OwnFundsOverride(
            transfer: try ledger.transfer(calledOnly: stated.transfer), ownFunds: stated.ownFunds,
            reason: stated.reason))
      }
      for stated in coordinated {
        terms.coordinated.append(
          CoordinatedPayments(
            debit: try ledger.transfer(calledOnly: stated.debit),
            credit: try ledger.transfer(calledOnly: stated.credit), evidence: stated.evidence))
      }
      if let outside { terms.outside = Set(try outside.accounts(in: view, of: basis)) }
      terms.unidentified = unidentified
      terms.order = order
      terms.usesLinks = !ignoreLinks
      terms.namedReceipts = namedReceipts
      terms.matching = try pooling.settings(in: view, of: basis)
      terms.pooling = pooling.forFigures
      return terms
    }
  }
}
