internal import PaymentGraph

/// Runs the engine that a method needs, and makes the answer of what it found.
struct TracingQuestion {
  let view: LedgerView
  let sources: [(account: Int, claims: [Int])]
  let links: LinkSet
  let method: TracingMethod
  let terms: TracingTerms

  private var ledger: Ledger { view.ledger }

  mutating func answer() throws(FundTracingError) -> Tracing {
    let events = TracingEvents(view, sources: sources, links: links, terms, tracksOthers: true)
    switch method {
    case .rule(let rule): return answer(events, by: rule)
    case .tiho:
      var batched = events
      batched.orderBatches()
      return answer(batched, by: .ownLastFIFO)
    case .poison:
      var exposure = ExposureSweep(events, victimCount: sources.count)
      exposure.run(victimOf: victimOfClaim())
      return answer(figures: exposure.figures(victims: victims), notes: notes(events, nil))
    case .pariPassuExPost:
      let distribution = PoolDistribution(
        events, victims: victims, victimOfClaim: victimOfClaim(), terms)
      return answer(figures: try distribution.figures(), notes: notes(events, nil))
    }
  }

  private var victims: [AccountID] { sources.map { AccountID($0.account) } }

  private func victimOfClaim() -> [TransferID: Int] {
    var found: [TransferID: Int] = [:]
    for (number, source) in sources.enumerated() {
      for claim in source.claims { found[TransferID(claim)] = number }
    }
    return found
  }

  private var claims: [TransferID] {
    sources.flatMap(\.claims).sorted().map { TransferID($0) }
  }

  private func answer(_ events: TracingEvents, by rule: TracingRule) -> Tracing {
    let (tables, labels, pockets) = TracingQuestion.run(events, rule)
    var holdings: [Holding] = []
    func add(_ shares: [Int32: [Share]], _ place: (AccountID) -> Holding.Place) {
      for (number, list) in shares {
        let account = AccountID(index: pockets.account[Int(number)])
        let currency = Currency(index: pockets.currency[Int(number)])
        for share in list {
          holdings.append(
            Holding(
              place: place(account), currency: currency, origin: labels.origins[Int(share.label)],
              amount: share.amount, value: share.value))
        }
      }
    }
    add(tables.held) { .account($0) }
    add(tables.absorbed) { .bank(of: $0) }
    add(tables.fees) { .fees(of: $0) }
    let transfers = tables.moved.enumerated().map { event, shares in
      TracedTransfer(
        transfer: TransferID(Int(events.transfer[event])),
        parts: shares.map {
          TracedTransfer.Part(
            origin: labels.origins[Int($0.label)], amount: $0.amount, value: $0.value)
        }.sorted { precedes($0.origin, $1.origin) })
    }
    let ranks = ledger.keyRanks
    let overdrafts = tables.debts.map { place, debt in
      (
        account: AccountID(index: pockets.account[Int(place)]), debt: debt,
        currency: Currency(index: pockets.currency[Int(place)])
      )
    }.sorted { ranks[$0.account.position] < ranks[$1.account.position] }
    return Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims,
      holdings: ordered(holdings), transfers: transfers, overdrafts: overdrafts, figures: [],
      notes: notes(events, tables))
  }

  /// Everything that an engine finds under a rule.
  static func run(
    _ events: TracingEvents, _ rule: TracingRule
  ) -> (AttributionTables, LabelTable, Pockets) {
    if rule.order == .proRata {
      var engine = MixEngine(events, rule: rule, records: true)
      engine.run()
      return (engine.tables(), engine.events.labels, engine.events.pockets)
    }
    var engine = LotEngine(events, rule: rule, records: true)
    engine.run()
    return (engine.tables(), engine.events.labels, engine.events.pockets)
  }

  private func answer(figures: [Tracing.Figure], notes: [AnswerNote]) -> Tracing {
    let ranks = ledger.keyRanks
    func rank(_ account: AccountID?) -> Int { account.map { Int(ranks[$0.position]) } ?? -1 }
    return Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims, holdings: [],
      transfers: [], overdrafts: [],
      figures: figures.sorted {
        (rank($0.account), $0.currency.code, rank($0.victim))
          < (rank($1.account), $1.currency.code, rank($1.victim))
      }, notes: notes)
  }

  private func ordered(_ holdings: [Holding]) -> [Holding] {
    let ranks = ledger.keyRanks
    func kind(_ place: Holding.Place) -> Int {
      switch place {
      case .account: 0
      case .fees: 1
      case .bank: 2
      }
    }
    return holdings.sorted { left, right in
      let places = (ranks[left.place.account.position], ranks[right.place.account.position])
      if places.0 != places.1 { return places.0 < places.1 }
      if kind(left.place) != kind(right.place) { return kind(left.place) < kind(right.place) }
      if left.currency != right.currency { return left.currency < right.currency }
      return precedes(left.origin, right.origin)
    }
  }

  /// Claims first, in the ledger's order; then other money by kind and account key.
  private func precedes(_ left: MoneyOrigin, _ right: MoneyOrigin) -> Bool {
    let ranks = ledger.keyRanks
    func key(_ origin: MoneyOrigin) -> (Int, UInt32) {
      switch origin {
      case .claim(let transfer): (0, transfer.index)
      case .own(let account): (1, ranks[account.position])
      case .clean(let account): (2, ranks[account.position])
      case .unknown(let account): (3, ranks[account.position])
      case .unlinked(let account): (4, ranks[account.position])
      case .overdraft(let account): (5, ranks[account.position])
      }
    }
    return key(left) < key(right)
  }

  private func notes(_ events: TracingEvents, _ tables: AttributionTables?) -> [AnswerNote] {
    var writer = TracingNotes(events: events, method: method, terms: terms)
    writer.write(sources: sources, tables)
    return writer.notes
  }
}
