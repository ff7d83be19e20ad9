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
      for transfer in 0..<ledger.transferCount {
        #expect(
          swept.marks.passed(transfer) == searched.marks.passed(transfer), "seed \(seed)")
      }
      #expect(swept.isSwept && !searched.isSwept)
      #expect(swept.victims == searched.victims, "seed \(seed)")
      #expect(swept.hops == searched.hops, "seed \(seed)")
      #expect(swept.completing == searched.completing, "seed \(seed)")
      #expect(swept.marks.flags == searched.marks.flags, "seed \(seed)")
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

  /// Few victims, whose bits fit into one row, find what blocks of any number find.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func packedRowsHoldTheSame(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let lines = (0..<Int.random(in: 1...400, using: &random)).map { number in
      let from = Int.random(in: 0..<70, using: &random)
      let to = Int.random(in: 0..<Int.random(in: 1...70, using: &random), using: &random)
      return "\(number / 3) n\(from) -> n\(to) 1.00"
    }
    let ledger = LedgerLiteral(lines: lines).ledger
    let hops = [nil, 1, 2, 3, 6, 16].randomElement(using: &random) ?? nil
    var view = ledger.whole
    if seed % 3 == 0 {
      view = view.among(
        Set(ledger.accounts.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map(\.id)))
    }
    let space = try WalkSpace(view, WalkRules(maximumHops: hops))
    let problem = try #require(SweepProblem(space))
    let most = min(ledger.accountCount, 64, 128 / (hops ?? 1))
    let victims = ledger.accounts.shuffled(using: &random)
      .prefix(Int.random(in: 1...most, using: &random))
    let sources = try space.merged(victims.map { Source(account: $0.id) })
    let block = SweepBlock.blocks(sources)[0]
    var kernel = SweepKernel(problem)
    kernel.run(block)
    let expected = kernel.tally
    var found = [PackedSweepKernel<UInt128>(problem, block).run()]
    if PackedSweepKernel<UInt64>.holds(problem, victims: sources.count) {
      found.append(PackedSweepKernel<UInt64>(problem, block).run())
    }
    for tally in found {
      #expect(tally.victims == expected.victims)
      #expect(tally.hops == expected.hops)
      #expect(tally.completing == expected.completing)
      #expect(tally.wasCutByHops == expected.wasCutByHops)
      #expect(tally.marks.flags == expected.marks.flags)
      for transfer in 0..<ledger.transferCount {
        #expect(tally.marks.passed(transfer) == expected.marks.passed(transfer))
      }
      let words = tally.reaches.map {
        $0.map { Dictionary(uniqueKeysWithValues: zip($0.accounts, $0.words)) }
      }
      let others = expected.reaches.map {
        $0.map { Dictionary(uniqueKeysWithValues: zip($0.accounts, $0.words)) }
      }
      #expect(words == others)
    }
  }

  @Test func marksBeyondTwoBytesAreCounted() {
    var marks = TransferMarks(transferCount: 2, isAlone: false)
    for _ in 0..<1_100 { marks.mark(1, passing: 64) }
    #expect(marks.passed(1) == 70_400 && marks[1] && !marks[0])
    var twice = marks
    twice.add(marks)
    #expect(twice.passed(1) == 140_800 && twice.flags == [false, true])
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
