import Drawing
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

@Suite("Walks of one victim's money")
struct WalkDiagramTests {
  private func trace(_ ledger: Ledger, _ method: TracingMethod) throws -> (Tracing, [Source]) {
    let sources = try AccountSelector.role(.victim).accounts(in: ledger.whole)
      .map { Source(account: $0) }
    var terms = TracingTerms()
    terms.pooling = .asOrdinary
    return (try ledger.whole.trace(of: sources, by: method, terms: terms), sources)
  }

  /// Money that came to an account on steps left it on steps or lies there, to the last fraction.
  @Test(arguments: TracingRule.all)
  func cardsBalance(_ rule: TracingRule) throws {
    for seed in UInt64(1)...3 {
      let ledger = SampleLedger.tangle(seed: seed)
      let (answer, sources) = try trace(ledger, .rule(rule))
      for victim in answer.victims {
        for limit in [1, 48] {
          let options = DiagramOptions(rowLimit: limit)
          let diagram = try WalkDiagram(answer, of: victim, sources: sources, options: options)
          let model = diagram.model
          for (number, card) in model.cards.enumerated() where card.depth > 0 {
            for currency in [SampleLedger.gbp, SampleLedger.inr] {
              let into = model.steps.filter { $0.to == number && $0.receivedCurrency == currency }
                .reduce(Fraction.zero) { $0 + $1.arrived }
              let out = model.steps.filter { $0.from == number && $0.currency == currency }
                .reduce(Fraction.zero) { $0 + $1.amount }
              let held = card.holdings.filter { holding in
                if case .fees = holding.place { return false }
                return holding.currency == currency
              }.reduce(Fraction.zero) { $0 + $1.amount }
              // Amounts that round to zero are not drawn, but they count.
              var (little, less) = (Fraction.zero, Fraction.zero)
              for step in model.trifles {
                let transfer = ledger.transfer(step.transfer)
                if card.accounts.contains(transfer.beneficiary.id),
                  transfer.received.currency == currency
                {
                  little +=
                    step.amount * Fraction(transfer.received.minorUnits)
                    / Fraction(max(1, transfer.sent.minorUnits))
                }
                if card.accounts.contains(transfer.payer.id), transfer.sent.currency == currency {
                  less += step.amount
                }
              }
              #expect(into + little == out + less + held, "\(rule.name) seed \(seed)")
            }
          }
          #expect(model.steps.allSatisfy { $0.amount.signum > 0 })
          // Every transfer that carries any of it is drawn, or counted among the trifles.
          let carried = answer.transfers.filter { step in
            step.parts.contains { part in
              if case .claim(let claim) = part.origin {
                return ledger.transfer(claim).payer.id == victim
              }
              return false
            }
          }
          #expect(
            Set(model.steps.flatMap(\.transfers)).union(model.trifles.map(\.transfer))
              == Set(carried.map(\.transfer)))
        }
      }
    }
  }

  @Test(arguments: [TracingRule.fifo, .proRata, .ownFirstProRata])
  func drawingsAreWhole(_ rule: TracingRule) throws {
    for (seed, limit) in [(UInt64(2), 48), (3, 2)] {
      let ledger = SampleLedger.tangle(seed: seed, transfers: 90)
      let (answer, sources) = try trace(ledger, .rule(rule))
      let victim = try #require(
        answer.victims.max { left, right in
          func count(_ victim: AccountID) -> Int {
            answer.claims.count { ledger.transfer($0).payer.id == victim }
          }
          return (count(left), right.position) < (count(right), left.position)
        })
      try DrawingChecks.check {
        try WalkDiagram(
          answer, of: victim, sources: sources, options: DiagramOptions(rowLimit: limit)
        ).picture()
      }
    }
  }

  @Test func theRuleIsDefinedAndWhatIsNoTraceIsRefused() throws {
    let ledger = SampleLedger.tangle(seed: 2)
    let (answer, sources) = try trace(ledger, .rule(.lifo))
    let victim = try #require(answer.victims.first)
    let texts = try WalkDiagram(answer, of: victim, sources: sources).picture().drawing.texts
    #expect(texts.contains { $0.hasPrefix("Rule lifo: ") })
    #expect(texts.contains { $0.contains("in all") || $0 == "the whole payment" })
    let (poison, same) = try trace(ledger, .poison)
    #expect(throws: DiagramError.self) {
      try WalkDiagram(poison, of: victim, sources: same).picture()
    }
  }

  @Test func namesAreMasked() throws {
    let ledger = SampleLedger.tangle(seed: 2)
    let (answer, sources) = try trace(ledger, .rule(.fifo))
    let victim = try #require(answer.victims.first)
    let options = DiagramOptions(mask: .names)
    let texts = try WalkDiagram(answer, of: victim, sources: sources, options: options)
      .picture().drawing.texts
    #expect(!texts.contains { $0.contains("Victim Name") })
    #expect(texts.contains { $0.hasPrefix("Where the money of Victim ") })
  }
}
