internal import PaymentGraph

extension TracingQuestion {
  /// The most walks of lots that are told apart; tests lower it.
  @TaskLocal static var mostSteps = 1_000_000

  /// Returns the lots of some claims at an account in the end, each with its walk; nil where there are too many to
  /// list.
  ///
  /// Under proportional rules the walks are counted first, and then read off the mixtures: their number and the digits
  /// of their fractions cannot surprise. Under others, lots are divided at every payment.
  func lots(
    at account: AccountID, of claims: Set<Int>, by rule: TracingRule
  ) -> [FigureExplanation.Lot]? {
    let events = TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false)
    guard events.isMixed(rule) else { return dividedLots(at: account, of: claims, by: rule) }
    var engine = MixtureEngine(events, rule: rule, records: false, keepsWays: true)
    engine.run()
    return engine.ways(
      to: account, of: claims, limit: min(TracingQuestion.mostSteps, MixtureEngine.mostWays))
  }

  /// Returns the lots, each divided at every payment.
  private func dividedLots(
    at account: AccountID, of claims: Set<Int>, by rule: TracingRule
  ) -> [FigureExplanation.Lot]? {
    var events = TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false)
    var labels: [Int32: TransferID] = [:]
    for claim in claims { labels[events.label(.claim(TransferID(claim)))] = TransferID(claim) }
    var engine = LotEngine(
      events, rule: rule, records: false,
      paths: LotPaths(of: Set(labels.keys), limit: TracingQuestion.mostSteps))
    engine.run()
    guard let paths = engine.money.paths, !paths.isCut else { return nil }
    struct Key: Hashable {
      let site: BoundTable.Site
      let label: Int32
      let path: Int32
    }
    var sums: [Key: (amount: Fraction, value: Fraction)] = [:]
    func add(_ lots: some Sequence<Lot>, number: Int, place: Holding.Place) {
      let currency = engine.events.view.ledger.columns.currency(
        engine.events.balances.currency[number])
      for lot in lots where labels[lot.label] != nil && !lot.amount.isZero {
        let key = Key(
          site: BoundTable.Site(place: place, currency: currency), label: lot.label, path: lot.path)
        let known = sums[key] ?? (.zero, .zero)
        sums[key] = (
          known.amount + lot.amount, known.value + lot.amount * engine.money.rates[Int(lot.rate)]
        )
      }
    }
    for number in 0..<engine.events.balances.count
    where engine.events.balances.account[number] == account.index {
      let balance = engine.money.balances[number]
      add(balance.claimants.all, number: number, place: .account(account))
      add(balance.others.all, number: number, place: .account(account))
      add(engine.money.absorbed[Int32(number)] ?? [], number: number, place: .bank(of: account))
      add(engine.money.fees[Int32(number)] ?? [], number: number, place: .fees(of: account))
      for event in engine.onTheWay.keys.sorted() where engine.events.to[Int(event)] == number {
        add(engine.onTheWay[event]?.parts ?? [], number: number, place: .onItsWay(to: account))
      }
    }
    let ranks = view.ledger.keyRanks
    return sums.compactMap { key, sum in
      labels[key.label].map { claim in
        FigureExplanation.Lot(
          claim: claim, site: key.site,
          transfers: paths.way(to: key.path).map {
            TransferID(Int(engine.events.transfer[Int($0)]))
          }, amount: sum.amount, value: sum.value)
      }
    }.sorted { left, right in
      if left.site != right.site { return left.site.precedes(right.site, ranks) }
      if left.claim != right.claim { return left.claim < right.claim }
      return left.transfers.lexicographicallyPrecedes(right.transfers)
    }
  }
}
