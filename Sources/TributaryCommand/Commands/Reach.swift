internal import ArgumentParser
internal import Inquiries

/// `reach`: the accounts that some sources' money reaches.
struct Reach: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "List the accounts that money can have reached, or can have come from.",
    discussion: """
      Examples:
        tributary reach payments.csv accounts.csv --from role:victim --within 30d
        tributary reach payments.csv accounts.csv --to in:GNGB:1234

      Lists every account at the end of a walk, with the fewest hops to it, the strongest \
      evidence, and the sums and times of arrival. With --to the question runs the other way \
      round: the accounts whose money can have reached these. Accounts beyond a pooled account \
      rest on links (see match).
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      """
      The start of walks: all, role:ROLE, an account key, several with commas, or @file. Default: \
      the claimed payments of the claims file, else role:victim.
      """, valueName: "accounts"))
  var from: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "List the accounts whose money can have reached these: account keys or names, or @file.",
      valueName: "accounts"))
  var to: AccountArgument?

  @Option(
    help: ArgumentHelp("The most accounts in text; json and csv hold all.", valueName: "n"))
  var top = 50

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Reach()
    question.from = try from?.choice(files)
    question.to = try to?.choice(files)
    question.walks = try walks.choice(files)
    question.scope = try scope.choice(files)
    question.top = top
    return .reach(question)
  }
}
