public import FundTracing
internal import Glibc
public import PaymentGraph

extension LedgerView {
  /// Screens the transfers for typologies: each row with the transfers that show it, and with how many such rows chance
  /// alone would give on this very ledger.
  ///
  /// Chance is measured by shuffling: times for what is about haste, payees within a day for what is about shape. A row
  /// with a false discovery rate of 0.05 is one of a list of which about one in twenty is chance; it says "not explained
  /// by chance" and never that anything is a crime. Payroll on pay-day is real haste.
  ///
  /// ```swift
  /// var settings = PatternSettings()
  /// settings.only = [.fanIn, .chain]
  /// for row in try ledger.whole.patterns(settings).rows { print(row.pattern, row.q ?? 1) }
  /// ```
  ///
  /// - Parameters:
  ///   - settings: the patterns and their parameters.
  ///   - claims: the payments that victims claim, whose prices are looked for elsewhere.
  ///   - identifiers: telephones, devices and the like of accounts.
  ///   - onProgress: receives each pattern before it is searched on the ledger itself.
  /// - Throws: ``FundTracing/FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*n* log *n*) for *n* payments and most patterns; walks grow with the payments within a window, and
  ///   are cut by stated limits. Shuffles repeat the search.
  public func patterns(
    _ settings: PatternSettings = PatternSettings(), claims: [TransferID] = [],
    identifiers: [AccountIdentifier] = [], onProgress: (Pattern) -> Void = { _ in }
  ) throws(FundTracingError) -> PatternAnswer {
    try PatternQuestion(
      view: self, settings: settings, claims: claims, identifiers: identifiers
    ).answer(onProgress)
  }
}

/// Asks for the patterns of a ledger and measures chance.
struct PatternQuestion {
  let view: LedgerView
  let settings: PatternSettings
  let claims: [TransferID]
  let identifiers: [AccountIdentifier]

  private var ledger: Ledger { view.ledger }

  /// Below this number of payments rates are not computed.
  private static let leastForRates = 50

  func answer(_ onProgress: (Pattern) -> Void) throws(FundTracingError) -> PatternAnswer {
    var screen = PaymentScreen(view, settings, byHolder: settings.byHolder)
    let table = try screen.table()
    let chosen = chosenPatterns()
    let holders: PaymentTable
    if chosen.patterns.contains(.roundTrip), !settings.byHolder {
      var screen = PaymentScreen(view, settings, byHolder: true)
      holders = try screen.table()
    } else {
      holders = table
    }
    let screening = Screening(
      table, holders: holders, for: chosen.patterns, settings: settings, onProgress: onProgress)
    var answer = PatternAnswer(
      scope: view, settings: settings,
      searched: PatternAnswer.Searched(
        transfers: table.facts.transfers, accounts: table.facts.accounts,
        selfTransfers: table.facts.selfTransfers, withoutTime: table.facts.withoutTime,
        pooled: table.facts.pooled, linksUsed: table.facts.linksUsed,
        stepsNotCompared: screening.stepsNotCompared),
      patterns: [], rows: [], cuts: screening.cuts.map(cut), notes: [])
    let chance = Chance(table, holders: holders, settings)
    let shuffles =
      table.count < PatternQuestion.leastForRates && settings.shuffles == .auto
      ? 0 : settings.shuffles.count(for: table.count)
    let measured = chance.scores(chosen.patterns, shuffles: shuffles)
    let makers = (plain: RowMaker(table), holders: RowMaker(holders))
    for pattern in chosen.patterns {
      let found = screening.rows[pattern] ?? []
      let rates = rates(
        found, of: pattern, measured: measured[pattern], shuffles: shuffles,
        tested: screening.tested)
      let recurrences = Recurrence.counts(found)
      let maker = pattern == .roundTrip ? makers.holders : makers.plain
      // Only rows that are shown are made: of a large ledger most are chance.
      var shown: [PatternRow] = []
      for (number, row) in found.enumerated() where isSmall(rates?[number]) {
        var made = maker.row(row)
        made.q = rates?[number]
        made.recurs = recurrences[number]
        if isAsked(made) { shown.append(made) }
      }
      shown = ordered(shown)
      answer.rows += shown
      answer.patterns.append(
        PatternAnswer.Summary(
          pattern: pattern, shuffles: measured[pattern] == nil ? 0 : shuffles, found: found.count,
          shown: shown.count,
          expectedByChance: measured[pattern].map {
            Double($0.count) / Double(max(1, shuffles))
          }))
    }
    addFacts(&answer, table: table, patterns: chosen.patterns)
    answer.notes = notes(answer, table: table, skipped: chosen.skipped, shuffles: shuffles)
    return answer
  }

