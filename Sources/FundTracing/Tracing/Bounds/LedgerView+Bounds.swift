public import PaymentGraph

extension LedgerView {
  /// Finds the least and the most of victims' money that can lie at some accounts at the end, under any rule that
  /// respects time and balances.
  ///
  /// The most is a maximum flow from the claims into the account through the ledger in time, where money stays at an
  /// account only as far as the balance allows; the least is the claim less the maximum flow into everywhere else. The
  /// page *Bounds* has the exact definition. The bounds hold in every order of payments that the records leave open, and
  /// whatever other money lay in accounts whose balances no record shows. The figures of every rule of
  /// ``trace(of:by:terms:)`` that follows payments in time lie within the bounds; a distribution after the event
  /// (`pariPassuExPost`) and declared co-ordinated payments do not follow time.
  ///
  /// The bounds hold with and without the accounts and payments that the view leaves out as a hypothesis: a least that
  /// a record contradicts would be none.
  ///
  /// ```swift
  /// let bounds = try ledger.whole.bounds(of: [Source(account: anna)], at: [villa])
  /// for bound in bounds.ofAll { print("at least", bound.lower, "at most", bound.upper) }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources whose payments are claimed.
  ///   - accounts: the accounts; nil for every account that money of the claims can reach.
  ///   - terms: openings, orders and links, as for a trace.
  ///   - effort: the number of arcs of networks that may be examined before further sites are left out; those that most
  ///     victims reach come first; nil for any number. It is a count, not a time, so that an answer does not depend on
  ///     the machine; 100 million take about a second.
  /// - Returns: for each site (the account, its overdraft, the fees on its payments) and currency one bound for every
  ///   victim and, where there are several, one for all of them together, in the currency of the claims.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: two maximum flows for every bound, on the part of the ledger between the claims and the site.
  public func bounds(
    of sources: [Source], at accounts: [AccountID]? = nil, terms: TracingTerms = TracingTerms(),
    effort: Int? = nil
  ) throws(FundTracingError) -> BoundTable {
    for account in accounts ?? [] where account.position >= ledger.accountCount {
      throw .unknownAccount(account)
    }
    let merged = try WalkContext(self, terms.walkRules).merged(sources)
    let table = try bounds(merged, at: accounts, terms: terms, effort: effort)
    guard leftOut.isInLedger else { return table }
    let whole = try withLeftOut.bounds(merged, at: accounts, terms: terms, effort: effort)
    return table.holding(also: whole, without: leftOut, in: ledger)
  }

  private func bounds(
    _ merged: [(account: Int, claims: [Int])], at accounts: [AccountID]?, terms: TracingTerms,
    effort: Int?
  ) throws(FundTracingError) -> BoundTable {
    var space = try WalkContext(self, terms.walkRules)
    space.inferLinks(from: merged.flatMap(\.claims))
    let events = TracingEvents(
      self, sources: merged, links: space.links, terms, tracksOthers: false)
    let question = BoundQuestion(
      events, sources: merged, accounts: accounts.map { Set($0) },
      isCoordinated: !terms.coordinated.isEmpty)
    return question.answer(effort: effort ?? .max)
  }
}
