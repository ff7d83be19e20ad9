import PaymentGraph
import Testing

@testable import FundTracing

/// Sweeps with victims as bits find what one search for each victim finds.
@Suite("Sweeps against searches")
struct SweepTests {
  /// A ledger whose order decides everything: one file, one precision; hubs, links, cycles, ties.
  static func ledger(_ random: inout SplitMix64, accounts: Int, transfers: Int) -> Ledger {
    var lines: [String] = []
    for hub in 0..<Int.random(in: 0...3, using: &random) { lines.append("role n\(hub) processor") }
    for number in 0..<transfers {
      let from = Int.random(in: 0..<accounts, using: &random)
      let to = Int.random(in: 0..<Int.random(in: 1...accounts, using: &random), using: &random)
      var line =
        "\(Int.random(in: 1...transfers, using: &random)) n\(from) -> n\(to) 1.00 EUR id:t\(number)"
      if Bool.random(using: &random), number > 0 {
        line += " link:t\(Int.random(in: 0..<number, using: &random))"
      }
      lines.append(line)
    }
    return LedgerLiteral(lines: lines).ledger
  }

  @Test(arguments: [(3, 14, 200), (7, 60, 150), (150, 900, 12)])
  func sweepsFindWhatSearchesFind(_ accounts: Int, _ transfers: Int, _ rounds: Int) throws {
    for seed in 0..<rounds {
      var random = SplitMix64(seed: UInt64(seed))
      let ledger = Self.ledger(&random, accounts: accounts, transfers: transfers)
      let rules = WalkRules(
        maximumHops: [nil, 1, 2, 3, 6].randomElement(using: &random) ?? nil,
        pooling: Int.random(in: 0..<4, using: &random) == 0 ? .asOrdinary : .links(minimumGrade: .c)
      )
      var view = ledger.whole
      if seed % 3 == 0 {
        view = view.among(
          Set(ledger.accounts.filter { _ in Bool.random(using: &random) }.map(\.id)))
      }
      let space = try WalkSpace(view, rules)
      let sources = try space.merged(ledger.accounts.map { Source(account: $0.id) }).map { source in
        // Some claim only a part of what they paid.
        (source.account, seed % 2 == 0 ? source.claims : Array(source.claims.prefix(2)))
      }
      #expect(SweepProblem(space) != nil)
      let swept = Convergence(space, sources)
      let searched = Convergence(searching: space, sources)
      #expect(swept.sweep != nil && searched.sweep == nil)
      #expect(swept.victims == searched.victims, "seed \(seed)")
      #expect(swept.hops == searched.hops, "seed \(seed)")
      #expect(swept.completing == searched.completing, "seed \(seed)")
      #expect(swept.isOnWalk == searched.isOnWalk, "seed \(seed)")
      #expect(swept.wasCutByHops == searched.wasCutByHops, "seed \(seed)")
      let chosen = swept.victims.indices.filter { swept.victims[$0] > 1 }
      let fast = SinkVictims(of: chosen, swept, space, sources)
      let slow = SinkVictims(of: chosen, searched, space, sources)
      for number in chosen.indices {
        #expect(fast[number] == slow[number], "seed \(seed)")
        #expect(fast.count(number) == fast[number].count, "seed \(seed)")
        #expect(
          fast.isFirstConvergence(number, in: space) == slow.isFirstConvergence(number, in: space),
          "seed \(seed)")
      }
      #expect(
        fast.distinctCount(of: sources.count) == Set(chosen.indices.flatMap { fast[$0] }).count,
        "seed \(seed)")
    }
  }

  @Test func whatTheOrderDoesNotDecideIsSearched() throws {
    let ledger = LedgerLiteral("2024-03-01 a -> b 1.00\n2024-03-01 b -> c 1.00 EUR file:b").ledger
    #expect(SweepProblem(try WalkSpace(ledger.whole, WalkRules())) == nil)
    let ordered = LedgerLiteral("1 a -> b 1.00\n1 b -> c 1.00").ledger
    #expect(SweepProblem(try WalkSpace(ordered.whole, WalkRules())) != nil)
    #expect(SweepProblem(try WalkSpace(ordered.whole, WalkRules(ties: .allow))) == nil)
    #expect(SweepProblem(try WalkSpace(ordered.whole, WalkRules(longestWait: 5))) == nil)
  }
}
