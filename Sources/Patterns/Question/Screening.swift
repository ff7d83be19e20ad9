internal import FundTracing
internal import PaymentGraph

/// The rows of patterns on one table of payments, with the limits that cut their search.
struct Screening: Sendable {
  /// A limit that was reached.
  struct Cut: Sendable {
    let pattern: Pattern
    let limit: String
    let value: Int
    let accounts: Set<Int32>
  }

  private(set) var rows: [Pattern: [FoundRow]] = [:]
  private(set) var cuts: [Cut] = []
  private(set) var stepsNotCompared = 0
  /// The accounts that an exact test was or could have been made of.
  private(set) var tested = 0

  /// Searches some patterns.
  ///
  /// - Parameters:
  ///   - table: the payments.
  ///   - holders: the payments with one account for each holder, for round trips.
  init(
    _ table: PaymentTable, holders: @autoclosure () -> PaymentTable, for patterns: [Pattern],
    settings: PatternSettings, onProgress: (Pattern) -> Void = { _ in }
  ) {
    for pattern in patterns {
      onProgress(pattern)
      switch pattern {
      case .fanIn, .fanOut:
        var search = Fans(table, pattern, settings: settings)
        search.run()
        rows[pattern] = search.rows
      case .gatherScatter, .collectThenCashOut:
        var search = Turns(table, pattern, settings: settings)
        search.run()
        rows[pattern] = search.rows
      case .scatterGather, .stack: addSpreads(pattern, in: table, settings)
      case .cycle, .roundTrip:
        var search = Cycles(pattern == .cycle ? table : holders(), pattern, settings: settings)
        search.run()
        rows[pattern] = search.rows
        stepsNotCompared += search.stepsNotCompared
        add(pattern, settings, unfinished: search.unfinished, steps: search.steps)
      case .ring:
        var search = Rings(table, settings)
        search.run()
        rows[pattern] = search.rows
        add(pattern, settings, unfinished: search.unfinished, steps: search.steps)
      case .chain:
        var search = Chains(table, settings)
        search.run()
        rows[pattern] = search.rows
        stepsNotCompared += search.stepsNotCompared
      case .passThrough:
        var search = PassThroughs(table, settings)
        search.run(passing: true, mirroring: false)
        rows[pattern] = search.passed
      case .mirror:
        var search = PassThroughs(table, settings)
        search.run(passing: false, mirroring: true)
        rows[pattern] = search.mirrored
      case .structuring:
        var search = Bands(table, settings)
        search.run()
        rows[pattern] = search.rows
        tested = search.tested
      case .dormantThenActive:
        var search = Awakenings(table, settings)
        search.run()
        rows[pattern] = search.rows
      case .bipartite:
        var search = Blocks(table, settings)
        search.run()
        rows[pattern] = search.rows
        if !search.cut.isEmpty {
          cuts.append(
            Cut(
              pattern: pattern, limit: "max-payers", value: settings.maximumPayers,
              accounts: search.cut))
        }
        add(pattern, settings, unfinished: search.unfinished, steps: search.steps)
      case .repeatedPrice, .splitMerge, .sharedIdentifier: continue
      }
      limitRows(pattern, settings.maximumRows)
    }
  }

  private mutating func addSpreads(
    _ pattern: Pattern, in table: PaymentTable, _ settings: PatternSettings
  ) {
    var spreads = rows[.scatterGather]
    if pattern == .scatterGather || spreads == nil {
      var search = ScatterGathers(table, settings)
      search.run()
      spreads = search.rows
      if !search.cut.isEmpty {
        cuts.append(
          Cut(
            pattern: pattern, limit: "max-through", value: settings.maximumThrough,
            accounts: search.cut))
      }
      add(pattern, settings, unfinished: search.unfinished, steps: search.steps)
    }
    if pattern == .scatterGather {
      rows[pattern] = spreads
    } else {
      var search = Stacks(spreads ?? [], table, minimum: settings.minimum(.stack))
      search.run(limit: settings.maximumRootSteps)
      rows[pattern] = search.rows
      add(pattern, settings, unfinished: search.unfinished, steps: search.steps)
    }
  }

  private mutating func add(
    _ pattern: Pattern, _ settings: PatternSettings, unfinished: Set<Int32>, steps: Int
  ) {
    guard !unfinished.isEmpty else { return }
    cuts.append(
      Cut(
        pattern: pattern, limit: "max-steps",
        value: steps > settings.maximumSteps ? settings.maximumSteps : settings.maximumRootSteps,
        accounts: unfinished))
  }

  /// Keeps the best rows by score where there are too many.
  private mutating func limitRows(_ pattern: Pattern, _ limit: Int) {
    guard rows[pattern, default: []].count > limit else { return }
    rows[pattern]?.keepBest(limit)
    cuts.append(Cut(pattern: pattern, limit: "max-rows", value: limit, accounts: []))
  }
}
