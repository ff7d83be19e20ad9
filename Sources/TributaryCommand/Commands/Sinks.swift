internal import ArgumentParser
internal import Inquiries

/// `sinks`: the accounts where victims' money meets.
struct Sinks: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sinks",
    abstract: "Find the accounts where the money of several victims meets.",
    discussion: """
      Examples:
        tributary sinks payments.csv accounts.csv claims.csv
        tributary sinks fincen.csv --victims all --max-hops 1 --format csv

      Lists an account if walks from the claimed payments of at least --min-victims distinct \
      victims end at it: transfers in time order, each from the account where the one before \
      arrived. A victim never counts for its own account. Payment services pool the money of many customers: \
      money passes them only along links (see match), and they are listed only with --include-pooled.

      Many people also pay an everyday payee (a shop, an energy company). A claims file with the \
      payments that victims dispute keeps such payees out; without one the column "paid by" helps. A \
      claim names a payment in column claim, by its id or by its row (FILE:LINE, as answers print \
      it), or in columns account, date and amount. Rows that name no payer count for no payer.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(help: ArgumentHelp("The fewest victims that make an account a sink.", valueName: "n"))
  var minVictims = 2

  @Flag(help: "List pooled accounts as well.")
  var includePooled = false

  @Flag(
    help: "List also stand-ins for payees whom no record names, such as cash; they come last.")
  var includeStandIns = false

  @Option(
    help: ArgumentHelp("The most accounts in text; json and csv hold all.", valueName: "n"))
  var top = 25

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Sinks()
    question.victims = try victims.choice(files)
    question.walks = try walks.choice(files)
    question.scope = try scope.choice(files)
    question.minimumVictims = minVictims
    question.includePooled = includePooled
    question.includeStandIns = includeStandIns
    question.top = top
    return .sinks(question)
  }
}
