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
  ///   - accounts: where; nil for every account that money of the claims' currencies is paid into.
  ///   - terms: openings, orders and links, as for a trace.
  /// - Returns: for each place (the account, what its overdraft absorbed, fees on its payments)
  ///   and currency one bound for every victim and, where there are several, one for all of them
  ///   together; in the order of account keys, then of places, currencies and victims.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: two or three maximum flows for every bound, on at most 3*t* nodes.
  public func bounds(
    of sources: [Source], at accounts: [AccountID]? = nil, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> [Bound] {
    for account in accounts ?? [] where account.position >= ledger.accountCount {
      throw .unknownAccount(account)
    }
    var space = try WalkSpace(self, WalkRules(pooling: terms.pooling))
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let events = TracingEvents(
      self, sources: merged, links: space.links, terms, tracksOthers: true)
    var network = BalanceNetwork(events)
    let wanted = accounts.map { Set($0) }
    let ranks = ledger.keyRanks
    func kind(_ place: Holding.Place) -> Int {
      switch place {
      case .account: 0
      case .fees: 1
      case .bank: 2
      }
    }
    let ends = network.ends.filter { wanted?.contains($0.place.account) ?? true }.sorted {
      (ranks[$0.place.account.position], kind($0.place), Currency(index: $0.currency).code)
        < (ranks[$1.place.account.position], kind($1.place), Currency(index: $1.currency).code)
    }
    let claims = Set(merged.flatMap(\.claims).map { Int32($0) })
    let currencies = Set(claims.map { ledger.columns.sentCurrency[Int($0)] })
    var groups = merged.map { ([AccountID($0.account)], Set($0.claims.map { Int32($0) })) }
    if merged.count > 1 { groups.append((merged.map { AccountID($0.account) }, claims)) }
    var bounds: [Bound] = []
    for end in ends where currencies.contains(end.currency) {
      for (victims, claims) in groups {
        let claims = claims.filter { ledger.columns.sentCurrency[Int($0)] == end.currency }
        guard !claims.isEmpty else { continue }
        bounds.append(bound(victims, claims, end, &network))
      }
    }
    return bounds
  }

  private func bound(
    _ victims: [AccountID], _ claims: Set<Int32>, _ end: BalanceNetwork.End,
    _ network: inout BalanceNetwork
  ) -> Bound {
    network.open(claims: claims) { $0.arc == end.arc }
    let upper = network.maximumFlow()
    let cut = network.cut()
    network.open(claims: claims) { $0.arc != end.arc }
    network.openConversions()
    let elsewhere = network.maximumFlow()
    network.open(claims: claims) { _ in false }
    network.openConversions()
    let converted = network.conversionArcs.isEmpty ? 0 : network.maximumFlow()
    let claimed = claims.reduce(Int64(0)) { $0 + ledger.columns.sent[Int($1)] }
    return Bound(
      victims: victims, place: end.place, currency: Currency(index: end.currency),
      claimed: claimed, lower: claimed - elsewhere, upper: upper, bottlenecks: cut,
      convertedAtMost: converted)
  }
}
