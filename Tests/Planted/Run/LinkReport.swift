import Foundation
import FundTracing
import PaymentGraph
import PlantedEvaluation
import Simulation

/// The tables of links and documents on planted cases: 100 seeds for each regime.
///
/// Seeds start at 1,000, so that none of them is one that anybody looked at while writing the matcher.
enum LinkReport {
  static func write(seeds: Int) throws {
    var table = LinkTable()
    var wronglyContradicted = 0
    for regime in Regime.allCases {
      var tally = LinkTally()
      for seed in 0..<seeds {
        let planted = try PlantedCase(
          SimulationSettings(seed: UInt64(1_000 + seed), regime: regime, processorCount: 2))
        let evaluation = try LinkEvaluation(planted) { view in
          let hubs = try view.hubs(isComplete: true)
          wronglyContradicted += hubs.count(where: \.isContradicted)
          return hubs.flatMap(\.everyLink)
        }
        tally.add(evaluation.tally)
        for fault in evaluation.faults.prefix(3) {
          FileHandle.standardError.write(Data("wrong, \(regime.rawValue) \(fault.words)\n".utf8))
        }
      }
      table.add(regime, tally)
    }
    print("Links at payment services, \(seeds) seeds for each regime, 2 services:\n")
    print(table.text)
    print(
      "Services whose records are complete and are said to contradict it: \(wronglyContradicted) of "
        + "\(2 * seeds * Regime.allCases.count)\n")

    print("Records wrongly stated to be complete, \(seeds) seeds for each regime, 2 services:\n")
    print(
      "| regime | missing | A right, % | B right, % | C right, % | services that lack records "
        + "| of those, contradicted | of others |\n|---|---|---:|---:|---:|---:|---:|---:|")
    for regime in Regime.allCases where regime != .reference {
      for gap in Gap.allCases {
        var tally = LinkTally()
        var lacking = 0
        var contradicted = (lacking: 0, others: 0)
        for seed in 0..<seeds {
          let planted = try PlantedCase(gap.settings(seed: UInt64(1_000 + seed), regime: regime))
          let incomplete = planted.incompleteServices
          lacking += incomplete.count
          let evaluation = try LinkEvaluation(planted) { view in
            let hubs = try view.hubs(isComplete: true)
            for hub in hubs where hub.isContradicted {
              if incomplete.contains(view.ledger.account(hub.hub).key) {
                contradicted.lacking += 1
              } else {
                contradicted.others += 1
              }
            }
            return hubs.flatMap(\.everyLink)
          }
          tally.add(evaluation.tally)
        }
        func shown(_ count: LinkTally.Count) -> String {
          count.said == 0
            ? "none" : "\(LinkTally.percent(count.right, of: count.said)) of \(count.said)"
        }
        print(
          "| \(regime.rawValue) | \(gap.rawValue) | \(shown(tally[.a])) | \(shown(tally[.b])) "
            + "| \(shown(tally[.c])) | \(lacking) | \(contradicted.lacking) | \(contradicted.others) |"
        )
      }
    }
    print("")

    print("Documents to ask for next, \(seeds) seeds for each regime, 6 documents missing:\n")
    print(
      "| regime | first request names a missing document | resolves: requested | random | best | "
        + "at least the random one's mean |\n|---|---:|---:|---:|---:|---:|")
    for regime in [Regime.reference, .fee, .batch, .mixed] {
      var tally = DocumentTally()
      for seed in 0..<seeds {
        var settings = SimulationSettings(
          seed: UInt64(1_000 + seed), regime: regime, processorCount: 2)
        settings.missingFiles = 6
        tally.add(try DocumentEvaluation(try PlantedCase(settings)).tally)
      }
      func mean(_ sum: Int64) -> String {
        Money(minorUnits: sum / Int64(max(1, tally.cases)), currency: Currency("GBP") ?? .none)
          .description
      }
      print(
        "| \(regime.rawValue) | \(tally.firstIsMissing) of \(tally.cases) | \(mean(tally.requested)) "
          + "| \(mean(tally.random)) | \(mean(tally.best)) | \(tally.atLeastRandom) of \(tally.cases) |"
      )
    }
  }
}
