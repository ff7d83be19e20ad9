public import FundTracing
public import PaymentGraph
public import Reports

extension Inquiry {
  /// `trace`: the amount of each person's money on each account, by a rule.
  public struct Trace: Hashable, Sendable {
    /// The rule; nil where all are compared.
    public var rule: TracingMethod?
    /// True where all rules are applied and stand side by side.
    public var compare = false
    /// The victims whose money is followed.
    public var victims = Victims()
    /// The terms beside the rule.
    public var terms = Terms()
    /// The treatment of pooled accounts.
    public var pooling = Pooling()
    /// The accounts to share out, for `pari-passu-ex-post`.
    public var pool: AccountChoice?
    /// True where contributions count net of what the pool paid back.
    public var net = false
    /// Payments that left together, for `tiho`.
    public var batches: [StatedBatch] = []
    /// True where fractions are kept however often payments mix.
    public var exact = false
    /// The transfers that count.
    public var scope = Scope()
    /// The last day that counts.
    public var cutoff: CivilDate?
    /// The accounts at which the least and the most under any rule are computed.
    public var bounds = BoundChoice.auto
    /// The schedule that text and CSV show.
    public var schedule = TraceReport.Schedule.summary

    /// Creates the question by a rule; without one, a comparison of all rules.
    public init(by rule: TracingMethod? = nil) {
      self.rule = rule
      compare = rule == nil
    }
  }
}

extension Inquiry.Trace: Question {
  package static let words = ["trace"]

  package static let fields: [InquiryField<Self>] =
    [.text("rule", \.rule), .flag("compare", \.compare)]
    + Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Terms.fields.map { $0.within(\.terms) }
    + Inquiry.Pooling.fields.map { $0.within(\.pooling) } + [
      .text("pool", \.pool), .flag("net", \.net), .texts("batch", \.batches),
      .flag("exact", \.exact),
    ] + Inquiry.Scope.fields.map { $0.within(\.scope) } + [
      .text("cutoff", \.cutoff), .text("bounds", \.bounds, default: .auto),
      .text("schedule", \.schedule, default: .summary),
    ]

  package init() {
    self.init(by: nil)
    compare = false
  }

  package var inquiry: Inquiry { .trace(self) }

  package func check() throws(InquiryError) {
    try pooling.hubs.check()
    if rule == nil, !compare { throw .contradiction(TracingMethod.missing + "; or --compare") }
    if schedule == .bounds, !bounds.isWanted {
      throw .contradiction("--schedule bounds has nothing to show with --bounds none")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis, cutoff: cutoff)
    let sources = try victims.sources(in: view, of: basis)
    let terms = try tracingTerms(in: view, of: basis)
    let asked = try bounds.accounts(in: view, of: basis)
    guard let method = rule, !compare else {
      return .comparison(
        try asking.ask { () throws(FundTracingError) in
          try view.compareRules(of: sources, terms: terms)
        })
    }
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.trace(of: sources, by: method, terms: terms)
    }
    var missing = try asking.ask { () throws(FundTracingError) in
      try view.missingDocuments(of: sources, rules: terms.walkRules)
    }
    var limits: BoundTable?
    var grades: GradedAmounts?
    if case .rule(let rule) = method {
      if bounds.isWanted {
        let table = try asking.ask { () throws(FundTracingError) in
          try view.bounds(of: sources, at: asked, terms: terms, effort: bounds.effort)
        }
        missing = missing.including(table)
        limits = table
      }
      grades = try asking.ask { () throws(FundTracingError) in
        try view.gradedAmounts(of: sources, by: rule, terms: terms)
      }
    }
    return .tracing(
      answer, schedule: schedule, bounds: limits, grades: grades, missing: missing)
  }

  private func tracingTerms(
    in view: LedgerView, of basis: Basis
  ) throws(InquiryError) -> TracingTerms {
    var stated = try terms.terms(pooling, in: view, of: basis)
    for batch in batches {
      var transfers: [TransferID] = []
      for id in batch.transfers { transfers.append(try view.ledger.transfer(calledOnly: id)) }
      stated.batches.append(transfers)
    }
    if let pool { stated.pool = try pool.accounts(in: view, of: basis) }
    stated.contributionsAreNet = net
    stated.keepsFractions = exact
    return stated
  }
}
