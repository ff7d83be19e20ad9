internal import ArgumentParser
internal import Compromise
internal import FundTracing
internal import PaymentGraph
internal import Reports

/// `compromise`: how the victims were chosen.
struct CompromiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compromise",
    abstract: "Ask how victims were chosen: from which list, in which order, when it was copied.",
    discussion: """
      Examples:
        tributary compromise case/*.csv persons.csv
        tributary compromise case/*.csv persons.csv lists.csv --window 365d --strata none
        tributary compromise persons.csv areas.csv --format json

      Victims are compared with others by what they did before first contact: whether callers worked from a \
      merchant's customers, a directory, or any list that a file states. Each list is supported, one of several \
      that cannot be told apart, limited (behind at most so many contacts), or nothing can be said. Not found \
      is never "chosen by chance": the answer prints the share that would have been found.

      Files beside the ledger, known by their headers: persons (person,group and contacted, name, area, phone, \
      age_band, on:LIST, since:LIST, position:LIST), lists (list,kind and account, size, population, area, \
      age_band, copied_from, copied_to), areas (area,size and x, y), coverage (account,from,to). A group is \
      victim or control. Without controls all other payers are compared.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      "The victims: role:victim, account keys with commas, or @file. Default: the payers of claims and the victims of the persons file.",
      valueName: "accounts"))
  var victims: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "The time before first contact in which payments count. Default: 730d.", valueName: "time"))
  var window: WaitArgument?

  @Option(
    help: ArgumentHelp(
      "The time before first contact in which they no longer do. Default: none.", valueName: "time")
  )
  var lag: WaitArgument?

  @Option(
    help: ArgumentHelp(
      "What persons are divided by before they are compared: none, activity, columns of the persons file, several with commas. Default: activity, and age_band where both sides have it.",
      valueName: "columns"))
  var strata: String?

  @Option(
    help: ArgumentHelp(
      "Try these lists only, several with commas: names of lists, or accounts.", valueName: "lists")
  )
  var lists: String?

  @Flag(help: "Try only lists that a file states, and no other payee.")
  var onlyStated = false

  @Option(
    help: ArgumentHelp(
      "The probability beforehand that none of the lists was used.", valueName: "p"))
  var priorNone = 0.5

  @Option(
    help: ArgumentHelp(
      "The probability with which any list may be named by chance.", valueName: "p"))
  var alpha = 0.01

  @Option(
    help: ArgumentHelp(
      "The share of contacts that is worth naming: the lower limit must reach it.",
      valueName: "share"))
  var material = 0.05

  @Option(
    help: ArgumentHelp("The most lists in text; json and csv hold all.", valueName: "n"))
  var top = 25

  func validate() throws {
    if let window, window.milliseconds == 0 {
      throw ValidationError("--window takes a time above 0, such as 365d")
    }
    let length = window?.milliseconds ?? CompromiseSettings().window
    if let lag, lag.milliseconds >= length {
      throw ValidationError("--lag must be shorter than --window")
    }
    for (name, value) in [("--prior-none", priorNone), ("--alpha", alpha)] {
      guard value > 0, value < 1 else {
        throw ValidationError("\(name) takes a probability between 0 and 1, not \(value)")
      }
    }
    guard material >= 0, material < 1 else {
      throw ValidationError("--material takes a share of 0 or more and below 1, not \(material)")
    }
    if let strata, strata.split(separator: ",").isEmpty {
      throw ValidationError("--strata takes none, activity or columns of the persons file")
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let answer: CompromiseAnswer
    do {
      answer = try view.compromise(
        settings(in: view, intake), claims: intake.claims ?? [], records: intake.caseRecords)
    } catch let error as CompromiseError {
      throw CommandFailure(error.description)
    } catch let error as FundTracingError {
      throw CommandFailure(error)
    }
    Console.write(
      CompromiseReport(answer, top: max(0, top)).text(output.format, style: output.style))
    try input.end(intake)
  }

  private func settings(in view: LedgerView, _ intake: Intake) throws -> CompromiseSettings {
    var settings = CompromiseSettings()
    if let window { settings.window = window.milliseconds }
    if let lag { settings.lag = lag.milliseconds }
    settings.strata = try choice(intake.caseRecords)
    settings.lists = lists.map { text in
      text.split(separator: ",").map { String($0.trimmingPrefix { $0 == " " }) }
    }
    settings.onlyStated = onlyStated
    settings.priorNone = priorNone
    settings.alpha = alpha
    settings.material = material
    settings.victims = try victims?.accounts(in: view)
    settings.victimWords = victims?.text
    return settings
  }

  private func choice(_ records: CaseRecords) throws -> CompromiseSettings.Strata {
    guard let strata else { return .automatic }
    let words = strata.split(separator: ",").map { word in
      word.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    if words == ["none"] { return .none }
    let columns = words.filter { $0 != "activity" }
    let known = Set(records.persons.flatMap(\.attributes.keys))
    for column in columns where !known.contains(column) {
      let near = NearMiss.names(near: column, among: known.sorted())
      throw CommandFailure(
        "--strata: the persons file has no column \(column)"
          + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"))
    }
    return .by(activity: words.contains("activity"), columns: columns)
  }
}
