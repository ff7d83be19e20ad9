internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Inquiries
internal import PaymentGraph
internal import Reports
internal import Synchronization

/// A question that is asked on a case, and put on record where that is wanted.
struct CaseQuestion {
  let command: any ReadingCommand
  let arguments: [String]
  let path: String

  /// Takes a question with `--case`; nil for all other commands.
  init?(_ command: any ParsableCommand, arguments: [String]) {
    guard let command = command as? any ReadingCommand, let path = command.input.ofCase.path else {
      return nil
    }
    self.command = command
    self.arguments = arguments
    self.path = path
  }

  func run() async throws {
    CaseSecret.offer(command.input.reading.cardSecret)
    let file = try CaseFile.opened(path)
    let head = await file.head
    let state = await file.state()
    let context = try await CaseContext(of: file, state: state, head: head)
    let asker = CaseAsker(context: context)
    let options = command.input.ofCase
    if options.record != nil { try refuseWhatCannotBeRecorded(in: file) }
    // First the record: a reader of the text that goes away (`| head`) ends the program.
    if let name = options.record {
      try await record(name, asker: asker, in: file, after: head)
    }
    var rejects: ExitCode?
    do {
      try asker.run(arguments)
    } catch let status as ExitCode {
      rejects = status
    }
    tell(context)
    if let rejects { throw rejects }
  }

  /// Writes the line that names the case: below a text, else beside the answer.
  private func tell(_ context: CaseContext) {
    let line = CaseLine.text(of: context) + "\n"
    if let formed = command as? any FormedCommand, formed.output.format == .text {
      Console.write(line)
    } else if !command.input.quiet {
      Console.report(line)
    }
  }

  // MARK: Records

  private func refuseWhatCannotBeRecorded(in file: CaseFile) throws(CommandFailure) {
    guard !file.isReadOnly else {
      throw CommandFailure("\(path): nothing can be written there, so no answer is put on record")
    }
    guard command.input.files.isEmpty, command.input.reading.accounts.isEmpty,
      command.input.reading.claims.isEmpty, command.input.profiles.isEmpty
    else {
      throw CommandFailure(
        "an answer on record rests on the case alone: load the further files first")
    }
    guard !(command is Check) else {
      throw CommandFailure("check is no question, so there is nothing to put on record")
    }
    if arguments.contains(where: { $0.hasPrefix("--mask-secret") }) {
      var failure = CommandFailure(
        "a case never holds a secret, so nobody else could draw this picture again from it")
      failure.help =
        "leave out --mask-secret: pseudonyms are then made from --case-number, else from the files"
      throw failure
    }
  }

  private func record(
    _ name: String, asker: CaseAsker, in file: CaseFile, after head: Head
  ) async throws {
    guard !asker.context.lacksSecret else {
      throw asker.context.withoutSecret("no answer is put on record here")
    }
    let rates = try CaseRecord.rates(of: command)
    var asker = asker
    asker.context.rates = rates
    let inquiry = try CaseRecord.inquiry(of: command, rates: rates)
    guard let question = CaseRecord.words(of: inquiry) else {
      throw CommandFailure("the question cannot be put on record")
    }
    let asked = try asker.ask(CaseRecord.arguments(of: question))
    let provisions = asked.provisions
    guard provisions.isEmpty || command.input.ofCase.provisional else {
      var failure = CommandFailure(
        "the answer is provisional and is not put on record: \(provisions[0])")
      failure.others = Array(provisions.dropFirst())
      failure.help = "--provisional puts it on record all the same"
      throw failure
    }
    let notes = CanonicalJSON.array(
      AnswerDifference.notes(of: asked.bytes).map { .string("\($0.code): \($0.text)") }
    ).bytes
    let event = RecordEvent(
      name: name, inquiry: inquiry,
      answer: Chain.digest(of: asked.bytes), basis: asker.context.basis,
      notes: Chain.digest(of: notes))
    if let former = asker.context.state.records.first(where: { $0.key.text == name })?.value {
      Console.report(
        "note: \"\(TerminalText.safe(name))\" was on record as event \(former.event); verify and report follow the new answer only\n"
      )
    }
    let newHead = try await file.appended(
      [DraftEvent(.record(event))], expecting: head, author: command.input.ofCase.person.author,
      keeping: [asked.bytes, notes] + [rates].compactMap { $0 })
    Console.report(
      "\(TerminalText.safe(path)): \"\(TerminalText.safe(name))\" is on record as \(newHead)\n")
  }
}

