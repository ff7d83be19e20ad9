internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The order of payments in a walk, and the limits of walks.
struct WalkLimits: ParsableArguments {
  @Option(
    name: .customLong("ties"),
    help: """
      The order of same-time payments. recorded, the default: the order of rows in one file, a \
      running balance or a payment's position in both its statements decides; if none does, either \
      may follow the other, but the answer is possible, not proven. allow: either may follow. forbid: \
      neither may.
      """)
  var statedTies: TieRule?

  @Option(help: ArgumentHelp("The most transfers in a walk. Default: any number.", valueName: "n"))
  var maxHops: Int?

  @Option(
    help: ArgumentHelp(
      "The longest wait at an account: 3d, 12h, 90m, 30s, 2w. Default: any.", valueName: "time"))
  var within: WaitArgument?

  var ties: TieRule { statedTies ?? .recorded }

  /// True where any of the options was given.
  var isStated: Bool { statedTies != nil || maxHops != nil || within != nil }

  func validate() throws {
    if let maxHops, maxHops < 1 {
      throw ValidationError("--max-hops takes a number of 1 or more, not \(maxHops)")
    }
  }

  /// Returns the rules with the user's knowledge of a ledger's pooled accounts.
  func rules(_ pooling: PoolingOptions, in view: LedgerView) throws -> WalkRules {
    var rules = WalkRules(
      ties: ties, maximumHops: maxHops, longestWait: within?.milliseconds,
      pooling: pooling.forWalks)
    rules.matching = try pooling.hubs.settings(in: view)
    return rules
  }
}
