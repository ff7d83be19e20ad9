public import PaymentGraph

/// The answers to one question under every rule, side by side.
public struct RuleComparison: Sendable {
  /// One victim's money in one account, with one bank or in fees, under each rule.
  public struct Row: Sendable, Hashable {
    /// The account, bank or fee where the money is.
    public let place: Holding.Place
    /// The currency.
    public let currency: Currency
    /// The victim.
    public let victim: AccountID
    /// The amounts under each rule of ``RuleComparison/answers``, in minor units: exact.
    public let amounts: [Fraction]

    /// True where all rules agree; bounds agree where they do not prove a difference.
    public var agrees: Bool {
      guard let first = amounts.first, !amounts.allSatisfy({ $0 == first }) else { return true }
      let least = amounts.map(\.bounds.upper).min() ?? .zero
      let most = amounts.map(\.bounds.lower).max() ?? .zero
      return most <= least
    }
  }

  /// The answers, in the order of ``TracingRule/all``: the holdings under each rule.
  ///
  /// They have no single transfers and no passages. Money that is not claimed has one origin.
  public let answers: [Tracing]
  /// The rows, by account key, kind of site, currency and victim.
  public let rows: [Row]
}

extension PaymentGraph.LedgerView {
  /// Traces the sources' money under every rule that is a trace.
  ///
  /// - Throws: as ``trace(of:by:terms:)``.
  /// - Complexity: eight traces.
  public func compareRules(
    of sources: [Source], terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> RuleComparison {
    try terms.check(in: ledger)
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    let question = TracingQuestion(
      view: self, sources: merged, links: space.links, method: .rule(.fifo), terms: terms)
    var reached: Set<AccountID> = []
    if ledger.hasStatements {
      var search = TransferSearch(space)
      search.run(from: merged.flatMap(\.claims).sorted())
      reached = Set(merged.map { AccountID($0.account) })
      for transfer in search.visited {
        reached.insert(AccountID(index: space.columns.beneficiary[transfer]))
      }
    }
    let uncounted = UncountedClaims(sources, in: space).notes
    var answers = question.answers(by: TracingRule.all, reaching: reached)
    for number in answers.indices { answers[number].notes = uncounted + answers[number].notes }
    let rows = RuleComparison.rows(answers.map(\.victimHoldings), ledger.keyRanks)
    return RuleComparison(answers: answers, rows: rows)
  }
}

extension RuleComparison {
  /// Returns one row for each site, currency and victim that occurs in any list; every list is in that order.
  fileprivate static func rows(_ lists: [[VictimHolding]], _ ranks: [UInt32]) -> [Row] {
    func precedes(_ left: VictimHolding, _ right: VictimHolding) -> Bool {
      let one = BoundTable.Site(place: left.place, currency: left.currency)
      let other = BoundTable.Site(place: right.place, currency: right.currency)
      if one != other { return one.precedes(other, ranks) }
      return ranks[left.victim.position] < ranks[right.victim.position]
    }
    var next = Array(repeating: 0, count: lists.count)
    var rows: [Row] = []
    while true {
      var first: VictimHolding?
      for (number, list) in lists.enumerated() where next[number] < list.count {
        let one = list[next[number]]
        if first.map({ precedes(one, $0) }) ?? true { first = one }
      }
      guard let first else { return rows }
      var amounts = Array(repeating: Fraction.zero, count: lists.count)
      for (number, list) in lists.enumerated() {
        // A victim may claim in several currencies.
        while next[number] < list.count, list[next[number]].place == first.place,
          list[next[number]].currency == first.currency,
          list[next[number]].victim == first.victim
        {
          amounts[number] += list[next[number]].amount
          next[number] += 1
        }
      }
      rows.append(
        Row(place: first.place, currency: first.currency, victim: first.victim, amounts: amounts))
    }
  }
}
