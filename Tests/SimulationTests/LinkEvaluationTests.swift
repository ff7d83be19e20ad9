import FundTracing
import PaymentGraph
import PlantedEvaluation
import Simulation
import Testing

/// The promise of the grades, on a few seeds of every regime; `make evaluate` runs a hundred.
@Suite("Links on planted cases")
struct LinkEvaluationTests {
  private func evaluation(
    _ regime: Regime, seed: UInt64, misquoting: Bool = false, isComplete: Bool = true
  ) throws -> LinkEvaluation {
    var settings = SimulationSettings(seed: seed, regime: regime)
    settings.customers = 60
    settings.months = 8
    if !misquoting {
      for number in settings.processors.indices {
        settings.processors[number].misquotedPerMille = 0
      }
    }
    return try LinkEvaluation(try PlantedCase(settings)) {
      try $0.everyLink(isComplete: isComplete)
    }
  }

  /// A is never wrong, B at most once in a hundred; more is found than by comparing amounts, and what is
  /// found is not what everything would be.
  @Test(arguments: Regime.allCases) func gradesKeepTheirPromise(_ regime: Regime) throws {
    var tally = LinkTally()
    for seed in 0..<3 as Range<UInt64> { tally.add(try evaluation(regime, seed: seed).tally) }
    #expect(tally[.a].said > 100 && tally[.a].right == tally[.a].said)
    #expect(tally[.b].right * 100 >= tally[.b].said * 99)
    #expect(tally.foundPairs > tally.sameAmount.right)
    #expect(tally.foundPairs * 100 > tally.truePairs * 70)
    if regime == .reference {
      #expect(tally.foundPairs == tally.truePairs)
    } else {
      #expect(tally[.b].said > 200)
    }
  }

  /// Records that are wrongly said to be complete get no grade B where they show it; where they do not, the grades
  /// still keep their promise.
  @Test(arguments: [Regime.fee, .fx, .batch, .mixed])
  func recordsThatAreWronglySaidToBeCompleteAreNotBelieved(_ regime: Regime) throws {
    var tally = LinkTally()
    for seed in 0..<3 as Range<UInt64> {
      for gap in Gap.allCases {
        let planted = try PlantedCase(gap.settings(seed: seed, regime: regime))
        let evaluation = try LinkEvaluation(planted) { view in
          let hubs = try view.hubs(isComplete: true)
          if regime != .batch, gap == .rows {
            #expect(hubs.count { !$0.isContradicted } == 0, "\(gap), seed \(seed)")
          }
          for hub in hubs where hub.isContradicted {
            #expect(hub.count(.b) == 0)
            #expect(hub.blocks.count { $0.grade <= .b } == 0)
          }
          return hubs.flatMap(\.everyLink)
        }
        tally.add(evaluation.tally)
      }
    }
    #expect(tally[.a].right == tally[.a].said && tally[.a].said > 0)
    #expect(tally[.b].right * 1_000 >= tally[.b].said * 995)
  }

  /// Complete records contain nothing that speaks against their completeness.
  @Test(arguments: Regime.allCases) func completeRecordsDoNotContradictIt(_ regime: Regime) throws {
    // Seeds 1,025 and 1,048 of mixed payments leave thousands of equivalent rules, which differ on many receipts.
    for seed in [0, 1, 2] + (regime == .mixed ? [1_025, 1_048] : []) as [UInt64] {
      let planted = try PlantedCase(
        SimulationSettings(seed: seed, regime: regime, processorCount: 2))
      let hubs = try planted.ledger().ledger.whole.hubs(isComplete: true)
      #expect(hubs.count == 2)
      #expect(hubs.count { $0.isContradicted } == 0, "seed \(seed)")
    }
  }

  /// Without complete records nothing that is inferred is graded B.
  @Test func recordsThatMayLackRowsProveLess() throws {
    let tally = try evaluation(.fee, seed: 4, isComplete: false).tally
    #expect(tally[.b].said == 0 && tally[.c].said > 300)
  }

  /// A payout that quotes another receipt, whose amount contradicts it, is no link.
  @Test func misquotedReferencesAreContradicted() throws {
    var tally = LinkTally()
    for seed in 0..<4 as Range<UInt64> {
      tally.add(try evaluation(.mixed, seed: seed, misquoting: true).tally)
    }
    #expect(tally[.x].said > 0)
    #expect(tally[.a].right == tally[.a].said)
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
