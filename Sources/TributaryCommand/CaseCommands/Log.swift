internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

/// `log`: the events of a case.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List what was loaded, decided, asked and undone, by whom, when and why.",
    discussion: """
      Examples:
        tributary log --case C
        tributary log --case C --format jsonl > log.jsonl
        tributary log --case C --write decisions

      jsonl is the chain itself: each line is the hash of an event, a blank, and the event. sha256sum can check it without Tributary \
      (Documentation/Case.md has the lines). --write saves the decisions as accounts.csv, claims.csv and decisions.csv, \
      and the chain as log.jsonl.
      """)

  /// The form of the log.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl, csv
  }

  @OptionGroup var ofCase: CasePath

  @Option(help: ArgumentHelp("Only events on this account.", valueName: "account"))
  var account: String?

  @Option(help: ArgumentHelp("Only events of this kind.", valueName: "kind"))
  var kind: String?

  @Flag(help: "Only events that count.")
  var effective = false

  @Flag(help: "Only decisions that contradict others.")
  var conflicts = false

  @Option(help: ArgumentHelp("Only events up to this number.", valueName: "n"))
  var until: Int?

  @Option(help: "The form: text, json, jsonl or csv.")
  var format = Form.text

  @Option(
    help: ArgumentHelp(
      "Save the decisions as files, and the chain, in this folder.", valueName: "folder"),
    completion: .directory)
  var write: String?

  @Flag(help: "Replace files that exist.")
  var force = false

  mutating func run() async throws {
    let file = try ofCase.opened(toleratingFaults: true)
    let all = await file.events.filter { event in until.map { event.number <= $0 } ?? true }
    let state = CaseState(of: all)
    if let write { try save(all, state, in: write) }
    let log = CaseLog(all)
    let conflicting = Set(state.conflicts.flatMap { [$0.winner] + $0.overruled })
    let effects = EventEffects(all)
    let shown = all.filter { event in
      (account.map { event.event.things.contains(.account(Spelling($0))) } ?? true)
        && (kind.map { event.event.kind == $0 } ?? true)
        && (!effective || effects.has(event.number))
        && (!conflicts || conflicting.contains(event.number))
    }
    switch format {
    case .text: Console.write(log.text(of: shown, state: state, path: ofCase.path))
    case .jsonl:
      var bytes: [UInt8] = []
      for event in shown { bytes += event.line + [UInt8(ascii: "\n")] }
      Console.write(bytes)
    case .json: Console.write(log.json(of: shown))
    case .csv: Console.write(log.csv(of: shown))
    }
    if let fault = await file.firstFault, until.map({ $0 >= fault.number }) ?? true {
      throw CommandFailure(
        "\(ofCase.path): event \(fault.number) cannot be used: \(fault.reason); the last good head is \(await file.head)"
      )
    }
  }

  private func save(_ events: [RecordedEvent], _ state: CaseState, in folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("\(folder) cannot be made: \(error.localizedDescription)")
    }
    var files = state.companions.map { ($0.fileName, $0.bytes) }
    files.append(("log.jsonl", events.flatMap { $0.line + [UInt8(ascii: "\n")] }))
    let outputs = files.map {
      OutputFile(path: "\(folder)/\($0.0)", inputs: [ofCase.path], replaces: force)
    }
    for output in outputs { try output.check() }
    for (output, file) in zip(outputs, files) {
      try output.save(file.1)
      Console.report("wrote \(TerminalText.safe(output.path))\n")
    }
    let unwritten = Log.unwritten(events, state)
    if !unwritten.isEmpty {
      Console.report(
        "warning: no file can say \(unwritten.count == 1 ? "1 decision" : "\(unwritten.count) decisions") of the case, so questions "
          + "on these files can have other answers:\n"
          + unwritten.map { "  \(TerminalText.safe($0))\n" }.joined())
    }
  }

  /// Returns the decisions that have effect and that no companion file holds, in words.
  private static func unwritten(_ events: [RecordedEvent], _ state: CaseState) -> [String] {
    let effects = EventEffects(events)
    return events.filter { effects.has($0.number) }.compactMap { event in
      switch event.event {
      case .scope(let scope) where scope.isLeftOut: break
      case .term(let term):
        return
          "event \(event.number) \(CaseLog.words(of: event.event, in: state)): give --\(term.term.rawValue)=\(term.value)"
      default: return nil
      }
      return "event \(event.number) \(CaseLog.words(of: event.event, in: state))"
    }
  }
}

/// The events of a case as readers see them.
struct CaseLog {
  private let events: [RecordedEvent]
  /// The undo that counts, by the event that it names.
  private let undone: [Int: Int]
  private let effects: EventEffects

  init(_ events: [RecordedEvent]) {
    self.events = events
    let counting = CaseState.effective(events)
    var undone: [Int: Int] = [:]
    for event in events where counting.contains(event.number) {
      if case .undo(let undo) = event.event { undone[undo.number] = event.number }
    }
    self.undone = undone
    effects = EventEffects(events)
  }

