import Patterns
import PaymentGraph
import PlantedEvaluation
import Simulation

/// The tables of screenings: ledgers with planted attempts, and ledgers without.
enum AttemptReport {
  static func write(seeds: Int) throws {
    print(
      "Screening, \(seeds) ledgers of 20,000 honest payments with 2 attempts of each of 13 kinds:\n"
    )
    let limits = [0.05, 0.2]
    for q in limits {
      let tally = try sum(seeds: seeds, attempts: 2, q: q)
      print("rows with q of at most \(q):\n")
      print(
        "| pattern | rows | precision, % | attempts | recall, % | shown by any pattern, % |\n"
          + "|---|---:|---:|---:|---:|---:|")
      for pattern in PatternEvaluation.patterns {
        let count = tally[pattern]
        print(
          "| \(pattern.rawValue) | \(count.rows) "
            + "| \(LinkTally.percent(count.trueRows, of: count.rows)) | \(count.attempts) "
            + "| \(LinkTally.percent(count.found, of: count.attempts)) "
            + "| \(LinkTally.percent(count.foundByAny, of: count.attempts)) |")
      }
      print("")
    }
    let without = max(1, seeds / 2)
    let tally = try sum(seeds: without, attempts: 0, q: 0.05)
    print("\(without) ledgers without attempts: those with any row of q of at most 0.05\n")
    print("| pattern | ledgers with rows | rows |\n|---|---:|---:|")
    for pattern in PatternEvaluation.patterns {
      print(
        "| \(pattern.rawValue) | \(tally[pattern].ledgersWithRows) of \(tally.ledgers) | \(tally[pattern].rows) |"
      )
    }
    print("")
  }

  private static func sum(seeds: Int, attempts: Int, q: Double) throws -> PatternTally {
    var tally = PatternTally()
    for seed in 0..<seeds {
      var settings = AttemptSettings(seed: UInt64(1_000 + seed))
      settings.attempts = attempts
      tally.add(try PatternEvaluation(try AttemptCase(settings), q: q).tally)
    }
    return tally
  }
}
