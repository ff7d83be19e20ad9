internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `match`: the links at pooled accounts.
struct Match: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract:
      "Show which payouts of payment services pass on which receipts, with grades and reasons.",
    discussion: """
      Examples:
        tributary match payments.csv accounts.csv --account paypal
        tributary match payments.csv accounts.csv --transfer pp-00042

      A payment service mixes the money of many customers. A payout is joined to a receipt by a \
      link: A recorded by an id or a reference; B the amount is exact under the fee rule that the \
      recorded pairs obey, and nothing else fits; C consistent, but others are possible too; D merely \
      possible; X a reference pairs the two, but the amounts contradict it.

      The answer shows the fitted rule and how many recorded pairs obey it, the links that no record \
      states, contradictions, closed blocks, and the breaks at which the trail ends. B needs \
      complete records: see --complete. If victims are known, the answer ends with the missing \
      documents, ranked by the claimed money that they would decide. --transfer shows every link of one transfer.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Pooled accounts") var hubOptions: HubOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("Only these pooled accounts. Default: all.", valueName: "accounts"))
  var account: AccountArgument?

  @Option(
    name: .customLong("min-grade"),
    help: ArgumentHelp("The weakest link to list.", valueName: "grade"))
  var weakestLink = GradeArgument(.c)

  var minGrade: Grade { weakestLink.grade }

  @Option(
    help: ArgumentHelp(
      "Explain the links of one transfer only, named by its id or FILE:LINE.", valueName: "transfer"
    ))
  var transfer: String?

  @Option(
    help: ArgumentHelp(
      "The most links and breaks of an account in text; json and csv hold all.", valueName: "n"))
  var top = 25

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let settings = try hubOptions.settings(in: view)
    let hubs = try account?.accounts(in: view)
    let explained = try transfer.map { try RuleOptions.transfer($0, intake.ledger) }
    let answer: HubMatches
    var missing: MissingDocuments?
    let sources = try victims.knownSources(intake, view)
    do throws(FundTracingError) {
      answer = try view.matches(at: hubs, settings: settings)
      if let sources, explained == nil {
        var rules = WalkRules(pooling: .links(minimumGrade: minGrade))
        rules.matching = settings
        missing = try view.missingDocuments(of: sources, rules: rules)
      }
    } catch {
      throw CommandFailure(error)
    }
    if let explained {
      Console.write(
        LinkReport(answer, of: explained).text(output.format, style: output.style))
    } else {
      Console.write(
        MatchReport(answer, minimumGrade: minGrade, top: max(0, top), missing: missing)
          .text(output.format, style: output.style))
    }
    try input.end(intake)
  }
}
