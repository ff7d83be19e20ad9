internal import ArgumentParser
internal import Foundation
internal import FundTracing
internal import Ingest
internal import PaymentGraph
internal import Reports

/// The payments that a flow, a sankey or a timeline shows.
struct FlowQuestion: ParsableArguments {
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions

  @Option(help: ArgumentHelp("The most shared accounts to draw.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("Draw the flow to these accounts only.", valueName: "accounts"))
  var sink: AccountArgument?

  @Option(help: ArgumentHelp("The fewest victims that make an account a sink.", valueName: "n"))
  var minVictims = 2

  @Option(
    help: ArgumentHelp(
      "Draw all accounts that these accounts' money reaches.", valueName: "accounts"))
  var from: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "Draw all accounts whose money can have reached these accounts.", valueName: "accounts"))
  var to: AccountArgument?

  @Flag(help: "Draw all transfers in scope.")
  var whole = false

  func validate() throws {
    if whole, from != nil || sink != nil || victims.victims != nil {
      throw ValidationError("--whole draws everything: leave out --from, --sink and --victims")
    }
    if from != nil, sink != nil || victims.victims != nil {
      throw ValidationError("--from draws a reach: leave out --sink and --victims")
    }
    if to != nil, whole || from != nil || sink != nil || victims.victims != nil {
      throw ValidationError("--to draws origins: leave out --from, --sink, --victims and --whole")
    }
    if minVictims < 1 || top < 1 {
      throw ValidationError("--min-victims and --top take a number of 1 or more")
    }
  }

  func diagram(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> FlowDiagram {
    if whole { return FlowDiagram(view, options: options) }
    let targets = try to?.accounts(in: view)
    var selection = victims
    if let from { selection.victims = from }
    let sources = targets == nil ? try selection.sources(intake, view) : []
    let chosen = try sink?.accounts(in: view)
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      if let targets {
        return try view.origins(of: targets, rules: rules).flowDiagram(options: options)
      }
      if from != nil {
        return try view.reach(of: sources, rules: rules).flowDiagram(of: sources, options: options)
      }
      let answer = try view.sharedSinks(
        of: sources, minimumVictims: minVictims, rules: rules,
        onProgress: { Progress.show(searches: $0, of: $1) })
      return try answer.flowDiagram(
        of: sources, showing: chosen, atMost: top, losses: losses(sources, intake),
        options: options)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Returns the sources with their losses: all their claims, even where all their payments are
  /// followed.
  private func losses(_ sources: [Source], _ intake: Intake) -> [Source] {
    guard let claims = intake.claims else { return sources }
    let claiming = Dictionary(
      Source.claiming(claims, in: intake.ledger).map { ($0.account, $0) },
      uniquingKeysWith: { first, _ in first })
    return sources.map { claiming[$0.account] ?? Source(account: $0.account, claims: []) }
  }
}

/// `draw flow`.
struct DrawFlow: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow",
    abstract: "Draw the payments from victims to the accounts that they share, as cards or tables.",
    discussion: """
      Examples:
        tributary draw case/*.csv -o flow.svg
        tributary draw flow case/*.csv --sink in:GNGB:1234 --case-number 7 -o exhibit.pdf
        tributary draw flow payments.csv --whole --paper a4 -o ledger.pdf

      Draws the flow from the victims to the accounts that they share: the first --top of them, as sinks \
      lists them, or those that --sink names. --from draws all accounts that some accounts' money \
      reaches, --to all accounts whose money can have reached some accounts; --whole draws all \
      transfers of a small ledger.

      Up to 30 lines are drawn between cards, more between tables; a long column of rows is folded \
      into "and 84 more victims", and the totals still add up (--rows).
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup var question: FlowQuestion
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    try question.diagram(intake, in: view, options: options).picture()
  }
}

/// `draw sankey`.
struct DrawSankey: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sankey",
    abstract: "Draw the flow added up, in bands as wide as the amounts.",
    discussion: """
      Examples:
        tributary draw sankey case/*.csv -o bands.svg
        tributary draw sankey case/*.csv --rates ecb.csv --unit EUR -o one.svg

      Draws one panel with --rates, else one for each currency sent. The flow is that of draw flow.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Rates") var rates: RateOptions
  @OptionGroup var question: FlowQuestion
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  var otherFiles: [String] { rates.files }

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    let flow = try question.diagram(intake, in: view, options: options)
    return try SankeyDiagram(flow, rates: rates.read()).picture()
  }
}

/// `draw timeline`.
struct DrawTimeline: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Draw the payments of a flow between lanes, with time to the right.",
    discussion: """
      Example:
        tributary draw timeline case/*.csv --sink in:GNGB:1234 -o time.svg

      The flow is that of draw flow; each account has a lane.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup var question: FlowQuestion
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    try TimelineDiagram(question.diagram(intake, in: view, options: options)).picture()
  }
}

/// `draw neighbourhood`.
struct DrawNeighbourhood: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbourhood",
    abstract: "Draw who paid one account, and whom it paid.",
    discussion: """
      Example:
        tributary draw neighbourhood case/*.csv --account psp -o psp.html
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The account in the middle.", valueName: "account"))
  var account: AccountArgument

  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram {
    try FlowDiagram(around: account.account(in: view), in: view, options: options).picture()
  }
}

/// The stated rates, so that one picture can hold amounts of several currencies.
struct RateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A CSV file of daily rates, date,currency,rate: the price of one unit of the currency in that of \
      --unit. The sankey then has one panel.
      """, valueName: "file"), completion: .file(extensions: ["csv"]))
  var rates: String?

  @Option(
    help: ArgumentHelp(
      "The currency in which --rates are stated, and amounts shown.", valueName: "code"))
  var unit: Currency?

  func validate() throws {
    if (rates == nil) != (unit == nil) {
      throw ValidationError(
        "--rates and --unit go together: --unit names the currency of the rates")
    }
  }

  /// The files that these options read.
  var files: [String] { [rates].compactMap { $0 } }

  /// Reads the rates; nil where none are asked for.
  func read() throws(CommandFailure) -> DailyRates? {
    guard let rates, let unit else { return nil }
    guard let data = FileManager.default.contents(atPath: rates) else {
      throw CommandFailure("\(rates) cannot be read")
    }
    let name = rates.split(separator: "/").last.map(String.init) ?? rates
    do throws(RatesError) {
      return try DailyRates(Array(data), name: name, unit: unit)
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
