internal import ArgumentParser
internal import Inquiries

/// `path`: the walks between two accounts.
struct Path: QuestionCommand {
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

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Path(from: try from.choice(files), to: try to.choice(files))
    question.walks = try walks.choice(files)
    question.scope = try scope.choice(files)
    return .path(question)
  }
}