/// The question of an answer on record: an inquiry, and for a picture the form of its file.
enum CaseRecord {
  /// Returns the question of a command as events hold it.
  ///
  /// - Parameter rates: the contents of the file of rates that a picture reads; the case keeps them.
  static func inquiry(
    of command: any ReadingCommand, rates: [UInt8]? = nil
  ) throws -> CanonicalJSON {
    guard let asking = command as? any AskingCommand else {
      throw CommandFailure("this command asks no question, so there is nothing to put on record")
    }
    let inquiry = try asking.inquiry(.read)
    let value: CanonicalJSON
    do throws(CanonicalJSONError) {
      value = try CanonicalJSON(Array(inquiry.json.utf8))
    } catch {
      throw CommandFailure("the question cannot be put on record: \(error)")
    }
    let form = (command as? any DrawingCommand)?.target.form?.rawValue
    return .object(
      of: [("inquiry", value)] + (form.map { [("form", .string($0))] } ?? [])
        + (rates.map { [("rates", .string(Chain.digest(of: $0).hex))] } ?? []))
  }

  /// Returns the contents of the file of rates that a picture reads beside the case; nil for none.
  static func rates(of command: any ReadingCommand) throws(CommandFailure) -> [UInt8]? {
    guard let path = (command as? any DrawingCommand)?.ratesFile else { return nil }
    guard let contents = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    return Array(contents)
  }

  /// Returns the digest of the rates on which an answer rests; nil for none.
  static func rates(of value: CanonicalJSON) -> FileDigest? {
    guard case .object(let members) = value else { return nil }
    for member in members where member.name == "rates" {
      if case .string(let text) = member.value { return FileDigest(hex: text) }
    }
    return nil
  }

  /// Returns the words of the command that asks a question; nil where an event holds something else.
  static func words(of value: CanonicalJSON) -> [String]? {
    guard case .object(let members) = value else { return nil }
    var words: [String]?
    var form: String?
    for member in members {
      switch (member.name, member.value) {
      case ("inquiry", let inquiry):
        do throws(InquiryError) {
          words = try Inquiry(json: inquiry.text).arguments
        } catch {
          return nil
        }
      case ("form", .string(let text)): form = text
      case ("rates", .string): break
      default: return nil
      }
    }
    return words.map { words in words + (form.map { ["--output=answer.\($0)"] } ?? []) }
  }

  /// Returns the command line whose answer is kept: a picture as it is, everything else as JSON.
  static func arguments(of words: [String], format: AnswerFormat = .json) -> [String] {
    guard words.first != "draw" else { return words }
    let end = words.firstIndex(of: "--") ?? words.endIndex
    let name =
      switch format {
      case .text: "text"
      case .json: "json"
      case .csv: "csv"
      }
    return Array(words[..<end]) + ["--format=\(name)", "--width=0"] + words[end...]
  }
}

/// The line that names the case below an answer.
enum CaseLine {
  static func text(of context: CaseContext) -> String {
    var parts = [
      "case \(context.path)", "event \(context.head.number)", "head \(context.head.short)",
      "basis \(context.basis.hex.prefix(16))",
    ]
    let conflicts = context.state.conflicts.count
    if conflicts > 0 {
      parts.append(
        conflicts == 1
          ? "1 decision contradicts others (log --conflicts)"
          : "\(conflicts) decisions contradict others (log --conflicts)")
    }
    let dangling = context.state.dangling
    if !dangling.isEmpty {
      parts.append(
        "without effect, because their files are not loaded: "
          + (dangling.count == 1 ? "event " : "events ")
          + dangling.map(String.init).joined(separator: ", "))
    }
    let missing = CaseContext.missing.withLock { $0 }
    if !missing.isEmpty {
      parts.append(
        "on accounts that no payment names: " + (missing.count == 1 ? "event " : "events ")
          + missing.map(String.init).joined(separator: ", "))
    }
    if context.lacksSecret {
      parts.append(
        "without its secret of card numbers, so that such accounts have other marks (--card-secret)"
      )
    }
    let leftOut = context.state.leftOut.values.map(\.event).filter { !dangling.contains($0) }
      .sorted()
    if !leftOut.isEmpty {
      parts.append(
        "left out as a hypothesis: "
          + (leftOut.count == 1 ? "event " : "events ")
          + leftOut.map(String.init).joined(separator: ", "))
    }
    return TerminalText.safe(parts.joined(separator: ", "))
  }
}
