import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Figures whose exact fractions would be too long are bounds, and the exact value always lies between them.
///
/// The exact values are those of the same run without a limit, which `TracingDefinitionTests` compares with the
/// definitions computed slowly.
@Suite struct IntervalTests {
  static let rules = TracingRule.all.filter { $0.order == .proRata }
  static let lowest = 64

  private func contains(_ bounds: Fraction, _ exact: Fraction) -> Bool {
    // Beyond 128 bits before the point nothing is known, which is no wrong answer.
    bounds.description == "unknown"
      || bounds.bounds.lower <= exact && exact <= bounds.bounds.upper
  }

  private func width(_ amount: Fraction) -> Fraction { amount.bounds.upper - amount.bounds.lower }

  @Test func everyOperationEnclosesTheExactResult() {
    var random = SplitMix64(seed: 11)
    func draw() -> Fraction {
      let top = Int64(truncatingIfNeeded: random.next() >> (20 + random.next() % 40))
      let bottom = Int64(truncatingIfNeeded: random.next() >> (2 + random.next() % 58)) + 1
      let sign: Int64 = random.next() % 3 == 0 ? -1 : 1
      return (Fraction(sign * top, bottom) ?? .one)
    }
    var enclosed = 0
    for _ in 0..<400 {
      var exact = draw()
      var bounds = exact
      for _ in 0..<12 {
        let other = draw()
        let kind = random.next() % 4
        func apply(_ one: Fraction) -> Fraction {
          switch kind {
          case 0: one + other
          case 1: one - other
          case 2: one * other
          default: other.isZero ? one : one / other
          }
        }
        exact = Fraction.$mostBits.withValue(.max) { apply(exact) }
        bounds = Fraction.$mostBits.withValue(Self.lowest) { apply(bounds) }
        #expect(contains(bounds, exact), "\(bounds) does not enclose \(exact)")
      }
      enclosed += bounds.isExact || bounds.description == "unknown" ? 0 : 1
    }
    #expect(enclosed > 300)
  }

  @Test func productsAndQuotientsOfTwoBoundsEncloseTheExactOnes() throws {
    var random = SplitMix64(seed: 5)
    func long() -> (exact: Fraction, bounds: Fraction) {
      let parts = (0..<3).map { _ in
        Fraction(Int64(random.next() % 1_000) - 500, Int64(random.next() >> 1) | 1) ?? .one
      }
      func product() -> Fraction { parts.reduce(Fraction(1_000_000_007)) { $0 * $1 } + parts[0] }
      return (
        Fraction.$mostBits.withValue(.max) { product() },
        Fraction.$mostBits.withValue(Self.lowest) { product() }
      )
    }
    var proved = 0
    for _ in 0..<200 {
      let (one, other) = (long(), long())
      guard !one.bounds.isExact, !other.bounds.isExact else { continue }
      let exact = Fraction.$mostBits.withValue(.max) {
        (one.exact * other.exact, one.exact / other.exact, one.exact - other.exact)
      }
      #expect(contains(one.bounds * other.bounds, exact.0))
      #expect(contains(one.bounds - other.bounds, exact.2))
      if !one.bounds.mayEqual(.zero), !other.bounds.mayEqual(.zero) {
        #expect(contains(one.bounds / other.bounds, exact.1))
      }
      if one.bounds.isSurelyLess(than: other.bounds) {
        #expect(one.exact < other.exact)
        proved += 1
      }
    }
    #expect(proved > 20)
  }

  @Test(arguments: [30, 60])
  func figuresOfRandomLedgersEncloseTheExactOnes(events: Int) throws {
    var enclosed = 0
    for seed in UInt64(1)...12 {
      let book = CaseBook.random(seed, .all, events: events)
      for rule in Self.rules {
        let exact = try Fraction.$mostBits.withValue(.max) { try book.traced(rule).tracing }
        let low = try Fraction.$mostBits.withValue(Self.lowest) { try book.traced(rule).tracing }
        let name = "seed \(seed), \(rule.name)"
        try #require(exact.holdings.count == low.holdings.count, "\(name)")
        for (one, other) in zip(low.holdings, exact.holdings) {
          #expect(one.place == other.place && one.origin == other.origin, "\(name)")
          #expect(contains(one.amount, other.amount), "\(name)")
          #expect(contains(one.value, other.value), "\(name)")
          #expect(width(one.amount) < Fraction(1, 1 << 40) ?? .one, "\(name)")
          enclosed += one.amount.isExact ? 0 : 1
        }
        for (one, other) in zip(low.transfers, exact.transfers) {
          #expect(one.transfer == other.transfer && one.parts.count == other.parts.count)
          for (part, known) in zip(one.parts, other.parts) {
            #expect(part.origin == known.origin && contains(part.amount, known.amount), "\(name)")
          }
        }
        for (one, other) in zip(low.passages, exact.passages) {
          #expect(contains(one.received, other.received), "\(name)")
          #expect(contains(one.forwarded, other.forwarded), "\(name)")
        }
        #expect(low.reconciles, "\(name)")
        #expect(low.notes.contains { $0.code == .enclosedFractions } == !low.isExact)
      }
    }
    #expect(enclosed >= (events == 30 ? 0 : 100), "only \(enclosed) figures were bounds")
  }

