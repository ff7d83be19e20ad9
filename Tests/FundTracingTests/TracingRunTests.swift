import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// A run that keeps nothing of single transfers says the same of accounts as a whole trace.
@Suite("Tracing runs")
struct TracingRunTests {
  private static let rules: [TracingRule] = [
    .fifo, .lifo, .proRata, .ownFirstProRata, .ownFirstFIFO, .ownLastProRata,
  ]

  @Test(arguments: rules) func accountsHoldWhatATraceSays(_ rule: TracingRule) throws {
    var count = 0
    for seed in UInt64(0)..<40 {
      let book = CaseBook.random(seed, .all)
      let ledger = book.ledger()
      let (sources, terms) = (book.sources(ledger), book.terms(ledger))
      let tracing = try ledger.whole.trace(of: sources, by: .rule(rule), terms: terms)
      let run = try ledger.whole.tracingRun(of: sources, by: rule, terms: terms)
      for account in ledger.accounts {
        func key(_ holding: Holding) -> String {
          "\(holding.currency) \(holding.origin) \(holding.amount) \(holding.value)"
        }
        let expected = tracing.holdings.filter {
          $0.origin.isClaim && $0.place == .account(account.id)
        }
        let found = run.holdings(in: account.id)
        #expect(found.map(key).sorted() == expected.map(key).sorted(), "seed \(seed)")
        count += found.count
      }
      #expect(
        run.accounts == ledger.accounts.map(\.id).filter { !run.holdings(in: $0).isEmpty },
        "seed \(seed)")
    }
    #expect(count > 40)
  }

  /// A fee on money that is no claim is not there to be paid away: what it would have paid is claimed.
  @Test func aFeeOnOtherMoneyIsNotPassedOn() throws {
    let literal: LedgerLiteral = """
      2024-03-01 x -> m 100.00 EUR received:60.00
      2024-03-02 v -> m 100.00 EUR
      2024-03-03 m -> k 100.00 EUR
      """
    for (rule, amount) in [(TracingRule.fifo, 40_00), (.ownFirstProRata, 40_00)]
      as [(TracingRule, Int64)]
    {
      let run = try literal.ledger.whole.tracingRun(of: literal.sources("v"), by: rule)
      #expect(run.holdings(in: literal["k"]).map(\.amount) == [Fraction(amount)])
      #expect(run.holdings(in: literal["m"]).map(\.amount) == [Fraction(100_00 - amount)])
    }
  }
}
