import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Limits of payments that were converted often: rates are fractions of 64 bits or bounds, and the limits are those of
/// the exact fractions.
@Suite("Bounds across conversions")
struct BoundRateTests {
  private func up(_ number: Fraction) -> Int128? { (-number).floored().map { -$0.whole } }

  @Test func worthIsThatOfTheExactRateRoundedUp() throws {
    var random = SplitMix64(seed: 7)
    var (decided, long) = (0, 0)
    for _ in 0..<400 {
      try Fraction.$mostBits.withValue(.max) {
        var (rate, exact) = (BoundRate.one, Fraction.one)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          let factor = try #require(
            Fraction(
              Int64.random(in: 1...9_999_999, using: &random),
              Int64.random(in: 1...9_999_999, using: &random)))
          (rate, exact) = (rate * BoundRate(factor), exact * factor)
        }
        if case .between = rate { long += 1 }
        let amount = Int128(Int64.random(in: 0...999_999_999, using: &random))
        guard let worth = rate.worth(of: amount) else { return }
        #expect(worth == up(exact * Fraction(wide: amount)))
        decided += 1
      }
    }
    // What is not decided is too large for 64 bits.
    #expect(decided > 300 && long > 200, "\(decided) decided, \(long) long")
  }

  @Test func theGreaterOfTwoRatesIsFoundOrEnclosed() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<300 {
      try Fraction.$mostBits.withValue(.max) {
        var both: [(rate: BoundRate, exact: Fraction)] = []
        for _ in 0..<2 {
          var (rate, exact) = (BoundRate.one, Fraction.one)
          for _ in 0..<Int.random(in: 1...8, using: &random) {
            let factor = try #require(
              Fraction(
                Int64.random(in: 900_000...999_999, using: &random),
                Int64.random(in: 900_000...999_999, using: &random)))
            (rate, exact) = (rate * BoundRate(factor), exact * factor)
          }
          both.append((rate, exact))
        }
        let most = max(both[0].exact, both[1].exact)
        let worth = BoundRate.greater(both[0].rate, both[1].rate).worth(of: 123_456_789)
        #expect(worth == up(most * Fraction(123_456_789)))
      }
    }
  }

  /// The money goes through twelve conversions and back through their reverses: its rate needs hundreds of bits on the
  /// way and is one in the end, so that only the exact fraction decides its limit.
  @Test func moneyThatComesBackToItsCurrencyIsWorthItself() throws {
    var random = SplitMix64(seed: 9)
    var lines = ["0 v -> a0 1000.00 EUR"]
    let codes = ["EUR", "USD", "GBP"]
    var sums = [Int64(100_000)]
    for step in 1...12 {
      sums.append(Int64.random(in: 90_001...99_999, using: &random) | 1)
      // Half of it stays, so that no amount cancels the one before.
      let sent = sums[step - 1] / 2
      lines.append(
        "\(step * 60) a\(step - 1) -> a\(step) \(text(sent)) \(codes[(step - 1) % 3]) "
          + "received:\(text(sums[step])):\(codes[step % 3])")
    }
    for (back, step) in stride(from: 12, to: 0, by: -1).enumerated() {
      lines.append(
        "\((13 + back) * 60) a\(step) -> a\(step - 1) \(text(sums[step])) \(codes[step % 3]) "
          + "received:\(text(sums[step - 1] / 2)):\(codes[(step - 1) % 3])")
    }
    lines.append("2000 a0 -> end 500.00 EUR")
    let literal = LedgerLiteral(lines: lines)
    let table = try literal.ledger.whole.bounds(of: [Source(account: literal["v"])])
    // There is no other money: half of the claim came back and stays, half of it was paid on.
    for account in ["end", "a0"] {
      let found = try #require(table.ofAll.first { $0.place == .account(literal[account]) })
      let closed = found.ifNothingElse
      #expect([closed.lower, closed.upper] == [50_000, 50_000], "\(account)")
    }
  }

  private func text(_ units: Int64) -> String {
    "\(units / 100).\(String(units % 100 + 100).dropFirst())"
  }

  /// With little effort some balances are left out, which the note says; what is computed is the same.
  @Test func whatWouldTakeLongIsLeftOutAndSaid() throws {
    for seed in UInt64(0)..<4 {
      let converted = ConvertedLedger(seed: seed, transfers: 120)
      let view = converted.ledger.whole
      let all = try view.bounds(of: converted.sources, terms: converted.terms)
      #expect(all.omitted.isEmpty && !all.notes.map(\.code).contains(.boundsLimited))
      let some = try view.bounds(
        of: converted.sources, terms: converted.terms, effort: 40_000)
      #expect(!some.omitted.isEmpty && some.notes.first?.code == .boundsLimited)
      #expect(!some.bounds.isEmpty && Set(some.bounds).isSubset(of: all.bounds))
      #expect(some.notes.first?.text.contains("\(some.omitted.count) further") == true)
      let none = try view.bounds(of: converted.sources, terms: converted.terms, effort: 1)
      #expect(none.bounds.isEmpty && none.omitted.count > some.omitted.count)
    }
  }

  @Test func aFlowIsGivenUpWhereItTakesMoreThanAllowed() {
    func network() -> FlowNetwork {
      var flow = FlowNetwork(nodeCount: 1_002)
      for node in 0..<1_000 {
        _ = flow.addArc(1_000, to: Int32(node), limit: 1)
        _ = flow.addArc(Int32(node), to: 1_001, limit: 1)
      }
      return flow
    }
    var (whole, cut) = (network(), network())
    #expect(whole.maximumFlow(from: 1_000, to: 1_001) == 1_000)
    #expect(cut.maximumFlow(from: 1_000, to: 1_001, mostEffort: 2_000) == nil)
    #expect(cut.effort < whole.effort)
  }
}
