import PaymentGraph
import PlantedEvaluation
import Simulation
import Testing

@testable import Patterns

/// Screenings of ledgers with planted attempts; `evaluate patterns` asks of a hundred.
@Suite("Patterns: planted attempts")
struct PlantedAttemptTests {
  private func settings(_ seed: UInt64) -> AttemptSettings {
    var settings = AttemptSettings(seed: seed)
    settings.payments = 4_000
    settings.accounts = 800
    return settings
  }

  @Test func plantedAttemptsAreFoundAndRowsAreMostlyTrue() throws {
    var tally = PatternTally()
    for seed in 1...2 {
      tally.add(
        try PatternEvaluation(try AttemptCase(settings(UInt64(seed))), limits: [0.05]).tallies[0])
    }
    var (rows, trueRows) = (0, 0)
    for pattern in PatternEvaluation.patterns {
      rows += tally[pattern].rows
      trueRows += tally[pattern].trueRows
    }
    #expect(rows > 20)
    #expect(trueRows * 100 >= rows * 80)
    for pattern in [Pattern.chain, .scatterGather, .structuring] {
      #expect(tally[pattern].found * 4 >= tally[pattern].attempts * 3, "\(pattern.rawValue)")
    }
  }

  @Test func everyKindIsPlantedWithItsTruth() throws {
    let planted = try AttemptCase(settings(3))
    #expect(planted.attempts.count == 2 * AttemptCase.kinds.count)
    #expect(planted.attempts.allSatisfy { $0.payments.count >= 3 })
    #expect(PatternEvaluation.patterns.count == AttemptCase.kinds.count)
    let again = try AttemptCase(settings(3)).files
    #expect(planted.files == again)
  }
}
