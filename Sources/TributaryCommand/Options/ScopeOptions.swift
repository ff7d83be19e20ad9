internal import ArgumentParser
internal import Inquiries
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

  @Option(
    help: ArgumentHelp(
      "Leave out these accounts, as a hypothesis.", valueName: "accounts"))
  var without: AccountArgument?

  /// Returns the choice as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Scope {
    var scope = Inquiry.Scope()
    (scope.since, scope.before, scope.currency) = (since, before, currency)
    scope.without = try without?.choice(files)
    return scope
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

  /// Returns the choice as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Filter {
    var filter = Inquiry.Filter()
    filter.account = try account?.choice(files)
    filter.from = try from?.choice(files)
    filter.to = try to?.choice(files)
    (filter.amount, filter.text) = (amount, text)
    return filter
  }
}
