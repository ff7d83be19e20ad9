public import PaymentGraph

extension LedgerView {
  /// Finds the least and the most of victims' money that can lie at some accounts at the end, under
  /// any rule that respects time and balances.
  ///
  /// The most is a maximum flow from the claims into the account through the ledger in time, where
  /// money stays at an account only as far as the balance allows; the least is the claim less the
  /// maximum flow into everywhere else. The page *Bounds* has the exact definition. No rule of
  /// ``trace(of:by:terms:)`` that follows payments in time lies outside; a distribution after the
  /// event (`pariPassuExPost`) and declared co-ordinated payments are no such rules.
  ///
  /// - Parameters:
  ///   - sources: whose payments are claimed.
  ///   - accounts: where; nil for every account that money of the claims can reach.
  ///   - terms: openings, orders and links, as for a trace.
  ///   - effort: how many arcs of networks may be looked at before further places are left out, those that
  ///     most victims reach first; nil for any number. A count, not a time, so that an answer does not
  ///     depend on the machine; 100 million take about a second.
  /// - Returns: for each place (the account, what its overdraft absorbed, fees on its payments)
  ///   and currency one bound for every victim and, where there are several, one for all of them
  ///   together, in the currency of the claims.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: two maximum flows for every bound, on the part of the ledger between the claims
  ///   and the place.
  public func bounds(
    of sources: [Source], at accounts: [AccountID]? = nil, terms: TracingTerms = TracingTerms(),
    effort: Int? = nil
  ) throws(FundTracingError) -> BoundTable {
    for account in accounts ?? [] where account.position >= ledger.accountCount {
      throw .unknownAccount(account)
    }
    var space = try WalkSpace(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let events = TracingEvents(
      self, sources: merged, links: space.links, terms, tracksOthers: false)
    let question = BoundQuestion(
      ledger: ledger, network: BalanceNetwork(events), sources: merged,
      accounts: accounts.map { Set($0) }, isCoordinated: !terms.coordinated.isEmpty)
    return question.answer(effort: effort ?? .max)
  }
}
