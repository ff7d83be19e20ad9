internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `trace`: the amount of each person's money on each account, by a rule.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Attribute the money on each account to victims, by a tracing rule.",
    discussion: """
      If several people's money is mixed in one account, a rule attributes each payment out of it. \
      The court decides which rule applies, so --rule has no default:

        fifo, lifo, proRata            oldest first; newest first; in proportion
        ownFirst-proRata               own money first, then claims in proportion
                                       (lowest intermediate balance)
        ownFirst-fifo, ownFirst-lifo   own money first, then oldest or newest claim
        ownLast-proRata, ownLast-fifo  claims first, own money last
        pariPassuExPost, poison, tiho  not traces: shares of --pool, exposure, batches

      Amounts are exact; csv and json print fractions, or two proved bounds if payments mix often \
      (--exact: only if a fraction would have more than 200 digits). Schedules: summary, victims (every claim hop by \
      hop), accounts (rows with proof of cash), sources (source and application of funds), matrix, bounds, \
      chargebacks (sums that services charged back, and the present owners of the claims), missing.

      Beside the rule's figures stand the least and the most under any rule, with the bottlenecks that limit \
      the most, and the sums by the grade of the links that they rest on: A, A+B, A+B+C.

      Examples:
        tributary trace case/*.csv --rule ownFirst-proRata
        tributary trace case/*.csv --rule fifo --schedule victims --cutoff 2010-03-31
        tributary trace case/*.csv --compare
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Terms") var options: TracingOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The rule.", valueName: "rule"))
  var rule: TracingMethod?

  @Flag(help: "Apply all rules and print them side by side.")
  var compare = false

  @Option(
    help: ArgumentHelp(
      "Only transfers up to this day, which counts.", valueName: "yyyy-mm-dd"))
  var cutoff: CivilDate?

  @Option(
    help: ArgumentHelp(
      """
      The accounts at which the least and the most under any rule are computed: auto leaves out those that would \
      take long and says so, all, none, or some accounts.
      """, valueName: "accounts"))
  var bounds = BoundsArgument.auto

  @Option(
    help: """
      The schedule: summary, victims, accounts, sources, matrix, bounds, chargebacks or missing.
      """)
  var schedule = TraceReport.Schedule.summary

  func validate() throws {
    if rule == nil, !compare {
      throw ValidationError(
        "--rule is required, because the court decides which rule applies; one of "
          + TracingMethod.all.map(\.name).joined(separator: ", ") + "; or --compare")
    }
    if schedule == .bounds, !bounds.isWanted {
      throw ValidationError("--schedule bounds has nothing to show with --bounds none")
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger, cutoff: cutoff)
    let sources = try victims.sources(intake, view)
    let terms = try options.terms(view)
    let asked = try bounds.accounts(in: view)
    do throws(FundTracingError) {
      if compare {
        let comparison = try view.compareRules(of: sources, terms: terms)
        Console.write(
          ComparisonReport(comparison).text(output.format, style: output.style))
      } else if let rule {
        let answer = try view.trace(of: sources, by: rule, terms: terms)
        var missing = try view.missingDocuments(of: sources, rules: terms.walkRules)
        var limits: BoundTable?
        var grades: GradedAmounts?
        if case .rule(let rule) = rule {
          if bounds.isWanted {
            limits = try view.bounds(of: sources, at: asked, terms: terms, effort: bounds.effort)
            missing = limits.map(missing.including) ?? missing
          }
          grades = try view.gradedAmounts(of: sources, by: rule, terms: terms)
        }
        Console.write(
          TraceReport(answer, schedule: schedule, bounds: limits, grades: grades, missing: missing)
            .text(output.format, style: output.style))
      }
    } catch {
      throw CommandFailure(error)
    }
    try input.end(intake)
  }
}
