internal import ArgumentParser
internal import CaseStore
internal import Explorer
internal import Glibc
internal import Inquiries
internal import PaymentGraph

/// A case on which pages stand: it is opened again for every look, so that events of other programs are seen.
actor CaseFileDesk: CaseDesk {
  private let path: String
  private let person: PersonOption
  /// The work on the case that was begun last: one thing is done after another, because commands that run within this
  /// process share its output.
  private var last: Task<Void, Never>?
  private var known: (stamp: [Int], head: Head)?

  init(path: String, person: PersonOption) {
    self.path = path
    self.person = person
  }

  nonisolated var casePath: String? { path }

  func head() async throws -> Head? {
    let stamp = CaseFileDesk.stamp(of: path)
    if let known, known.stamp == stamp { return known.head }
    let head = try await CaseFileDesk.opened(path).head
    known = (stamp, head)
    return head
  }

  func load() async throws -> ExplorerData {
    try await alone { [path] in
      let file = try CaseFileDesk.opened(path)
      let head = await file.head
      let context = try await CaseContext(of: file, state: await file.state(), head: head)
      let asker = CaseAsker(context: context)
      return try CaseContext.using(context) {
        try context.requireFiles()
        let words = try asker.expanded(["accounts", "--quiet"])
        guard let command = try Tributary.parseAsRoot(words) as? Accounts else {
          throw CommandFailure("\(path) cannot be read")
        }
        var data = try command.input.explorerData()
        (data.head, data.caseLine) = (head, CaseLine.text(of: context))
        data.basisDigest = context.basis
        if !context.state.terms.isEmpty {
          data.completed = { try CaseFileDesk.completed($0, by: asker) }
        }
        return data
      }
    }
  }

  func log() async throws -> [UInt8] {
    let file = try CaseFileDesk.opened(path)
    let events = await file.events
    return Array(CaseLog(events).json(of: events).utf8)
  }

  func decide(_ request: DecisionRequest) async throws -> DecisionOutcome {
    let outcome = try await alone { [path, person] in
      let file = try CaseFileDesk.opened(path)
      let events = await file.events
      guard let seen = events.last(where: { $0.hash.hex == request.expecting }) else {
        throw ExplorerFailure(
          .conflict, code: "conflict",
          message: "the case is not the one that this page was asked of",
          help: "load the page again")
      }
      let expecting = Head(number: seen.number, hash: seen.hash)
      let before = await file.state()
      let draft = try await CaseFileDesk.draft(request, in: file)
      let author = person.author
      let after = try await file.preview([draft], author: author)
      let changes =
        before.basis == after.basis
        ? [] : try await CaseChange(in: file, from: before, to: after).lines
      guard !request.isDryRun else {
        return DecisionOutcome(changes: changes, head: await file.head, isWritten: false)
      }
      let head = try await file.append([draft], expecting: expecting, author: author)
      return DecisionOutcome(changes: changes, head: head, isWritten: true)
    }
    known = nil
    return outcome
  }

  // MARK: Answers on record

  func answers() async throws -> [AnswerOnRecord] {
    try await RecordedAnswers(file: CaseFileDesk.opened(path), folders: []).onRecord()
  }

  func verification(of name: String) async throws -> AnswerVerification? {
    try await alone { [path] in
      try await RecordedAnswers(file: CaseFileDesk.opened(path), folders: []).verification(of: name)
    }
  }

  func keptAnswer(_ name: String) async throws -> [UInt8]? {
    let file = try CaseFileDesk.opened(path)
    guard let record = await file.state().records[Spelling(name)]?.value else { return nil }
    do throws(CaseError) {
      return try await file.kept(record.answer)
    } catch {
      throw ExplorerFailure(error)
    }
  }

  // MARK: Parts

  /// Does some work when all work before it is done.
  private func alone<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let before = last
    let task = Task<Value, any Error> {
      await before?.value
      do {
        return try await work()
      } catch let failure as CommandFailure {
        throw ExplorerFailure(
          .wrong, code: "refused",
          message: ([failure.message] + failure.others).joined(separator: "; "),
          help: failure.help)
      } catch let error as ValidationError {
        throw ExplorerFailure(.wrong, code: "refused", message: error.message)
      }
    }
    last = Task { _ = await task.result }
    return try await task.value
  }

  private static func opened(_ path: String) throws -> CaseFile {
    do throws(CaseError) {
      return try CaseFile.open(path)
    } catch {
      throw ExplorerFailure(error)
    }
  }

  /// Returns the event that a request stands for, as `decide` and `undo` write it.
  private static func draft(
    _ request: DecisionRequest, in file: CaseFile
  ) async throws -> DraftEvent {
    guard !request.why.isEmpty else {
      throw ExplorerFailure(.wrong, code: "no-reason", message: "every decision needs a reason")
    }
    if request.kind == "undo" {
      guard request.operands.count == 1, let number = Int(request.operands[0]) else {
        throw ExplorerFailure(
          .wrong, code: "wrong-value", message: "undo takes the number of an event")
      }
      return DraftEvent(.undo(UndoEvent(number: number)), why: request.why)
    }
    let words =
      ["--case=\(file.path)", "--why=\(request.why)", request.kind, "--"] + request.operands
    let command: Decide
    do {
      command = try Decide.parse(words)
    } catch {
      throw ExplorerFailure(.wrong, code: "wrong-value", message: Decide.message(for: error))
    }
    guard command.kind != .anchor else {
      throw ExplorerFailure(
        .wrong, code: "wrong-value",
        message: "an anchor is written down elsewhere first: use decide")
    }
    let head = await file.head
    let context = try await CaseContext(of: file, state: await file.state(), head: head)
    return DraftEvent(try command.event(in: context, head: head), why: request.why)
  }

  /// Returns a question with the facts that the case states, as the command line would complete it.
  private static func completed(_ inquiry: Inquiry, by asker: CaseAsker) throws -> Inquiry {
    var words = inquiry.arguments
    // A drawing needs the name of a file, which no question holds.
    if words.first == "draw" { words.append("--output=picture.svg") }
    let command = try Tributary.parseAsRoot(try asker.expanded(words))
    return try (command as? any AskingCommand)?.inquiry(.read) ?? inquiry
  }

  private static func stamp(of path: String) -> [Int] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    return [
      Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
      Int(bitPattern: UInt(status.st_ino)),
    ]
  }
}
