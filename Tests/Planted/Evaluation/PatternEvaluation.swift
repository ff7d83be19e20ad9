package import FundTracing
package import Patterns
package import PaymentGraph
package import Simulation

/// The rows of screenings and the true ones among them, pattern by pattern; sums over ledgers.
package struct PatternTally: Sendable, Hashable {
  /// The counts of one pattern.
  package struct Count: Sendable, Hashable {
    /// The rows with a rate up to the limit, and of those the ones that show an attempt of any kind.
    package var rows = 0, trueRows = 0
    /// The attempts of this kind, and those of which a row of this kind shows half.
    package var attempts = 0, found = 0
    /// The attempts of this kind of which a row of any kind shows half.
    package var foundByAny = 0
    /// The attempts of this kind of which a row of this kind shows half, whatever its rate: the others do not meet the
    /// definition of the pattern, by its defaults.
    package var fitting = 0
    /// The ledgers with any row.
    package var ledgersWithRows = 0
  }

  /// By pattern.
  package private(set) var counts: [Pattern: Count] = [:]
  /// The number of ledgers.
  package private(set) var ledgers = 0

  package init() {}

  package mutating func add(_ other: PatternTally) {
    ledgers += other.ledgers
    for (pattern, count) in other.counts {
      change(pattern) {
        $0.rows += count.rows
        $0.trueRows += count.trueRows
        $0.attempts += count.attempts
        $0.found += count.found
        $0.foundByAny += count.foundByAny
        $0.fitting += count.fitting
        $0.ledgersWithRows += count.ledgersWithRows
      }
    }
  }

  /// The counts of a pattern.
  package subscript(_ pattern: Pattern) -> Count { counts[pattern] ?? Count() }

  fileprivate mutating func change(_ pattern: Pattern, _ body: (inout Count) -> Void) {
    body(&counts[pattern, default: Count()])
  }

  fileprivate mutating func countLedger() { ledgers += 1 }
}

/// Holds the rows of a screening against the attempts that were planted.
package struct PatternEvaluation {
  /// The counts by each limit of the rate.
  package private(set) var tallies: [PatternTally] = []

  /// The patterns that are searched.
  package static let patterns: [Pattern] = AttemptCase.kinds.compactMap { Pattern(rawValue: $0) }

  /// A row, with the number of payments of each attempt that it shows.
  private struct Shown {
    let pattern: Pattern
    let q: Double
    let counts: [Int: Int]
    let isTrue: Bool
  }

  /// - Parameter limits: the rates up to which rows count.
  package init(_ planted: AttemptCase, limits: [Double]) throws(FundTracingError) {
    let ledger = planted.ledger()
    var settings = PatternSettings()
    settings.only = PatternEvaluation.patterns
    settings.limits = [
      Money(minorUnits: AttemptCase.limit, currency: Currency("GBP") ?? .none)
    ]
    settings.showsAll = true
    let answer = try ledger.whole.patterns(settings)
    var attemptOf: [String: Int] = [:]
    for (number, attempt) in planted.attempts.enumerated() {
      for id in attempt.payments { attemptOf[id] = number }
    }
    let rows = answer.rows.map { row in
      let payments = Set(row.evidence)
      var counts: [Int: Int] = [:]
      for payment in payments {
        guard let id = ledger.transfer(payment).recordedID, let attempt = attemptOf[id] else {
          continue
        }
        counts[attempt, default: 0] += 1
      }
      // Three payments of one attempt, or all of a smaller row, make a row true.
      let needed = min(3, payments.count)
      return Shown(
        pattern: row.pattern, q: row.q ?? 0, counts: counts,
        isTrue: counts.values.contains { $0 >= needed })
    }
    tallies = limits.map { PatternEvaluation.tally(rows, planted, limit: $0) }
  }

  private static func tally(
    _ all: [Shown], _ planted: AttemptCase, limit: Double
  ) -> PatternTally {
    var tally = PatternTally()
    let rows = all.filter { $0.q <= limit }
    for row in rows {
      tally.change(row.pattern) {
        $0.rows += 1
        if row.isTrue { $0.trueRows += 1 }
      }
    }
    for (number, attempt) in planted.attempts.enumerated() {
      guard let pattern = Pattern(rawValue: attempt.pattern) else { continue }
      func isHalf(_ row: Shown) -> Bool {
        2 * (row.counts[number] ?? 0) >= attempt.payments.count
      }
      let own = rows.contains { $0.pattern == pattern && isHalf($0) }
      let any = rows.contains(where: isHalf)
      let fits = all.contains { $0.pattern == pattern && isHalf($0) }
      tally.change(pattern) {
        $0.attempts += 1
        if own { $0.found += 1 }
        if any { $0.foundByAny += 1 }
        if fits { $0.fitting += 1 }
      }
    }
    for pattern in Set(rows.map(\.pattern)) { tally.change(pattern) { $0.ledgersWithRows += 1 } }
    tally.countLedger()
    return tally
  }
}

extension PatternRow {
  /// All payments of the row.
  fileprivate var evidence: [TransferID] {
    guard case .pairs(_, let pairs, _, _) = shape else { return transfers + onward }
    return pairs.flatMap { [$0.receipt, $0.payout] }
  }
}