  // MARK: Patterns

  private func chosenPatterns() -> (patterns: [Pattern], skipped: [String]) {
    if let only = settings.only {
      return (Pattern.allCases.filter(only.contains), [])
    }
    var skipped: [String] = []
    let hasHolders = ledger.accounts.contains { $0.details.holder?.isEmpty == false }
    let chosen = Pattern.allCases.filter { pattern in
      let reason: String? =
        switch pattern {
        case .structuring where settings.limits.isEmpty: "structuring needs --limit"
        case .splitMerge where settings.between == nil: "split-merge needs --between"
        case .repeatedPrice where claims.isEmpty: "repeated-price needs claims"
        case .sharedIdentifier where identifiers.isEmpty:
          "shared-identifier needs a file account,identifier_kind,identifier"
        case .roundTrip where !hasHolders: "round-trip needs holders, and is cycle without"
        default: nil
        }
      if let reason { skipped.append(reason) }
      return reason == nil
    }
    return (chosen, skipped)
  }

  /// Returns true for rows near one of the accounts that are asked about.
  private func isAsked(_ row: PatternRow) -> Bool {
    settings.around.map { !$0.isDisjoint(with: row.accounts) } ?? true
  }

  private func isSmall(_ rate: Double?) -> Bool {
    guard let rate, !settings.showsAll else { return true }
    return rate <= settings.q
  }

  private func rates(
    _ found: [FoundRow], of pattern: Pattern, measured: [Double]?, shuffles: Int, tested: Int
  ) -> [Double]? {
    if pattern == .structuring, !found.isEmpty, settings.shuffles != .count(0) {
      return MultipleTests.benjaminiHochberg(
        found.map { pow(10, -($0.score ?? 0)) }, tested: tested)
    }
    guard let measured, shuffles > 0 else { return nil }
    return DiscoveryRates.rates(
      found.map { $0.score ?? 0 }, shuffled: measured, shuffles: shuffles)
  }

  private func ordered(_ rows: [PatternRow]) -> [PatternRow] {
    let ranks = ledger.keyRanks
    return rows.enumerated().map { RankedRow($1, number: $0, ranks: ranks) }
      .sorted { $0.precedes($1) }.map { rows[$0.number] }
  }

  // MARK: Facts that are no rows

  private func addFacts(
    _ answer: inout PatternAnswer, table: PaymentTable, patterns: [Pattern]
  ) {
    if patterns.contains(.repeatedPrice) {
      answer.prices = RepeatedPriceSearch(table, claims: claims).answer(around: settings.around)
    }
    if patterns.contains(.sharedIdentifier) {
      let shared = SharedIdentifiers(identifiers, in: ledger, mostHolders: settings.maximumHolders)
      (answer.groups, answer.popular) = (shared.groups, shared.popular)
    }
    guard patterns.contains(.splitMerge) else { return }
    if let between = settings.between {
      answer.splitMerges.append(
        SplitMergeSearch(table, from: between.payer, to: between.payee).answer())
    } else {
      for row in answer.rows.prefix(100) {
        guard case .spread(let source, let sink, _, _) = row.shape else { continue }
        answer.splitMerges.append(SplitMergeSearch(table, from: source, to: sink).answer())
      }
    }
  }

  private func cut(_ cut: Screening.Cut) -> PatternAnswer.Cut {
    let ranks = ledger.keyRanks
    let accounts = cut.accounts.sorted { ranks[Int($0)] < ranks[Int($1)] }
    return PatternAnswer.Cut(
      pattern: cut.pattern, limit: cut.limit, value: cut.value,
      accounts: accounts.prefix(20).map { AccountID(Int($0)) }, accountCount: accounts.count)
  }

  private func notes(
    _ answer: PatternAnswer, table: PaymentTable, skipped: [String], shuffles: Int
  ) -> [AnswerNote] {
    var writer = PatternNotes(answer: answer, table: table)
    writer.write(skipped: skipped, shuffles: shuffles, leastForRates: PatternQuestion.leastForRates)
    return writer.notes
  }
}
