internal import ArgumentParser
internal import FundTracing
internal import Inquiries

/// `match`: the links at pooled accounts.
struct Match: QuestionCommand {
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

  @Option(
    help: ArgumentHelp(
      "Explain the links of one transfer only, named by its id or FILE:LINE.", valueName: "transfer"
    ))
  var transfer: String?

  @Option(
    help: ArgumentHelp(
      "The most links and breaks of an account in text; json and csv hold all.", valueName: "n"))
  var top = 25

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Match()
    question.account = try account?.choice(files)
    question.hubs = try hubOptions.choice(files)
    question.victims = try victims.choice(files)
    question.scope = try scope.choice(files)
    question.weakestLink = weakestLink.grade
    question.transfer = transfer
    question.top = top
    return .match(question)
  }
}
