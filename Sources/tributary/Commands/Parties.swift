internal import ArgumentParser
internal import PaymentGraph
internal import Reports

/// `parties`: accounts that may be one, or belong to one holder.
struct Parties: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parties",
    abstract: "List accounts that may be one account, or have one holder, for you to decide.",
    discussion: """
      A statement often says no more of the other side than a name, cut short. Nothing is ever joined by \
      name alone: this command lists the pairs whose names are alike, and a file of decisions \
      (account,decision,other,by,on,reason) given with the other files says which are the same and which \
      are different.

      Example:
        tributary parties case/*.csv --format csv > decisions.csv
        tributary sinks case/*.csv decisions.csv
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      "A name that more accounts share than this says nothing and is left out.", valueName: "n"))
  var mostCommon = 50

  @Option(help: ArgumentHelp("How many pairs text shows; json and csv hold all.", valueName: "n"))
  var top = 50

  func run() throws {
    let intake = try input.load()
    Console.write(
      PartiesReport(
        intake.ledger.partySuggestions(mostCommon: max(2, mostCommon)), in: intake.ledger,
        top: max(0, top)
      ).text(output.format, style: output.style))
    try input.end(intake)
  }
}
