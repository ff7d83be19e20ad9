// The code that the README and the page on the library show, compiled here and run by ``ReadmeTests``.

import Foundation
// README: begin
import Tributary

func answer(_ files: [String]) throws -> [UInt8] {
  // 1. Load: every row accounted for, every problem with file, line and remedy.
  let intake = try TransactionReader().read(files)
  let ledger = intake.ledger
  print(intake.rows)

  // 2. Where does the money of several victims meet?
  let victims = Source.claiming(intake.claims ?? [], in: ledger)
  let answer = try ledger.whole.sharedSinks(of: victims, minimumVictims: 2)
  for sink in answer.sinks.prefix(3) {
    print(ledger.account(sink.account).key, sink.victims.count, sink.grade.letter)
  }

  // 3. Where else did it go, 4. by which way, 5. and what shows it?
  let reach = try ledger.whole.reach(of: victims, rules: WalkRules(maximumHops: 4))
  let first = victims[0].account
  let way = try ledger.whole.walks(from: first, to: answer.sinks[0].account)
  let proof = try ledger.whole.explain(answer.sinks[0].account, of: victims)
  print(reach.accounts.count, way.finding, proof.witnesses.count)

  // 6. Draw it.
  return try answer.flowDiagram(of: victims).picture().file(.svg)
}
// README: end

// README: begin
func sharedAccounts(_ files: [String]) throws -> Int {
  let intake = try TransactionReader().read(files)
  let victims = Source.claiming(intake.claims ?? [], in: intake.ledger)
  let answer = try intake.ledger.whole.sharedSinks(of: victims, minimumVictims: 2)
  return answer.sinks.count
}
// README: end

enum LibraryExample {
  /// Returns the parts of this file that pages show.
  static func parts() throws -> [String] {
    try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
      .components(separatedBy: "// README: begin\n").dropFirst()
      .compactMap { $0.components(separatedBy: "// README: end").first }
  }
}
