internal import ArgumentParser
internal import FundTracing
internal import Inquiries

/// `draw matrix`.
struct DrawMatrix: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Draw a table of victims and the accounts that their money can have reached.",
    discussion: """
      Examples:
        tributary draw matrix case/*.csv -o matrix.svg
        tributary draw matrix case/*.csv --rule fifo -o shares.svg

      Counts the payments that can have carried each victim's money to each account, or shows with \
      --rule each victim's money on each account.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Terms of a rule") var terms: RuleOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The most shared accounts to draw.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("Draw these accounts only.", valueName: "accounts"))
  var sink: AccountArgument?

  @Option(help: ArgumentHelp("The fewest victims that make an account a sink.", valueName: "n"))
  var minVictims = 2

  @Option(
    help: ArgumentHelp(
      "The rule by which each victim's money is shown; see trace.", valueName: "rule"))
  var rule: TracingMethod?

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Matrix()
    question.victims = try victims.choice(files)
    question.walks = try walks.choice(files)
    question.terms = try terms.choice(files)
    question.scope = try scope.choice(files)
    question.look = look.choice
    question.top = top
    question.sink = try sink?.choice(files)
    question.minimumVictims = minVictims
    question.rule = rule
    return .matrix(question)
  }
}

/// `draw walk`.
struct DrawWalk: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk",
    abstract: "Draw the way of one victim's money, hop by hop, under a rule.",
    discussion: """
      Example:
        tributary draw walk case/*.csv --account anna --rule fifo -o anna.svg

      Follows the money as trace does (--min-grade is B by default).
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Terms of the rule") var terms: RuleOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The victim whose money is followed.", valueName: "account"))
  var account: AccountArgument

  @Option(help: ArgumentHelp("The rule; no default, as for trace.", valueName: "rule"))
  var rule: TracingMethod?

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Walk()
    question.account = try account.choice(files)
    question.rule = rule
    question.victims = try victims.choice(files)
    question.pooling = try pooling.choice(files)
    question.terms = try terms.choice(files)
    question.scope = try scope.choice(files)
    question.look = look.choice
    return .walk(question)
  }
}
