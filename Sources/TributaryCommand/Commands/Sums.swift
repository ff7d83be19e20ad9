internal import ArgumentParser
internal import Inquiries
internal import PaymentGraph

/// `sums`: the sums that every account paid every other.
struct Sums: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sums",
    abstract: "Add up who paid whom: payer by payee, with count, sum, first and last.",
    discussion: """
      Example:
        tributary sums case/*.csv --to in:GNGB:1234 --min-count 2

      Prints one row for each payer, payee and currency, the largest sum first. Amounts are as sent.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Filter") var filter: FilterOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      "Only sums of at least this much, in whole units and decimals of their currency.",
      valueName: "amount"))
  var minAmount: AmountRange?

  @Option(help: ArgumentHelp("Only sums of at least this many transfers.", valueName: "n"))
  var minCount = 1

  @Option(help: ArgumentHelp("The most sums in text; json and csv hold all.", valueName: "n"))
  var top = 50

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Sums()
    question.filter = try filter.choice(files)
    question.scope = try scope.choice(files)
    (question.minimumAmount, question.minimumCount) = (minAmount, minCount)
    question.top = top
    return .sums(question)
  }
}
