internal import ArgumentParser
internal import FundTracing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `trace`: the amount of each person's money on each account, by a rule.
struct Trace: QuestionCommand {
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

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Trace()
    (question.rule, question.compare) = (rule, compare)
    question.victims = try victims.choice(files)
    question.terms = try options.rule.choice(files)
    question.pooling = try options.pooling.choice(files)
    question.pool = try options.pool?.choice(files)
    (question.net, question.exact) = (options.net, options.exact)
    question.batches = options.batch.map { StatedBatch([$0]) }
    question.scope = try scope.choice(files)
    question.cutoff = cutoff
    question.bounds = try bounds.choice(files)
    question.schedule = schedule
    return .trace(question)
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
}

/// The accounts for which the least and the most under any rule are computed.
enum BoundsArgument: ExpressibleByArgument, CustomStringConvertible {
  /// A choice by a word.
  case word(BoundChoice)
  /// Some accounts, however long it takes.
  case accounts(AccountArgument)

  static let auto = BoundsArgument.word(.auto)

  init?(argument: String) {
    if let word = BoundChoice(word: argument) {
      self = .word(word)
    } else {
      guard let selector = AccountArgument(argument: argument) else { return nil }
      self = .accounts(selector)
    }
  }

  var description: String {
    switch self {
    case .word(let choice): choice.written
    case .accounts(let selector): selector.text
    }
  }

  /// Returns the choice as a part of a question.
  func choice(_ files: SelectorFiles) throws -> BoundChoice {
    switch self {
    case .word(let choice): choice
    case .accounts(let selector): .accounts(try selector.choice(files))
    }
  }
}
