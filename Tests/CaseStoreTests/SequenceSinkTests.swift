import CaseStore
import Foundation
import PaymentGraph
import TestSupport
import Testing

/// Random decisions and undos on a small case: its shared accounts are those that a plain definition finds.
@Suite("Case file: sequences of decisions")
struct SequenceSinkTests {
  /// A payment, by its number in the file, which is also its day.
  private struct Payment {
    let from: String, to: String
  }

  /// An event of the sequence.
  private enum Step {
    case party(isSame: Bool, String, String)
    case claim(Int)
    case unclaim(Int)
    case leaveOut(String)
    case takeBack(String)
    case undo(Int)

    var words: String {
      switch self {
      case .party(let isSame, let one, let other):
        "\(isSame ? "same" : "different") \(one) \(other)"
      case .claim(let payment): "claim t\(payment)"
      case .unclaim(let payment): "unclaim t\(payment)"
      case .leaveOut(let account): "leave out \(account)"
      case .takeBack(let account): "take back \(account)"
      case .undo(let number): "undo \(number)"
      }
    }
  }

  /// The state that holds, by trying all events anew: no look from the end.
  private struct Meaning {
    var same: [Set<String>: Bool] = [:]
    var claims: Set<Int> = []
    var out: Set<String> = []

    init(_ steps: [Int: Step]) {
      // An event counts if no counting undo names it; undos name earlier events only.
      var counts: [Int: Bool] = [:]
      for number in steps.keys.sorted(by: >) {
        counts[number] = !steps.contains { other, step in
          if case .undo(number) = step { return counts[other] == true }
          return false
        }
      }
      for number in steps.keys.sorted() where counts[number] == true {
        switch steps[number] {
        case .party(let isSame, let one, let other): same[[one, other]] = isSame
        case .claim(let payment): claims.insert(payment)
        case .unclaim(let payment): claims.remove(payment)
        case .leaveOut(let account): out.insert(account)
        case .takeBack(let account): out.remove(account)
        case .undo, nil: break
        }
      }
    }
  }

  /// Finds shared accounts by walking from each claimed payment, a payment a day.
  private func sinks(_ payments: [Payment], _ meaning: Meaning) -> Set<String> {
    // Accounts that are one: by the pairs, over and over.
    var groups = Dictionary(
      uniqueKeysWithValues: Set(payments.flatMap { [$0.from, $0.to] }).map { ($0, Set([$0])) })
    var isStable = false
    while !isStable {
      isStable = true
      for (pair, isSame) in meaning.same where isSame {
        let whole = pair.reduce(into: Set<String>()) { $0.formUnion(groups[$1] ?? [$1]) }
        for account in whole where groups[account] != whole {
          groups[account] = whole
          isStable = false
        }
      }
    }
    func party(_ account: String) -> Set<String> { groups[account] ?? [account] }
    func isOut(_ account: String) -> Bool { !party(account).isDisjoint(with: meaning.out) }
    var victims: [Set<String>: Set<Set<String>>] = [:]
    for claim in meaning.claims.sorted() {
      let victim = party(payments[claim].from)
      // A payment that decisions make one of an account to itself is no loss.
      guard victim != party(payments[claim].to) else { continue }
      var reached: Set<Set<String>> = []
      for (day, payment) in payments.enumerated() where day >= claim {
        let (from, to) = (party(payment.from), party(payment.to))
        guard !isOut(payment.from), !isOut(payment.to) else { continue }
        if day == claim || reached.contains(from) { reached.insert(to) }
      }
      for account in reached where account != victim {
        victims[account, default: []].insert(victim)
      }
    }
    return Set(victims.filter { $0.value.count > 1 }.map { $0.key.sorted().joined(separator: "=") })
  }

  /// The number of sequences: `make case-faults` has 200.
  private static let count =
    ProcessInfo.processInfo.environment["CASE_SEQUENCES"].flatMap { Int($0) }
    ?? (LongRuns.areWanted ? 40 : 12)

  /// Each sequence makes a case of its own.
  @Test(arguments: 0..<4)
  func sharedAccountsAreThoseOfTheDefinition(_ part: Int) async throws {
    for seed in stride(from: part, to: Self.count, by: 4) {
      var random = SplitMix64(seed: UInt64(seed) &+ 20_091_217)
      try await check(&random)
    }
  }

