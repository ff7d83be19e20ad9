import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Sums that must agree: holdings with balances, parts with claims and payments, victims with groups, rounded parts
/// with totals (P1, P2, P3, P7, P15, P17 of the specification).
@Suite struct TracingSumTests {
  @Test func p1HoldingsAddUpToTheBalance() throws {
    try TracingProperties.each([.conversions, .links, .overrides, .overdrafts]) {
      book, rule, name in
      let found = try book.traced(rule).tracing
      let ledger = found.scope.ledger
      for account in book.openings.keys.sorted() {
        guard let id = ledger.account(account)?.id else { continue }
        var balance = Int64(0)
        for amount in book.openings[account] ?? [] { balance += amount }
        for event in book.events {
          if event.from == account { balance -= event.sent }
          if event.to == account { balance += event.received }
        }
        var held = Fraction.zero
        for holding in found.holdings where holding.place == .account(id) { held += holding.amount }
        let debt = found.overdrafts.filter { $0.account == id }.reduce(Fraction.zero) {
          $0 + $1.debt
        }
        #expect(held - debt == Fraction(balance), "\(name), \(account)")
      }
    }
  }

  @Test func p2P3P15ClaimsAndPaymentsAddUp() throws {
    try TracingProperties.each(.all) { book, rule, name in
      let found = try book.traced(rule).tracing
      #expect(found.reconciles, "\(name)")
      let ledger = found.scope.ledger
      var claims: [TransferID: Fraction] = [:]
      for holding in found.holdings {
        #expect(holding.amount.signum > 0, "\(name)")
        if case .claim(let claim) = holding.origin {
          claims[claim, default: .zero] += holding.value
        }
      }
      for claim in found.claims {
        #expect(
          claims[claim] == Fraction(ledger.transfer(claim).sent.minorUnits), "\(name): claim")
      }
      for step in found.transfers {
        let sum = step.parts.reduce(Fraction.zero) { $0 + $1.amount }
        #expect(sum == Fraction(ledger.transfer(step.transfer).sent.minorUnits), "\(name)")
        #expect(step.parts.allSatisfy { $0.amount.signum > 0 }, "\(name)")
      }
    }
  }

  @Test func p7MergingVictimsAddsTheirColumns() throws {
    try TracingProperties.each([.overdrafts, .links]) { book, rule, name in
      guard book.victims.count > 1, book.unclaimed.isEmpty,
        !book.events.contains(where: { book.victims.contains($0.to) })
      else { return }
      var merged = book
      merged.victims = ["v0"]
      for index in merged.events.indices where book.victims.contains(merged.events[index].from) {
        merged.events[index].from = "v0"
      }
      let (one, many) = (try merged.traced(rule), try book.traced(rule))
      for (place, labels) in one.holdings {
        let sum = book.victims.reduce(Fraction.zero) {
          $0 + (Fraction(many.holdings[place]?[$1] ?? "0") ?? .zero)
        }
        #expect(Fraction(labels["v0"] ?? "0") == sum, "\(name), \(place)")
      }
    }
  }

  @Test func p17RoundedPartsAddUp() throws {
    for seed in TracingProperties.seeds {
      var random = SplitMix64(seed: seed)
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Fraction(Int64.random(in: 1...1_000_000, using: &random))
      }
      let total = Int64.random(in: 1...10_000_000, using: &random)
      let sum = weights.reduce(Fraction.zero, +)
      let parts = weights.map { $0 * Fraction(total) / sum }
      let rounded = try #require(LargestRemainder.rounded(parts))
      #expect(rounded.reduce(0, +) == Int128(total))
      for (part, whole) in zip(parts, rounded) {
        let difference = part - Fraction(Int64(whole))
        #expect(difference < .one && -difference < .one, "seed \(seed)")
      }
      // Whoever is rounded up lost at least as much by rounding down as whoever is not.
      let rests = zip(parts, rounded).map { part, whole in part - Fraction(Int64(whole)) }
      let up = rests.filter { $0.signum < 0 }.map { $0 + .one }.min() ?? .one
      let down = rests.filter { $0.signum >= 0 }.max() ?? .zero
      #expect(up >= down, "seed \(seed)")
    }
  }
}