  func text(of shown: [RecordedEvent], state: CaseState, path: String) -> String {
    var lines = shown.map { event in
      CaseLog.line(of: event, in: state, undoneBy: undone[event.number])
        + (effects.reason(event.number).map { " [\($0)]" } ?? "")
    }
    lines += state.conflicts.map { TerminalText.safe($0.words) }
    if !state.dangling.isEmpty {
      lines.append(
        "without effect, because their files are not loaded: event "
          + state.dangling.map(String.init).joined(separator: ", event "))
    }
    if let last = events.last {
      lines.append(
        TerminalText.safe(
          "\(path): \(Head(number: last.number, hash: last.hash)), basis \(state.basis.hex.prefix(16))"
        ))
    }
    return lines.map { "\($0)\n" }.joined()
  }

  /// Returns an event in one line.
  static func line(of event: RecordedEvent, in state: CaseState, undoneBy undo: Int?) -> String {
    let why = event.why.map { ": \($0)" } ?? ""
    let undone = undo.map { " [undone by event \($0)]" } ?? ""
    return TerminalText.safe(
      "\(event.number)  \(EventTime.text(event.author.at))  \(event.author.by)  \(words(of: event.event, in: state))\(why)\(undone)"
    )
  }

  /// Returns the content of an event in words.
  static func words(of event: CaseEvent, in state: CaseState) -> String {
    func row(_ row: RowOfSource) -> String {
      state.fileNames[row.source].map(row.citation) ?? row.text
    }
    func account(_ text: String) -> String {
      RowOfSource.row(in: text).map(row) ?? "\"\(text)\""
    }
    func thing(_ thing: CaseThing) -> String {
      switch thing {
      case .transfer(let one): row(one)
      case .source(let digest):
        state.fileNames[digest] ?? "the file \(digest.hex.prefix(12))…"
      case .account(let key): "\"\(key.text)\""
      case .term, .name, .event: thing.words
      }
    }
    switch event {
    case .opening(let opening): return "begins the case \"\(opening.title)\" (\(opening.id))"
    case .load(let load):
      return "loads "
        + load.sources.map { source in
          "\(source.name) (SHA-256 \(source.digest.hex.prefix(12))…)"
            + (source.options.isEmpty ? "" : " with \(source.options.joined(separator: " "))")
        }.joined(separator: ", ")
    case .unload(let unload): return "unloads \(thing(.source(unload.source)))"
    case .party(let party):
      return
        "\(account(party.account)) and \(account(party.other)) are \(party.isSame ? "the same" : "different")"
    case .detail(let detail):
      return "\"\(detail.account)\": \(detail.detail.rawValue) \(detail.value)"
    case .claim(let claim):
      return "\(claim.isClaimed ? "claimed" : "no longer claimed"): "
        + claim.rows.map(row).joined(separator: ", ")
    case .scope(let scope):
      return "\(scope.isLeftOut ? "leaves out" : "takes back") \(thing(scope.thing))"
    case .term(let term): return "states \(term.term.rawValue) \(term.value)"
    case .remark(let remark):
      let subject =
        switch remark.subject {
        case .thing(let one): thing(one)
        case .answer(let name): "the answer \"\(name)\""
        case .document(let name): "the document \"\(name)\""
        }
      return "\(remark.isTag ? "tags" : "notes on") \(subject): \(remark.text)"
    case .ask(let ask): return "names the question \"\(ask.name)\""
    case .record(let record):
      return
        "puts on record \"\(record.name)\": \(CaseRecord.words(of: record.inquiry)?.joined(separator: " ") ?? record.inquiry.text) (answer \(record.answer.hex.prefix(12))…)"
    case .view(let view): return "saves the page \"\(view.name)\": \(view.address)"
    case .undo(let undo): return "undoes event \(undo.number)"
    case .anchor(let anchor):
      return "the head \(anchor.head.hex.prefix(16)) is written down: \(anchor.place)"
    }
  }

  func json(of shown: [RecordedEvent]) -> String {
    let lines = shown.map { event in
      "  {\"effective\": \(effects.has(event.number)), \"hash\": \"\(event.hash.hex)\", \"event\": \(String(decoding: event.body, as: UTF8.self))}"
    }
    return "[\n\(lines.joined(separator: ",\n"))\n]\n"
  }

  func csv(of shown: [RecordedEvent]) -> String {
    let state = CaseState(of: events)
    var text = CSVText.heads([
      "number", "at", "by", "kind", "what", "why", "effective", "undone_by", "hash",
      "without_effect",
    ])
    for event in shown {
      text += CSVText.line([
        .value("\(event.number)"), .value(EventTime.text(event.author.at)),
        .shown(event.author.by), .value(event.event.kind),
        .shown(CaseLog.words(of: event.event, in: state)), .shown(event.why ?? ""),
        .value(effects.has(event.number) ? "yes" : "no"),
        .value(undone[event.number].map(String.init) ?? ""), .value(event.hash.hex),
        .value(effects.reason(event.number) ?? ""),
      ])
    }
    return text
  }
}

extension CSVText.Cell {
  /// A text from the data in a table for readers, which nothing loads again: hidden characters are shown by their numbers.
  static func shown(_ text: String) -> CSVText.Cell { .text(TerminalText.safe(text)) }
}
