import FundTracing
import PaymentGraph
import TestSupport
import Testing

@Suite("Fast search against the definitions")
struct BruteForceTests {
  private static func rules(_ random: inout SplitMix64) -> WalkRules {
    let day: Int64 = 86_400_000
    let waits: [Int64?] = [nil, nil, 2_000, 5_000, day, 3 * day]
    return WalkRules(
      ties: TieRule.allCases.randomElement(using: &random) ?? .recorded,
      maximumHops: [nil, nil, 1, 2, 3].randomElement(using: &random) ?? nil,
      longestWait: waits.randomElement(using: &random) ?? nil,
      pooling: Int.random(in: 0..<4, using: &random) == 0
        ? .asOrdinary : .links(minimumGrade: .c))
  }

  @Test(arguments: 0..<40) func sinksOnRandomLedgers(_ block: UInt64) throws {
    for seed in block * 100..<block * 100 + 100 {
      let random = RandomLedger(seed: seed)
      let literal = LedgerLiteral(lines: random.lines)
      var generator = SplitMix64(seed: seed ^ 0xABCD)
      let rules = BruteForceTests.rules(&generator)
      let ledger = literal.ledger
      let victims = ledger.accounts.filter { _ in Bool.random(using: &generator) }
      guard !victims.isEmpty else { continue }
      let answer = try ledger.whole.sharedSinks(
        of: victims.map { Source(account: $0.id) }, minimumVictims: 1, includePooled: true,
        rules: rules)
      try compare(answer, BruteForce(ledger, rules), victims, seed)
    }
  }

  /// The origins of an account are the accounts that reach it: the same question from the other end.
  @Test(arguments: 0..<40) func originsOnRandomLedgers(_ block: UInt64) throws {
    for seed in block * 50..<block * 50 + 50 {
      let random = RandomLedger(seed: seed)
      let ledger = LedgerLiteral(lines: random.lines).ledger
      var generator = SplitMix64(seed: seed ^ 0xDCBA)
      let rules = BruteForceTests.rules(&generator)
      let slow = BruteForce(ledger, rules)
      for target in ledger.accounts {
        let answer = try ledger.whole.origins(of: [target.id], rules: rules)
        for origin in ledger.accounts where origin.id != target.id {
          let layers = slow.layers(from: origin.id)
          let hops = layers.firstIndex { layer in
            layer.contains { slow.transfers[$0].beneficiary.id == target.id }
          }.map { $0 + 1 }
          let found = answer.accounts.first { $0.account == origin.id }
          #expect(found?.hops == hops, "seed \(seed), \(origin.key) to \(target.key)")
          guard let found else { continue }
          let walks = try ledger.whole.walks(from: origin.id, to: target.id, rules: rules)
          #expect(found.finding == walks.finding, "seed \(seed), \(origin.key) to \(target.key)")
          #expect(found.grade == walks.shortest?.grade || found.grade == .a)
        }
      }
    }
  }

