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
      Examples:
        tributary trace case/*.csv --rule own-first-pro-rata
        tributary trace case/*.csv --rule fifo --schedule victims --cutoff 2010-03-31
        tributary trace case/*.csv --compare

      If several people's money is mixed in one account, a rule attributes each payment out of it. \
      The court decides which rule applies, so --rule has no default:

        fifo, lifo, pro-rata               oldest first; newest first; in proportion
        own-first-pro-rata                 own money first, then claims in proportion
                                           (lowest intermediate balance)
        own-first-fifo, own-first-lifo     own money first, then oldest or newest claim
        own-last-pro-rata, own-last-fifo   claims first, own money last
        pari-passu-ex-post, poison, tiho   not traces: shares of --pool, exposure,
                                           batches

      Amounts are exact; csv and json print fractions, or two proved bounds if payments mix often \
      (--exact: only if a fraction would have more than 200 digits). Schedules: summary, victims (every claim hop by \
      hop), accounts (rows with proof of cash), sources (source and application of funds), matrix, bounds, \
      chargebacks (sums that services charged back, and the present owners of the claims), missing.

      Beside the rule's figures stand the least and the most under any rule, with the bottlenecks that limit \
      the most, and the sums by the grade of the links that they rest on: A, A+B, A+B+C.
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
      throw ValidationError(TracingMethod.missing + "; or --compare")
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

/// The options beside the rule that decide a trace.
struct TracingOptions: ParsableArguments {
  @OptionGroup var rule: RuleOptions

  @OptionGroup var pooling: PoolingOptions

  @Option(
    help: ArgumentHelp("For pari-passu-ex-post: the accounts to share out.", valueName: "accounts"))
  var pool: AccountArgument?

  @Flag(help: "For pari-passu-ex-post: count contributions net of what the pool paid back.")
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
    var terms = try rule.terms(in: view, pooling)
    terms.batches = try batch.map { text in
      try text.split(separator: ",").map { try RuleOptions.transfer(String($0), view.ledger) }
    }
    if let pool { terms.pool = try pool.accounts(in: view) }
    terms.contributionsAreNet = net
    terms.keepsFractions = exact
    return terms
  }
}

/// The accounts for which the least and the most under any rule are computed.
enum BoundsArgument: ExpressibleByArgument, CustomStringConvertible {
  /// All accounts, up to a fixed effort.
  case auto
  /// All accounts, however long it takes.
  case everywhere
  /// No account.
  case none
  /// Some accounts, however long it takes.
  case accounts(AccountArgument)

  init?(argument: String) {
    switch argument.lowercased() {
    case "auto": self = .auto
    case "all": self = .everywhere
    case "none": self = .none
    default:
      guard let selector = AccountArgument(argument: argument) else { return nil }
      self = .accounts(selector)
    }
  }

  var description: String {
    switch self {
    case .auto: "auto"
    case .everywhere: "all"
    case .none: "none"
    case .accounts(let selector): "\(selector)"
    }
  }

  var isWanted: Bool {
    if case .none = self { return false }
    return true
  }

  /// The number of arcs that may be examined: a second or two; nil for any number.
  var effort: Int? {
    if case .auto = self { return 100_000_000 }
    return nil
  }

  /// Returns the accounts asked for; nil for all.
  func accounts(in view: LedgerView) throws -> [AccountID]? {
    guard case .accounts(let selector) = self else { return nil }
    return try selector.accounts(in: view)
  }
}
