internal import ArgumentParser
internal import PaymentGraph
internal import Reports

/// `sums`: the sums that every account paid every other.
struct Sums: ParsableCommand {
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

  func run() throws {
    let intake = try input.load()
    let view = try filter.view(of: scope.view(of: intake.ledger))
    let sums = view.paymentSums.filter { sum in
      sum.count >= minCount && (minAmount.map { $0.isReached(by: sum) } ?? true)
    }
    Console.write(
      SumsReport(sums, in: intake.ledger, top: max(0, top))
        .text(output.format, style: output.style))
    try input.end(intake)
  }
}
