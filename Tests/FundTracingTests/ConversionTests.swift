import PaymentGraph
import Testing

@testable import FundTracing

/// Conversions of mixed payments make the fractions of balances grow; beyond 200 digits these are bounds too, so that a
/// transfer costs the same however many conversions went before it.
@Suite struct ConversionTests {
  static let rules = [TracingRule.ownFirstProRata, .ownLastProRata, .proRata]
  /// All that a proportional engine can be told.
  static let all = TracingRule.all.filter { $0.order == .proRata }

  private func engine(
    _ book: ConvertedLedger, _ rule: TracingRule, records: Bool = true
  ) throws -> MixtureEngine {
    let sources = book.sources.map { source in
      (
        account: source.account.position,
        claims: book.ledger.transfers.filter { $0.payer.id == source.account }.map(\.id.position)
      )
    }
    let space = try WalkContext(book.ledger.whole, book.terms.walkRules)
    let events = TracingEvents(
      book.ledger.whole, sources: sources, links: space.links, book.terms, tracksOthers: true)
    var engine = MixtureEngine(events, rule: rule, records: records)
    engine.run()
    return engine
  }

  @Test func balancesGrowWithoutALimit() throws {
    func longest(_ transfers: Int) throws -> Int {
      let book = ConvertedLedger(seed: 3, transfers: transfers)
      let found = try Fraction.$mostBitsOfMixtures.withValue(.max) {
        try engine(book, .ownFirstProRata)
      }
      return found.moved.map(\.amount.bitWidth).max() ?? 0
    }
    let (few, many) = (try longest(150), try longest(1_200))
    #expect(many > few * 3, "\(few), \(many)")
    #expect(many > Fraction.bits(digits: Fraction.mostDigits), "\(many)")
  }

  @Test(.timeLimit(.minutes(2)), arguments: rules)
  func thousandsOfConversionsCostTheSameEach(_ rule: TracingRule) throws {
    let book = ConvertedLedger(seed: 1, transfers: 3_000)
    let found = try engine(book, rule)
    // No operation is on more bits than these, so that the pass is linear in transfers.
    let most = 2 * Fraction.bits(digits: Fraction.mostDigits)
    #expect(found.moved.allSatisfy { $0.amount.bitWidth <= most })
    #expect(found.money.balances.allSatisfy { $0.total.isExact && $0.total.whole != nil })
    if rule.ownFunds != .inOrder { #expect(found.moved.contains { !$0.amount.isExact }) }
    let answer = try book.ledger.whole.trace(of: book.sources, by: .rule(rule), terms: book.terms)
    #expect(answer.transfers.count > 2_500 && answer.reconciles)
    let widest = (answer.holdings.map(\.amount) + answer.transfers.flatMap(\.parts).map(\.amount))
      .map(\.width).max()
    let limit = try #require(Fraction(1, 1 << 60))
    #expect(Fraction.binary(widest ?? .most) < limit)
  }

  @Test(arguments: [TracingRule.ownFirstProRata, .ownLastProRata], [64, 100])
  func boundsOfConvertedMoneyEncloseTheExactFigures(_ rule: TracingRule, bits: Int) throws {
    var enclosed = 0
    for seed in UInt64(1)...3 {
      let book = ConvertedLedger(seed: seed, transfers: 70)
      func trace() throws -> Tracing {
        try book.ledger.whole.trace(of: book.sources, by: .rule(rule), terms: book.terms)
      }
      let exact = try Fraction.$mostBits.withValue(.max) {
        try Fraction.$mostBitsOfMixtures.withValue(.max) { try trace() }
      }
      let found = try Fraction.$mostBitsOfMixtures.withValue(bits) { try trace() }
      #expect(exact.isExact && exact.reconciles && found.reconciles)
      enclosed += Self.compare(found, exact, "seed \(seed), \(rule.name)")
    }
    #expect(enclosed > 5, "only \(enclosed) figures were bounds")
  }

  /// With so few digits that bounds rarely decide anything: links, overdrafts, elections and services as well.
  @Test func boundsOfAnyBalanceEncloseTheExactFigures() throws {
    var enclosed = 0
    for seed in UInt64(1)...10 {
      let book = CaseBook.random(seed, .all, events: 50)
      for rule in Self.all {
        let name = "seed \(seed), \(rule.name)"
        let exact = try Fraction.$mostBits.withValue(.max) {
          try Fraction.$mostBitsOfMixtures.withValue(.max) { try book.traced(rule).tracing }
        }
        let found = try Fraction.$mostBitsOfMixtures.withValue(64) {
          try book.traced(rule).tracing
        }
        #expect(found.reconciles, "\(name)")
        enclosed += Self.compare(found, exact, name)
      }
    }
    #expect(enclosed > 20, "only \(enclosed) figures were bounds")
  }

  private struct Key: Hashable {
    let place: Holding.Place
    let currency: Currency
    let origin: MoneyOrigin
  }

  /// Checks that bounds enclose the exact figures, where a figure missing from one answer counts as zero; returns the
  /// number of figures that are bounds.
  private static func compare(_ found: Tracing, _ exact: Tracing, _ name: String) -> Int {
    func encloses(_ bounds: Fraction, _ number: Fraction) -> Bool {
      bounds.bounds.lower <= number && number <= bounds.bounds.upper
    }
    func table(_ answer: Tracing) -> [Key: (amount: Fraction, value: Fraction)] {
      answer.holdings.reduce(into: [:]) { sums, one in
        let key = Key(place: one.place, currency: one.currency, origin: one.origin)
        let known = sums[key] ?? (.zero, .zero)
        sums[key] = (known.amount + one.amount, known.value + one.value)
      }
    }
    Fraction.$mostBits.withValue(.max) {
      let (one, other) = (table(found), table(exact))
      for key in Set(one.keys).union(other.keys) {
        let (bounds, number) = (one[key] ?? (.zero, .zero), other[key] ?? (.zero, .zero))
        #expect(encloses(bounds.amount, number.amount), "\(name) \(key.place)")
        #expect(encloses(bounds.value, number.value), "\(name) \(key.place)")
      }
      #expect(found.transfers.count == exact.transfers.count, "\(name)")
      for (step, known) in zip(found.transfers, exact.transfers) {
        let parts = step.parts.reduce(into: [MoneyOrigin: Fraction]()) {
          $0[$1.origin, default: .zero] += $1.amount
        }
        let numbers = known.parts.reduce(into: [MoneyOrigin: Fraction]()) {
          $0[$1.origin, default: .zero] += $1.amount
        }
        for origin in Set(parts.keys).union(numbers.keys) {
          #expect(
            encloses(parts[origin] ?? .zero, numbers[origin] ?? .zero),
            "\(name) \(step.transfer.position) \(origin)")
        }
      }
    }
    return found.holdings.count { !$0.amount.isExact }
  }
}
