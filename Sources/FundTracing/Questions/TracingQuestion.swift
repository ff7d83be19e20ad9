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
    let events = TracingEvents(
      view, sources: sources, links: links, terms, tracksOthers: true,
      ordersBatches: method == .tiho)
    var tracing = try answer(events)
    tracing.subrogations = events.chargebacks.subrogations
    return tracing
  }

  private func answer(_ events: TracingEvents) throws(FundTracingError) -> Tracing {
    switch method {
    case .rule(let rule):
      var tracing = answer(events, by: rule)
      if events.tiedCount > 0 { addOrderRanges(&tracing, events, rule) }
      return tracing
    case .tiho: return answer(events, by: .ownLastFIFO)
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

  /// What lies where under a rule, and nothing of single transfers.
  func holdings(by rule: TracingRule) -> Tracing {
    answer(
      TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false), by: rule,
      records: false)
  }

  /// What lies where under a rule, and what of the claims every transfer carried.
  func transfers(by rule: TracingRule) -> Tracing {
    answer(
      TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false), by: rule)
  }

  /// Computes the answer again with payments of the same time in other orders, and says what changes.
  private func addOrderRanges(
    _ tracing: inout Tracing, _ events: TracingEvents, _ rule: TracingRule
  ) {
    struct Key: Hashable {
      let place: Holding.Place
      let currency: Currency
      let victim: AccountID
    }
    func table(_ tracing: Tracing) -> [Key: Fraction] {
      var sums: [Key: Fraction] = [:]
      for one in tracing.victimHoldings {
        sums[Key(place: one.place, currency: one.currency, victim: one.victim), default: .zero] +=
          one.amount
      }
      return sums
    }
    var tables = [table(tracing)]
    for order in ProcessingOrder.allCases where order != terms.order {
      var terms = terms
      // What rows decide stays, unless the question itself asks for another order.
      let keepsRecords = terms.order == .recorded
      if !keepsRecords { terms.order = order }
      let other = TracingEvents(
        view, sources: sources, links: links, terms, tracksOthers: false,
        ties: keepsRecords ? order : nil)
      guard other.transfer != events.transfer else { continue }
      tables.append(table(answer(other, by: rule, records: false)))
    }
    var ranges: [Tracing.OrderRange] = []
    var enclosed = 0
    for key in Set(tables.flatMap(\.keys)) {
      let amounts = tables.map { $0[key] ?? .zero }
      guard let least = amounts.min(), let most = amounts.max() else { continue }
      // Bounds that overlap do not prove that the order matters.
      let highest = amounts.map(\.bounds.lower).max() ?? .zero
      guard amounts.contains(where: { $0.bounds.upper < highest }) else {
        if !amounts.allSatisfy(\.isExact) { enclosed += 1 }
        continue
      }
      ranges.append(
        Tracing.OrderRange(
          place: key.place, currency: key.currency, victim: key.victim, least: least, most: most))
    }
    let ranks = ledger.keyRanks
    tracing.orderRanges = ranges.sorted { left, right in
      let (one, other) = (left.place.label(in: ledger), right.place.label(in: ledger))
      if one != other { return one < other }
      if left.currency != right.currency { return left.currency < right.currency }
      return ranks[left.victim.position] < ranks[right.victim.position]
    }
    let number = ranges.count
    let unproved =
      enclosed == 0
      ? "" : "; of \(enclosed) only bounds are known, and those of all orders overlap"
    tracing.notes.append(
      number == 0
        ? AnswerNote(
          code: .orderInsensitive,
          text:
            "of \(events.tiedCount) payments the records do not say which came first at one account; with "
            + "credits first, debits first and their order reversed no figure changes\(unproved)")
        : AnswerNote(
          code: .orderSensitive,
          text:
            "of \(events.tiedCount) payments the records do not say which came first at one account, and "
            + "\(number) \(number == 1 ? "figure depends" : "figures depend") on their order: the "
            + "table of ranges shows the least and the most over the orders tried\(unproved)"))
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

  private func answer(
    _ events: TracingEvents, by rule: TracingRule, records: Bool = true
  ) -> Tracing {
    var passages = PassageTable(ledger)
    let (tables, labels, pockets) = TracingQuestion.run(events, rule, records: records) {
      event, shares in
      passages.add(TransferID(Int(events.transfer[event])), shares, events.labels)
    }
    var holdings: [Holding] = []
    func add(_ shares: [Int32: [Share]], _ place: (AccountID) -> Holding.Place) {
      for (number, list) in shares {
        let account = AccountID(index: pockets.account[Int(number)])
        let currency = ledger.columns.currency(pockets.currency[Int(number)])
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
    var notes = StatementWarnings.notes(on: Set(passages.accounts), in: ledger)
    notes += self.notes(events, tables)
    notes += enclosureNotes(holdings, transfers)
    let ranks = ledger.keyRanks
    let overdrafts = tables.debts.map { place, debt in
      (
        account: AccountID(index: pockets.account[Int(place)]), debt: debt,
        currency: ledger.columns.currency(pockets.currency[Int(place)])
      )
    }.sorted { ranks[$0.account.position] < ranks[$1.account.position] }
    return Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims,
      holdings: ordered(holdings), transfers: transfers, openings: openings(events),
      overdrafts: overdrafts, figures: [], passed: passages, notes: notes)
  }

  /// Says what is not a fraction but two bounds, and what was too much to be told apart.
  private func enclosureNotes(
    _ holdings: [Holding], _ transfers: [TracedTransfer]
  ) -> [AnswerNote] {
    var notes: [AnswerNote] = []
    var widest = Fraction.zero.width
    var count = 0
    func look(_ amount: Fraction, _ value: Fraction) {
      guard !amount.isExact || !value.isExact else { return }
      count += 1
      widest = max(widest, amount.width, value.width)
    }
    for holding in holdings { look(holding.amount, holding.value) }
    for step in transfers { for part in step.parts { look(part.amount, part.value) } }
    if count > 0 {
      notes.append(
        AnswerNote(
          code: .enclosedFractions,
          text:
            "\(count) figures have exact fractions of more than \(Fraction.mostDigits) digits: instead of "
            + "the fraction there are two bounds, rounded outwards at every step, and the exact value lies between "
            + "them; they are at most \(TracingQuestion.power(above: .binary(widest))) of a minor unit apart"
        ))
    }
    if holdings.contains(where: { $0.origin == .other }) {
      notes.append(
        AnswerNote(
          code: .othersTogether,
          text: "money that is no claim has too many origins to be told apart (more than "
            + "\(MixTables.mostOthers) parts of mixtures): it is one origin, other"))
    }
    if transfers.contains(where: { $0.parts.contains { $0.origin == .claims } }) {
      notes.append(
        AnswerNote(
          code: .claimsTogether,
          text:
            "transfers carried more than \(MixTables.mostParts) parts of claims: for each transfer only the "
            + "sum of its claims is kept, and no claim can be followed hop by hop; ask for fewer victims, or a "
            + "shorter period"))
    }
    return notes
  }

  /// The least power of two that is not below a number between 0 and 1, as text.
  private static func power(above number: Fraction) -> String {
    var (power, exponent) = (Fraction.one, 0)
    while exponent < FixedPoint.fractionBits, number < power / Fraction(2) {
      power = power / Fraction(2)
      exponent += 1
    }
    return exponent == 0 ? "\(number)" : "2^-\(exponent)"
  }

  private func openings(_ events: TracingEvents) -> [(account: AccountID, money: MoneyTotal)] {
    let ranks = ledger.keyRanks
    return Set(events.openings.keys).union(events.debts.keys).map { place in
      var totals = MoneyTotals()
      let units = (events.openings[place] ?? []).reduce(Int128(0)) { $0 + Int128($1.amount) }
      totals.add(
        units - Int128(events.debts[place] ?? 0),
        in: ledger.columns.currency(events.pockets.currency[Int(place)]))
      return (AccountID(index: events.pockets.account[Int(place)]), totals)
    }.flatMap { account, totals in totals.lines.map { (account: account, money: $0) } }
      .sorted {
        (ranks[$0.account.position], $0.money.currency.code)
          < (ranks[$1.account.position], $1.money.currency.code)
      }
  }

  /// Everything that an engine finds under a rule.
  ///
  /// - Parameters:
  ///   - records: whether what every transfer carried, and money that is no claim, is wanted.
  ///   - each: called with what every transfer carried, in the order of processing, where that is wanted.
  static func run(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool = true,
    each: (Int, [Share]) -> Void = { _, _ in }
  ) -> (AttributionTables, LabelTable, Pockets) {
    if events.isMixed(rule) {
      var engine = MixEngine(events, rule: rule, records: records)
      engine.run()
      let tables = engine.tables(each: each)
      return (tables, engine.events.labels, engine.events.pockets)
    }
    var engine = LotEngine(events, rule: rule, records: records)
    Fraction.$mostBits.withValue(.max) { engine.run() }
    let tables = engine.tables()
    for (event, shares) in tables.moved.enumerated() { each(event, shares) }
    return (tables, engine.events.labels, engine.events.pockets)
  }

  private func answer(figures: [Tracing.Figure], notes: [AnswerNote]) -> Tracing {
    let ranks = ledger.keyRanks
    func rank(_ account: AccountID?) -> Int { account.map { Int(ranks[$0.position]) } ?? -1 }
    return Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims, holdings: [],
      transfers: [], openings: [], overdrafts: [],
      figures: figures.sorted {
        (rank($0.account), $0.currency.code, rank($0.victim))
          < (rank($1.account), $1.currency.code, rank($1.victim))
      }, passed: PassageTable(ledger), notes: notes)
  }

  private func ordered(_ holdings: [Holding]) -> [Holding] {
    let ranks = ledger.keyRanks
    return holdings.sorted { left, right in
      let one = BoundTable.Site(place: left.place, currency: left.currency)
      let other = BoundTable.Site(place: right.place, currency: right.currency)
      if one != other { return one.precedes(other, ranks) }
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
      case .processor(let account): (6, ranks[account.position])
      case .other: (7, 0)
      case .claims: (0, .max)
      }
    }
    return key(left) < key(right)
  }

  private func notes(_ events: TracingEvents, _ tables: AttributionTables?) -> [AnswerNote] {
    var writer = TracingNotes(events: events, method: method, terms: terms)
    writer.write(sources: sources, tables)
    guard tables == nil else { return writer.notes }
    // Without tables of what passed where, every account counts that any payment touches.
    let touched = Set((events.from + events.to).map { events.pockets.account[Int($0)] })
    return StatementWarnings.notes(on: Set(touched.map { AccountID(index: $0) }), in: ledger)
      + writer.notes
  }
}
