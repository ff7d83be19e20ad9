internal import ArgumentParser
internal import Inquiries

/// `path`: the walks between two accounts.
struct Path: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Show the shortest and the earliest walk from one account to another.",
    discussion: """
      Examples:
        tributary path payments.csv accounts.csv --from uk:victim-07 --to in:GNGB:1234
        tributary path payments.csv --from acct-1 --to acct-9 --ties any-order

      The answer has three values. proven: recorded transfers lead there, with links graded A or B. \
      possible: only weaker links do, or a walk lies beyond a limit of the question or a missing \
      record, or it holds only if two rows are one payment, which no record proves. excluded: no walk of any kind exists on these records.

      With --ties any-order the fewest payments are shown that join the two accounts whatever their times: who \
      knows whom, and no walk of money.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The account where walks start.", valueName: "account"))
  var from: AccountArgument

  @Option(help: ArgumentHelp("The account where they end.", valueName: "account"))
  var to: AccountArgument

  @Option(
    help: """
      The order of same-time payments. recorded, the default: the order of rows in one file, a running balance or \
      a payment's position in both its statements decides; if none does, either may follow the other, but the answer \
      is possible, not proven. allow: either may follow. forbid: neither may. any-order: no payment need follow the \
      one before it.
      """)
  var ties: Inquiry.PathOrder?

  @Option(help: ArgumentHelp("The most transfers in a walk. Default: any number.", valueName: "n"))
  var maxHops: Int?

  @Option(
    help: ArgumentHelp(
      "The longest wait at an account: 3d, 12h, 90m, 30s, 2w. Default: any.", valueName: "time"))
  var within: Wait?

  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Path(from: try from.choice(files), to: try to.choice(files))
    question.order = ties
    question.walks.limits.maximumHops = maxHops
    question.walks.limits.longestWait = within
    question.walks.pooling = try pooling.choice(files)
    question.scope = try scope.choice(files)
    return .path(question)
  }
}
