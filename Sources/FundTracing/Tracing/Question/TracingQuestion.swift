internal import PaymentGraph

/// Runs the engine that a method needs, and makes the answer from its results.
struct TracingQuestion {
  let view: LedgerView
  let sources: [(account: Int, claims: [Int])]
  let links: LinkSet
  let method: TracingMethod
  let terms: TracingTerms

  var ledger: Ledger { view.ledger }

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
      if events.tiedCount > 0 {
        addOrderRanges(&tracing, events: events, rule: rule, others: otherOrders(than: events))
      }
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

  /// Finds the holdings under several rules, one after the other, without single transfers.
  ///
  /// - Parameter accounts: the accounts that money of the claims can reach, whose statements are checked.
  func answers(by rules: [TracingRule], reaching accounts: Set<AccountID>) -> [Tracing] {
    let events = TracingEvents(
      view, sources: sources, links: links, terms, tracksOthers: false)
    let others = events.tiedCount > 0 ? otherOrders(than: events) : []
    return rules.map { rule in
      var tracing = TracingQuestion(
        view: view, sources: sources, links: links, method: .rule(rule), terms: terms
      ).answer(events, by: rule, records: false, concerning: accounts)
      tracing.subrogations = events.chargebacks.subrogations
      if events.tiedCount > 0 {
        addOrderRanges(&tracing, events: events, rule: rule, others: others)
      }
      return tracing
    }
  }

