internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `explain-figure`: what a figure of a trace is made of, down to file and line.
struct ExplainFigure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain-figure",
    abstract: "Lead a figure of a trace back to lots, transfers and rows.",
    discussion: """
      A lot is a sum that came all by one way. For each figure at an account its lots are printed, with \
      every transfer that carried them and the row that shows it; their sum is checked against the \
      figure. Give the terms that were given to trace. All victims' claims decide what a rule gives; \
      --victim chooses whose figure is explained.

      Example:
        tributary explain-figure case/*.csv --rule fifo --account in:GNGB:1234 --victim victim-7
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Terms") var options: TracingOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The account whose figures are explained.", valueName: "account"))
  var account: SelectorText

  @Option(
    help: ArgumentHelp("Whose figures. Default: every victim's.", valueName: "accounts"))
  var victim: SelectorText?

  @Option(help: ArgumentHelp("The rule; no default, as for trace.", valueName: "rule"))
  var rule: TracingMethod

  @Option(
    help: ArgumentHelp(
      "Only transfers up to this day, which counts, as for trace.", valueName: "yyyy-mm-dd"))
  var cutoff: CivilDate?

  func validate() throws {
    guard case .rule = rule else {
      throw ValidationError("\(rule.name) follows no payments in time, so its figures have no lots")
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger, cutoff: cutoff)
    let sources = try victims.sources(intake, view)
    let terms = try options.terms(view)
    guard case .rule(let rule) = rule else { return }
    let place = try account.account(in: view)
    let whose = try victim?.accounts(in: view)
    let answer: FigureExplanation
    do throws(FundTracingError) {
      answer = try view.explainFigure(
        of: sources, claiming: whose, at: place, by: rule, terms: terms)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(FigureReport(answer).text(output.format, style: Console.answerStyle))
    try input.end(intake)
  }
}