  private func compare(
    _ answer: SharedSinks, _ slow: BruteForce, _ victims: [Account], _ seed: UInt64
  ) throws {
    let layers = victims.map { slow.layers(from: $0.id) }
    for account in slow.ledger.accounts {
      var reachedBy: [AccountID] = []
      var hops = Int.max
      var arriving: Set<Int> = []
      var completing = -1
      for (victim, layers) in zip(victims, layers) where victim.id != account.id {
        let arrivals = layers.map { layer in
          layer.filter { slow.transfers[$0].beneficiary.id == account.id }
        }
        guard let first = arrivals.firstIndex(where: { !$0.isEmpty }) else { continue }
        reachedBy.append(victim.id)
        hops = min(hops, first + 1)
        let all = arrivals.reduce(into: Set<Int>()) { $0.formUnion($1) }
        arriving.formUnion(all)
        completing = max(completing, all.min() ?? -1)
      }
      let found = answer.sinks.first { $0.account == account.id }
      #expect(found?.victims ?? [] == reachedBy, "seed \(seed), \(account.key)")
      guard let found else { continue }
      #expect(found.hops == hops, "seed \(seed), \(account.key)")
      // A payment of an account to itself brings nothing in and does not leave it.
      func isWithin(_ transfer: Int) -> Bool {
        slow.transfers[transfer].payer.id == slow.transfers[transfer].beneficiary.id
      }
      let receipts = arriving.filter { !isWithin($0) }
      #expect(
        found.transfers == receipts.sorted().map { slow.transfers[$0].id },
        "seed \(seed), \(account.key)")
      let moment = slow.transfers[completing].time.start
      let hadMet = arriving.contains { transfer in
        slow.transfers[transfer].time.start == moment
          && zip(victims, layers).allSatisfy { victim, layers in
            !reachedBy.contains(victim.id)
              || !layers[0].contains(transfer) && layers.contains { $0.contains(transfer) }
          }
      }
      #expect(found.isFirstConvergence == !hadMet, "seed \(seed), \(account.key)")
      let leaves = slow.transfers.indices.contains { payout in
        slow.transfers[payout].payer.id == account.id && !isWithin(payout)
          && receipts.contains { receipt in
            BruteForce(slow.ledger, WalkRules(ties: slow.rules.ties, pooling: .asOrdinary))
              .follows(receipt, payout)
          }
      }
      #expect(found.isTerminal == !leaves, "seed \(seed), \(account.key)")
    }
  }

  @Test(arguments: 0..<20) func walksAreJoinedAndInTimeOrder(_ block: UInt64) throws {
    for seed in block * 100..<block * 100 + 100 {
      let random = RandomLedger(seed: seed)
      let ledger = LedgerLiteral(lines: random.lines).ledger
      var generator = SplitMix64(seed: seed ^ 0xEF)
      let rules = BruteForceTests.rules(&generator)
      guard let from = ledger.accounts.randomElement(using: &generator),
        let to = ledger.accounts.randomElement(using: &generator)
      else { continue }
      let answer = try ledger.whole.walks(from: from.id, to: to.id, rules: rules)
      let slow = BruteForce(ledger, rules)
      let layers = slow.layers(from: from.id)
      let exists = layers.contains { layer in
        layer.contains { slow.transfers[$0].beneficiary.id == to.id }
      }
      #expect((answer.shortest != nil) == exists, "seed \(seed)")
      for walk in [answer.shortest, answer.earliest].compactMap({ $0 }) {
        let positions = walk.transfers.compactMap { id in
          slow.transfers.firstIndex { $0.id == id }
        }
        #expect(slow.transfers[positions[0]].payer.id == from.id)
        #expect(slow.transfers[positions[positions.count - 1]].beneficiary.id == to.id)
        for (receipt, payout) in zip(positions, positions.dropFirst()) {
          #expect(slow.follows(receipt, payout), "seed \(seed)")
        }
        #expect(walk.hops <= rules.maximumHops ?? .max)
      }
    }
  }

  @Test(arguments: 0..<20) func theFlowIsEveryTransferOnAWalkToTheAccounts(_ block: UInt64) throws {
    for seed in block * 50..<block * 50 + 50 {
      let ledger = LedgerLiteral(lines: RandomLedger(seed: seed).lines).ledger
      var generator = SplitMix64(seed: seed ^ 0x77)
      var rules = BruteForceTests.rules(&generator)
      rules.maximumHops = [nil, 2, 3].randomElement(using: &generator) ?? nil
      guard let from = ledger.accounts.first, let to = ledger.accounts.last else { continue }
      let flow = try ledger.whole.flow(
        from: [Source(account: from.id)], to: [to.id], rules: rules)
      let slow = BruteForce(ledger, rules)
      let layers = slow.layers(from: from.id, ofLosses: true)
      // Backwards over the layers: what a walk of exactly this many hops to the account passes.
      var onWalk: Set<Int> = []
      for end in layers.indices {
        var level = layers[end].filter { slow.transfers[$0].beneficiary.id == to.id }
        onWalk.formUnion(level)
        for before in layers[..<end].reversed() {
          level = before.filter { receipt in level.contains { slow.follows(receipt, $0) } }
          onWalk.formUnion(level)
        }
      }
      #expect(flow.transfers == onWalk.sorted().map { slow.transfers[$0].id }, "seed \(seed)")
    }
  }
}
