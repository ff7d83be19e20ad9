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

/// The choice of transfers in a list.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only transfers from or to these accounts: keys or names, several with commas, role:ROLE, or @file.",
      valueName: "accounts"))
  var account: AccountArgument?

  @Option(help: ArgumentHelp("Only transfers that these accounts pay.", valueName: "accounts"))
  var from: AccountArgument?

  @Option(help: ArgumentHelp("Only transfers that these accounts receive.", valueName: "accounts"))
  var to: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "Only amounts sent or received in this range: 185, 100..200, 1000.. or ..50.",
      valueName: "range"))
  var amount: AmountRange?

  @Option(
    help: ArgumentHelp(
      "Only transfers with this text in the id, the reference, or the key or name of an account.",
      valueName: "text"))
  var text: String?

  /// Returns the part of a view that the options leave.
  func view(of view: LedgerView) throws -> LedgerView {
    guard account != nil || from != nil || to != nil || amount != nil || text != nil else {
      return view
    }
    var filter = TransferFilter()
    filter.accounts = try account.map { Set(try $0.accounts(in: view)) }
    filter.payers = try from.map { Set(try $0.accounts(in: view)) }
    filter.beneficiaries = try to.map { Set(try $0.accounts(in: view)) }
    filter.amounts = amount
    filter.text = text
    return view.matching(filter)
  }
}
