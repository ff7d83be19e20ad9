import Foundation
import FundTracing
import PaymentGraph
import PlantedEvaluation
import Simulation

// The evaluation on planted cases: `make evaluate`, or with a number of seeds, `evaluate 20`.
// Seeds start at 1,000, so that none of them is one that anybody looked at while writing the matcher.

let seeds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 100
var table = LinkTable()
for regime in Regime.allCases {
  var tally = LinkTally()
  for seed in 0..<seeds {
    let planted = try PlantedCase(
      SimulationSettings(seed: UInt64(1_000 + seed), regime: regime, processorCount: 2))
    let evaluation = LinkEvaluation(planted) { $0.matchedLinks(isComplete: true) }
    tally.add(evaluation.tally)
    for fault in evaluation.faults.prefix(3) {
      FileHandle.standardError.write(Data("wrong, \(regime.rawValue) \(fault.words)\n".utf8))
    }
  }
  table.add(regime, tally)
}
print("Links at payment services, \(seeds) seeds for each regime, 2 services:\n")
print(table.text)
