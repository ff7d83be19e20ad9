internal import ArgumentParser
internal import PaymentGraph

/// The choice of transfers for a question.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only transfers of this day and later.", valueName: "yyyy-mm-dd"))
  var since: CivilDate?

  @Option(help: ArgumentHelp("Only transfers before this day.", valueName: "yyyy-mm-dd"))
  var before: CivilDate?

  @Option(
    help: ArgumentHelp("Only transfers sent or received in this currency.", valueName: "code"))
  var currency: Currency?

  /// Returns the part of a ledger that the options leave.
  ///
  /// - Parameter cutoff: The last day that counts.
  func view(of ledger: Ledger, cutoff: CivilDate? = nil) -> LedgerView {
    var view = ledger.whole
    if since != nil || before != nil { view = view.during(Period(from: since, until: before)) }
    if let cutoff {
      let next = CivilDate(milliseconds: cutoff.milliseconds + 86_400_000)
      view = view.during(Period(from: view.period.from, until: next))
    }
    if let currency { view = view.inCurrency(currency) }
    return view
  }
}
