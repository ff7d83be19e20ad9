internal import ArgumentParser
internal import Inquiries
internal import PaymentGraph

/// `accounts`: the loaded accounts, one by one.
struct Accounts: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "List the accounts that were loaded, or write them as an accounts file.",
    discussion: """
      Examples:
        tributary accounts case/*.csv --role mule
        tributary accounts case/*.csv --text gold --format csv > accounts.csv

      Lists every account with its name, role and bank, and the sums that it received and paid. With --format csv the \
      list is an accounts file, which loads again with the list of transfers (see transfers).
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("Only accounts with this role.", valueName: "role"))
  var role: AccountRole?

  @Option(
    help: ArgumentHelp(
      "Only accounts with this text in the key, a spelling, the name, the holder or the bank.",
      valueName: "text"))
  var text: String?

  @Flag(help: "List also stand-ins for payees that are known only by name, or not at all.")
  var includeStandIns = false

  @Option(
    help: ArgumentHelp("The most accounts in text; json and csv hold all.", valueName: "n"))
  var top = 50

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Accounts()
    (question.role, question.text) = (role, text)
    question.includeStandIns = includeStandIns
    question.scope = try scope.choice(files)
    question.top = top
    return .accounts(question)
  }
}
