import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Patterns

/// A payment of a small ledger, as the definitions speak of it.
private struct Paid: Sendable {
  let id: String
  let time: Int
  let order: Int
  let payer: String
  let payee: String
  let amount: Int
}

/// Every pattern on random small ledgers against its definition, worked through plainly.
@Suite("Patterns: definitions")
struct PatternDefinitionTests {
  private static let day = 86_400

  private func ledger(_ seed: UInt64, count: Int = 12, accounts: Int = 5) -> ([Paid], LedgerLiteral)
  {
    var random = TestSupport.SplitMix64(seed: seed)
    var paid: [Paid] = []
    for number in 0..<count {
      let payer = Int.random(in: 0..<accounts, using: &random)
      let payee = (payer + Int.random(in: 1..<accounts, using: &random)) % accounts
      paid.append(
        Paid(
          id: "t\(number)", time: Int.random(in: 0..<10, using: &random) * 21_600, order: number,
          payer: "a\(payer)", payee: "a\(payee)",
          amount: [100, 95, 90, 50, 40][Int.random(in: 0..<5, using: &random)]))
    }
    let lines = paid.map { "\($0.time) \($0.payer) -> \($0.payee) \($0.amount).00 EUR id:\($0.id)" }
    return (paid, LedgerLiteral(lines: lines))
  }

  private func rows(
    _ literal: LedgerLiteral, _ pattern: Pattern, change: (inout PatternSettings) -> Void
  ) throws -> [PatternRow] {
    var settings = PatternSettings()
    settings.only = [pattern]
    settings.shuffles = .count(0)
    change(&settings)
    return try literal.ledger.whole.patterns(settings).rows
  }

  private func ids(_ transfers: [TransferID], _ literal: LedgerLiteral) -> [String] {
    transfers.map { literal.ledger.transfer($0).recordedID ?? "" }
  }

  private func key(_ account: AccountID, _ literal: LedgerLiteral) -> String {
    literal.ledger.account(account).key
  }

  /// Joins sets that share a member until none do.
  private func joined(_ sets: [Set<String>]) -> Set<Set<String>> {
    var groups: [Set<String>] = []
    for set in sets {
      let touching = groups.filter { !$0.isDisjoint(with: set) }
      groups.removeAll { !$0.isDisjoint(with: set) }
      groups.append(touching.reduce(set) { $0.union($1) })
    }
    return Set(groups)
  }

  private func isBefore(_ one: Paid, _ other: Paid, _ ties: TieRule) -> Bool {
    switch ties {
    case .recorded: (one.time, one.order) < (other.time, other.order)
    case .forbid: one.time < other.time
    case .allow: one.time <= other.time && one.id != other.id
    }
  }

  // MARK: Windows

