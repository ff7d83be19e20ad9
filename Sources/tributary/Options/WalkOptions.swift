internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// What counts as a walk.
struct WalkOptions: ParsableArguments {
  @Option(
    help: """
      What transfers of the same time may do. recorded: the order of rows in a file decides; in \
      different files, either may follow the other. allow: either may follow. forbid: neither may.
      """)
  var ties = TieRule.recorded

  @Option(help: ArgumentHelp("The most transfers in a walk. Default: any number.", valueName: "n"))
  var maxHops: Int?

  @Option(
    help: ArgumentHelp(
      "The longest wait at an account: 3d, 12h, 90m, 30s, 2w. Default: any.", valueName: "time"))
  var within: WaitArgument?

  @Option(
    name: .customLong("min-grade"),
    help: ArgumentHelp(
      "The weakest link to follow at pooled accounts. Default: C.", valueName: "grade"))
  var weakestLink: GradeArgument?

  var minGrade: Grade { weakestLink?.grade ?? .c }

  @Flag(help: "Pass pooled accounts as ordinary ones; what rests on that is graded D.")
  var pooledAsOrdinary = false

  func validate() throws {
    if let maxHops, maxHops < 1 {
      throw ValidationError("--max-hops takes a number of 1 or more, not \(maxHops)")
    }
  }

  @OptionGroup var hubs: HubOptions

  var rules: WalkRules {
    WalkRules(
      ties: ties, maximumHops: maxHops, longestWait: within?.milliseconds,
      pooling: pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: minGrade))
  }

  /// The rules with what the user knows of the hubs of a ledger.
  func rules(in view: LedgerView) throws -> WalkRules {
    var rules = rules
    rules.matching = try hubs.settings(in: view)
    return rules
  }
}
