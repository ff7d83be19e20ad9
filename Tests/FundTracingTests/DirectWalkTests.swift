import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Walks that are found without looking at all that can be reached are those of a whole search.
@Suite("Direct walks")
struct DirectWalkTests {
  /// A ledger that is a plain sequence; `perMoment` rows have one time.
  private static func ledger(
    _ random: inout SplitMix64, accounts: Int, transfers: Int, perMoment: Int
  ) -> Ledger {
    LedgerLiteral(
      lines: (0..<transfers).map { number in
        let from = Int.random(in: 0..<accounts, using: &random)
        // Some accounts are paid by nearly everybody.
        let popular = Int.random(in: 1...accounts, using: &random)
        let to = Int.random(in: 0..<popular, using: &random)
        return "\(number / perMoment) n\(from) -> n\(to) 1.00"
      }
    ).ledger
  }

  @Test(arguments: [(60, 12, 60), (12, 60, 200), (6, 250, 900)])
  func theyAreThoseOfWholeSearches(_ rounds: Int, _ most: Int, _ transfers: Int) throws {
    var found = 0
    var later = 0
    for seed in 0..<UInt64(rounds) {
      var random = SplitMix64(seed: seed)
      let ledger = Self.ledger(
        &random, accounts: Int.random(in: 2...most, using: &random),
        transfers: Int.random(in: transfers / 2...transfers, using: &random), perMoment: 3)
      try #require(ledger.isPlainSequence && !ledger.hasPooled)
      let rules = WalkRules(maximumHops: [nil, nil, 1, 2, 4].randomElement(using: &random) ?? nil)
      var view = ledger.whole
      if seed % 3 == 0 {
        view = view.among(
          Set(ledger.accounts.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map(\.id)))
      }
      let space = try WalkContext(view, rules)
      for from in ledger.accounts.prefix(25) {
        let claims = try space.claims(of: Source(account: from.id))
        var search = TransferSearch(space)
        search.run(from: claims)
        for to in ledger.accounts.suffix(25) {
          let answer = try view.walks(from: from.id, to: to.id, rules: rules)
          let expected = search.arrivals(at: to.id.position)
          found += expected == nil ? 0 : 1
          later += expected.map { $0.shortest == $0.earliest } == false ? 1 : 0
          #expect(answer.shortest == expected.map { search.walk(to: $0.shortest) }, "seed \(seed)")
          #expect(answer.earliest == expected.map { search.walk(to: $0.earliest) }, "seed \(seed)")
          #expect((answer.finding == .proven) == (expected != nil))
        }
      }
    }
    #expect(found > 300 && later > 30)
  }

  /// The existence of a walk and its fewest hops are the same under every rule of ties.
  @Test func bothEndsMeetUnderEveryTieRule() throws {
    var found = 0
    var missed = 0
    for seed in 0..<150 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let ledger = Self.ledger(
        &random, accounts: Int.random(in: 2...30, using: &random),
        transfers: Int.random(in: 1...60, using: &random),
        perMoment: Int.random(in: 1...6, using: &random))
      try #require(ledger.isPlainSequence)
      let limit = Bool.random(using: &random) ? nil : Int.random(in: 1...5, using: &random)
      for ties in TieRule.allCases {
        let space = try WalkContext(ledger.whole, WalkRules(ties: ties, maximumHops: limit))
        for from in ledger.accounts.prefix(8) {
          let claims = try space.claims(of: Source(account: from.id))
          var search = TransferSearch(space)
          search.run(from: claims)
          for to in ledger.accounts.prefix(12) {
            var meeting = BidirectionalSearch(space, from: claims, to: to.id.position)
            let hops = search.arrivals(at: to.id.position).flatMap { search.hops(to: $0.shortest) }
            let met = meeting.fewestHops()
            #expect(met == hops, "seed \(seed) \(ties) \(from.key) to \(to.key)")
            found += hops == nil ? 0 : 1
            missed += hops == nil ? 1 : 0
          }
        }
      }
    }
    #expect(found > 3_000 && missed > 3_000)
  }

  /// Searches that outgrow their small tables.
  @Test func largeSearchesNoteTheSame() {
    var table = SearchTable(size: 100_000)
    var expected: [Int: (UInt32, Int)] = [:]
    var random = SplitMix64(seed: 1)
    for round in 0..<3 {
      for _ in 0..<[300, 60_000, 200][round] {
        let key = Int.random(in: 0..<100_000, using: &random)
        let number = UInt32.random(in: 1...9, using: &random)
        table.note(key, number, from: key / 2)
        expected[key] = (number, key / 2)
      }
      for key in 0..<100_000 {
        guard table.number(key) == expected[key]?.0 ?? 0 else {
          Issue.record("key \(key) in round \(round)")
          return
        }
      }
      for (key, known) in expected { #expect(table.origin(key) == known.1) }
      table.forget(Array(expected.keys))
      expected = [:]
    }
  }
}