  @Test func roundingByBoundsIsTheExactRounding() throws {
    var (same, undecided) = (0, 0)
    for seed in UInt64(1)...15 {
      let book = CaseBook.random(seed, [.links], events: 60)
      for rule in Self.rules {
        let exact = try Fraction.$mostBits.withValue(.max) { try book.traced(rule).tracing }
        let low = try Fraction.$mostBits.withValue(Self.lowest) { try book.traced(rule).tracing }
        let claims = Set(exact.claims)
        for claim in claims.sorted() {
          func column(_ tracing: Tracing) -> [Fraction] {
            tracing.holdings.filter { $0.origin == .claim(claim) }.map(\.value)
          }
          let total = Int128(exact.scope.ledger.transfer(claim).sent.minorUnits)
          guard let found = LargestRemainder.rounding(column(low), total: total) else {
            undecided += 1
            continue
          }
          #expect(found.wholes.reduce(0, +) == total)
          guard found.isDecided else {
            undecided += 1
            continue
          }
          let known = Fraction.$mostBits.withValue(.max) { LargestRemainder.rounded(column(exact)) }
          #expect(found.wholes == known, "seed \(seed), \(rule.name)")
          same += 1
        }
      }
    }
    #expect(same > 20)
    #expect(undecided * 10 < same)
  }

  @Test func equalBoundsDoNotDecideWhoGetsTheLastUnit() throws {
    // Three equal thirds, of which only bounds are known.
    let third = Fraction.$mostBits.withValue(Self.lowest) {
      let long = Fraction(1, .max) ?? .one
      return (Fraction(100, 3) ?? .one) + long * long - long * long
    }
    #expect(!third.isExact)
    let found = try #require(LargestRemainder.rounding([third, third, third], total: 100))
    #expect(found.wholes == [34, 33, 33])
    #expect(!found.isDecided)
    #expect(third.mayEqual(Fraction(100, 3) ?? .one))
    // Without the total it is not known whether they add up to 100 or to less.
    #expect(LargestRemainder.rounding([third, third, third]) == nil)
  }

  @Test func whatIsToldTogetherAddsUpToWhatIsToldApart() throws {
    for seed in UInt64(1)...20 {
      let book = CaseBook.random(seed, .all, events: 30)
      let ledger = book.ledger()
      let sources = book.sources(ledger).map {
        (account: $0.account.position, claims: ($0.claims ?? []).map(\.position))
      }
      let space = try WalkContext(ledger.whole, WalkRules(pooling: .links(minimumGrade: .a)))
      let events = TracingEvents(
        ledger.whole, sources: sources, links: space.links, book.terms(ledger), tracksOthers: true)
      for rule in Self.rules {
        func tables(_ others: Int, _ parts: Int) -> (AttributionTables, OriginTable, [[Share]]) {
          var engine = MixtureEngine(events, rule: rule, records: true)
          engine.run()
          var seen: [[Share]] = []
          let tables = engine.tables(mostOthers: others, mostParts: parts) {
            seen.append($1.shares)
          }
          return (tables, engine.events.labels, seen)
        }
        let (apart, known, parts) = tables(.max, .max)
        let (joined, labels, steps) = tables(0, 0)
        #expect(
          joined.claimsAreTogether
            == parts.contains { !$0.filter { known.isClaim($0.label) }.isEmpty })
        func split(_ shares: [Share], _ labels: OriginTable) -> (claims: Fraction, others: Fraction)
        {
          var sums = (claims: Fraction.zero, others: Fraction.zero)
          for share in shares {
            if labels.isClaim(share.label) {
              sums.claims += share.amount
            } else {
              sums.others += share.amount
            }
          }
          return sums
        }
        for place in apart.held.keys.sorted() {
          let (one, other) = (
            split(apart.held[place] ?? [], known), split(joined.held[place] ?? [], labels)
          )
          #expect(one == other, "seed \(seed), \(rule.name)")
          #expect((joined.held[place] ?? []).count { !labels.isClaim($0.label) } <= 1)
        }
        for event in 0..<apart.moved.count {
          let (one, other) = (apart.moved[event], joined.moved[event])
          #expect(split(one, known) == split(other, labels), "seed \(seed), \(rule.name)")
          #expect(other.count <= 2)
        }
        // Whoever adds up claim by claim still sees them apart.
        for (one, other) in zip(parts, steps) {
          #expect(
            one.filter { known.isClaim($0.label) }.map(\.amount)
              == other.filter { labels.isClaim($0.label) }.map(\.amount))
        }
      }
    }
  }
}
