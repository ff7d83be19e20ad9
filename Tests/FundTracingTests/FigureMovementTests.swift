import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// A figure with too many lots to list is explained by the amounts that transfers brought and took, and never refused.
@Suite("Figures explained by movements")
struct FigureMovementTests {
  @Test(arguments: [TracingRule.proRata, .ownFirstProRata, .fifo])
  func movementsAddUpToEveryFigure(_ rule: TracingRule) throws {
    var explained = 0
    for seed in UInt64(0)..<30 {
      let book = CaseBook.random(seed, .all, events: 24)
      let ledger = book.ledger()
      let (sources, terms) = (book.sources(ledger), book.terms(ledger))
      let tracing = try ledger.whole.trace(of: sources, by: .rule(rule), terms: terms)
      for account in ledger.accounts {
        func explain() throws -> FigureExplanation {
          try ledger.whole.explainFigure(of: sources, at: account.id, by: rule, terms: terms)
        }
        let answer = try TracingQuestion.$mostSteps.withValue(2) { try explain() }
        guard answer.isByMovements else { continue }
        let name = "seed \(seed), \(rule.name), \(account.key)"
        #expect(answer.figures == (try explain()).figures && answer.lots.isEmpty, "\(name)")
        #expect(answer.movementsCanBeAddedUp && answer.addsUp, "\(name)")
        for one in answer.movements {
          explained += 1
          let transfer = ledger.transfer(one.transfer)
          #expect((one.arrives ? transfer.beneficiary : transfer.payer).id == account.id, "\(name)")
          let parts = tracing.transfers.first { $0.transfer == one.transfer }?.parts ?? []
          let part = parts.first { $0.origin == one.claim.map { .claim($0) } }
          #expect(one.arrives || part?.amount == one.amount, "\(name)")
        }
      }
    }
    #expect(explained > 200)
  }

  @Test func aFigureOfWhichOnlyBoundsAreKnownIsExplained() throws {
    // Everybody pays everybody, by amounts that have nothing in common.
    var text = "2024-01-01 v1 -> a 1009.13\n2024-01-02 v2 -> b 1013.57\n2024-01-03 x -> c 1019.71\n"
    let names = ["a", "b", "c"]
    for step in 0..<40 {
      let (from, to) = (names[step % 3], names[(step + 1) % 3])
      text +=
        "2024-02-\(step / 2 < 9 ? "0" : "")\(step / 2 + 1) \(from) -> \(to) \(211 + step * 7).\(step + 13)\n"
    }
    let literal = LedgerLiteral(stringLiteral: text)
    let (answer, whole) = try Fraction.$mostBits.withValue(64) {
      try TracingQuestion.$mostSteps.withValue(50) {
        (
          try literal.ledger.whole.explainFigure(
            of: literal.sources("v1", "v2"), at: literal["a"], by: .proRata),
          try literal.ledger.whole.trace(of: literal.sources("v1", "v2"), by: .rule(.proRata))
        )
      }
    }
    #expect(answer.figures.count == 2 && answer.figures.allSatisfy { !$0.amount.isExact })
    #expect(answer.isByMovements && answer.addsUp && answer.movements.count > 40)
    #expect(whole.reconciles)
    let note = try #require(answer.notes.first { $0.code == .lotsNotListed })
    #expect(note.text.contains("has no exact fraction here, because"))
    for figure in answer.figures {
      let own = answer.movements.filter {
        $0.claim.map { literal.ledger.transfer($0).payer.id } == figure.victim
      }
      let sum = own.reduce(Fraction.zero) { $0 + ($1.arrives ? $1.amount : -$1.amount) }
      #expect(sum.mayEqual(figure.amount))
    }
  }
}
