internal import ArgumentParser
internal import FundTracing
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `explain`: the chain of evidence behind one sink, figure or link.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Show the evidence for a sink, a figure of a trace, or a link, down to file and line.",
    discussion: """
      Examples:
        tributary explain case/*.csv --sink in:GNGB:1234
        tributary explain case/*.csv --account in:GNGB:1234 --rule fifo --victim victim-7
        tributary explain case/*.csv --link pp-00002=pp-00004

      A sink (--sink): for each victim one witness walk is printed: the one of the strongest grade, then \
      the shortest, then the one that arrives first. Every transfer names the file and line that \
      shows it, and every link its grade and basis.

      A figure (--account with the --rule and the terms that were given to trace): a lot is a sum \
      that came all by one way. For each figure at the account its lots are printed, with every \
      transfer that carried them and the row that shows it, and their sum is checked against the figure. \
      All victims' claims decide what a rule gives; --victim chooses whose figure is explained.

      A link (--link with the ids of receipt and payout): both rows, the arithmetic, what it rests \
      on, the other pairs that would fit, and why its grade is no better.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Walks to a sink") var limits: WalkLimits
  @OptionGroup(title: "Terms of a figure") var terms: RuleOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("Explain how money reached this account.", valueName: "account"))
  var sink: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "With --rule: explain the figures at this account. Without: as --sink.", valueName: "account")
  )
  var account: AccountArgument?

  @Option(
    help: ArgumentHelp("The rule of the figures; no default, as for trace.", valueName: "rule"))
  var rule: TracingMethod?

  @Option(
    help: ArgumentHelp(
      "Whose figures. Default: every victim's.", valueName: "accounts"))
  var victim: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "For figures: only transfers up to this day, which counts.", valueName: "yyyy-mm-dd"))
  var cutoff: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Explain this link, named by the ids or FILE:LINE of its two transfers.",
      valueName: "receipt=payout"))
  var link: LinkIDs?

  func validate() throws {
    do throws(ExplainConflict) {
      _ = try question()
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger, cutoff: cutoff)
    switch try question() {
    case .sink(let account): try explainSink(account, intake: intake, in: view)
    case .figure(let account, .rule(let rule)):
      try explainFigure(account, rule: rule, intake: intake, in: view)
    case .figure: break
    case .link(let ids): try explainLink(ids, intake: intake, in: view)
    }
    try input.end(intake)
  }

  /// Returns the question, where the options agree.
  private func question() throws(ExplainConflict) -> ExplainQuestion {
    guard [sink != nil, account != nil, link != nil].count(where: { $0 }) < 2 else {
      throw .several
    }
    let figureOnly = rule != nil || victim != nil || cutoff != nil || terms.isStated
    if let link {
      if figureOnly { throw .notForLinks("--rule and its terms") }
      if limits.isStated { throw .notForLinks("--ties, --max-hops and --within") }
      if pooling.weakestLink != nil || pooling.pooledAsOrdinary {
        throw .notForLinks("--min-grade and --pooled-as-ordinary")
      }
      return .link(link)
    }
    guard let named = account ?? sink else { throw .nothing }
    guard let rule else {
      if figureOnly { throw .onlyForFigures("--victim, --cutoff and the terms of a figure") }
      return .sink(named)
    }
    guard case .rule = rule else { throw .noLots(rule.name) }
    if sink != nil { throw .notForFigures("--sink") }
    if limits.isStated { throw .notForFigures("--ties, --max-hops and --within") }
    return .figure(named, rule)
  }

  private func explainSink(_ name: AccountArgument, intake: Intake, in view: LedgerView) throws {
    let sources = try victims.sources(intake, view)
    let account = try name.account(in: view)
    let rules = try limits.rules(pooling, in: view)
    let answer: Explanation
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
      ExplanationReport(answer, kept: kept).text(output.format, style: output.style))
  }

  private func explainFigure(
    _ name: AccountArgument, rule: TracingRule, intake: Intake, in view: LedgerView
  ) throws {
    let sources = try victims.sources(intake, view)
    let stated = try terms.terms(in: view, pooling)
    let account = try name.account(in: view)
    let whose = try victim?.accounts(in: view)
    let answer: FigureExplanation
    do throws(FundTracingError) {
      answer = try view.explainFigure(
        of: sources, claiming: whose, at: account, by: rule, terms: stated)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(FigureReport(answer).text(output.format, style: output.style))
  }

  private func explainLink(_ ids: LinkIDs, intake: Intake, in view: LedgerView) throws {
    let pair = try ids.transfers(in: intake.ledger)
    let settings = try pooling.hubs.settings(in: view)
    let answer: HubMatches
    do throws(FundTracingError) {
      answer = try view.matches(settings: settings)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(
      LinkReport(answer, from: pair.receipt, to: pair.payout)
        .text(output.format, style: output.style))
  }
}

/// The question for `explain`: the walks to an account, the lots of a figure, or a link.
enum ExplainQuestion {
  case sink(AccountArgument)
  case figure(AccountArgument, TracingMethod)
  case link(LinkIDs)
}

/// A conflict of options of `explain`: they ask for two things at once, or for nothing.
enum ExplainConflict: Error, CustomStringConvertible {
  case nothing
  case several
  case notForFigures(String)
  case onlyForFigures(String)
  case notForLinks(String)
  case noLots(String)

  /// The contradiction, and its solution.
  var description: String {
    switch self {
    case .nothing:
      "nothing to explain: name an account (--sink, or --account with --rule) or a --link"
    case .several: "--sink, --account and --link are three questions: give one of them"
    case .notForFigures(let options):
      "\(options) limit walks, but --rule asks for a figure: leave out --rule or \(options)"
    case .onlyForFigures(let options):
      "\(options) belong to a figure: add the --rule that it was computed by, or leave them out"
    case .notForLinks(let options):
      "only the records explain a --link: leave out \(options)"
    case .noLots(let rule): "\(rule) follows no payments in time, so its figures have no lots"
    }
  }
}

/// A link as it is written: receipt and payout by their ids or rows, `pp-00002=pp-00004`,
/// `paypal.csv:3=paypal.csv:5`.
struct LinkIDs: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard argument.dropFirst().dropLast().contains("=") else { return nil }
    text = argument
  }

  /// Returns the two transfers.
  func transfers(in ledger: Ledger) throws -> (receipt: TransferID, payout: TransferID) {
    // An id may itself hold an equals sign: the sign that leaves two ids of the ledger divides.
    var found: [(receipt: TransferID, payout: TransferID)] = []
    for sign in text.indices where text[sign] == "=" {
      if let receipt = ledger.transfer(named: text[..<sign]),
        let payout = ledger.transfer(named: text[text.index(after: sign)...])
      {
        found.append((receipt.id, payout.id))
      }
    }
    guard let pair = found.first, found.count == 1 else {
      throw CommandFailure(
        "--link takes the ids or the FILE:LINE of a receipt and of a payout, each of one transfer: not \(text)"
      )
    }
    return pair
  }
}
