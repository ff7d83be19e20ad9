import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

@Suite("Bounds")
struct BoundTests {
  private func key(_ bound: Bound, _ ledger: Ledger) -> String {
    "\(bound.place.label(in: ledger)) \(bound.victims.map { ledger.account($0).key })"
  }

  @Test(.shared("tracing-vectors"))
  func everyBoundIsTheWorkedResult() throws {
    var count = 0
    for file in TracingVectorTests.files {
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      guard let expected = json["bounds"] as? [String: [String: [String]]] else { continue }
      let vector = TracingVector(json)
      let terms = try #require(vector.runs.first).terms
      let bounds = try vector.ledger.whole.bounds(of: vector.sources, terms: terms).bounds
      for (account, victims) in expected {
        for (victim, limits) in victims {
          count += 1
          let id = try #require(vector.ledger.account(victim)).id
          let found = bounds.first {
            $0.victims == [id] && $0.place.label(in: vector.ledger) == account
          }
          // The vectors suppose that accounts held nothing but what they state.
          let lower = Fraction(wide: found?.ifNothingElse.lower ?? 0) / vector.scale
          let upper = Fraction(wide: found?.ifNothingElse.upper ?? 0) / vector.scale
          #expect(
            [lower, upper] == limits.compactMap { Fraction($0) },
            "\(vector.id) \(account) \(victim)")
        }
      }
    }
    #expect(count > 50)
  }

  private static let rules: [TracingMethod] = [
    "fifo", "lifo", "proRata", "ownFirst-proRata", "ownFirst-fifo", "ownFirst-lifo",
    "ownLast-proRata", "ownLast-fifo",
  ].compactMap { TracingMethod(name: $0) }

  @Test(arguments: 0..<20) func everyRuleLiesInside(_ block: UInt64) throws {
    #expect(Self.rules.count == 8)
    for seed in block * 20..<block * 20 + 20 {
      let ledger = LedgerLiteral(lines: RandomLedger(seed: seed).lines).ledger
      var random = SplitMix64(seed: seed ^ 0xB0)
      let victims = ledger.accounts.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
      guard !victims.isEmpty else { continue }
      let sources = victims.map { Source(account: $0.id) }
      let bounds = try ledger.whole.bounds(of: sources).bounds
      for bound in bounds {
        #expect(bound.lower >= 0 && bound.lower <= bound.upper, "seed \(seed)")
        #expect(bound.upper <= bound.claimed, "seed \(seed)")
        // The bottlenecks let exactly the most pass: maximum flow is minimum cut.
        #expect(bound.bottlenecks.reduce(0) { $0 + $1.minorUnits } == bound.upper, "seed \(seed)")
      }
      for rule in Self.rules {
        let tracing = try ledger.whole.trace(of: sources, by: rule)
        var held: [String: Fraction] = [:]
        for one in tracing.victimHoldings {
          let place = one.place.label(in: ledger)
          held["\(place) \([ledger.account(one.victim).key])", default: .zero] += one.amount
          if victims.count > 1 {
            held["\(place) \(victims.map(\.key))", default: .zero] += one.amount
          }
        }
        for bound in bounds {
          let amount = held.removeValue(forKey: key(bound, ledger)) ?? .zero
          #expect(
            Fraction(wide: bound.lower) <= amount && amount <= Fraction(wide: bound.upper),
            "seed \(seed) \(rule) \(key(bound, ledger)) \(amount) \(bound.lower) \(bound.upper)")
        }
        #expect(held.values.allSatisfy { $0 == .zero }, "seed \(seed) \(rule): no bound")
      }
    }
  }

  /// As tight as single augmenting paths through the whole ledger, for each victim and for all together.
  @Test func boundsAreThoseOfTheSlowReference() throws {
    var count = 0
    var wide = 0
    for seed in UInt64(0)..<120 {
      let book = CaseBook.random(seed, [.links], events: seed % 2 == 0 ? 12 : 24)
      let ledger = book.ledger()
      let table = try ledger.whole.bounds(of: book.sources(ledger), terms: book.terms(ledger))
      let slow = SlowBounds(book)
      let groups = book.victims.sorted().map { Set([$0]) } + [book.victims]
      for account in book.openings.keys.sorted() {
        for group in groups {
          let (least, most) = slow.bounds(of: group, at: account)
          guard let place = ledger.account(account) else { continue }
          let victims = group.sorted().compactMap { ledger.account($0)?.id }
          let found = table.bounds.first {
            $0.victims == victims && $0.place == .account(place.id)
          }
          #expect(
            found.map { [$0.lower, $0.upper] } ?? [0, 0] == [Int128(least), Int128(most)],
            "seed \(seed), \(group.sorted()) at \(account)")
          count += 1
          wide += least < most ? 1 : 0
        }
      }
    }
    #expect(count > 1_000 && wide > 300)
  }

  /// Through conversions, pooled accounts, links, elections and overdrafts, in the currency of the claim.
  @Test func everyRuleLiesInsideOnWhateverWay() throws {
    var count = 0
    for seed in UInt64(0)..<150 {
      let book = CaseBook.random(seed, .all, events: seed % 2 == 0 ? 12 : 20)
      let ledger = book.ledger()
      let table = try ledger.whole.bounds(of: book.sources(ledger), terms: book.terms(ledger))
      let all = book.victims.sorted().compactMap { ledger.account($0)?.id }
      for case .rule(let rule) in Self.rules {
        for (place, labels) in try book.traced(rule).values {
          var sum = Fraction.zero
          func check(_ victims: [AccountID], _ value: Fraction) {
            let found = table.bounds.filter {
              $0.victims == victims && $0.place.label(in: ledger) == place
            }
            let lower = found.reduce(Int128(0)) { $0 + $1.lower }
            let upper = found.reduce(Int128(0)) { $0 + $1.upper }
            #expect(
              Fraction(wide: lower) <= value && value <= Fraction(wide: upper),
              "seed \(seed) \(rule.name) \(place) \(victims.count): \(lower) \(value) \(upper)")
            count += 1
          }
          for (victim, text) in labels.sorted(by: { $0.key < $1.key }) {
            let value = try #require(Fraction(text))
            sum += value
            check([try #require(ledger.account(victim)).id], value)
          }
          if all.count > 1 { check(all, sum) }
        }
      }
    }
    #expect(count > 3_000)
  }

  @Test func theLowBalanceIsTheBottleneck() throws {
    let literal: LedgerLiteral = """
      2024-03-01 v -> mule 455.00
      2024-03-02 mule -> spent 430.00
      2024-03-03 other -> mule 333.00
      """
    let bounds = try literal.ledger.whole.bounds(
      of: literal.sources("v"), at: [literal["mule"]]
    ).bounds
    #expect(bounds.count == 1)
    // Without the mule's statement, its own money may have paid the shop.
    #expect(bounds[0].lower == 2_500 && bounds[0].upper == 45_500)
    let closed = bounds[0].ifNothingElse
    #expect(closed.lower == 2_500 && closed.upper == 2_500)
    let payout = try #require(literal.ledger.transfers.first { $0.payer.key == "mule" }).id
    #expect(closed.bottlenecks.map(\.kind) == [.balance(literal["mule"], after: payout)])
    #expect(closed.bottlenecks.map(\.minorUnits) == [2_500])
  }

  @Test func togetherIsMoreThanTheSumOfEach() throws {
    // One payment of two victims' money leaves: neither alone must still be there, but half of both.
    let literal: LedgerLiteral = """
      2024-03-01 v1 -> mule 100.00
      2024-03-02 v2 -> mule 100.00
      2024-03-03 mule -> spent 100.00
      """
    let bounds = try literal.ledger.whole.bounds(
      of: literal.sources("v1", "v2"), at: [literal["mule"]]
    ).bounds
    #expect(bounds.map(\.lower) == [0, 0, 10_000])
    // Other money of the account may have paid: then all of both is there.
    #expect(bounds.map(\.upper) == [10_000, 10_000, 20_000])
    let closed = bounds.map(\.ifNothingElse)
    #expect(closed.map(\.lower) == [0, 0, 10_000])
    #expect(closed.map(\.upper) == [10_000, 10_000, 10_000])
  }

  @Test func aPooledAccountPassesOnlyLinkedReceipts() throws {
    let literal: LedgerLiteral = """
      2024-03-01 v1 -> hub 100.00 EUR id:r1
      2024-03-01 v2 -> hub 100.00 EUR id:r2
      2024-03-02 hub -> s1 100.00 EUR link:r1
      2024-03-02 hub -> s2 100.00 EUR link:r2
      role hub processor
      """
    let bounds = try literal.ledger.whole.bounds(
      of: literal.sources("v1", "v2"), at: [literal["s1"]]
    ).bounds
    #expect(bounds.map(\.lower) == [10_000, 0, 10_000])
    #expect(bounds.map(\.upper) == [10_000, 0, 10_000])
  }
}
