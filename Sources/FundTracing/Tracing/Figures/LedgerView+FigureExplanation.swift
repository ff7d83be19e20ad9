public import PaymentGraph

extension LedgerView {
  /// Leads the figures of a trace for an account back to lots, and each lot to the transfers that carried it.
  ///
  /// Where the money came by more than a million different walks (as it does where so many payments mixed that figures
  /// are bounds), the answer gives the amounts that every transfer brought to the account and took from it, and a note
  /// says why.
  ///
  /// ```swift
  /// let figure = try ledger.whole.explainFigure(
  ///   of: [Source(account: anna)], at: villa, by: .fifo)
  /// for lot in figure.lots { print(lot.amount, "by", lot.transfers.count, "transfers") }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources whose payments are claimed: all of them, because others' claims affect the result of a
  ///     rule.
  ///   - victims: the victims whose figures are explained; nil for all.
  ///   - account: the account; money that paid its overdraft and that it kept as fees is explained as well.
  ///   - rule: the rule of the trace.
  ///   - terms: the terms of the trace.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: one trace, and O(lots moved) where no lots of different walks are merged; another trace where there
  ///   are too many lots to list.
  public func explainFigure(
    of sources: [Source], claiming victims: [AccountID]? = nil, at account: AccountID,
    by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> FigureExplanation {
    for named in [account] + (victims ?? []) where named.position >= ledger.accountCount {
      throw .unknownAccount(named)
    }
    try terms.check(in: ledger)
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let question = TracingQuestion(
      view: self, sources: merged, links: space.links, method: .rule(rule), terms: terms)
    let wanted = merged.filter { source in
      victims?.contains(AccountID(source.account)) ?? true
    }
    let accounts = Set(wanted.map { AccountID($0.account) })
    let answer = question.holdings(by: rule)
    let claims = Set(wanted.flatMap(\.claims))
    let figures = answer.victimHoldings.filter {
      $0.place.account == account && accounts.contains($0.victim)
    }
    let lots = question.lots(at: account, of: claims, by: rule)
    var notes = UncountedClaims(sources, in: space).notes + answer.notes
    var movements: [FigureExplanation.Movement] = []
    if lots == nil {
      let transfers = question.transfers(by: rule)
      movements = question.movements(at: account, of: claims, in: transfers)
      notes.append(TracingQuestion.lotsNotListed(figures))
      notes += transfers.notes.filter { $0.code == .claimsTogether }
    }
    return FigureExplanation(
      scope: self, rule: rule, terms: terms, victims: wanted.map { AccountID($0.account) },
      account: account, figures: figures, lots: lots ?? [], movements: movements, notes: notes)
  }
}
