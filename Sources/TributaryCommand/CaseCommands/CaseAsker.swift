internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// A command that reads files, and so can stand on a case.
protocol ReadingCommand: ParsableCommand {
  var input: InputOptions { get }
}

/// A command whose answer has a form.
protocol FormedCommand: ParsableCommand {
  var output: FormatOption { get }
}

extension Sinks: ReadingCommand, FormedCommand {}
extension Reach: ReadingCommand, FormedCommand {}
extension Path: ReadingCommand, FormedCommand {}
extension Explain: ReadingCommand, FormedCommand {}
extension Trace: ReadingCommand, FormedCommand {}
extension Match: ReadingCommand, FormedCommand {}
extension Check: ReadingCommand, FormedCommand {}
extension Accounts: ReadingCommand, FormedCommand {}
extension Transfers: ReadingCommand, FormedCommand {}
extension Sums: ReadingCommand, FormedCommand {}
extension Parties: ReadingCommand, FormedCommand {}
extension Patterns: ReadingCommand, FormedCommand {}
extension Compromise: ReadingCommand, FormedCommand {}
extension DrawFlow: ReadingCommand {}
extension DrawSankey: ReadingCommand {}
extension DrawTimeline: ReadingCommand {}
extension DrawMatrix: ReadingCommand {}
extension DrawWalk: ReadingCommand {}
extension DrawNeighbourhood: ReadingCommand {}

/// Asks a question on a case: a case is a written-down command line, which is put behind the words of the question.
struct CaseAsker {
  var context: CaseContext

  /// Returns the command line that a question on the case stands for: its own words, then the options of reading, the
  /// stated facts and the files of the case.
  func expanded(_ arguments: [String]) throws -> [String] {
    let words = CaseArguments.withoutCase(arguments)
    let end = words.firstIndex(of: "--") ?? words.endIndex
    var terms: [String] = []
    if !context.state.terms.isEmpty {
      // The words alone name no file; parsed with one, they say which command it is, and its help which options it has.
      let command = try Tributary.parseAsRoot(words + (words.contains("--") ? ["-"] : ["--", "-"]))
      let help = type(of: command).helpMessage(includeHidden: true, columns: 200)
      terms = context.state.statedTerms.filter { help.contains("--\($0.term.rawValue) ") }
        .map { "--\($0.term.rawValue)=\($0.value)" }
    }
    return Array(words[..<end]) + context.state.readingOptions + terms + ["--"]
      + words[end...].dropFirst() + context.names
  }

  /// Runs a question as the command line would.
  func run(_ arguments: [String]) throws {
    try CaseContext.using(context) {
      try context.requireFiles()
      var whole = try Tributary.parseAsRoot(expanded(arguments))
      try whole.run()
    }
  }

  /// The answer to a question, as bytes.
  struct Asked {
    let bytes: [UInt8]
    /// True where rows were rejected.
    let hasRejects: Bool

    /// The notes that make the answer provisional: limits that were reached, rows that could not be read.
    var provisions: [String] {
      let notes = AnswerDifference.notes(of: bytes)
      return notes.filter { $0.code.hasPrefix("cut-") || $0.code == "rejected-rows" }.map(\.text)
        + (hasRejects && !notes.contains { $0.code == "rejected-rows" }
          ? ["rows were rejected"] : [])
    }
  }

  /// Asks a question in this process and returns its answer.
  func ask(_ arguments: [String]) throws -> Asked {
    var hasRejects = false
    let bytes = try Console.collecting {
      do {
        try run(arguments)
      } catch let status as ExitCode where status.rawValue == ExitStatus.doneWithRejects.rawValue {
        hasRejects = true
      }
    }
    return Asked(bytes: bytes, hasRejects: hasRejects)
  }

  /// Answers a question as a value, and does some work with it.
  func withAnswer<Result>(
    to words: [String], work: (Inquiry, InquiryAnswer, Basis) throws -> Result
  ) throws -> Result {
    try CaseContext.using(context) {
      try context.requireFiles()
      guard let command = try Tributary.parseAsRoot(expanded(words)) as? any AskingCommand else {
        throw CommandFailure("\(words.joined(separator: " ")) asks no question")
      }
      var result: Result?
      _ = try Console.collecting {
        let basis = command.input.basis(try command.input.load())
        let inquiry = try command.inquiry(.read)
        result = try work(inquiry, inquiry.answered(by: basis), basis)
      }
      guard let result else { throw CommandFailure("the question has no answer") }
      return result
    }
  }
}

/// The words of a command line that concern the case.
enum CaseArguments {
  private static let valued = ["--case", "--record", "--by"]

  /// Returns the words without those that name the case, the record and the person.
  static func withoutCase(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" { return kept + [word] + rest }
      let isAlone = valued.contains(word)
      guard isAlone || valued.contains(where: { word.hasPrefix("\($0)=") }) else {
        if word != "--provisional" { kept.append(word) }
        continue
      }
      let value = isAlone ? rest.popFirst() : nil
      // The option of patterns for the unit of parties has the same name.
      let unit = value ?? String(word.drop { $0 != "=" }.dropFirst())
      if arguments.first == "patterns", word.hasPrefix("--by"),
        ["account", "holder"].contains(unit)
      {
        kept.append("--by=\(unit)")
      }
    }
    return kept
  }
}

extension ReadingOptions {
  /// The options that were given, each as one text, in the order of this list.
  ///
  /// The secret of cards is not among them: a case keeps its own. Nor is `strict`, which decides what is loaded and not how
  /// it is read.
  var arguments: [String] {
    var texts: [String] = []
    func add(_ option: String, _ values: [String]) { texts += values.map { "--\(option)=\($0)" } }
    add("map", maps)
    add("set", sets)
    add("profile", chosenProfiles)
    add("header", [header].compactMap { $0 })
    add("delimiter", [delimiter].compactMap { $0 })
    add("dates", dates)
    add("decimal", decimal)
    add("zone", zone)
    add("reversals", reversals)
    add("own-account", ownAccounts)
    if lenient { texts.append("--lenient") }
    if negative == .reverse { texts.append("--negative=reverse") }
    if allowedRejects > 0 { texts.append("--allow-rejects=\(allowedRejects)") }
    if noMatch { texts.append("--no-match") }
    return texts
  }
}
