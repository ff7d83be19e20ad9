internal import ArgumentParser
internal import Inquiries
internal import PaymentGraph

/// `compromise`: how the victims were chosen.
struct Compromise: QuestionCommand {
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

  @OptionGroup var options: CompromiseOptions

  @Option(
    help: ArgumentHelp("The most lists in text; json and csv hold all.", valueName: "n"))
  var top = 25

  @Option(
    help: ArgumentHelp(
      "Show the victims on this list instead, each with the rows that show it.", valueName: "list"))
  var list: String?

  @Option(help: ArgumentHelp("With --list: only this victim.", valueName: "victim"))
  var victim: String?

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = try options.choice(files)
    question.scope = try scope.choice(files)
    (question.top, question.list, question.victim) = (top, list, victim)
    return .compromise(question)
  }
}

/// The victims, the lists that are tried, and the terms of the comparison.
struct CompromiseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The victims: role:victim, account keys with commas, or @file. Default: the payers of claims and the victims of the persons file.",
      valueName: "accounts"))
  var victims: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "The time before first contact in which payments count. Default: 730d.", valueName: "time"))
  var window: Wait?

  @Option(
    help: ArgumentHelp(
      "The time before first contact in which they no longer do. Default: none.", valueName: "time")
  )
  var lag: Wait?

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

  /// Returns the terms as a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Compromise {
    var question = Inquiry.Compromise()
    question.victims = Inquiry.Victims(try victims?.choice(files))
    (question.window, question.lag) = (window, lag)
    (question.strata, question.lists, question.onlyStated) = (strata, lists, onlyStated)
    (question.priorNone, question.alpha, question.material) = (priorNone, alpha, material)
    return question
  }
}
