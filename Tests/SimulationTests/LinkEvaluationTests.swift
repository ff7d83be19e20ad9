import FundTracing
import PlantedEvaluation
import Simulation
import Testing

/// The promise of the grades, on a few seeds of every regime; `make evaluate` runs a hundred.
@Suite("Links on planted cases")
struct LinkEvaluationTests {
  @Test(arguments: Regime.allCases) func recordedLinksAreTrue(_ regime: Regime) throws {
    var tally = LinkTally()
    for seed in 0..<3 as Range<UInt64> {
      var settings = SimulationSettings(seed: seed, regime: regime)
      // Quoting a wrong receipt lies to whoever believes references: see below.
      for number in settings.processors.indices {
        settings.processors[number].misquotedPerMille = 0
      }
      tally.add(LinkEvaluation(try PlantedCase(settings)) { $0.recordedLinks }.tally)
    }
    #expect(tally[.a].said > 100)
    #expect(tally[.a].right == tally[.a].said)
    if regime == .reference { #expect(tally.foundPairs == tally.truePairs) }
  }

  /// The comparison sees what it is for: a link that is moved to another payout is a fault.
  @Test func aWrongLinkIsSeen() throws {
    let planted = try PlantedCase(SimulationSettings(seed: 1, regime: .reference))
    let evaluation = LinkEvaluation(planted) { view in
      let links = view.recordedLinks
      return zip(links, links.dropFirst()).map { one, other in
        Link(inbound: one.inbound, outbound: other.outbound, grade: .a, basis: one.basis)
      }
    }
    #expect(evaluation.tally[.a].right == 0)
    #expect(evaluation.faults.count == evaluation.tally[.a].said && evaluation.faults.count > 300)
  }
}
