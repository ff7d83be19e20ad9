public import PaymentGraph

extension LedgerView {
  /// Attributes the money in accounts to victims, by one method.
  ///
  /// All transfers are processed in one order. A claimed payment brings in money of its victim, any other payment of a
  /// victim brings in money that is not claimed. Every other payment is taken from the payer's account, as the rule
  /// says, and added to the beneficiary's; the page *Tracing rules* has the exact definition. Amounts are exact and not
  /// rounded; where there are many mixtures they are proved bounds.
  ///
  /// ```swift
  /// let answer = try ledger.whole.trace(of: [Source(account: anna)], by: .rule(.fifo))
  /// for holding in answer.victimHoldings {
  ///   print(holding.place, holding.amount, holding.currency, holding.fate)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources whose payments are claimed.
  ///   - method: the method; it has no default, because the court decides which one applies.
  ///   - terms: openings, elections and orders.
  /// - Returns: the holdings by account key; those of each claim add up to the claim.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t*) time for proportional rules and O(*t* + lots moved) for the others, and the time for the
  ///   exact compositions of all transfers.
  public func trace(
    of sources: [Source], by method: TracingMethod, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> Tracing {
    try terms.check(in: ledger)
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    var question = TracingQuestion(
      view: self, sources: merged, links: space.links, method: method, terms: terms)
    var answer = try question.answer()
    answer.notes = UncountedClaims(sources, in: space).notes + answer.notes
    return answer
  }

  /// Finds the holdings of claims under a rule, without single transfers, as a comparison of rules needs them.
  ///
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  package func claimHoldings(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> Tracing {
    try terms.check(in: ledger)
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    return TracingQuestion(
      view: self, sources: merged, links: space.links, method: .rule(rule), terms: terms
    ).holdings(by: rule)
  }

  /// Passes a rule once through all transfers, for later questions about single accounts.
  ///
  /// The same definitions as ``trace(of:by:terms:)``, for ledgers of millions of transfers.
  ///
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t*) time and space under proportional rules, O(*t* + lots moved) under others.
  public func tracingRun(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> TracingRun {
    try terms.check(in: ledger)
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    return TracingRun(self, sources: merged, links: space.links, rule: rule, terms: terms)
  }
}
