import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Changes that must not change an answer: the order of rows and files, names, and rows that have nothing to do with
/// the question.
@Suite("Invariance")
struct InvarianceTests {
  /// Everything an answer says, with accounts by key and transfers by recorded id.
  private func words(_ lines: [String], victims: [String], _ rules: WalkRules = WalkRules()) throws
    -> [String]
  {
    let literal = LedgerLiteral(lines: lines)
    let ledger = literal.ledger
    let answer = try ledger.whole.sharedSinks(
      of: victims.map { Source(account: literal[$0]) }, minimumVictims: 1, includePooled: true,
      rules: rules)
    return answer.sinks.map { sink in
      let victims = sink.victims.map { ledger.account($0).key }
      let transfers = sink.transfers.map { ledger.transfer($0).recordedID ?? "" }.sorted()
      return "\(ledger.account(sink.account).key) \(victims) \(sink.hops) \(transfers) "
        + "\(sink.received.lines) \(sink.isTerminal) \(sink.isFirstConvergence) "
        + "\(sink.popularity) \(sink.grade)"
    }
  }

  /// A ledger with distinct times and rows that name their ids.
  private func distinct(seed: UInt64) -> (lines: [String], accounts: [String]) {
    let random = RandomLedger(seed: seed)
    var time = 0
    let lines = random.lines.map { line in
      guard !line.hasPrefix("role") else { return line }
      time += 100_000
      let words = line.split(separator: " ").dropFirst().filter {
        !$0.hasPrefix("id:") && !$0.hasPrefix("file:")
      }
      return "\(time) \(words.joined(separator: " ")) id:t\(time / 100_000)"
    }
    let used = Set(
      lines.filter { !$0.hasPrefix("role") }.flatMap { line in
        let words = line.split(separator: " ").map(String.init)
        return [words[1], words[3]]
      })
    return (lines, random.accounts.filter(used.contains))
  }

  @Test(arguments: 0..<300) func orderOfRows(_ seed: UInt64) throws {
    let (lines, accounts) = distinct(seed: seed)
    let victims = Array(accounts.prefix(3))
    let expected = try words(lines, victims: victims)
    var random = SplitMix64(seed: seed)
    for _ in 0..<3 {
      #expect(try words(lines.shuffled(using: &random), victims: victims) == expected)
    }
  }

  @Test(arguments: 0..<300) func rowsDividedAmongFiles(_ seed: UInt64) throws {
    let (lines, accounts) = distinct(seed: seed)
    let victims = Array(accounts.prefix(3))
    let expected = try words(lines, victims: victims)
    var random = SplitMix64(seed: seed)
    let divided = lines.map { line in
      line.hasPrefix("role") ? line : "\(line) file:\(Bool.random(using: &random) ? "b" : "c")"
    }
    #expect(try words(divided, victims: victims) == expected)
  }

  @Test(arguments: 0..<300) func rowsOfOthers(_ seed: UInt64) throws {
    let (lines, accounts) = distinct(seed: seed)
    let victims = Array(accounts.prefix(3))
    let expected = try words(lines, victims: victims)
    let others = (0..<20).map { "\($0 * 77_777) x\($0 % 5) -> x\($0 % 3) 9.00 EUR id:x\($0)" }
    var random = SplitMix64(seed: seed)
    #expect(try words((lines + others).shuffled(using: &random), victims: victims) == expected)
  }

  @Test(arguments: 0..<300) func namesOfAccounts(_ seed: UInt64) throws {
    let (lines, accounts) = distinct(seed: seed)
    let victims = Array(accounts.prefix(3))
    let expected = try words(lines, victims: victims)
    // The new names sort the other way round; ties in rank may change places, nothing else may.
    func renamed(_ text: String) -> String {
      var text = text
      for (number, account) in accounts.enumerated() {
        text = text.replacing(account, with: "<\(number)>")
      }
      for number in accounts.indices {
        text = text.replacing("<\(number)>", with: "z\(9 - number)")
      }
      return text
    }
    func normal(_ text: String) -> String { String(text.sorted()) }
    let other = try words(lines.map(renamed), victims: victims.map(renamed))
    #expect(other.map(normal).sorted() == expected.map(renamed).map(normal).sorted())
  }

  /// A row early in the file that happens last, a receipt between two payouts of one account: what
  /// trips searches that visit each account once.
  @Test func fiveRowsInEveryOrder() throws {
    let rows = [
      "19 n11 -> n8 1.00", "48 n9 -> n11 1.00", "4 S -> n0 1.00", "5 n0 -> n9 1.00",
      "51 S -> n9 1.00",
    ]
    var orders = 0
    func permute(_ chosen: [String], _ rest: [String]) throws {
      if rest.isEmpty {
        orders += 1
        for ties in TieRule.allCases {
          let literal = LedgerLiteral(lines: chosen)
          let reach = try literal.ledger.whole.reach(
            of: literal.sources("S"), rules: WalkRules(ties: ties))
          let listed = reach.accounts.map {
            "\(literal.ledger.account($0.account).key) \($0.hops)"
          }
          #expect(listed == ["n0 1", "n9 1", "n11 3"])
        }
      }
      for index in rest.indices {
        var rest = rest
        let row = rest.remove(at: index)
        try permute(chosen + [row], rest)
      }
    }
    try permute([], rows)
    #expect(orders == 120)
  }

  /// Under `allow`, rows of one moment may stand in any order; under `forbid` they never chain.
  @Test(arguments: 0..<300) func tiedRowsUnderTheRulesThatIgnoreTheirOrder(_ seed: UInt64) throws {
    let random = RandomLedger(seed: seed)
    let lines = random.lines.enumerated().map { number, line in
      line.hasPrefix("role")
        ? line : line.replacing("id:t0 ", with: "id:u\(number) ").replacing(" file:b", with: "")
    }
    var generator = SplitMix64(seed: seed)
    let literal = LedgerLiteral(lines: lines)
    let victims = Array(literal.ledger.accounts.map(\.key).prefix(3))
    for ties in [TieRule.allow, .forbid] {
      let rules = WalkRules(ties: ties)
      let expected = try words(lines, victims: victims, rules)
      let other = try words(lines.shuffled(using: &generator), victims: victims, rules)
      #expect(other == expected, "seed \(seed) \(ties)")
    }
  }
}
