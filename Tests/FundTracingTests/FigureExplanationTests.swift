import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// A figure is led back to lots that came by unbroken ways and add up to it.
@Suite("Explained figures")
struct FigureExplanationTests {
  @Test(arguments: TracingRule.all) func lotsAddUpToEveryFigure(_ rule: TracingRule) throws {
    var count = 0
    for seed in UInt64(0)..<60 {
      let book = CaseBook.random(seed, .all, events: seed % 2 == 0 ? 12 : 20)
      let ledger = book.ledger()
      let (sources, terms) = (book.sources(ledger), book.terms(ledger))
      let tracing = try ledger.whole.trace(of: sources, by: .rule(rule), terms: terms)
      for account in ledger.accounts {
        let answer = try ledger.whole.explainFigure(
          of: sources, at: account.id, by: rule, terms: terms)
        #expect(
          answer.figures == tracing.victimHoldings.filter { $0.place.account == account.id },
          "seed \(seed)")
        #expect(answer.addsUp, "seed \(seed) \(rule.name) \(account.key)")
        for lot in answer.lots {
          count += 1
          #expect(lot.transfers.first == lot.claim)
          let steps = lot.transfers.map { ledger.transfer($0) }
          for (step, next) in zip(steps, steps.dropFirst()) {
            #expect(step.beneficiary.id == next.payer.id && step.id < next.id)
          }
          if case .account = lot.site.place {
            #expect(steps.last?.beneficiary.id == account.id)
          }
        }
      }
    }
    #expect(count > 200)
  }

  @Test func aLotIsNamedByItsWay() throws {
    let literal: LedgerLiteral = """
      2024-03-01 v1 -> mule 100.00
      2024-03-02 v2 -> mule 60.00
      2024-03-03 mule -> shop 130.00
      2024-03-04 mule -> bank 30.00
      """
    let ledger = literal.ledger
    let answer = try ledger.whole.explainFigure(
      of: literal.sources("v1", "v2"), claiming: [literal["v2"]], at: literal["shop"], by: .fifo)
    #expect(answer.figures.map(\.amount) == [Fraction(3_000)])
    #expect(answer.lots.count == 1 && answer.lots[0].transfers.map(\.position) == [1, 2])
    let shares = try ledger.whole.explainFigure(
      of: literal.sources("v1", "v2"), at: literal["bank"], by: .proRata)
    #expect(shares.lots.map { $0.amount.description } == ["1875", "1125"])
    #expect(shares.addsUp)
  }
}
