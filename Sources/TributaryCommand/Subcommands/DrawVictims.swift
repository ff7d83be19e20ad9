internal import ArgumentParser
internal import FundTracing
internal import Ingest
internal import PaymentGraph
internal import Reports

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

  func validate() throws {
    if minVictims < 1 || top < 1 {
      throw ValidationError("--min-victims and --top take a number of 1 or more")
    }
    if rule == nil, terms.isStated {
      throw ValidationError("the terms of a rule go with --rule: add it, or leave them out")
    }
  }

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    let sources = try victims.sources(intake, view)
    let chosen = try sink?.accounts(in: view)
    let rules = try walks.rules(in: view)
    let terms = try terms.terms(in: view, walks.pooling)
    let answer: SharedSinks
    let traced: Tracing?
    do throws(FundTracingError) {
      answer = try view.sharedSinks(
        of: sources, minimumVictims: minVictims, rules: rules,
        onProgress: { Progress.show(searches: $0, of: $1) })
      traced = if let rule { try view.trace(of: sources, by: rule, terms: terms) } else { nil }
    } catch {
      throw CommandFailure(error)
    }
    let shown = answer.choosing(chosen, atMost: top)
    guard let traced else {
      return try MatrixDiagram(answer, shown: shown, sources: sources, options: options).picture()
    }
    return try MatrixDiagram(
      traced, sinks: shown, sources: sources, columnLimit: top, options: options
    ).picture()
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

  func validate() throws {
    guard rule != nil else { throw ValidationError(TracingMethod.missing) }
  }

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    let sources = try victims.sources(intake, view)
    let victim = try account.account(in: view)
    guard let rule, sources.contains(where: { $0.account == victim }) else {
      throw CommandFailure("--account names no victim, so there is no money to follow")
    }
    let terms = try terms.terms(in: view, pooling)
    let answer: Tracing
    do throws(FundTracingError) {
      answer = try view.trace(of: sources, by: rule, terms: terms)
    } catch {
      throw CommandFailure(error)
    }
    return try WalkDiagram(answer, of: victim, sources: sources, options: options).picture()
  }
}
