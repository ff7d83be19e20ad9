internal import FundTracing
internal import PaymentGraph

/// The figures of traces, led back to the payments that carried them; each account is explained once for each rule.
struct ExplainedFigures {
  let sources: [Source]
  let view: LedgerView
  let terms: TracingTerms
  private var known: [Asked: FigureExplanation] = [:]
  private var accounts: [String: AccountID] = [:]

  init(sources: [Source], view: LedgerView, terms: TracingTerms) {
    self.sources = sources
    self.view = view
    self.terms = terms
    let ledger = view.ledger
    for number in 0..<ledger.accountCount {
      let account = AccountID(number)
      for place in [
        Holding.Place.account(account), .bank(of: account), .fees(of: account),
        .onItsWay(to: account),
      ] { accounts[place.label(in: ledger)] = account }
    }
  }

  private struct Asked: Hashable {
    let account: AccountID
    let rule: TracingRule
  }

  /// The words by which an answer tells its figures apart.
  struct Name {
    let rule: TracingRule
    let place: String, victim: String, currency: String
    /// The currency of the claim; nil for all.
    let claimCurrency: String?
  }

  /// Returns the payments that carried a figure, in ledger order.
  mutating func transfers(of name: Name) throws(CommandFailure) -> [TransferID] {
    guard let account = accounts[name.place] else { return [] }
    let asked = Asked(account: account, rule: name.rule)
    let explanation: FigureExplanation
    if let one = known[asked] {
      explanation = one
    } else {
      do throws(FundTracingError) {
        explanation = try view.explainFigure(
          of: sources, at: account, by: name.rule, terms: terms)
      } catch {
        throw CommandFailure(error.description)
      }
      known[asked] = explanation
    }
    let ledger = view.ledger
    let figures = explanation.figures.filter { figure in
      figure.place.label(in: ledger) == name.place
        && ledger.account(figure.victim).key == name.victim
        && figure.currency.code == name.currency
        && (name.claimCurrency.map { figure.claimCurrency.code == $0 } ?? true)
    }
    guard !explanation.isByMovements else {
      let moved = explanation.movements.filter { movement in
        movement.claim.map { ledger.transfer($0).payer.key == name.victim } ?? true
      }
      return Set(moved.map(\.transfer)).sorted()
    }
    return Set(figures.flatMap { explanation.lots(of: $0) }.flatMap(\.transfers)).sorted()
  }
}
