internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The treatment of pooled accounts.
struct PoolingOptions: ParsableArguments {
  @Option(
    name: .customLong("min-grade"),
    help: ArgumentHelp(
      """
      The weakest link to follow at pooled accounts. Default: C for walks, B for the figures of a rule.
      """, valueName: "grade"))
  var weakestLink: GradeArgument?

  @Flag(help: "Treat pooled accounts as ordinary ones; results that rest on this are graded D.")
  var pooledAsOrdinary = false

  @OptionGroup var hubs: HubOptions

  /// The weakest link that walks follow.
  var minGrade: Grade { weakestLink?.grade ?? .c }

  /// The way in which walks pass pooled accounts.
  var forWalks: Pooling { pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: minGrade) }

  /// The way in which the figures of a rule pass pooled accounts: one of several possible links
  /// would claim more than the records show, so the default is stronger.
  var forFigures: Pooling {
    pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: weakestLink?.grade ?? .b)
  }
}
