internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `reach`: the accounts that some sources' money reaches.
struct Reach: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the accounts that money from some accounts can have reached.",
    discussion: """
      Every account at the end of a walk is listed, with the fewest hops to it, the strongest \
      evidence, what arrived on such walks and when. What is listed beyond a pooled account rests on \
      links (see match).

      Example:
        tributary reach payments.csv accounts.csv --from role:victim --within 30d
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      """
      Where walks start: all, role:ROLE, an account key, several with commas, or @file. Default: \
      the claimed payments of the claims file, else role:victim.
      """, valueName: "accounts"))
  var from: SelectorText?

  @Option(
    help: ArgumentHelp("How many accounts text shows; json and csv hold all.", valueName: "n"))
  var top = 50

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    var victims = VictimOptions()
    victims.victims = from
    let sources = try victims.sources(intake, view)
    let answer: FundTracing.Reach
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      answer = try view.reach(of: sources, rules: rules)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(
      ReachReport(answer, top: max(0, top)).text(output.format, style: Console.answerStyle))
    try input.end(intake)
  }
}