  private func check(_ random: inout SplitMix64) async throws {
    let accounts = ["anna", "bela", "cara", "dora", "hub", "mule", "villa", "yard"]
    func any(_ random: inout SplitMix64) -> String { accounts.randomElement(using: &random) ?? "" }
    var payments: [Payment] = []
    while payments.count < 16 {
      let payment = Payment(from: any(&random), to: any(&random))
      if payment.from != payment.to { payments.append(payment) }
    }
    let sample = try SampleCase()
    let lines = payments.enumerated().map { day, payment in
      "t\(day),2010-03-\(day < 9 ? "0" : "")\(day + 1),\(payment.from),\(payment.to),\(day + 1).00,GBP\n"
    }
    let text = "id,time,from,to,amount,currency\n" + lines.joined()
    try sample.folder.write(text, as: "p.csv")
    let digest = Chain.digest(of: Array(text.utf8))
    func append(_ event: CaseEvent) async throws(CaseError) {
      try await sample.file.append(
        [DraftEvent(event, why: "w")], expecting: await sample.file.head, author: tester,
        places: [digest: "p.csv"])
    }
    try await append(
      .load(
        LoadEvent(sources: [
          CaseSource(name: "p.csv", digest: digest, byteCount: text.utf8.count)
        ])))
    var steps: [Int: Step] = [:]
    for _ in 0..<12 {
      let step: Step
      let (one, other) = (any(&random), any(&random))
      switch Int.random(in: 0..<12, using: &random) {
      case 0, 1: step = .party(isSame: true, one, other)
      case 2: step = .party(isSame: false, one, other)
      case 3, 4, 5: step = .claim(Int.random(in: 0..<6, using: &random))
      case 6: step = .unclaim(Int.random(in: 0..<6, using: &random))
      case 7: step = .leaveOut(one)
      case 8: step = .takeBack(one)
      default: step = .undo(Int.random(in: 3...max(3, steps.count + 2), using: &random))
      }
      do throws(CaseError) {
        try await append(event(of: step, in: digest))
        steps[steps.count + 3] = step
      } catch {
        // An account that is one with itself, or an undo of what is undone, is refused and leaves no event.
        #expect(error.reason == .invalid)
      }
    }
    let answer = try Program.launch(
      Program.path, ["sinks", "--case", sample.path, "--format", "json", "-q"],
      in: sample.folder.url, environment: ["HOME": "/nowhere", "PATH": "/usr/bin:/bin"])
    // Of a chain that makes different accounts one, answers follow what the log calls effective.
    let chains = await sample.file.state().conflicts.filter { $0.reason == .isDifferent }
    var meaning = Meaning(steps)
    for number in chains.flatMap(\.overruled) {
      if case .party(_, let one, let other) = steps[number] { meaning.same[[one, other]] = false }
    }
    guard !meaning.claims.isEmpty else {
      #expect(answer.status == 2 && answer.messages.contains("no victim is known"))
      return
    }
    let told = steps.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.words)" }.joined(
      separator: "; ")
    #expect(answer.status == 0, "\(told) \(answer.transcript)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
    let found = try #require(json["sinks"] as? [[String: Any]]).compactMap {
      $0["account"] as? String
    }
    // An account of several keys is listed under one of them.
    let expected = sinks(payments, meaning)
    #expect(found.count == expected.count, "\(told): \(found), \(expected)\n\(text)")
    for account in found {
      #expect(
        expected.contains { $0.split(separator: "=").map(String.init).contains(account) },
        "\(told): \(account), \(expected)\n\(text)")
    }
  }

  private func event(of step: Step, in digest: FileDigest) -> CaseEvent {
    func row(_ payment: Int) -> RowOfSource { RowOfSource(source: digest, line: payment + 2) }
    return switch step {
    case .party(let isSame, let one, let other):
      .party(PartyEvent(isSame: isSame, account: one, other: other))
    case .claim(let payment): .claim(ClaimEvent(isClaimed: true, rows: [row(payment)]))
    case .unclaim(let payment): .claim(ClaimEvent(isClaimed: false, rows: [row(payment)]))
    case .leaveOut(let account):
      .scope(ScopeEvent(isLeftOut: true, thing: .account(Spelling(account))))
    case .takeBack(let account):
      .scope(ScopeEvent(isLeftOut: false, thing: .account(Spelling(account))))
    case .undo(let number): .undo(UndoEvent(number: number))
    }
  }
}
