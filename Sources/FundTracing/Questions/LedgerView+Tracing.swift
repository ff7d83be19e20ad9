public import PaymentGraph

extension LedgerView {
  /// Finds how much of whose money is where, by one method.
  ///
  /// All transfers are processed in one order. A claimed payment brings in money of its victim, any
  /// other payment of a victim money that is no claim. Every other payment is taken from what lies in
  /// the payer's account, as the rule says, and laid into the beneficiary's; the page *Tracing rules*
  /// has the exact definition. Amounts are exact: nothing is rounded; where mixtures are many they are proved bounds.
  ///
  /// - Parameters:
  ///   - sources: whose payments are claimed.
  ///   - method: the rule, which has no default: which one applies is for the court.
  ///   - terms: openings, elections and orders.
  /// - Returns: holdings by account key, of which those of each claim add up to the claim.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t*) time for proportional rules and O(*t* + lots moved) for the others, and
  ///   what the exact compositions of all transfers take.
  public func trace(
    of sources: [Source], by method: TracingMethod, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> Tracing {
    try terms.check(in: ledger)
    var space = try WalkSpace(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    var question = TracingQuestion(
      view: self, sources: merged, links: space.links, method: method, terms: terms)
    return try question.answer()
  }

  /// Finds where claims lie under a rule, and nothing of single transfers: what a comparison of rules needs of each.
  ///
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  package func claimHoldings(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> Tracing {
    try terms.check(in: ledger)
    var space = try WalkSpace(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    return TracingQuestion(
      view: self, sources: merged, links: space.links, method: .rule(rule), terms: terms
    ).holdings(by: rule)
  }

  /// Passes a rule once through all transfers, to be asked of single accounts afterwards.
  ///
  /// The same definitions as ``trace(of:by:terms:)``, for ledgers of millions of transfers.
  ///
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t*) time and space under proportional rules, O(*t* + lots moved) under others.
  public func tracingRun(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> TracingRun {
    try terms.check(in: ledger)
    var space = try WalkSpace(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    return TracingRun(self, sources: merged, links: space.links, rule: rule, terms: terms)
  }
}