  @Test(arguments: [Pattern.fanIn, .fanOut])
  func fansAreWindowsWithEnoughParties(pattern: Pattern) throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed)
      let window = Self.day
      let found = try rows(literal, pattern) {
        $0.windows = [Int64(window) * 1_000]
        $0.minimum = 3
      }
      var expected: [String: Set<Set<String>>] = [:]
      for account in Set(paid.flatMap { [$0.payer, $0.payee] }) {
        let own = paid.filter { (pattern == .fanIn ? $0.payee : $0.payer) == account }
        let windows = own.compactMap { start -> Set<String>? in
          let inside = own.filter {
            ($0.time, $0.order) >= (start.time, start.order) && $0.time - start.time <= window
          }
          let parties = Set(inside.map { pattern == .fanIn ? $0.payer : $0.payee })
          return parties.count >= 3 ? Set(inside.map(\.id)) : nil
        }
        if !windows.isEmpty { expected[account] = joined(windows) }
      }
      var got: [String: Set<Set<String>>] = [:]
      for row in found {
        guard case .fan(let account, _, _, let peak) = row.shape else { continue }
        got[key(account, literal), default: []].insert(Set(ids(row.transfers, literal)))
        #expect(peak.count >= 3)
      }
      #expect(got == expected, "seed \(seed)")
    }
  }

  @Test func gatherScattersTurnAtAPaymentOut() throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 16)
      let window = Self.day
      let found = try rows(literal, .gatherScatter) {
        $0.windows = [Int64(window) * 1_000]
        $0.minimum = 2
        $0.minimumOut = 2
      }
      var expected: [String: Set<Set<String>>] = [:]
      for account in Set(paid.map(\.payer)) {
        let turns = paid.filter { $0.payer == account }.compactMap { turn -> Set<String>? in
          let ins = paid.filter {
            $0.payee == account && isBefore($0, turn, .recorded) && turn.time - $0.time <= window
          }
          let outs = paid.filter {
            $0.payer == account && ($0.time, $0.order) >= (turn.time, turn.order)
              && $0.time - turn.time <= window
          }
          guard Set(ins.map(\.payer)).count >= 2, Set(outs.map(\.payee)).count >= 2 else {
            return nil
          }
          return Set((ins + outs).map(\.id))
        }
        if !turns.isEmpty { expected[account] = joined(turns) }
      }
      var got: [String: Set<Set<String>>] = [:]
      for row in found {
        guard case .turn(let account, _, _, _, _, _) = row.shape else { continue }
        got[key(account, literal), default: []].insert(
          Set(ids(row.transfers + row.onward, literal)))
      }
      #expect(got == expected, "seed \(seed)")
    }
  }

  @Test func scatterGathersPassEnoughAccounts() throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 16)
      let window = 2 * Self.day
      let found = try rows(literal, .scatterGather) {
        $0.windows = [Int64(window) * 1_000]
        $0.minimumMiddles = 2
      }
      var expected: [String: Set<Set<String>>] = [:]
      let paths = paid.flatMap { first in
        paid.filter { second in
          first.payee == second.payer && isBefore(first, second, .recorded)
            && second.time - first.time <= window && second.payee != first.payer
        }.map { (first, $0) }
      }
      for source in Set(paid.map(\.payer)) {
        for sink in Set(paid.map(\.payee)) where sink != source {
          let own = paths.filter { $0.0.payer == source && $0.1.payee == sink }
          let windows = own.compactMap { start -> Set<String>? in
            let inside = own.filter {
              $0.0.time >= start.0.time && $0.1.time - start.0.time <= window
            }
            guard Set(inside.map(\.0.payee)).count >= 2 else { return nil }
            return Set(inside.flatMap { [$0.0.id, $0.1.id] })
          }
          if !windows.isEmpty { expected["\(source)>\(sink)"] = joined(windows) }
        }
      }
      var got: [String: Set<Set<String>>] = [:]
      for row in found {
        guard case .spread(let source, let sink, _, _) = row.shape else { continue }
        got["\(key(source, literal))>\(key(sink, literal))", default: []]
          .insert(Set(ids(row.transfers + row.onward, literal)))
      }
      #expect(got == expected, "seed \(seed)")
    }
  }

  // MARK: Circles

  private func kept(_ one: Paid, _ other: Paid, _ keep: Double) -> Bool {
    Double(other.amount) >= keep * Double(one.amount) - 1e-9
      && Double(one.amount) >= keep * Double(other.amount) - 1e-9
  }

  /// All cycles by single payments, by accounts.
  private func cycles(
    _ paid: [Paid], window: Int, keep: Double, ties: TieRule
  ) -> [[String]: [[String]]] {
    var found: [[String]: [[String]]] = [:]
    func extend(_ way: [Paid]) {
      guard let root = way.first, let last = way.last else { return }
      for next in paid
      where next.payer == last.payee && isBefore(last, next, ties) && kept(last, next, keep)
        && next.time - root.time <= window
      {
        if next.payee == root.payer {
          found[way.map(\.payer) + [next.payer], default: []].append((way + [next]).map(\.id))
        } else if way.count < 5, !way.contains(where: { $0.payer == next.payee }) {
          extend(way + [next])
        }
      }
    }
    for root in paid { extend([root]) }
    return found
  }

  @Test(arguments: [(TieRule.recorded, 0.8), (.forbid, 0.8), (.allow, 0.8), (.recorded, 0.0)])
  func cyclesAreThoseInTheOrderOfTime(ties: TieRule, keep: Double) throws {
    for seed in 0..<300 as Range<UInt64> {
      for days in [1, 2] {
        let (paid, literal) = ledger(seed, count: 14, accounts: 4)
        let window = days * Self.day
        let found = try rows(literal, .cycle) {
          $0.windows = [Int64(window) * 1_000]
          $0.keep = keep
          $0.rules.ties = ties
        }
        let expected = cycles(paid, window: window, keep: keep, ties: ties)
        var got: [[String]: (count: Int, ids: Set<String>)] = [:]
        for row in found {
          guard case .loop(let accounts, let count, let witness) = row.shape else { continue }
          let way = accounts.map { key($0, literal) }
          got[way, default: (0, [])].count += count
          got[way]?.ids.formUnion(ids(row.transfers, literal))
          #expect(expected[way]?.contains(ids(witness, literal)) == true, "seed \(seed)")
        }
        #expect(Set(got.keys) == Set(expected.keys), "seed \(seed)")
        for (way, list) in expected {
          #expect(got[way]?.count == list.count, "seed \(seed) \(way)")
          #expect(got[way]?.ids == Set(list.joined()), "seed \(seed) \(way)")
        }
      }
    }
  }

  @Test func ringsAreCirclesInAnyOrderOfTime() throws {
    for seed in 0..<200 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 12, accounts: 4)
      let window = 2 * Self.day
      let found = try rows(literal, .ring) {
        $0.windows = [Int64(window) * 1_000]
        $0.keep = 0.9
      }
      var expected: [[String]: Set<[String]>] = [:]
      func extend(_ way: [Paid]) {
        guard let root = way.first, let last = way.last else { return }
        for next in paid where next.payer == last.payee {
          let all = way + [next]
          let amounts = all.map(\.amount), times = all.map(\.time)
          guard Double(amounts.min() ?? 0) >= 0.9 * Double(amounts.max() ?? 0) - 1e-9,
            (times.max() ?? 0) - (times.min() ?? 0) <= window
          else { continue }
          if next.payee == root.payer {
            expected[all.map(\.payer), default: []].insert(all.map(\.id))
          } else if way.count < 5, !way.contains(where: { $0.payer == next.payee }),
            next.payee > root.payer
          {
            extend(all)
          }
        }
      }
      // The smallest account comes first, so each circle is counted once.
      for root in paid where root.payee > root.payer { extend([root]) }
      var got: [[String]: Int] = [:]
      for row in found {
        guard case .loop(let accounts, let count, let witness) = row.shape else { continue }
        let way = accounts.map { key($0, literal) }
        got[way, default: 0] += count
        #expect(expected[way]?.contains(ids(witness, literal)) == true, "seed \(seed)")
      }
      #expect(got == expected.mapValues(\.count), "seed \(seed)")
    }
  }

  // MARK: Passing on

  @Test func chainsCarryEachReceiptOnOnce() throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 14)
      let found = try rows(literal, .chain) {
        $0.windows = [Int64(Self.day) * 1_000]
        $0.minimumLength = 2
      }
      var next: [String: String] = [:]
      var taken: Set<String> = []
      for account in Set(paid.map(\.payee)) {
        let inOrder = { (one: Paid, other: Paid) in
          (one.time, one.order) < (other.time, other.order)
        }
        for receipt in paid.filter({ $0.payee == account }).sorted(by: inOrder) {
          let out = paid.filter {
            $0.payer == account && isBefore(receipt, $0, .recorded)
              && $0.time - receipt.time <= Self.day && !taken.contains($0.id)
              && $0.payee != receipt.payer && kept(receipt, $0, 0.8)
          }.min(by: inOrder)
          if let out {
            next[receipt.id] = out.id
            taken.insert(out.id)
          }
        }
      }
      var expected: Set<[String]> = []
      for start in paid where !taken.contains(start.id) && next[start.id] != nil {
        var way = [start.id]
        while let last = way.last, let following = next[last] { way.append(following) }
        expected.insert(way)
      }
      #expect(Set(found.map { ids($0.transfers, literal) }) == expected, "seed \(seed)")
    }
  }

  @Test func passThroughsPairAndBound() throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 14)
      let found = try rows(literal, .passThrough) {
        $0.windows = [Int64(Self.day) * 1_000]
        $0.keep = 0.5
        $0.minimum = 1
      }
      for row in found {
        guard case .pairs(let account, let pairs, let receipts, let most) = row.shape else {
          continue
        }
        let own = key(account, literal)
        #expect(receipts == paid.count { $0.payee == own })
        let byID = Dictionary(uniqueKeysWithValues: paid.map { ($0.id, $0) })
        var passed = 0
        for pair in pairs {
          let one = try #require(byID[ids([pair.receipt], literal)[0]])
          let other = try #require(byID[ids([pair.payout], literal)[0]])
          #expect(isBefore(one, other, .recorded) && other.time - one.time <= Self.day)
          #expect(other.amount <= one.amount && 2 * other.amount >= one.amount)
          passed += other.amount
        }
        // The most that can have passed is a maximum flow from receipts to payments out.
        let ins = paid.filter { $0.payee == own }, outs = paid.filter { $0.payer == own }
        var network = FlowNetwork(nodeCount: ins.count + outs.count + 2)
        for (place, receipt) in ins.enumerated() {
          _ = network.addArc(0, to: Int32(2 + place), limit: Int128(receipt.amount))
          for (number, out) in outs.enumerated()
          where isBefore(receipt, out, .recorded) && out.time - receipt.time <= Self.day {
            _ = network.addArc(
              Int32(2 + place), to: Int32(2 + ins.count + number), limit: 1_000_000)
          }
        }
        for (number, out) in outs.enumerated() {
          _ = network.addArc(Int32(2 + ins.count + number), to: 1, limit: Int128(out.amount))
        }
        let flow = network.maximumFlow(from: 0, to: 1)
        #expect(most.first?.minorUnits == flow * 100, "seed \(seed) \(own)")
        #expect(Int128(passed) <= flow)
      }
    }
  }

  @Test func splitMergesAreNoMoreThanAnyCutAndNoLessThanAnyWay() throws {
    for seed in 0..<300 as Range<UInt64> {
      let (paid, literal) = ledger(seed, count: 12)
      guard let from = literal.ledger.account("a0"), let to = literal.ledger.account("a1") else {
        continue
      }
      var settings = PatternSettings()
      settings.only = [.splitMerge]
      settings.between = (from.id, to.id)
      let answer = try #require(try literal.ledger.whole.patterns(settings).splitMerges.first)
      let most = answer.atMost.first?.minorUnits ?? 0
      let left = paid.filter { $0.payer == "a0" }.reduce(0) { $0 + $1.amount }
      let came = paid.filter { $0.payee == "a1" }.reduce(0) { $0 + $1.amount }
      #expect(most <= Int128(min(left, came)) * 100)
      // The best single way in the order of time.
      var best = 0
      func extend(_ way: [Paid], least: Int) {
        guard let last = way.last else { return }
        if last.payee == "a1" {
          best = max(best, least)
          return
        }
        for next in paid
        where next.payer == last.payee && next.payee != "a0" && isBefore(last, next, .recorded) {
          extend(way + [next], least: min(least, next.amount))
        }
      }
      for start in paid where start.payer == "a0" { extend([start], least: start.amount) }
      #expect(most >= Int128(best) * 100 && (best > 0) == (most > 0), "seed \(seed)")
    }
  }

  // MARK: Invariance

  @Test func namesAndOrderOfRowsChangeNothing() throws {
    for seed in 0..<4 as Range<UInt64> {
      var random = TestSupport.SplitMix64(seed: seed &+ 99)
      var lines: [String] = []
      for number in 0..<120 {
        let payer = Int.random(in: 0..<15, using: &random)
        let payee = (payer + Int.random(in: 1..<15, using: &random)) % 15
        lines.append(
          "\(number * 7_000 + Int.random(in: 0..<6_000, using: &random)) a\(payer) -> a\(payee) \(Int.random(in: 50..<60, using: &random)).00 EUR id:t\(number)"
        )
      }
      var settings = PatternSettings()
      settings.shuffles = .count(4)
      settings.showsAll = true
      settings.minimum = 3
      func facts(_ lines: [String]) throws -> [String] {
        let literal = LedgerLiteral(lines: lines)
        return try literal.ledger.whole.patterns(settings).rows.map { row in
          "\(row.pattern) \(Set(ids(row.transfers, literal)).sorted()) \(row.score ?? 0) \(row.q ?? 1)"
        }.sorted()
      }
      let plain = try facts(lines)
      let shuffled = try facts(lines.shuffled(using: &random))
      #expect(shuffled == plain, "\(Set(shuffled).symmetricDifference(plain).sorted().prefix(4))")
      let renamed = lines.map { line in
        var words = line.split(separator: " ").map(String.init)
        for place in [1, 3] { words[place] = "z\(99 - (Int(words[place].dropFirst()) ?? 0))" }
        return words.joined(separator: " ")
      }
      #expect(try facts(renamed) == plain)
    }
  }

  @Test func permutationsAreThoseOfTheReference() {
    #expect(
      Array(Shuffles.permutation(46, seed: 1).prefix(12)) == [
        7, 22, 38, 32, 45, 44, 4, 39, 34, 27, 12, 3,
      ])
  }

  @Test func ratesNeverRiseWithTheScore() {
    #expect(
      DiscoveryRates.rates([3, 2, 1], shuffled: [2.5, 1.5, 1.5, 0.5], shuffles: 2) == [
        0.5, 0.5, 2.0 / 3,
      ])
    #expect(DiscoveryRates.rates([1], shuffled: [], shuffles: 20) == [0.05])
    #expect(DiscoveryRates.rates([], shuffled: [1], shuffles: 20).isEmpty)
  }

  /// Payments of 400 payers, each in the band by the same chance: all are tested, so hardly any may be named.
  @Test func everyTestedAccountCountsForStructuring() throws {
    var named = 0
    for seed in 0..<8 as Range<UInt64> {
      var random = TestSupport.SplitMix64(seed: seed)
      let lines = (0..<4_000).map { number in
        let amount =
          Int.random(in: 0..<20, using: &random) == 0
          ? Int.random(in: 9_000..<10_000, using: &random)
          : Int.random(in: 10..<8_000, using: &random)
        return
          "\(number * 400) p\(number % 200) -> shop\(number % 7) \(amount).00 USD id:t\(number)"
      }
      let literal = LedgerLiteral(lines: lines)
      var settings = PatternSettings()
      settings.only = [.structuring]
      let dollars = try #require(Currency("USD"))
      settings.limits = [Money(minorUnits: 1_000_000, currency: dollars)]
      settings.windows = [60 * 86_400_000]
      named += try literal.ledger.whole.patterns(settings).rows.count
    }
    #expect(named <= 4)
  }

  @Test func tailsAreThoseOfPlainSums() {
    for (trials, chance) in [(10, 0.3), (40, 0.02), (25, 0.9)] {
      for count in 0...trials {
        var sum = 0.0
        for hits in count...trials {
          var term = 1.0
          for step in 0..<hits { term *= Double(trials - step) / Double(step + 1) * chance }
          for _ in 0..<(trials - hits) { term *= 1 - chance }
          sum += term
        }
        let found = Tails.binomial(trials, chance: chance, atLeast: count)
        #expect(abs(found - log10(sum)) < 1e-9, "\(trials) \(chance) \(count)")
      }
    }
  }
}
