internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `profile make`: a profile for a file that no profile knows.
struct ProfileMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a profile, with a masked sample, for a file that no profile knows.",
    discussion: """
      Example:
        tributary profile make export.csv --name ca.service.payouts --set shape=ledger
          --set from=maplegate --set to=receiver_id --set currency=CAD -o profiles

      Asks only for facts that the file does not show, or that it leaves with two readings. Every answer \
      can be given as an option, so the command also runs without a terminal; open questions are then named, with \
      status 3. The profile knows exactly this form of file: its whole header, or without a header the \
      form of its rows. It is tried on the file, the first rows are shown, and then NAME.yaml and \
      NAME.fixture.csv are written into --output: some rows with invented dates and amounts, and the rest masked.

      If another table explains the ids of users, a lookup joins it: --set lookup=sender_id=user_id:login \
      means that the column user_id of that table has the ids of sender_id, and its column login the accounts; a third \
      column behind another colon has their names. Load that table beside the file.
      """)

  @Argument(help: "The file.", completion: .file()) var file: String

  @Option(help: "The profile's name: lower-case letters, digits, points and dashes.")
  var name: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      """
      An answer: shape, from, to, date, dates, amount, out, in, currency, side, out-words, in-words, \
      positive, decimal, units, fee, narration, balance, party, payer-name, payee-name, account, own, payer, payee, status, \
      settled, unsettled, join-text, lookup, id or reference; name and header as well. \
      A column is named by its name or as #3; from and to may be an account that all rows have.
      """,
      valueName: "topic=answer"))
  var sets: [String] = []

  @Option(
    help: ArgumentHelp(
      "The line number of the header, or none. Default: detected.", valueName: "line"))
  var header: String?

  @Option(
    name: .shortAndLong,
    help: "The folder to write into; it is created if needed.", completion: .directory)
  var output = "."

  @Flag(help: "Replace a profile that exists. Default: keep it, with a number after its name.")
  var force = false

  func run() throws {
    var answers: [(topic: String, text: String)] = []
    var line = header
    for text in sets {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let isTopic = parts.first.map { $0 == "header" || ProfileDraft.Topic(rawValue: $0) != nil }
      guard parts.count == 2, isTopic == true else {
        let topics = ProfileDraft.Topic.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--set takes topic=answer with a topic of: header, \(topics)")
      }
      if parts[0] == "header" { line = parts[1] } else { answers.append((parts[0], parts[1])) }
    }
    var draft = try draft(line)
    if let name { try answer(.name, text: name, draft: &draft) }
    for (topic, text) in answers {
      if let topic = ProfileDraft.Topic(rawValue: topic) {
        try answer(topic, text: text, draft: &draft)
      }
    }
    if Console.canAsk { ask(&draft) }
    let open = draft.questions
    guard open.isEmpty, let name = draft.name else {
      try refuse(open, draft)
      return
    }
    let isWhole = try tryOut(draft, name)
    for column in draft.columnsOfIDs {
      Console.report(
        TerminalText.safe(
          "note: the column \"\(column)\" holds ids; if another table explains them, add "
            + "--set 'lookup=\(column)=KEY:VALUE' with the columns of that table, and load it beside the file"
        )
          + "\n")
    }
    if !draft.unread.isEmpty {
      let names = draft.unread.map { "\"\($0)\"" }.joined(separator: ", ")
      Console.report(
        TerminalText.safe(
          "note: nothing is read of \(draft.unread.count == 1 ? "the column" : "the columns") \(names)"
        )
          + "\n")
    }
    try? FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let files = [
      ("\(output)/\(name).yaml", draft.yaml),
      ("\(output)/\(name).fixture.csv", draft.maskedFixture),
    ].map { (OutputFile(path: $0.0, inputs: [file], replaces: force, keepsFormer: true), $0.1) }
    for (file, _) in files { try file.check() }
    for (target, text) in files {
      if let former = try target.save(Array(text.utf8)) {
        Console.report("the former \(TerminalText.safe(target.path)) is kept as \(former)\n")
      }
    }
    Console.write("\(output)/\(name).yaml\n\(output)/\(name).fixture.csv\n")
    if !isWhole { throw ExitCode(ExitStatus.doneWithRejects.rawValue) }
  }

  private func draft(_ line: String?) throws -> ProfileDraft {
    var header: HeaderPlace?
    if let line {
      guard let known = HeaderPlace(line) else {
        throw ValidationError("--header takes the number of a line, or none")
      }
      header = known
    }
    do throws(IngestError) {
      return try ProfileDraft(path: file, header: header)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func answer(
    _ topic: ProfileDraft.Topic, text: String, draft: inout ProfileDraft
  ) throws {
    do throws(ProfileError) {
      try draft.answer(topic, text)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Refuses with the open questions, one a line, each with the flag that answers it.
  private func refuse(_ open: [ProfileDraft.Question], _ draft: ProfileDraft) throws {
    let known = draft.known.map { "\($0.topic.rawValue)=\($0.words)" }.joined(separator: ", ")
    var failure = CommandFailure(
      "\(file): \(open.count == 1 ? "one answer is" : "\(open.count) answers are") missing; "
        + (draft.headerLine.map { "the header is line \($0)" } ?? "the file has no header")
        + (known.isEmpty ? "" : "; found: \(known)"), status: .twoReadings)
    failure.others = open.map { question in
      "\(question.words) "
        + (question.topic == .name ? "--name my.bank" : "--set \(question.topic.rawValue)=…")
    }
    throw failure
  }

  /// Reads the file by the profile and shows the result.
  ///
  /// - Returns: True where every row was read.
  private func tryOut(_ draft: ProfileDraft, _ name: String) throws -> Bool {
    let trial: ProfileDraft.Trial
    do {
      trial = try draft.trial()
    } catch let error as IngestError {
      throw CommandFailure(error)
    } catch let error as ProfileError {
      throw CommandFailure(error.description)
    }
    guard trial.reader == name else {
      throw CommandFailure(
        "\(file): profile \(trial.reader) already knows this file, so no other is needed")
    }
    if let known = trial.rivals.first {
      Console.report(
        "warning: profile \(known), which is built in, knows this file; the new one will be used instead\n"
      )
    }
    for line in ProfilePreview(trial.intake).lines {
      Console.report("\(TerminalText.safe(line))\n")
    }
    Console.report(DiagnosticText(style: Console.errorStyle).text(trial.intake.diagnostics))
    Console.report("\(trial.intake.rows)\n")
    guard trial.intake.rows.loaded > 0 else {
      throw CommandFailure("\(file): this profile can read no row; nothing is written")
    }
    return trial.intake.rows.rejected == 0
  }

  /// Asks the person at the terminal, question by question.
  private func ask(_ draft: inout ProfileDraft) {
    for (column, values) in draft.samples {
      Console.report(
        "  \(TerminalText.safe(column)): \(TerminalText.safe(values.joined(separator: " | ")))\n")
    }
    Console.report("An empty line returns to the previous question.\n")
    var asked: [ProfileDraft.Topic] = []
    while let question = draft.questions.first {
      Console.report("\(question.words) ")
      guard let line = readLine() else { return }
      if line.allSatisfy(\.isWhitespace) {
        if let last = asked.popLast() { draft.reopen(last) }
        continue
      }
      // "out=Paid out" answers another topic than the one asked.
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      let other = parts.count == 2 ? ProfileDraft.Topic(rawValue: parts[0]) : nil
      do throws(ProfileError) {
        try draft.answer(other ?? question.topic, other == nil ? line : parts[1])
        asked.append(other ?? question.topic)
      } catch {
        Console.report("\(error.message)\n")
      }
    }
  }
}
