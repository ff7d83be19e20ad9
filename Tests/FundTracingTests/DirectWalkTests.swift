import PaymentGraph
import Testing

@testable import FundTracing

/// Walks that are found without looking at all that can be reached are those of a whole search.
@Suite("Direct walks")
struct DirectWalkTests {
  @Test func theyAreThoseOfWholeSearches() throws {
    var found = 0
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let accounts = Int.random(in: 2...12, using: &random)
      let transfers = Int.random(in: 1...60, using: &random)
      let lines = (0..<transfers).map { number in
        let from = Int.random(in: 0..<accounts, using: &random)
        let to = Int.random(in: 0..<accounts, using: &random)
        return "\(number / 3) n\(from) -> n\(to) 1.00"
      }
      let ledger = LedgerLiteral(lines: lines).ledger
      try #require(ledger.isPlainSequence && !ledger.hasPooled)
      let rules = WalkRules(maximumHops: [nil, 1, 2, 4].randomElement(using: &random) ?? nil)
      var view = ledger.whole
      if seed % 3 == 0 {
        view = view.among(
          Set(ledger.accounts.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map(\.id)))
      }
      let space = try WalkSpace(view, rules)
      for from in ledger.accounts {
        let claims = try space.claims(of: Source(account: from.id))
        var search = TransferSearch(space)
        search.run(from: claims)
        for to in ledger.accounts {
          let answer = try view.walks(from: from.id, to: to.id, rules: rules)
          let expected = search.arrivals(at: to.id.position)
          found += expected == nil ? 0 : 1
          #expect(answer.shortest == expected.map { search.walk(to: $0.shortest) }, "seed \(seed)")
          #expect(answer.earliest == expected.map { search.walk(to: $0.earliest) }, "seed \(seed)")
          #expect((answer.finding == .proven) == (expected != nil))
        }
      }
    }
    #expect(found > 300)
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
