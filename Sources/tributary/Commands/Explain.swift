internal import ArgumentParser
internal import FundTracing
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `explain`: the chain of evidence behind one account.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how each victim's money reaches an account, down to file and line.",
    discussion: """
      For each victim one witness walk is printed: of the strongest grade, of those the shortest, \
      of those the one that arrives first. Every transfer names the file and line that shows it, and \
      every link its grade and what it rests on.

      Example:
        tributary explain payments.csv accounts.csv claims.csv --sink in:GNGB:1234
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The account to explain.", valueName: "account"))
  var sink: SelectorText

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let sources = try victims.sources(intake, view)
    let account = try sink.account(in: view)
    let answer: Explanation
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      answer = try view.explain(account, of: sources, rules: rules)
    } catch {
      throw CommandFailure(error)
    }
    let reader = try input.reader()
    let kept: [Citation: [KeptCell]]
    do throws(IngestError) {
      kept = try reader.keptCells(of: answer.evidence)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(
      ExplanationReport(answer, kept: kept).text(output.format, style: Console.answerStyle))
    try input.end(intake)
  }
}
