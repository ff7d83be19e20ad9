import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Amounts as large as a row can hold stop nothing and lose nothing.
@Suite("Largest amounts")
struct LargestAmountTests {
  private struct Row {
    let from: Int
    let to: Int
    let amount: Int64
  }

  private func rows(_ seed: UInt64) -> [Row] {
    var random = SplitMix64(seed: seed)
    return (0..<14).map { _ in
      let from = Int.random(in: 0..<5, using: &random)
      let to = (from + Int.random(in: 1..<5, using: &random)) % 5
      return Row(from: from, to: to, amount: Int64.random(in: 1...9, using: &random))
    }
  }

  private func ledger(_ rows: [Row], factor: Int64) -> Ledger {
    var builder = LedgerBuilder()
    let accounts = (0..<5).map { builder.account("a\($0)") }
    for (day, row) in rows.enumerated() {
      builder.add(
        TransferDraft(
          payer: accounts[row.from], beneficiary: accounts[row.to],
          sent: Money(minorUnits: row.amount * factor, currency: Currency("GBP") ?? .none),
          time: PostingTime(start: Int64(day) * 86_400_000, precision: .day)))
    }
    return builder.build()
  }

  /// The bounds of a case are those of the same case with all amounts times a factor, whatever the factor.
  @Test func boundsGrowWithTheAmounts() throws {
    var count = 0
    for seed in UInt64(0)..<100 {
      let rows = rows(seed)
      func limits(_ factor: Int64) throws -> [[Int128]] {
        let ledger = ledger(rows, factor: factor)
        let sources = ledger.accounts.filter { ["a0", "a1"].contains($0.key) }
          .map { Source(account: $0.id) }
        return try ledger.whole.bounds(of: sources).bounds.map { [$0.lower, $0.upper, $0.claimed] }
      }
      let small = try limits(1)
      count += small.count
      let factor = Int64.max / 9
      let large = try limits(factor)
      #expect(large == small.map { $0.map { $0 * Int128(factor) } }, "seed \(seed)")
    }
    #expect(count > 500)
  }

  /// So are the figures of every rule.
  @Test(arguments: TracingRule.all)
  func figuresGrowWithTheAmounts(_ rule: TracingRule) throws {
    for seed in UInt64(0)..<40 {
      let rows = rows(seed)
      func held(_ factor: Int64) throws -> [Fraction] {
        let ledger = ledger(rows, factor: factor)
        let sources = ledger.accounts.filter { ["a0", "a1"].contains($0.key) }
          .map { Source(account: $0.id) }
        return try ledger.whole.trace(of: sources, by: .rule(rule)).holdings.map(\.amount)
      }
      let factor = Int64.max / 9
      let small = try held(1)
      let large = try held(factor)
      #expect(large == small.map { $0 * Fraction(factor) }, "seed \(seed)")
    }
  }
}
