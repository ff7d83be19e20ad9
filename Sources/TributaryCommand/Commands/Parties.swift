internal import ArgumentParser
internal import Inquiries

/// `parties`: accounts that may be one, or belong to one holder.
struct Parties: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "parties",
    abstract:
      "List pairs of accounts that may be one account, or have one holder, for you to decide.",
    discussion: """
      Example:
        tributary parties case/*.csv --format csv > decisions.csv
        tributary sinks case/*.csv decisions.csv

      A statement often gives only a shortened name of the other side. Accounts are never joined by \
      name alone: this command lists the pairs whose names are alike, and you decide. A decisions file \
      (account,decision,other,by,on,reason), loaded with the other files, states which are the same and which \
      are different.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      "Leave out names that more accounts share than this: they distinguish nobody.", valueName: "n"
    ))
  var mostCommon = 50

  @Option(help: ArgumentHelp("The most pairs in text; json and csv hold all.", valueName: "n"))
  var top = 50

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Parties()
    (question.mostCommon, question.top) = (mostCommon, top)
    return .parties(question)
  }
}
