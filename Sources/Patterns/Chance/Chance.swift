internal import PaymentGraph

/// Measures chance: the scores of the rows that a shuffled ledger gives, pattern by pattern.
struct Chance: Sendable {
  private let table: PaymentTable
  private let holders: PaymentTable
  private let settings: PatternSettings

  init(_ table: PaymentTable, holders: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.holders = holders
    self.settings = settings
  }

  /// Returns the scores of all rows of all shuffles, by pattern; patterns whose chance is not measured by shuffles are
  /// missing.
  ///
  /// A shuffle is searched on one core, and as many shuffles at once as there are cores; their number alone decides the
  /// result.
  func scores(_ patterns: [Pattern], shuffles: Int) -> [Pattern: [Double]] {
    guard shuffles > 0 else { return [:] }
    var found: [Pattern: [Double]] = [:]
    for model in [Pattern.NullModel.times, .payees] {
      let own = patterns.filter { $0.null == model }
      guard !own.isEmpty else { continue }
      for pattern in own { found[pattern] = [] }
      let shuffled = Shuffles(table)
      let ofHolders = own.contains(.roundTrip) ? Shuffles(holders) : shuffled
      let settings = settings
      let results = Parallel.map(parts: shuffles) { number -> [Pattern: [Double]] in
        let seed = UInt64(number + 1)
        let screening = Screening(
          shuffled.table(model, seed: seed), holders: ofHolders.table(model, seed: seed), for: own,
          settings: settings)
        return screening.rows.mapValues { $0.map { $0.score ?? 0 } }
      }
      for result in results {
        for pattern in own { found[pattern]? += result[pattern] ?? [] }
      }
    }
    return found
  }
}
