internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `path`: the walks between two accounts.
struct Path: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Show the shortest and the earliest walk from one account to another.",
    discussion: """
      Example:
        tributary path payments.csv accounts.csv --from uk:victim-07 --to in:GNGB:1234

      The answer has three values. proven: recorded transfers lead there, with links graded A or B. \
      possible: only weaker links do, or a walk lies beyond a limit of the question or a missing \
      record, or it holds only if two rows are one payment, which no record proves. excluded: no walk of any kind exists on these records.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The account where walks start.", valueName: "account"))
  var from: AccountArgument

  @Option(help: ArgumentHelp("The account where they end.", valueName: "account"))
  var to: AccountArgument

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let start = try from.account(in: view)
    let end = try to.account(in: view)
    let answer: WalkAnswer
    let rules = try walks.rules(in: view)
    do throws(FundTracingError) {
      answer = try view.walks(from: start, to: end, rules: rules)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(PathReport(answer).text(output.format, style: output.style))
    try input.end(intake)
  }
}
