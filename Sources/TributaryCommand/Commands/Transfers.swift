internal import ArgumentParser
internal import Inquiries

/// `transfers`: the loaded transfers, one by one.
struct Transfers: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfers",
    abstract: "List the transfers that were loaded, or write them as one CSV.",
    discussion: """
      Examples:
        tributary transfers case/*.csv --account "Pratapgiri Traders" --amount 185
        tributary transfers case/*.csv --format csv > ledger.csv

      Rows that show one payment stand as one transfer, with all their rows. With --format csv the \
      list is the canonical CSV of the whole case: together with the accounts (see accounts) it loads \
      to the same transfers. Rows whose order no record decides are marked open there, so that nothing \
      is proven by their position in the list; rows that may show one payment name each other (list_number, \
      may_show), returns name what they give back (gives_back). Balances of statements stay with the \
      files they come from.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Filter") var filter: FilterOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp("The most transfers in text; json and csv hold all.", valueName: "n"))
  var top = 50

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Transfers()
    question.filter = try filter.choice(files)
    question.scope = try scope.choice(files)
    question.top = top
    return .transfers(question)
  }
}
