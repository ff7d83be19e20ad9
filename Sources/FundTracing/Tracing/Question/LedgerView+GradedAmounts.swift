public import PaymentGraph

extension LedgerView {
  /// Finds the amounts of victims' money where only recorded links are followed, where links graded B are as well, and
  /// where those graded C are.
  ///
  /// Where no account is pooled the three answers are the same, because no figure rests on a link.
  ///
  /// ```swift
  /// let graded = try ledger.whole.gradedAmounts(of: [Source(account: anna)], by: .fifo)
  /// for line in graded.lines { print(line.site.place, line.values) }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources whose payments are claimed.
  ///   - rule: the rule, as for a trace.
  ///   - terms: the terms, as for a trace; their least grade, and their choice to treat pooled accounts as ordinary,
  ///     are ignored.
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
    if !ledger.hasPooled {
      // No figure rests on a link, so the three answers are the same.
      try terms.check(in: ledger)
      var terms = terms
      terms.pooling = .links(minimumGrade: grades[0])
      let question = TracingQuestion(
        view: self, sources: try WalkContext(self, terms.walkRules).merged(sources),
        links: RecordedLinks.find(in: ledger), method: .rule(rule), terms: terms)
      return GradedAmounts(
        lines: question.holdings(by: rule).victimHoldings.map { one in
          GradedAmounts.Line(
            site: BoundTable.Site(place: one.place, currency: one.currency), victim: one.victim,
            claimCurrency: one.claimCurrency, first: one.value)
        }, ranks: ledger.keyRanks)
    }
    var found: [Key: [Fraction]] = [:]
    for round in grades.indices {
      var terms = terms
      terms.pooling = .links(minimumGrade: grades[round])
      var space = try WalkContext(self, terms.walkRules)
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
    let ranks = ledger.keyRanks
    return GradedAmounts(
      lines: found.map { key, values in
        GradedAmounts.Line(
          site: key.site, victim: key.victim, claimCurrency: key.claimCurrency, first: values[0],
          further: Array(values[1...]))
      }.sorted { left, right in
        if left.site != right.site { return left.site.precedes(right.site, ranks) }
        return (ranks[left.victim.position], left.claimCurrency.code)
          < (ranks[right.victim.position], right.claimCurrency.code)
      }, ranks: ranks)
  }
}

/// The amounts of each victim's money by the weakest link that is followed: the answer of
/// ``PaymentGraph/LedgerView/gradedAmounts(of:by:terms:)``.
///
/// The sums are cumulative: under B, links graded A and B are followed. A sum need not grow with the grade, because
/// money that a weaker link leads on no longer lies where it stopped before.
public struct GradedAmounts: Sendable {
  /// One victim's money on one account, with its bank, or in its fees.
  public struct Line: Sendable, Hashable {
    /// The account, bank or fee, and the currency in which the money lies there.
    public let site: BoundTable.Site
    /// The victim.
    public let victim: AccountID
    /// The currency of the claim.
    public let claimCurrency: Currency
    /// The parts of the claim that lie there where links of grade A, of A and B, and of A to C are followed: in minor
    /// units of the claim's currency, exact.
    public var values: [Fraction] {
      further.isEmpty ? GradedAmounts.grades.map { _ in first } : [first] + further
    }
    private let first: Fraction
    /// The values after the first; empty where all are the same, as they are for millions of lines without pooled
    /// accounts.
    private let further: [Fraction]

    init(
      site: BoundTable.Site, victim: AccountID, claimCurrency: Currency, first: Fraction,
      further: [Fraction] = []
    ) {
      self.site = site
      self.victim = victim
      self.claimCurrency = claimCurrency
      self.first = first
      self.further = further
    }
  }

  /// The weakest links followed, in the order of ``Line/values``.
  public static let grades: [Grade] = [.a, .b, .c]

  /// The lines with an amount above zero under any of the grades, in the order of account keys, kind of site,
  /// currencies and victims.
  public let lines: [Line]
  private let ranks: [UInt32]

  init(lines: [Line], ranks: [UInt32]) {
    self.lines = lines
    self.ranks = ranks
  }

  /// Returns the parts of a victim's claim at a site, by grade; all zero where the answer has no such line.
  ///
  /// - Complexity: O(log lines).
  public func values(
    of victim: AccountID, at site: BoundTable.Site, claimedIn currency: Currency
  ) -> [Fraction] {
    let place = BinarySearch.lowerBound(lines.count) { index in
      let line = lines[index]
      if line.site != site { return line.site.precedes(site, ranks) }
      return (ranks[line.victim.position], line.claimCurrency.code)
        < (ranks[victim.position], currency.code)
    }
    guard place < lines.count, lines[place].site == site, lines[place].victim == victim,
      lines[place].claimCurrency == currency
    else { return GradedAmounts.grades.map { _ in .zero } }
    return lines[place].values
  }
}