  /// Returns the holdings under a rule, without single transfers.
  func holdings(by rule: TracingRule) -> Tracing {
    answer(
      TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false), by: rule,
      records: false)
  }

  /// Returns the holdings under a rule, and the parts of claims in every transfer.
  func transfers(by rule: TracingRule) -> Tracing {
    answer(
      TracingEvents(view, sources: sources, links: links, terms, tracksOthers: false), by: rule)
  }

  /// Returns the same transfers with payments of the same time in other orders, where these differ.
  private func otherOrders(than events: TracingEvents) -> [TracingEvents] {
    ProcessingOrder.allCases.filter { $0 != terms.order }.map { order in
      var terms = terms
      // The order that rows decide stays, unless the question itself asks for another.
      let keepsRecords = terms.order == .recorded
      if !keepsRecords { terms.order = order }
      return TracingEvents(
        view, sources: sources, links: links, terms, tracksOthers: false,
        ties: keepsRecords ? order : nil)
    }.filter { $0.transfer != events.transfer || $0.arrivals != events.arrivals }
  }

  /// Computes the answer again with payments of the same time in other orders, and adds the changes.
  private func addOrderRanges(
    _ tracing: inout Tracing, events: TracingEvents, rule: TracingRule,
    others: [TracingEvents]
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
    let tables = [table(tracing)] + others.map { table(answer($0, by: rule, records: false)) }
    var ranges: [Tracing.OrderRange] = []
    var enclosed = 0
    for key in Set(tables.flatMap(\.keys)) {
      let amounts = tables.map { $0[key] ?? .zero }
      guard let least = amounts.min(), let most = amounts.max() else { continue }
      // Overlapping bounds do not prove that the order matters.
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
      ? "" : "; \(enclosed) are known only as bounds, and the bounds of all orders overlap"
    tracing.notes.append(
      number == 0
        ? AnswerNote(
          code: .orderInsensitive,
          text:
            "the records do not give the order of \(events.tiedCount) payments at the same account; with "
            + "credits first, debits first and their order reversed no figure changes\(unproved)")
        : AnswerNote(
          code: .orderSensitive,
          text:
            "the records do not give the order of \(events.tiedCount) payments at the same account, and "
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

  /// - Parameter concerned: the accounts whose statements are checked; nil for those that any claim passed.
  private func answer(
    _ events: TracingEvents, by rule: TracingRule, records: Bool = true,
    concerning concerned: Set<AccountID>? = nil
  ) -> Tracing {
    var passages = PassageTable(events, sources: sources)
    let (tables, labels, balances) = TracingQuestion.run(
      events, rule, records: records, passages: &passages)
    if records { passages.addEnds(tables, of: events) }
    let ranks = originRanks(labels)
    let holdings = holdings(tables, labels: labels, balances: balances, ranks: ranks)
    let transfers =
      records
      ? TracedTransfers(
        tables.moved, transferOf: events.transfer, origins: labels.origins, ranks: ranks)
      : TracedTransfers()
    var notes = StatementWarnings.notes(on: concerned ?? passages.accounts, in: ledger)
    notes += ReturnedByName(Set(victims), in: ledger).notes(holdings)
    notes += PaidOnByVictims(events, holdings: holdings).notes
    notes += self.notes(events, tables)
    if records, terms.order == .recorded {
      notes += rowOrderNotes(events, transfers: transfers, labels: labels)
    }
    notes += enclosureNotes(holdings, transfers: transfers, tables: tables)
    let accounts = ledger.keyRanks
    let overdrafts = tables.debts.map { place, debt in
      (
        account: AccountID(index: balances.account[Int(place)]), debt: debt,
        currency: ledger.columns.currency(balances.currency[Int(place)])
      )
    }.sorted {
      let (one, other) = (accounts[$0.account.position], accounts[$1.account.position])
      return one == other ? $0.currency < $1.currency : one < other
    }
    var tracing = Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims,
      holdings: holdings, transfers: transfers, openings: openings(events),
      overdrafts: overdrafts, figures: [], passed: passages, notes: notes)
    tracing.latePayments = latePayments(events)
    (tracing.refinedCount, tracing.undecidedCount) = (tables.refined, tables.undecided)
    return tracing
  }

  /// Returns the note on payments that the order of rows puts before claimed money of the same time.
  private func rowOrderNotes(
    _ events: TracingEvents, transfers: TracedTransfers, labels: OriginTable
  ) -> [AnswerNote] {
    let isClaim = labels.origins.map(\.isClaim)
    // Most ledgers have few payments of one time, so the table is made only where one asks.
    lazy var carries = {
      var carries = Array(repeating: false, count: ledger.transferCount)
      for event in transfers.indices
      where transfers.carried.contains(event, where: { isClaim[Int($0)] }) {
        carries[Int(events.transfer[event])] = true
      }
      return carries
    }()
    let order = RowOrder(view, carrying: { carries[$0] })
    guard order.count > 0, let example = order.example(in: ledger) else { return [] }
    let number = order.count
    return [
      AnswerNote(
        code: .rowOrder,
        text:
          "\(number) \(number == 1 ? "payment is" : "payments are") taken before claimed money that reached the payer at the "
          + "same time, because the rows stand in that order, the first: \(example) (--order credits-first takes "
          + "receipts first)")
    ]
  }

  /// Returns the notes on figures that are bounds, and on money that could not be told apart.
  private func enclosureNotes(
    _ holdings: [Holding], transfers: TracedTransfers, tables: AttributionTables
  ) -> [AnswerNote] {
    var notes: [AnswerNote] = []
    var (count, widest) = transfers.carried.enclosed
    func look(_ amount: Fraction, _ value: Fraction) {
      guard !amount.isExact || !value.isExact else { return }
      count += 1
      widest = max(widest, amount.width, value.width)
    }
    for holding in holdings { look(holding.amount, holding.value) }
    if count > 0 {
      let refined =
        tables.refined == 0
        ? ""
        : "; \(tables.refined) figures within bounds on both sides of a half unit were computed as fractions"
      let undecided =
        tables.undecided == 0
        ? ""
        : "; \(tables.undecided) figures have bounds on both sides of a half unit, and are shown as bounds"
      notes.append(
        AnswerNote(
          code: .enclosedFractions,
          text:
            "\(count) figures would need fractions of more than \(Fraction.mostDigits) digits, or are parts of more than "
            + "\(CompositionTables.mostExactShares) shares of mixtures: two bounds stand for the fraction, rounded "
            + "outwards at every step, and the exact value lies between them; they are at most "
            + "\(TracingQuestion.power(above: .binary(widest))) of a minor unit apart\(refined)\(undecided)"
        ))
    }
    if holdings.contains(where: { $0.origin == .other }) {
      notes.append(
        AnswerNote(
          code: .othersTogether,
          text: "unclaimed money has too many origins to tell apart (more than "
            + "\(CompositionTables.mostOthers) parts of mixtures): they are combined as one origin, other"
        ))
    }
    if tables.claimsAreByVictim {
      notes.append(
        AnswerNote(
          code: .claimsByVictim,
          text:
            "mixtures would take more than \(CompositionTables.mostClaims) shares of single claims from one another: the claims "
            + "of one account in one currency count as one; ask for fewer victims, or a shorter period, to tell them apart"
        ))
    }
    if tables.claimsAreTogether {
      notes.append(
        AnswerNote(
          code: .claimsTogether,
          text:
            "transfers carried more than \(CompositionTables.mostParts) parts of claims: for each transfer only the "
            + "sum of its claims is kept, and no claim can be followed hop by hop; name fewer victims, or a "
            + "shorter period"))
    }
    return notes
  }

  /// Returns the least power of two that is not below a number between 0 and 1, as text.
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
        in: ledger.columns.currency(events.balances.currency[Int(place)]))
      return (AccountID(index: events.balances.account[Int(place)]), totals)
    }.flatMap { account, totals in totals.lines.map { (account: account, money: $0) } }
      .sorted {
        (ranks[$0.account.position], $0.money.currency.code)
          < (ranks[$1.account.position], $1.money.currency.code)
      }
  }

  /// Returns all results of an engine under a rule.
  ///
  /// - Parameters:
  ///   - records: true to keep the parts of every transfer, and money that is not claimed.
  ///   - passages: the sums of what passed through the balances, which are added to where transfers are kept.
  static func run(
    _ events: TracingEvents, _ rule: TracingRule, records: Bool = true,
    passages: inout PassageTable
  ) -> (AttributionTables, OriginTable, Balances) {
    func each(_ event: Int, _ carried: Carried) { passages.add(event, of: events, carried) }
    if events.isMixed(rule) {
      var engine = MixtureEngine(events, rule: rule, records: records)
      // A small case mostly has few mixtures, whose figures are exact: the one pass would be in vain.
      let isSmall = events.count <= 4_096
      if isSmall { engine.run() }
      if !(isSmall && engine.hasFewShares),
        let (tables, labels) = FixedPass.tables(
          events, rule, records: records, passages: &passages)
      {
        return (tables, labels, events.balances)
      }
      if !isSmall { engine.run() }
      let tables = engine.tables(each: each)
      return (tables, engine.events.labels, engine.events.balances)
    }
    var engine = LotEngine(events, rule: rule, records: records)
    engine.run()
    let tables = engine.tables(each: each)
    return (tables, engine.events.labels, engine.events.balances)
  }

  private func answer(figures: [Tracing.Figure], notes: [AnswerNote]) -> Tracing {
    let ranks = ledger.keyRanks
    func rank(_ account: AccountID?) -> Int { account.map { Int(ranks[$0.position]) } ?? -1 }
    return Tracing(
      scope: view, method: method, terms: terms, victims: victims, claims: claims, holdings: [],
      transfers: TracedTransfers(), openings: [], overdrafts: [],
      figures: figures.sorted {
        (rank($0.account), $0.currency.code, rank($0.victim))
          < (rank($1.account), $1.currency.code, rank($1.victim))
      }, passed: PassageTable(ledger), notes: notes)
  }

  private func notes(_ events: TracingEvents, _ tables: AttributionTables?) -> [AnswerNote] {
    var writer = TracingNotes(events: events, links: links, method: method, terms: terms)
    writer.write(sources: sources, tables)
    guard tables == nil else { return writer.notes }
    // Without passages, every account counts that any payment touches.
    let touched = Set((events.from + events.to).map { events.balances.account[Int($0)] })
    return StatementWarnings.notes(on: Set(touched.map { AccountID(index: $0) }), in: ledger)
      + writer.notes
  }
}
