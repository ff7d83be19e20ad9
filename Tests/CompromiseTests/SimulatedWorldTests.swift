import PaymentGraph
import PlantedEvaluation
import Simulation
import Testing

@testable import Compromise

/// Answers on simulated towns, marked by what the callers did; `evaluate compromise` asks of hundreds.
@Suite("Compromise: simulated towns")
struct SimulatedWorldTests {
  private func mark(_ towns: Int, change: (inout ChosenSettings) -> Void) throws -> ChosenTally {
    var tally = ChosenTally()
    for number in 0..<towns {
      var settings = ChosenSettings(seed: UInt64(number + 1))
      change(&settings)
      tally.add(try ChosenEvaluation(try ChosenCase(settings)).tally)
    }
    return tally
  }

  @Test func withoutALeakNothingIsNamed() throws {
    let tally = try mark(6) { _ in }
    #expect(tally.towns == 6)
    #expect(tally.supported.said + tally.oneOf.said == 0)
    #expect(tally.tests > 300)
    #expect(tally.smallTests * 50 <= tally.tests)
  }

  @Test func aRareListBehindThreeOfFiveContactsIsNamed() throws {
    let tally = try mark(6) { $0.sharePerMille = 600 }
    #expect(tally.leaks == 6)
    #expect(tally.supported.right >= 5)
    #expect(tally.supported.said == tally.supported.right)
    #expect(tally.secondLists == 0)
  }

  @Test func callersInTheOrderOfTheAlphabetAreSeen() throws {
    let tally = try mark(4) {
      $0.order = .alphabetical
      $0.callers = 1
    }
    #expect(tally.orderTowns == 4)
    #expect(tally.orders.right == 4)
    #expect(tally.orders.said == 4)
  }

  @Test func theSameSettingsMakeTheSameFiles() throws {
    var settings = ChosenSettings(seed: 7)
    settings.sharePerMille = 400
    settings.order = .number
    let (one, other) = (try ChosenCase(settings).files, try ChosenCase(settings).files)
    #expect(one == other)
    #expect(one.map(\.path).contains("truth/chosen.csv"))
    settings.seed = 8
    #expect(try ChosenCase(settings).files != one)
  }

  @Test func aSettingOutsideItsLimitsIsRefused() {
    var settings = ChosenSettings(seed: 1)
    settings.sharePerMille = 1_001
    #expect(throws: SimulationError.self) { try ChosenCase(settings) }
  }
}
