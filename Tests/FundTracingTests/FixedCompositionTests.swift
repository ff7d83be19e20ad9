import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Figures of many mixtures are bounds of fixed width: these enclose the exact figures, and are printed as they
/// are.
@Suite("Figures of fixed width")
struct FixedCompositionTests {
  static let rules = TracingRule.all.filter { $0.order == .proRata }

  private func contains(_ bounds: Fraction, _ number: Fraction) -> Bool {
    bounds.bounds.lower <= number && number <= bounds.bounds.upper
  }

  /// All figures as bounds, however few the mixtures.
  private func fixed<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    try CompositionTables.$mostExactShares.withValue(-1) { try body() }
  }

  /// Every figure as a fraction, however long.
  private func exact<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    try CompositionTables.$mostExactShares.withValue(.max) {
      try Fraction.$mostBits.withValue(.max) {
        try Fraction.$mostBitsOfMixtures.withValue(.max) { try body() }
      }
    }
  }

  @Test func arithmeticRoundsOutwards() throws {
    var random = SplitMix64(seed: 11)
    func draw() -> (UInt64, UInt64) {
      let bits = UInt64.random(in: 1...62, using: &random)
      return (
        UInt64.random(in: 0...(1 << bits), using: &random),
        UInt64.random(in: 1...(1 << UInt64.random(in: 1...62, using: &random)), using: &random)
      )
    }
    for _ in 0..<20_000 {
      let (one, other) = (draw(), draw())
      let (left, right) = (
        FixedSpan(one.0, over: one.1), FixedSpan(other.0, over: other.1)
      )
      let exact = Fraction.$mostBits.withValue(.max) {
        let (first, second) = (
          Fraction(Int64(one.0), Int64(one.1)) ?? .zero,
          Fraction(Int64(other.0), Int64(other.1)) ?? .zero
        )
        return (first, first * second, first + second, first * Fraction(Int64(other.0)))
      }
      for (span, number) in [
        (left, exact.0), (left * right, exact.1), (left + right, exact.2),
        (left.times(other.0), exact.3),
      ] {
        #expect(contains(span.fraction, number), "\(one) \(other)")
        if span.upper != .most {
          #expect(FixedSpan(number).lower >= span.lower && FixedSpan(number).upper <= span.upper)
        }
      }
      #expect((left * right).lower <= (left * right).upper)
    }
    #expect(FixedSpan(7, over: 2).fraction == Fraction(7, 2))
    #expect(FixedSpan(8, over: 2).fraction == Fraction(4))
    #expect((FixedSpan(.max, over: 1) * FixedSpan(.max, over: 1)).upper == .most)
  }

  /// The printed figure is that of the exact engine, on a thousand random cases.
  @Test(arguments: 0..<10) func figuresAreThoseOfTheExactEngine(_ block: UInt64) throws {
    var (bounds, undecided, decided) = (0, 0, 0)
    for seed in block * 100..<block * 100 + 100 {
      let book = CaseBook.random(seed, .all, events: seed % 3 == 0 ? 40 : 16)
      let rule = Self.rules[Int(seed) % Self.rules.count]
      let name = "seed \(seed), \(rule.name)"
      let known = try exact { try book.traced(rule).tracing }
      let found = try fixed { try book.traced(rule).tracing }
      try #require(found.holdings.count == known.holdings.count, "\(name)")
      for (one, other) in zip(found.holdings, known.holdings) {
        #expect(one.place == other.place && one.origin == other.origin, "\(name)")
        exact {
          #expect(contains(one.amount, other.amount), "\(name)")
          #expect(contains(one.value, other.value), "\(name)")
        }
        #expect(one.amount.width < FixedPoint(whole: 0, fraction: 1 << 48), "\(name)")
        bounds += one.amount.isExact ? 0 : 1
      }
      let half = Fraction(1) / Fraction(2)
      for (one, other) in zip(found.victimHoldings, known.victimHoldings) {
        #expect(one.place == other.place && one.victim == other.victim, "\(name)")
        guard let shown = (one.amount + half).floored()?.whole else {
          undecided += 1
          continue
        }
        decided += 1
        exact { #expect(shown == (other.amount + half).floored()?.whole, "\(name)") }
      }
      for (one, other) in zip(found.passages, known.passages) {
        #expect(one.account == other.account && one.victim == other.victim, "\(name)")
        #expect(one.mayBeCircular == other.mayBeCircular, "\(name)")
        exact {
          #expect(contains(one.received, other.received), "\(name)")
          #expect(contains(one.forwarded, other.forwarded), "\(name)")
          #expect(contains(one.held, other.held), "\(name)")
        }
      }
      #expect(found.passages.count == known.passages.count, "\(name)")
      try #require(found.transfers.count == known.transfers.count, "\(name)")
      for (one, other) in zip(found.transfers, known.transfers) {
        #expect(one.transfer == other.transfer && one.parts.count == other.parts.count, "\(name)")
        for (part, number) in zip(one.parts, other.parts) {
          exact {
            #expect(part.origin == number.origin && contains(part.amount, number.amount), "\(name)")
            #expect(contains(part.value, number.value), "\(name)")
          }
        }
      }
      #expect(found.reconciles && known.reconciles, "\(name)")
    }
    #expect(bounds > 100 && decided > 500, "\(bounds) bounds, \(decided) decided")
    // A figure exactly on a half unit is computed claim by claim; sums of several claims of one victim may remain.
    #expect(undecided * 50 < decided, "\(undecided) of \(decided)")
  }

  @Test func aFigureOnAHalfUnitIsWorkedOut() throws {
    // A third of 3 is 1, and one half of that is no rounding of bounds.
    let literal: LedgerLiteral = """
      2024-03-01 v1 -> mule 0.01
      2024-03-02 v2 -> mule 0.02
      2024-03-03 mule -> shop 0.01
      2024-03-04 v3 -> shop 0.01
      2024-03-05 shop -> bank 0.01
      2024-03-06 v1 -> bank 0.01
      """
    let sources = literal.sources("v1", "v2", "v3")
    let known = try literal.ledger.whole.trace(of: sources, by: .rule(.proRata))
    let found = try fixed { try literal.ledger.whole.trace(of: sources, by: .rule(.proRata)) }
    #expect(known.isExact)
    for (one, other) in zip(found.holdings, known.holdings) {
      #expect(one.amount.isRoundingDecided && contains(one.amount, other.amount))
      if other.amount == Fraction(1, 2) { #expect(one.amount.nearestUnits == (1, 1)) }
    }
    #expect(known.holdings.contains { $0.amount == Fraction(1, 2) })
  }

  @Test func waysThroughMixturesAreTheDividedLots() throws {
    var count = 0
    for seed in UInt64(0)..<120 {
      let book = CaseBook.random(seed, .all, events: 18)
      let ledger = book.ledger()
      let (sources, terms) = (book.sources(ledger), book.terms(ledger))
      let rule = Self.rules[Int(seed) % Self.rules.count]
      for account in ledger.accounts {
        func lots() throws -> FigureExplanation {
          try ledger.whole.explainFigure(of: sources, at: account.id, by: rule, terms: terms)
        }
        let (known, found) = (try exact { try lots() }, try fixed { try lots() })
        #expect(found.addsUp && known.addsUp, "seed \(seed), \(rule.name), \(account.key)")
        #expect(found.lots == known.lots, "seed \(seed), \(rule.name), \(account.key)")
        count += found.lots.count
      }
    }
    #expect(count > 200)
  }

  /// The figures of victims are the sums of their claims also where the claims of one account count as one.
  @Test(arguments: 0..<4) func claimsOfOneVictimTogetherAddUp(_ block: UInt64) throws {
    var united = 0
    for seed in block * 100..<block * 100 + 100 {
      let book = CaseBook.random(seed, .all, events: seed % 3 == 0 ? 40 : 16)
      let rule = Self.rules[Int(seed) % Self.rules.count]
      let name = "seed \(seed), \(rule.name)"
      let known = try exact { try book.traced(rule).tracing }
      let found = try CompositionTables.$mostClaims.withValue(-1) {
        try exact { try book.traced(rule).tracing }
      }
      #expect(found.victimHoldings == known.victimHoldings, "\(name)")
      #expect(found.passages == known.passages, "\(name)")
      #expect(found.reconciles && known.reconciles, "\(name)")
      #expect(found.claimsToldApart.flatMap(\.all).sorted() == found.claims.sorted(), "\(name)")
      let others = { (answer: Tracing) in answer.holdings.filter { !$0.origin.isClaim } }
      #expect(others(found) == others(known), "\(name)")
      for (one, other) in zip(found.transfers, known.transfers) {
        let sum = { (step: TracedTransfer) in
          exact { step.parts.filter(\.origin.isClaim).reduce(Fraction.zero) { $0 + $1.amount } }
        }
        #expect(sum(one) == sum(other), "\(name)")
      }
      united += found.claimsToldApart.count { $0.all.count > 1 }
      let bounded = try CompositionTables.$mostClaims.withValue(-1) {
        try fixed { try book.traced(rule).tracing }
      }
      #expect(bounded.reconciles, "\(name)")
      for (one, other) in zip(bounded.victimHoldings, known.victimHoldings) {
        exact { #expect(contains(one.amount, other.amount), "\(name)") }
      }
    }
    #expect(united > 20)
  }
}
