import PaymentGraph
import Testing

@testable import FundTracing

/// Asks the mixture graph for the same compositions from both ends.
enum CompositionGraphComparison {
  static func check(seeds: ClosedRange<UInt64>) throws {
    var compared = 0
    for seed in seeds {
      let book = CaseBook.random(seed, .all, events: 16)
      let ledger = book.ledger()
      let sources = book.sources(ledger).map {
        (account: $0.account.position, claims: ($0.claims ?? []).map(\.position))
      }
      let space = try WalkContext(ledger.whole, WalkRules(pooling: .links(minimumGrade: .a)))
      for rule in [TracingRule.proRata, .ownFirstProRata, .ownLastProRata] {
        let events = TracingEvents(
          ledger.whole, sources: sources, links: space.links, book.terms(ledger),
          tracksOthers: true)
        var engine = MixtureEngine(events, rule: rule, records: true)
        engine.run()
        let nodes = Set(engine.moved.map(\.node))
        let parts = nodes.sorted().map { MixturePart(amount: .one, node: $0, isClaimant: true) }
        var tables = CompositionTables(engine.money.graph, parts: [parts]) { $0 }
        let forward = Dictionary(
          uniqueKeysWithValues: parts.map { ($0.node, tables.shares(of: $0)) })
        for node in nodes.sorted() {
          let backward = engine.money.graph.shares(of: .one, node: node) { _ in true }
          let known = forward[node] ?? []
          #expect(known.map(\.label) == backward.map(\.label), "seed \(seed), \(rule.name)")
          #expect(known.map(\.amount) == backward.map(\.amount), "seed \(seed), \(rule.name)")
          #expect(known.map(\.value) == backward.map(\.value), "seed \(seed), \(rule.name)")
          compared += 1
        }
      }
    }
    #expect(compared > 200)
  }
}
