import PaymentGraph
import TestSupport
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
      let space = try WalkContext(view, rules)
      let sources = try space.merged(ledger.accounts.map { Source(account: $0.id) }).map { source in
        // Some claim only a part of what they paid.
        (source.account, seed % 2 == 0 ? source.claims : Array(source.claims.prefix(2)))
      }
      #expect(SweepProblem(space) != nil)
      let (everybody, all) = (0..<ledger.accountCount, ledger.transferCount)
      let swept = VictimCounts(space, sources)
      let searched = VictimCounts(searching: space, sources)
      for transfer in 0..<ledger.transferCount {
        #expect(
          swept.marks.passed(transfer) == searched.marks.passed(transfer), "seed \(seed)")
      }
      #expect(swept.isSwept && !searched.isSwept)
      #expect(
        everybody.map(swept.counts.victims) == everybody.map(searched.counts.victims),
        "seed \(seed)")
      #expect(
        everybody.map(swept.counts.hops) == everybody.map(searched.counts.hops), "seed \(seed)")
      #expect(
        everybody.map(swept.counts.completing) == everybody.map(searched.counts.completing),
        "seed \(seed)")
      #expect(swept.marks.flags(all) == searched.marks.flags(all), "seed \(seed)")
      #expect(swept.wasCutByHops == searched.wasCutByHops, "seed \(seed)")
      let chosen = swept.counts.accounts(reachedBy: 2)
      let fast = SinkVictims(of: chosen, swept, space: space, sources: sources)
      let slow = SinkVictims(of: chosen, searched, space: space, sources: sources)
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
  @Test(arguments: 0..<120 as Range<UInt64>)
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
    let space = try WalkContext(view, WalkRules(maximumHops: hops))
    let problem = try #require(SweepProblem(space))
    let most = min(ledger.accountCount, 64, 128 / (hops ?? 1))
    let victims = ledger.accounts.shuffled(using: &random)
      .prefix(Int.random(in: 1...most, using: &random))
    // Some claim only a part of what they paid.
    let sources = try space.merged(victims.map { Source(account: $0.id) }).map { source in
      (source.account, seed % 2 == 0 ? source.claims : Array(source.claims.prefix(2)))
    }
    let block = SweepBlock.blocks(sources)[0]
    var kernel = SweepKernel(problem)
    kernel.run(block)
    var expected = kernel.tally
    // The same where only groups of transfers are looked at that hold payouts of what was reached; twice, because what the
    // first block left behind must not matter to the next.
    do {
      var due = SweepKernel(problem, space.outgoing)
      for _ in 0..<2 { due.run(block) }
      let tally = due.tally
      for account in 0..<ledger.accountCount {
        #expect(
          tally.counts.victims(of: account) == 2 * expected.counts.victims(of: account))
        #expect(tally.counts.hops(of: account) == expected.counts.hops(of: account))
        #expect(tally.counts.completing(of: account) == expected.counts.completing(of: account))
      }
      #expect(tally.wasCutByHops == expected.wasCutByHops)
    }
    if hops == nil { expected.counts.hops = HopSweep(problem, sources).hops }
    var found = Self.tallies(UInt128.self, problem, block, sources, space.outgoing, &random)
    if PackedRow<UInt64>.holds(problem, victims: sources.count) {
      found += Self.tallies(UInt64.self, problem, block, sources, space.outgoing, &random)
    }
    let words = expected.reaches?.first.map {
      Dictionary(uniqueKeysWithValues: zip($0.accounts.map(Int.init), $0.words))
    }
    for tally in found {
      for account in 0..<ledger.accountCount {
        #expect(tally.counts.victims(of: account) == expected.counts.victims(of: account))
        #expect(tally.counts.hops(of: account) == expected.counts.hops(of: account))
        #expect(tally.counts.completing(of: account) == expected.counts.completing(of: account))
        #expect(tally.counts.word(of: account) == words?[account] ?? 0)
      }
      #expect(tally.counts.accounts(reachedBy: 2) == expected.counts.accounts(reachedBy: 2))
      #expect(tally.wasCutByHops == expected.wasCutByHops)
      let count = ledger.transferCount
      #expect(tally.marks.flags(count) == expected.marks.flags(count))
      for transfer in 0..<count {
        #expect(tally.marks.passed(transfer) == expected.marks.passed(transfer))
        #expect(tally.marks[transfer] == expected.marks[transfer])
      }
    }
  }

  /// Returns the tallies of sweeps with one row an account: by a look at every payer, along due transfers, and by both,
  /// one after the other, for every point at which the first may stop.
  static func tallies<Row: FixedWidthInteger & UnsignedInteger & Sendable>(
    _: Row.Type, _ problem: SweepProblem, _ block: SweepBlock,
    _ sources: [(account: Int, claims: [Int])], _ outgoing: AdjacencyIndex,
    _ random: inout SplitMix64
  ) -> [SweepTally] {
    var tallies = [PackedSweepKernel<Row>(problem, block).run()]
    for limit in 0..<4 {
      var sweep = FrontierSweepKernel<Row>(
        problem, block: block, outgoing: outgoing,
        limit: limit == 0 ? .max : Int.random(in: 0...problem.transferCount, using: &random),
        windowSize: limit.isMultiple(of: 2) ? 6 : FrontierSweepKernel<Row>.windowSize)
      sweep.run()
      let isTooMuch = sweep.isTooMuch
      if limit == 0 { #expect(!isTooMuch) }
      tallies.append(
        isTooMuch ? PackedSweepKernel<Row>(sweep).run() : sweep.tally(sources))
    }
    guard !problem.isLimited else { return tallies }
    let hops = HopSweep(problem, sources).hops
    return tallies.map { tally in
      var tally = tally
      // Those that looked at every payer leave the hops to another sweep.
      if tally.marks.list == nil { tally.counts.hops = hops }
      return tally
    }
  }

  /// Many accounts are found by another table than few.
  @Test func placesStayWhenTheTableGrows() {
    var places = AccountIndexMap(accountCount: 30_000)
    for account in 0..<10_000 {
      #expect(places.place(of: account * 3) == nil)
      #expect(places.add(account * 3) == account)
      #expect(places.add(account / 2 * 3) == account / 2)
    }
    #expect((0..<10_000).allSatisfy { places.place(of: $0 * 3) == $0 })
    #expect(places.place(of: 29_999) == nil && places.accounts.count == places.count)
  }

  @Test func marksBeyondTwoBytesAreCounted() {
    var marks = TransferMarks(transferCount: 2, isAlone: false)
    for _ in 0..<1_100 { marks.mark(1, passing: 64) }
    #expect(marks.passed(1) == 70_400 && marks[1] && !marks[0])
    var twice = marks
    twice.add(marks)
    #expect(twice.passed(1) == 140_800 && twice.flags(2) == [false, true])
  }

  /// The sum of numbers is the same, whether they are added many at a time or one by one.
  @Test func marksAreAddedUp() {
    var random = SplitMix64(seed: 7)
    let count = 10_000
    for isLarge in [false, true] {
      var marks = TransferMarks(transferCount: count, isAlone: false)
      var others = marks
      var expected = Array(repeating: 0, count: count)
      for _ in 0..<20_000 {
        let transfer = Int.random(in: 0..<count, using: &random)
        let passing = Int.random(in: 0...64, using: &random)
        expected[transfer] += passing
        if Bool.random(using: &random) {
          marks.mark(transfer, passing: passing)
        } else {
          others.mark(transfer, passing: passing)
        }
      }
      if isLarge {
        for _ in 0..<600 { others.mark(5_000, passing: 64) }
        expected[5_000] += 600 * 64
      }
      let marked = marks.flags(count)
      let more = others.flags(count)
      marks.add(others)
      #expect((0..<count).map(marks.passed) == expected)
      #expect(marks.flags(count) == zip(marked, more).map { $0 || $1 })
    }
  }

  /// Payouts that wait are told of in the window in which they lie, each once.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func payoutsWaitForTheirWindow(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let windows = Int.random(in: 1...40, using: &random)
    var waiting = FrontierQueueKernel(windowCount: windows)
    var expected = Array(repeating: Set<UInt32>(), count: windows)
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let more = Int.random(in: 0...50, using: &random)
      waiting.reserve(more)
      for _ in 0..<more {
        let window = Int.random(in: 0..<windows, using: &random)
        let number = UInt32(expected.reduce(0) { $0 + $1.count })
        waiting.add(
          FrontierQueueKernel.Payout(
            transfer: number, place: number + 1, beneficiary: number + 2), to: window)
        expected[window].insert(number)
      }
    }
    for window in waiting.windows {
      var found: [UInt32] = []
      waiting.forEach(in: window) { payout in
        found.append(payout.transfer)
        #expect(payout.place == payout.transfer + 1 && payout.beneficiary == payout.transfer + 2)
      }
      #expect(Set(found) == expected[window] && found.count == expected[window].count)
      #expect(waiting.hasAny(window) == !expected[window].isEmpty)
    }
  }

  /// The fewest hops of a row are the place of its lowest bit divided by the number of victims.
  @Test func hopsOfEveryBit() throws {
    for victims in 1...64 {
      for levels in 1...(128 / victims) where levels <= SweepProblem.hopLimit {
        let transfers = (0..<victims).map { "1 v\($0) -> end 1.00" }
        let ledger = LedgerLiteral(lines: transfers).ledger
        let space = try WalkContext(ledger.whole, WalkRules(maximumHops: levels))
        let sources = try space.merged(
          (0..<victims).compactMap { ledger.account("v\($0)") }.map { Source(account: $0.id) })
        let packed = PackedRow<UInt128>(
          try #require(SweepProblem(space)), SweepBlock.blocks(sources)[0])
        for bit in 0..<victims * levels {
          #expect(packed.hops(1 << UInt128(bit)) == UInt32(bit / victims + 1))
        }
      }
    }
  }

  @Test func whatTheOrderDoesNotDecideIsSearched() throws {
    let ledger = LedgerLiteral("2024-03-01 a -> b 1.00\n2024-03-01 b -> c 1.00 EUR file:b").ledger
    #expect(SweepProblem(try WalkContext(ledger.whole, WalkRules())) == nil)
    let ordered = LedgerLiteral("1 a -> b 1.00\n1 b -> c 1.00").ledger
    #expect(SweepProblem(try WalkContext(ordered.whole, WalkRules())) != nil)
    #expect(SweepProblem(try WalkContext(ordered.whole, WalkRules(ties: .allow))) == nil)
    #expect(SweepProblem(try WalkContext(ordered.whole, WalkRules(longestWait: 5))) == nil)
  }
}
