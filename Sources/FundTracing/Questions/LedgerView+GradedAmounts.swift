public import PaymentGraph

extension LedgerView {
  /// Finds how much of whose money is where if only recorded links are followed, if those graded B are
  /// as well, and if those graded C are.
  ///
  /// Where no account is pooled the three are the same: no figure rests on a link.
  ///
  /// - Parameters:
  ///   - sources: whose payments are claimed.
  ///   - rule: the rule, as for a trace.
  ///   - terms: as for a trace; its own least grade, and whether hubs are ordinary, is not looked at.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: three traces that keep nothing of single transfers, or one where no account is pooled.
  public func gradedAmounts(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> GradedAmounts {
    struct Key: Hashable {
      let site: BoundTable.Site
      let victim: AccountID
      let claimCurrency: Currency
    }
    let grades = GradedAmounts.grades
    let rounds = ledger.pooled.contains(true) ? grades.indices : 0..<1
    var found: [Key: [Fraction]] = [:]
    for round in rounds {
      var terms = terms
      terms.pooling = .links(minimumGrade: grades[round])
      var space = try WalkSpace(self, terms.walkRules)
      let merged = try space.merged(sources)
      space.inferLinks(from: merged.flatMap(\.claims))
      let question = TracingQuestion(
        view: self, sources: merged, links: space.links, method: .rule(rule), terms: terms)
      for one in question.holdings(by: rule).victimHoldings {
        let key = Key(
          site: BoundTable.Site(place: one.place, currency: one.currency), victim: one.victim,
          claimCurrency: one.claimCurrency)
        found[key, default: Array(repeating: .zero, count: grades.count)][round] = one.value
      }
    }
    if rounds.count == 1 {
      found = found.mapValues { values in grades.map { _ in values[0] } }
    }
    let ranks = ledger.keyRanks
    return GradedAmounts(
      lines: found.map { key, values in
        GradedAmounts.Line(
          site: key.site, victim: key.victim, claimCurrency: key.claimCurrency, values: values)
      }.sorted { left, right in
        if left.site != right.site { return left.site.precedes(right.site, ranks) }
        return (ranks[left.victim.position], left.claimCurrency.code)
          < (ranks[right.victim.position], right.claimCurrency.code)
      })
  }
}
