internal import ArgumentParser
internal import FundTracing
internal import Inquiries
internal import PaymentGraph

/// `explain`: the chain of evidence behind one sink, figure or link.
struct Explain: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Show the evidence for a sink, a figure of a trace, a link, a list or a pattern, to file and line.",
    discussion: """
      Examples:
        tributary explain case/*.csv --sink in:GNGB:1234
        tributary explain case/*.csv --account in:GNGB:1234 --rule fifo --victim victim-7
        tributary explain case/*.csv --link pp-00002=pp-00004
        tributary explain case/*.csv persons.csv --list softshop --victim victim-7
        tributary explain case/*.csv --row 3 --only fan-in,chain

      A sink (--sink): for each victim one witness walk is printed: the one of the strongest grade, then \
      the shortest, then the one that arrives first. Every transfer names the file and line that \
      shows it, and every link its grade and basis.

      A figure (--account with the --rule and the terms that were given to trace): a lot is a sum \
      that came all by one way. For each figure at the account its lots are printed, with every \
      transfer that carried them and the row that shows it, and their sum is checked against the figure. \
      All victims' claims decide what a rule gives; --victim chooses whose figure is explained.

      A link (--link with the ids of receipt and payout): both rows, the arithmetic, what it rests \
      on, the other pairs that would fit, and why its grade is no better.

      A list (--list): the victims who were on it before first contact, each with the payments and rows that \
      show it, as compromise finds them by its defaults.

      A row of a screening (--row, with --only, --ties and --within as they were given to patterns): every payment \
      of the row, with file and line. Where patterns had other options, patterns --row explains it.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Walks to a sink") var limits: WalkLimits
  @OptionGroup(title: "Terms of a figure") var terms: RuleOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("Explain how money reached this account.", valueName: "account"))
  var sink: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "With --rule: explain the figures at this account. Without: as --sink.", valueName: "account")
  )
  var account: AccountArgument?

  @Option(
    help: ArgumentHelp("The rule of the figures; no default, as for trace.", valueName: "rule"))
  var rule: TracingMethod?

  @Option(
    help: ArgumentHelp(
      "Whose figures, or whose rows of a --list. Default: every victim's.", valueName: "accounts"))
  var victim: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "For figures: only transfers up to this day, which counts.", valueName: "yyyy-mm-dd"))
  var cutoff: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Explain this link, named by the ids or FILE:LINE of its two transfers.",
      valueName: "receipt=payout"))
  var link: LinkName?

  @Option(
    help: ArgumentHelp(
      "Explain who of the victims was on this list before first contact, by the defaults of compromise.",
      valueName: "list"))
  var list: String?

  @Option(
    help: ArgumentHelp(
      "Explain this row of patterns, by its defaults but for --only, --ties and --within.",
      valueName: "n"))
  var row: Int?

  @Option(
    help: ArgumentHelp(
      "With --row: the patterns that were searched, several with commas.", valueName: "patterns"),
    transform: PatternArgument.list)
  var only: PatternList?

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Explain()
    question.sink = try sink?.choice(files)
    question.account = try account?.choice(files)
    question.rule = rule
    question.victim = try victim?.choice(files)
    (question.cutoff, question.link, question.list) = (cutoff, link, list)
    (question.row, question.only) = (row, only)
    question.victims = try victims.choice(files)
    question.pooling = try pooling.choice(files)
    question.limits = limits.choice
    question.terms = try terms.choice(files)
    question.scope = try scope.choice(files)
    return .explain(question)
  }
}
