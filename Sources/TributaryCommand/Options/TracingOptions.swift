internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The options beside the rule that decide a trace.
struct TracingOptions: ParsableArguments {
  @OptionGroup var rule: RuleOptions

  @OptionGroup var pooling: PoolingOptions

  @Option(
    help: ArgumentHelp("For pariPassuExPost: the accounts to share out.", valueName: "accounts"))
  var pool: SelectorText?

  @Flag(help: "For pariPassuExPost: count contributions net of what the pool paid back.")
  var net = false

  @Option(
    help: ArgumentHelp(
      "For tiho: payments that left together, by id or FILE:LINE: t3,t4.", valueName: "ids"))
  var batch: [String] = []

  @Flag(
    help: """
      Keep fractions of up to 200 digits however often payments mix; by default figures of many mixtures are two proved bounds, \
      which take far less time.
      """)
  var exact = false

  func terms(_ view: LedgerView) throws -> TracingTerms {
    var terms = try rule.terms(view)
    terms.batches = try batch.map { text in
      try text.split(separator: ",").map { try RuleOptions.transfer(String($0), view.ledger) }
    }
    if let pool { terms.pool = try pool.accounts(in: view) }
    terms.contributionsAreNet = net
    terms.keepsFractions = exact
    terms.matching = try pooling.hubs.settings(in: view)
    terms.pooling = pooling.forFigures
    return terms
  }
}
