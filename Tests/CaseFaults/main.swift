// Faults while a case is written: killed writers, full disks, two writers at once, flipped bytes.
//
//   casefaults kills N      kills a writer N times at random moments
//   casefaults full N       fills a small disk N times while events are appended
//   casefaults writers N    two writers append N events each at once
//   casefaults flips [N]    flips each Nth byte of a case of 40 events, by default each
//   casefaults events N     reads changed bodies of events for N seconds
//   casefaults files N      opens changed files of cases for N seconds
//   casefaults cost [N]     times opening (N times), folding and appending
//
// Each prints what it counted and ends with status 1 where something acknowledged is lost or something broken is taken
// for good. `casefaults write` is the writer that the others start.

import CaseStore
import Foundation
import PaymentGraph
import TestSupport

let arguments = CommandLine.arguments
let count = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 0
do {
  switch arguments.dropFirst().first {
  case "kills": try await Kills(count: count).run()
  case "full": try await FullDisks(count: count).run()
  case "fill": try await FullDisks.fill(arguments[2], seed: UInt64(arguments[3]) ?? 0)
  case "writers": try await TwoWriters(count: count).run()
  case "flips": try await Flips(step: max(1, count)).run()
  case "events": Fuzzing(seconds: count).events()
  case "files": try await Fuzzing(seconds: count).files()
  case "cost": try await Cost(openings: count > 0 ? count : 9).run()
  case "write":
    try await Writer(path: arguments[2], seed: UInt64(arguments[3]) ?? 0).run(
      events: arguments.count > 4 ? Int(arguments[4]) : nil)
  default:
    print("casefaults kills N | full N | writers N | flips | events N | files N | cost [N]")
    exit(64)
  }
} catch {
  print("failed: \(error)")
  exit(1)
}
