public import PaymentGraph

extension LedgerView {
  /// Leads what a trace says of an account back to lots, and each lot to the transfers that carried it.
  ///
  /// - Parameters:
  ///   - sources: whose payments are claimed: all of them, because others' claims decide what a rule
  ///     gives.
  ///   - victims: whose figures are explained; nil for all.
  ///   - account: where; what paid its overdraft and what it kept as fees is explained as well.
  ///   - rule: the rule of the trace.
  ///   - terms: the terms of the trace.
  /// - Throws: ``FundTracingError`` where the question cannot be asked, or where lots took more than a
  ///   million different ways.
  /// - Complexity: one trace, and O(lots moved) where no lots of different ways are merged.
  public func explainFigure(
    of sources: [Source], claiming victims: [AccountID]? = nil, at account: AccountID,
    by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> FigureExplanation {
    for named in [account] + (victims ?? []) where named.position >= ledger.accountCount {
      throw .unknownAccount(named)
    }
    try terms.check(in: ledger)
    var space = try WalkSpace(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let question = TracingQuestion(
      view: self, sources: merged, links: space.links, method: .rule(rule), terms: terms)
    let wanted = merged.filter { source in
      victims?.contains(AccountID(source.account)) ?? true
    }
    let accounts = Set(wanted.map { AccountID($0.account) })
    let answer = question.holdings(by: rule)
    return FigureExplanation(
      scope: self, rule: rule, terms: terms, victims: wanted.map { AccountID($0.account) },
      account: account,
      figures: answer.victimHoldings.filter {
        $0.place.account == account && accounts.contains($0.victim)
      },
      lots: try question.lots(at: account, of: Set(wanted.flatMap(\.claims)), by: rule),
      notes: answer.notes)
  }
}
