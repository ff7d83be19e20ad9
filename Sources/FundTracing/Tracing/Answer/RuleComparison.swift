public import PaymentGraph

/// The same question under every rule, side by side.
public struct RuleComparison: Sendable {
  /// One victim's money at one place, under each rule.
  public struct Row: Sendable, Hashable {
    /// Where.
    public let place: Holding.Place
    /// In which currency.
    public let currency: Currency
    /// Whose.
    public let victim: AccountID
    /// Under each rule of ``RuleComparison/answers``, in minor units: exact.
    public let amounts: [Fraction]

    /// Whether all rules agree; of amounts that are bounds, whether the rules are not proved to differ.
    public var agrees: Bool {
      guard let first = amounts.first, !amounts.allSatisfy({ $0 == first }) else { return true }
      let least = amounts.map(\.bounds.upper).min() ?? .zero
      let most = amounts.map(\.bounds.lower).max() ?? .zero
      return most <= least
    }
  }

  /// The answers, in the order of ``TracingRule/all``: where claims lie under each, without single transfers and
  /// without what passed through accounts; money that is no claim has one origin.
  public let answers: [Tracing]
  /// By account key, place, currency and victim.
  public let rows: [Row]
}

extension PaymentGraph.LedgerView {
  /// Asks for whose money is where under every rule that is a trace.
  ///
  /// - Throws: as ``trace(of:by:terms:)``.
  /// - Complexity: eight traces.
  public func compareRules(
    of sources: [Source], terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> RuleComparison {
    try terms.check(in: ledger)
    var space = try WalkSpace(self, terms.walkRules)
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
    let answers = question.answers(by: TracingRule.all, reaching: reached)
    let rows = RuleComparison.rows(answers.map(\.victimHoldings), ledger.keyRanks)
    return RuleComparison(answers: answers, rows: rows)
  }
}

extension RuleComparison {
  /// One row for all that stand at one place, in one currency, with one victim; each list is in that order.
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
