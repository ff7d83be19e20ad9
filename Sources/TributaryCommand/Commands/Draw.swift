internal import ArgumentParser
internal import Drawing
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `draw`: the diagram of a question.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw how the money flowed, as SVG, PNG, PDF, DOT or a page for a browser.",
    discussion: """
      Draws the flow from the victims to the accounts that they share by default: the first \
      --top of them, as sinks lists them, or those that --sink names. --from draws all accounts that \
      some accounts' money reaches, --to all accounts whose money can have reached some accounts; --whole draws all transfers of a small ledger. --kind \
      neighbourhood draws who paid one account and whom it paid; sankey adds up the flow in bands as \
      wide as the amounts, in one panel with --rates, else in one for each currency sent; timeline draws the payments between lanes, with time \
      to the right; matrix counts the payments that can have carried each victim's money to each account, or shows with \
      --rule each victim's money on each account; walk follows the money of one victim hop by hop under a --rule, as \
      trace does (--min-grade is then B by default). The ending of the file decides its \
      form: .html is a page to pan, zoom and search.

      Account numbers are masked unless you use --mask none. Up to 30 lines are drawn \
      between cards, more between tables; a long column of rows is folded into "and 84 more victims", \
      and the totals still add up (--rows).

      Examples:
        tributary draw payments.csv accounts.csv claims.csv -o flow.svg
        tributary draw payments.csv --kind neighbourhood --account psp -o psp.html
        tributary draw payments.csv accounts.csv claims.csv --kind sankey -o sankey.svg
        tributary draw payments.csv accounts.csv claims.csv --kind sankey --rates ecb.csv --unit EUR -o one.svg
        tributary draw payments.csv accounts.csv claims.csv --kind walk --account anna --rule fifo -o anna.svg
        tributary draw payments.csv --whole --paper a4 -o ledger.pdf
      """)

  /// The kind of picture.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case flow, sankey, timeline, matrix, walk, neighbourhood
  }

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Terms of a rule") var terms: RuleOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write: .svg, .html, .png, .pdf or .dot.", valueName: "file"),
    completion: .file(extensions: OutputFormat.allCases.map(\.rawValue)))
  var output: String

  @Option(help: "What to draw: flow, sankey, timeline, matrix, walk or neighbourhood.")
  var kind = Kind.flow

  @Option(help: ArgumentHelp("The most shared accounts to draw.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("Draw the flow to these accounts only.", valueName: "accounts"))
  var sink: SelectorText?

  @Option(help: ArgumentHelp("The fewest victims that make an account a sink.", valueName: "n"))
  var minVictims = 2

  @Option(
    help: ArgumentHelp(
      "Draw all accounts that these accounts' money reaches.", valueName: "accounts"))
  var from: SelectorText?

  @Option(
    help: ArgumentHelp(
      "Draw all accounts whose money can have reached these accounts.", valueName: "accounts"))
  var to: SelectorText?

  @Option(
    help: ArgumentHelp(
      "The account of a neighbourhood, or the victim of a walk.", valueName: "account"))
  var account: SelectorText?

  @Option(
    help: ArgumentHelp(
      "The rule of a walk, or of a matrix of each victim's money; see trace.", valueName: "rule"))
  var rule: TracingMethod?

  @OptionGroup(title: "Rates") var rates: RateOptions

  @Flag(help: "Draw all transfers in scope.")
  var whole = false

  func validate() throws {
    guard form != nil else {
      throw ValidationError(
        "--output takes a file name that ends in .svg, .html, .png, .pdf or .dot")
    }
    if whole, from != nil || sink != nil || victims.victims != nil {
      throw ValidationError("--whole draws everything: leave out --from, --sink and --victims")
    }
    if from != nil, sink != nil || victims.victims != nil {
      throw ValidationError("--from draws a reach: leave out --sink and --victims")
    }
    if to != nil, whole || from != nil || sink != nil || victims.victims != nil {
      throw ValidationError("--to draws origins: leave out --from, --sink, --victims and --whole")
    }
    if (kind == .neighbourhood || kind == .walk) != (account != nil) {
      throw ValidationError(
        "--kind neighbourhood and --kind walk need --account, and no other kind takes it")
    }
    if kind == .walk, rule == nil {
      throw ValidationError(
        "--kind walk needs a --rule, because the court decides which rule applies; one of "
          + TracingMethod.all.map(\.name).joined(separator: ", "))
    }
    if rule != nil, kind != .walk, kind != .matrix {
      throw ValidationError("--rule goes with --kind walk and --kind matrix")
    }
    if whole || from != nil || to != nil, kind == .matrix || kind == .walk {
      throw ValidationError("--kind \(kind.rawValue) takes --victims, not --whole, --from or --to")
    }
    if rates.rates != nil, kind != .sankey {
      throw ValidationError("--rates goes with --kind sankey")
    }
    if minVictims < 1 || top < 1 {
      throw ValidationError("--min-victims and --top take a number of 1 or more")
    }
  }

  func run() throws {
    let file = OutputFile(
      path: output, inputs: try input.paths() + look.files + rates.files, replaces: input.force)
    try file.check()
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let picture = try picture(intake, view)
    Progress.clear()
    warnOfBoxes(picture)
    let bytes: [UInt8]
    do throws(DiagramError) {
      bytes = try picture.file(form ?? .svg, paper: look.paper, pageLimit: look.pages)
    } catch {
      throw CommandFailure(error.description)
    }
    try file.save(bytes)
    if !input.quiet { Console.report("wrote \(output)\n") }
    try input.end(intake)
  }

  /// Warns of words that will be boxes, because no font of this machine has their letters.
  private func warnOfBoxes(_ picture: RenderedDiagram) {
    guard form == .png || form == .pdf else { return }
    let texts = DrawingRenderer().unreadable(in: picture.drawing)
    guard let first = texts.first else { return }
    let more = texts.count > 1 ? " and \(texts.count - 1) more" : ""
    Console.report(
      "warning: no font on this machine has the letters of \"\(TerminalText.safe(first))\"\(more), which \(output) shows "
        + "as boxes: install a font that has them (on Debian fonts-noto-core and fonts-noto-cjk), or write .svg\n"
    )
  }

  private func picture(_ intake: Intake, _ view: LedgerView) throws -> RenderedDiagram {
    let options = try look.options()
    do {
      switch kind {
      case .neighbourhood: return try around(view, options).picture()
      case .flow: return try flow(intake, in: view, options: options).picture()
      case .sankey:
        return try SankeyDiagram(flow(intake, in: view, options: options), rates: rates.read())
          .picture()
      case .timeline: return try TimelineDiagram(flow(intake, in: view, options: options)).picture()
      case .matrix: return try matrix(intake, in: view, options: options).picture()
      case .walk: return try walk(intake, in: view, options: options).picture()
      }
    } catch let error as DiagramError {
      throw CommandFailure(error.description)
    }
  }

  private func around(
    _ view: LedgerView, _ options: DiagramOptions
  ) throws -> FlowDiagram {
    guard let account = try account?.account(in: view) else {
      throw CommandFailure("--account names no account")
    }
    return FlowDiagram(around: account, in: view, options: options)
  }

  private func matrix(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> MatrixDiagram {
    let sources = try victims.sources(intake, view)
    let chosen = try sink?.accounts(in: view)
    let rules = try walks.rules(in: view)
    let terms = try terms(view)
    do throws(FundTracingError) {
      let answer = try view.sharedSinks(
        of: sources, minimumVictims: minVictims, rules: rules,
        onProgress: { Progress.show(searches: $0, of: $1) })
      guard let rule else {
        return try MatrixDiagram(
          answer, shown: answer.choosing(chosen, atMost: top), sources: sources, options: options)
      }
      return MatrixDiagram(
        try view.trace(of: sources, by: rule, terms: terms), sinks: Array(answer.sinks.prefix(top)),
        sources: sources,
        columnLimit: top, options: options)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func walk(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> WalkDiagram {
    let sources = try victims.sources(intake, view)
    guard let rule, let victim = try account?.account(in: view),
      sources.contains(where: { $0.account == victim })
    else {
      throw CommandFailure("--account names no victim, so there is no money to follow")
    }
    let terms = try terms(view)
    do throws(FundTracingError) {
      return try WalkDiagram(
        view.trace(of: sources, by: rule, terms: terms), of: victim, sources: sources,
        options: options)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Returns the same terms as `trace` has: links of grade B or better, unless another grade is
  /// asked for.
  private func terms(_ view: LedgerView) throws -> TracingTerms {
    var terms = try terms.terms(view)
    terms.matching = try walks.pooling.hubs.settings(in: view)
    terms.pooling = walks.pooling.forFigures
    return terms
  }

  private func flow(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> FlowDiagram {
    if whole { return FlowDiagram(view, options: options) }
    if let to { return try flow(to: to.accounts(in: view), view, options) }
    var selection = victims
    if let from { selection.victims = from }
    let sources = try selection.sources(intake, view)
    let chosen = try sink?.accounts(in: view)
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
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

  private func flow(
    to targets: [AccountID], _ view: LedgerView, _ options: DiagramOptions
  ) throws -> FlowDiagram {
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      return try view.origins(of: targets, rules: rules).flowDiagram(options: options)
    } catch {
      throw CommandFailure(error)
    }
  }

  private var form: OutputFormat? {
    output.split(separator: ".").last.flatMap { OutputFormat(rawValue: $0.lowercased()) }
  }
}
