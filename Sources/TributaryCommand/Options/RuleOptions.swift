internal import ArgumentParser
internal import FundTracing
internal import Inquiries

/// The facts about accounts and payments beside the rule: openings, elections, orders.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      An account's balance before its first transfer, and its owner (own, the default, or unknown): \
      'acct-1=5000.00 GBP own'; negative for an overdraft, 0 to state that its records are complete. \
      Give several in the order of their age.
      """, valueName: "account=amount"))
  var opening: [String] = []

  @Option(
    help: ArgumentHelp(
      "For one payment, by its id or FILE:LINE, take own funds first, last or in-order, with a reason: 't5=last: reason'.",
      valueName: "id=order: reason"))
  var override: [String] = []

  @Option(
    help: ArgumentHelp(
      "A payment on overdraft and the later credit that provably belongs to it: 't1=t2: evidence'.",
      valueName: "debit=credit: evidence"))
  var coordinated: [String] = []

  @Option(
    help: ArgumentHelp(
      "Accounts outside the case, whose money is proved to be unclaimed.", valueName: "accounts"))
  var outside: AccountArgument?

  @Option(help: "The owner of money that no record explains: own, or another claimant's.")
  var unidentified = UnidentifiedMoney.own

  @Option(
    help: """
      The order of same-time payments: recorded, credits-first, debits-first or reversed. The \
      answer says whether it matters.
      """)
  var order = ProcessingOrder.recorded

  @Option(
    help: """
      The way a payment takes money from a named receipt under rules that share in proportion: in-proportion, \
      the default (Banco Cafetero), or oldest-first (Clayton's Case). Other rules take the oldest first.
      """)
  var namedReceipts = NamedReceipts.inProportion

  @Flag(help: "Do not take a payment from the receipt that its record names.")
  var ignoreLinks = false

  /// Returns the terms as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Terms {
    var terms = Inquiry.Terms()
    try InquiryFailure.rethrowing { () throws(InquiryError) in
      for text in opening { terms.openings.append(try StatedOpening(reading: text)) }
      for text in override { terms.overrides.append(try StatedOverride(reading: text)) }
      for text in coordinated { terms.coordinated.append(try StatedCoordination(reading: text)) }
    }
    terms.outside = try outside?.choice(files)
    (terms.unidentified, terms.order) = (unidentified, order)
    (terms.namedReceipts, terms.ignoreLinks) = (namedReceipts, ignoreLinks)
    return terms
  }
}
