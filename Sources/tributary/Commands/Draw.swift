internal import ArgumentParser
internal import FundTracing
internal import Graphviz
internal import PaymentGraph
internal import Reports

/// `draw`: the flow diagram of a question.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw how the money flowed, as SVG, PNG, PDF or DOT.",
    discussion: """
      Without more, the flow from the victims to the accounts that they share is drawn: the first \
      --top of them, as sinks lists them, or those that --sink names. --from draws everything that \
      some accounts' money reaches; --whole draws all transfers of a small ledger. The ending of \
      the file decides its form.

      Account numbers are masked unless --show-numbers says otherwise. Up to 30 lines are drawn \
      between cards, more between tables; very many rows are folded into "and 84 more victims", \
      whose totals still add up.

      Examples:
        tributary draw payments.csv accounts.csv claims.csv -o flow.svg
        tributary draw payments.csv --whole -o ledger.pdf
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write: .svg, .png, .pdf or .dot.", valueName: "file"),
    completion: .file(extensions: DiagramFormat.allCases.map(\.rawValue)))
  var output: String

  @Option(help: ArgumentHelp("How many shared accounts to draw.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("Draw the flow to these accounts only.", valueName: "accounts"))
  var sink: SelectorText?

  @Option(help: ArgumentHelp("The fewest victims that make a sink.", valueName: "n"))
  var minVictims = 2

  @Option(help: ArgumentHelp("Draw all that these accounts' money reaches.", valueName: "accounts"))
  var from: SelectorText?

  @Flag(help: "Draw all transfers in scope.")
  var whole = false

  @Option(help: "The title. Default: one that says what is drawn.")
  var title: String?

  @Flag(help: "Show account numbers in full.")
  var showNumbers = false

  @Option(help: ArgumentHelp("The most rows in a column before rows are folded.", valueName: "n"))
  var rows = 48

  func validate() throws {
    guard format != nil else {
      throw ValidationError("--output takes a file that ends in .svg, .png, .pdf or .dot")
    }
    if whole, from != nil || sink != nil || victims.victims != nil {
      throw ValidationError("--whole draws everything: leave out --from, --sink and --victims")
    }
    if from != nil, sink != nil || victims.victims != nil {
      throw ValidationError("--from draws a reach: leave out --sink and --victims")
    }
    if minVictims < 1 || top < 1 || rows < 1 {
      throw ValidationError("--min-victims, --top and --rows take a number of 1 or more")
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let diagram = try diagram(intake, view)
    Progress.clear()
    let drawing: [UInt8]
    do throws(GraphvizError) {
      drawing = try GraphvizRenderer().render(diagram.graph, as: format ?? .svg)
    } catch {
      throw CommandFailure(error)
    }
    try Console.save(drawing, to: output)
    Console.report("wrote \(output)\n")
    try input.end(intake)
  }

  private func diagram(_ intake: Intake, _ view: LedgerView) throws -> FlowDiagram {
    if whole { return FlowDiagram(view, options: options) }
    var selection = victims
    if let from { selection.victims = from }
    let sources = try selection.sources(intake, view)
    let chosen = try sink?.accounts(in: view)
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      if from != nil {
        let reach = try view.reach(of: sources, rules: rules)
        let flow = try view.flow(
          from: sources, to: reach.accounts.map(\.account), rules: rules)
        return FlowDiagram(reach, flow: flow, options: options)
      }
      let answer = try view.sharedSinks(
        of: sources, minimumVictims: minVictims, rules: rules,
        onProgress: { Progress.show(searches: $0, of: $1) })
      let shown = answer.choosing(chosen, atMost: top)
      let flow = try view.flow(from: sources, to: shown.map(\.account), rules: rules)
      return FlowDiagram(answer, shown: shown, flow: flow, options: options)
    } catch {
      throw CommandFailure(error)
    }
  }

  private var format: DiagramFormat? {
    output.split(separator: ".").last.flatMap { DiagramFormat(rawValue: $0.lowercased()) }
  }

  private var options: DiagramOptions {
    DiagramOptions(title: title, showsNumbers: showNumbers, rowLimit: rows)
  }
}
