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

  /// The answers, in the order of ``TracingRule/all``.
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
    var answers: [Tracing] = []
    for rule in TracingRule.all {
      answers.append(try trace(of: sources, by: .rule(rule), terms: terms))
    }
    struct Key: Hashable {
      let place: Holding.Place
      let currency: Currency
      let victim: AccountID
    }
    var amounts: [Key: [Fraction]] = [:]
    var order: [(key: Key, rank: (UInt32, Int, String, UInt32))] = []
    let ranks = ledger.keyRanks
    for (number, answer) in answers.enumerated() {
      for one in answer.victimHoldings {
        let key = Key(place: one.place, currency: one.currency, victim: one.victim)
        if amounts[key] == nil {
          amounts[key] = Array(repeating: .zero, count: answers.count)
          let kind: Int =
            switch one.place {
            case .account: 0
            case .fees: 1
            case .bank: 2
            }
          order.append(
            (
              key,
              (
                ranks[one.place.account.position], kind, one.currency.code,
                ranks[one.victim.position]
              )
            ))
        }
        amounts[key]?[number] += one.amount
      }
    }
    let rows = order.sorted { $0.rank < $1.rank }.map { entry in
      RuleComparison.Row(
        place: entry.key.place, currency: entry.key.currency, victim: entry.key.victim,
        amounts: amounts[entry.key] ?? [])
    }
    return RuleComparison(answers: answers, rows: rows)
  }
}
