internal import ArgumentParser
internal import Ingest
internal import Reports

/// `profile make`: a profile for a file that no profile knows.
struct ProfileMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a profile for a file that none knows, with a masked fixture.",
    discussion: """
      Asks only what the file does not show by itself. Every answer can be given as a flag, so that \
      it also runs without a terminal; what is open then is named, with status 3. Writes NAME.yaml \
      and NAME.fixture.csv into --out: some rows with invented dates and amounts, and all else masked.

      Example:
        tributary profile make export.csv --name ca.service.users --set shape=ledger
          --set from=sender_id --set to=receiver_id --set currency=CAD --out profiles
      """)

  @Argument(help: "The file.", completion: .file()) var file: String

  @Option(help: "The profile's name: small letters, digits, points and dashes.")
  var name: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      """
      An answer: shape, from, to, date, dates, amount, out, in, currency, side, out-words, in-words, \
      decimal, narration, balance, party, account, id or reference.
      """,
      valueName: "topic=answer"))
  var sets: [String] = []

  @Option(help: "The folder to write into.", completion: .directory)
  var out = "."

  @Flag(help: "Replace a profile that exists.")
  var force = false

  func run() throws {
    var draft: ProfileDraft
    do throws(IngestError) {
      draft = try ProfileDraft(path: file)
    } catch {
      throw CommandFailure(error)
    }
    if let name { try answer(.name, name, &draft) }
    for text in sets {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let topic = ProfileDraft.Topic(rawValue: parts[0]) else {
        let topics = ProfileDraft.Topic.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--set takes topic=answer with a topic of: \(topics)")
      }
      try answer(topic, parts[1], &draft)
    }
    if Console.canAsk { ask(&draft) }
    let open = draft.questions
    guard open.isEmpty, let name = draft.name else {
      let words = open.map { "\($0.words) (--set \($0.topic.rawValue)=…)" }
      throw CommandFailure(
        "\(file): open: \(words.joined(separator: " "))", status: .twoReadings)
    }
    let files = [
      ("\(out)/\(name).yaml", draft.yaml), ("\(out)/\(name).fixture.csv", draft.maskedFixture),
    ].map { (OutputFile(path: $0.0, inputs: [file], replaces: force), $0.1) }
    for (output, _) in files { try output.check() }
    for (output, text) in files { try output.save(Array(text.utf8)) }
    Console.write("\(out)/\(name).yaml\n\(out)/\(name).fixture.csv\n")
  }

  private func answer(
    _ topic: ProfileDraft.Topic, _ text: String, _ draft: inout ProfileDraft
  ) throws {
    do throws(ProfileError) {
      try draft.answer(topic, text)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Asks the person at the terminal, question by question.
  private func ask(_ draft: inout ProfileDraft) {
    Console.report("columns: \(TerminalText.safe(draft.header.joined(separator: ", ")))\n")
    while let question = draft.questions.first {
      Console.report("\(question.words) ")
      guard let line = readLine() else { return }
      // "out=Paid out" answers another topic than the one asked.
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      let other = parts.count == 2 ? ProfileDraft.Topic(rawValue: parts[0]) : nil
      do throws(ProfileError) {
        try draft.answer(other ?? question.topic, other == nil ? line : parts[1])
      } catch {
        Console.report("\(error.message)\n")
      }
    }
  }
}
