import Patterns
import PaymentGraph
import PlantedEvaluation
import Simulation

/// The tables of screenings: ledgers with planted attempts, and ledgers without.
enum AttemptReport {
  private static let limits = [0.05, 0.2]

  static func write(seeds: Int) throws {
    print(
      "Screening, \(seeds) ledgers of 20,000 honest payments with 2 attempts of each of 13 kinds. An attempt fits where a "
        + "row of its kind shows half of it, whatever the row's q.\n")
    let planted = try tallies(seeds: seeds, attempts: 2)
    for (limit, tally) in zip(limits, planted) {
      print("rows with q of at most \(limit):\n")
      print(
        "| pattern | rows | precision, % | attempts | fit, % | recall, % | shown by any pattern, % |\n"
          + "|---|---:|---:|---:|---:|---:|---:|")
      for pattern in PatternEvaluation.patterns {
        let count = tally[pattern]
        func percent(_ part: Int) -> String { LinkTally.percent(part, of: count.attempts) }
        print(
          "| \(pattern.rawValue) | \(count.rows) "
            + "| \(LinkTally.percent(count.trueRows, of: count.rows)) | \(count.attempts) "
            + "| \(percent(count.fitting)) | \(percent(count.found)) | \(percent(count.foundByAny)) |"
        )
      }
      print("")
    }
    let without = max(1, seeds / 2)
    let tally = try tallies(seeds: without, attempts: 0)[0]
    print("\(without) ledgers without attempts: those with any row of q of at most \(limits[0])\n")
    print("| pattern | ledgers with rows | rows |\n|---|---:|---:|")
    for pattern in PatternEvaluation.patterns {
      print(
        "| \(pattern.rawValue) | \(tally[pattern].ledgersWithRows) of \(tally.ledgers) | \(tally[pattern].rows) |"
      )
    }
    print("")
  }

  /// Returns the counts by each limit.
  private static func tallies(seeds: Int, attempts: Int) throws -> [PatternTally] {
    var tallies = limits.map { _ in PatternTally() }
    for seed in 0..<seeds {
      var settings = AttemptSettings(seed: UInt64(1_000 + seed))
      settings.attempts = attempts
      let evaluation = try PatternEvaluation(try AttemptCase(settings), limits: limits)
      for (place, tally) in evaluation.tallies.enumerated() { tallies[place].add(tally) }
    }
    return tallies
  }
}
