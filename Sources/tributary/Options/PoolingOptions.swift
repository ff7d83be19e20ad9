internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// How pooled accounts are passed.
struct PoolingOptions: ParsableArguments {
  @Option(
    name: .customLong("min-grade"),
    help: ArgumentHelp(
      """
      The weakest link to follow at pooled accounts. Default: C for walks, B for the figures of a rule.
      """, valueName: "grade"))
  var weakestLink: GradeArgument?

  @Flag(help: "Pass pooled accounts as ordinary ones; what rests on that is graded D.")
  var pooledAsOrdinary = false

  @OptionGroup var hubs: HubOptions

  /// The weakest link that walks follow.
  var minGrade: Grade { weakestLink?.grade ?? .c }

  /// How walks pass pooled accounts.
  var forWalks: Pooling { pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: minGrade) }

  /// How the figures of a rule pass them: one of several possible links would say more than the
  /// records do, so the default is stronger.
  var forFigures: Pooling {
    pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: weakestLink?.grade ?? .b)
  }
}
