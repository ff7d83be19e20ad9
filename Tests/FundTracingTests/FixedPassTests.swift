import PaymentGraph
import Testing

@testable import FundTracing

/// The one pass in numbers of fixed width: its bounds enclose what the mix graph finds as fractions.
@Suite("One pass of fixed width")
struct FixedPassTests {
  private func exact<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    try CompositionTables.$mostExactShares.withValue(.max) {
      try Fraction.$mostBits.withValue(.max) {
        try Fraction.$mostBitsOfMixtures.withValue(.max) { try body() }
      }
    }
  }

  private func contains(_ bounds: Fraction, _ number: Fraction) -> Bool {
    bounds.bounds.lower <= number && number <= bounds.bounds.upper
  }

  @Test(arguments: 0..<10) func boundsEncloseTheExactFigures(_ block: UInt64) throws {
    var bounded = 0
    for seed in block * 20..<block * 20 + 20 {
      var book = CaseBook.random(
        seed, Self.features[Int(seed) % Self.features.count], events: seed % 3 == 0 ? 50 : 16)
      if seed % 2 == 0 { book = book.delayed(seed, keepsBalances: true) }
      for rule in TracingRule.all where rule.order == .proRata {
        let name = "seed \(seed), \(rule.name)"
        let known = try exact { try book.traced(rule).tracing }
        let found = try CompositionTables.$mostExactShares.withValue(-1) {
          try book.traced(rule).tracing
        }
        try #require(found.holdings.count == known.holdings.count, "\(name)")
        #expect(found.reconciles, "\(name)")
        for (one, other) in zip(found.holdings, known.holdings) {
          #expect(one.place == other.place && one.origin == other.origin, "\(name)")
          #expect(contains(one.amount, other.amount), "\(name)")
          if one.origin.isClaim { #expect(contains(one.value, other.value), "\(name)") }
          #expect(one.amount.width < FixedPoint(whole: 0, fraction: 1 << 48), "\(name)")
          bounded += one.amount.isExact ? 0 : 1
        }
        for (one, other) in zip(found.transfers, known.transfers) {
          try #require(one.parts.map(\.origin) == other.parts.map(\.origin), "\(name)")
          for (part, whole) in zip(one.parts, other.parts) {
            #expect(contains(part.amount, whole.amount), "\(name)")
          }
        }
      }
    }
    #expect(bounded > 300)
  }

  private static let features: [CaseBook.Features] = [
    [], [.hubs], [.conversions], [.hubs, .conversions], [.hubs, .links, .conversions],
  ]

  /// The pass itself answers, where money is converted and where pooled accounts pass receipts on as well.
  @Test func itAnswersForConversionsAndPooledAccounts() throws {
    // Receipts that payouts of ordinary accounts name are left to the mix graph.
    for features in Self.features where !features.contains(.links) {
      var answered = 0
      for seed in UInt64(0)..<60 {
        let book = CaseBook.random(seed, features, events: 30)
        let ledger = book.ledger()
        let sources = sources(book, ledger)
        var space = try WalkContext(ledger.whole, book.terms(ledger).walkRules)
        space.inferLinks(from: sources.flatMap(\.claims))
        let events = TracingEvents(
          ledger.whole, sources: sources, links: space.links, book.terms(ledger),
          tracksOthers: true)
        var passages = PassageTable(events, sources: sources)
        let found = CompositionTables.$mostExactShares.withValue(-1) {
          FixedPass.tables(events, .proRata, records: true, passages: &passages)
        }
        answered += found == nil ? 0 : 1
      }
      #expect(answered > 20, "\(features): \(answered)")
    }
  }

  /// Other money has one label from the same limit on, whichever engine divides it.
  @Test(arguments: 0..<4) func othersAreToldTogetherFromTheSameLimitOn(_ block: UInt64) throws {
    var together = 0
    for seed in block * 20..<block * 20 + 20 {
      let book = CaseBook.random(seed, [], events: 40)
      let ledger = book.ledger()
      let sources = sources(book, ledger)
      for rule in TracingRule.all where rule.order == .proRata {
        let events = TracingEvents(
          ledger.whole, sources: sources, links: LinkSet(links: [], problems: []),
          book.terms(ledger), tracksOthers: true)
        for limit in [0, 3, 30] {
          let name = "seed \(seed), \(rule.name), \(limit)"
          let found = CompositionTables.$mostExactShares.withValue(-1) {
            var passages = PassageTable(events, sources: sources)
            return FixedPass.tables(
              events, rule, records: true, mostOthers: limit, passages: &passages)
          }
          guard let (one, labels) = found else { continue }
          var engine = MixtureEngine(events, rule: rule, records: true)
          engine.run()
          let other = CompositionTables.$mostExactShares.withValue(-1) {
            engine.tables(mostOthers: limit, each: { _, _ in })
          }
          for (place, shares) in one.held {
            let names = { (labels: OriginTable, shares: [Share]) in
              Set(shares.map { labels.origins[Int($0.label)] })
            }
            let wanted = names(engine.events.labels, other.held[place] ?? [])
            #expect(names(labels, shares) == wanted, "\(name)")
            if wanted.contains(.other) { together += 1 }
          }
        }
      }
    }
    #expect(together > 20)
  }

  /// Both ways count the claims of one account as one from the same number of shares on, and find the same sums.
  @Test(arguments: 0..<6) func claimsAreUnitedFromTheSameLimitOn(_ block: UInt64) throws {
    var (united, apart) = (0, 0)
    for seed in block * 20..<block * 20 + 20 {
      let book = CaseBook.random(seed, [], events: 40)
      let ledger = book.ledger()
      let sources = sources(book, ledger)
      for rule in TracingRule.all where rule.order == .proRata {
        for records in [true, false] {
          let events = TracingEvents(
            ledger.whole, sources: sources, links: LinkSet(links: [], problems: []),
            book.terms(ledger), tracksOthers: records)
          guard
            CompositionTables.$mostExactShares.withValue(
              -1, operation: { tables(events, rule, 0) != nil })
          else { continue }
          var engine = MixtureEngine(events, rule: rule, records: records)
          engine.run()
          for limit in [5, 20, 60, 200] {
            let name = "seed \(seed), \(rule.name), \(records), \(limit)"
            let (one, other) = CompositionTables.$mostExactShares.withValue(-1) {
              var engine = engine
              return (
                tables(events, rule, limit, records: records),
                engine.tables(mostClaims: limit, each: { _, _ in })
              )
            }
            guard let one else { continue }
            #expect(one.claimsAreByVictim == other.claimsAreByVictim, "\(name)")
            #expect(one.held.keys.sorted() == other.held.keys.sorted(), "\(name)")
            for (place, shares) in one.held {
              let others = other.held[place] ?? []
              try #require(shares.map(\.label) == others.map(\.label), "\(name)")
              for (share, own) in zip(shares, others) {
                #expect(
                  share.amount.bounds.lower <= own.amount.bounds.upper
                    && own.amount.bounds.lower <= share.amount.bounds.upper, "\(name)")
              }
            }
            if one.claimsAreByVictim { united += 1 } else { apart += 1 }
          }
        }
      }
    }
    #expect(united > 20 && apart > 20)
  }

  private func sources(
    _ book: CaseBook, _ ledger: Ledger
  ) -> [(account: Int, claims: [Int])] {
    book.sources(ledger).map { source in
      (account: source.account.position, claims: (source.claims ?? []).map(\.position))
    }
  }

  private func tables(
    _ events: TracingEvents, _ rule: TracingRule, _ mostClaims: Int, records: Bool = true
  ) -> AttributionTables? {
    var passages = PassageTable(events.view.ledger)
    return FixedPass.tables(
      events, rule, records: records, mostClaims: mostClaims, passages: &passages)?.0
  }

  /// Conversions, overdrafts, named receipts and elections are left to the mix graph.
  @Test func itAnswersOnlyWhatItCan() throws {
    var book = CaseBook()
    book.victims = ["v"]
    book.openings = ["m": [50], "c": []]
    book.events = [
      CaseBook.Event(from: "v", to: "m", sent: 100, received: 100),
      CaseBook.Event(from: "m", to: "c", sent: 60, received: 60),
    ]
    func answers(_ book: CaseBook) -> Bool {
      let ledger = book.ledger()
      let events = TracingEvents(
        ledger.whole, sources: sources(book, ledger), links: LinkSet(links: [], problems: []),
        book.terms(ledger),
        tracksOthers: true)
      return CompositionTables.$mostExactShares.withValue(-1) {
        var passages = PassageTable(events, sources: sources(book, ledger))
        return FixedPass.tables(events, .proRata, records: true, passages: &passages) != nil
      }
    }
    #expect(answers(book))
    var overdrawn = book
    overdrawn.events[1].sent = 160
    overdrawn.events[1].received = 160
    #expect(!answers(overdrawn))
    var converted = book
    converted.currencies = ["c": "INR"]
    #expect(answers(converted))
    var elected = book
    elected.events[1].override = "first"
    #expect(!answers(elected))
  }
}
