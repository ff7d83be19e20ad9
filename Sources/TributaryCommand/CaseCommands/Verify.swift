internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `verify`: everything that a case says is derived again.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a case: its file, its chain, its files, and every answer on record.",
    discussion: """
      Examples:
        tributary verify --case C
        tributary verify --case C --against 5d07a9c2e1b44f60 --find /mnt/evidence

      Every answer on record is asked again on the case as it was then, and compared byte for byte. Exit status: 0, all is the same; \
      1, something differs or is missing; 2, the check cannot be done.

      The chain proves that nothing between two heads was changed, removed or slipped in. It does not prove that the owner did not write the \
      whole file anew: for that a head must stand somewhere else, and --against compares it.
      """)

  @OptionGroup var ofCase: CasePath

  @Option(
    help: ArgumentHelp(
      "A head that was written down: its first 8 digits or more.", valueName: "head"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      "A folder in which files that have moved are searched for.", valueName: "folder"),
    completion: .directory)
  var find: [String] = []

  @Option(help: ArgumentHelp("Only these answers on record, with commas.", valueName: "names"))
  var answers: String?

  func validate() throws {
    if let against {
      let isHead =
        (8...64).contains(against.utf8.count)
        && against.lowercased().utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
      if !isHead { throw ValidationError("--against takes 8 to 64 hexadecimal digits") }
    }
    for folder in find {
      var isFolder: ObjCBool = false
      if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        || !isFolder.boolValue
      {
        throw ValidationError("--find \(folder): there is no such folder")
      }
    }
  }

  mutating func run() async throws {
    let file = try ofCase.opened(toleratingFaults: true)
    var verification = CaseVerification(file: file, path: ofCase.path, folders: find)
    try await verification.checkChain(against: against)
    try await verification.checkSources()
    try await verification.checkSecret()
    try await verification.checkAnswers(answers.map { $0.split(separator: ",").map(String.init) })
    if !verification.isGood { throw ExitCode(1) }
  }
}

/// The checks of a case, in their order, each of which can fail alone.
struct CaseVerification {
  let file: CaseFile
  let path: String
  let folders: [String]
  private(set) var isGood = true
  /// The lines that changed, by the digest of the file whose former bytes are kept.
  private var changedLines: [String: Set<Int>] = [:]

  init(file: CaseFile, path: String, folders: [String]) {
    self.file = file
    self.path = path
    self.folders = folders
  }

  private func say(_ line: String) { Console.write("\(TerminalText.safe(line))\n") }

  private mutating func fail(_ line: String) {
    isGood = false
    say(line)
  }

  // MARK: The file and its chain

  mutating func checkChain(against wanted: String?) async throws {
    say("file: the tables are those of a case, the pages are sound")
    let events = await file.events
    if let fault = await file.firstFault {
      fail(
        "chain: event \(fault.number) is not sound: \(fault.reason); the last good is \(await file.head)"
      )
    } else {
      say("chain: \(events.count) events, each with the hash that it must have; \(await file.head)")
    }
    let kept: (all: [FileDigest], changed: [FileDigest])
    do throws(CaseError) {
      kept = try await file.keptDigests()
    } catch {
      throw CommandFailure(error)
    }
    for digest in kept.changed { fail("kept: the bytes of \(digest.hex) have changed") }
    for event in events {
      guard case .anchor(let anchor) = event.event else { continue }
      if !events.contains(where: { $0.number < event.number && $0.hash == anchor.head }) {
        fail("anchor: event \(event.number) names a head that is not in this chain")
      }
    }
    guard let wanted = wanted?.lowercased() else { return }
    let found = events.filter { $0.hash.hex.hasPrefix(wanted) }
    if let event = found.first {
      say(
        "head \(wanted): in this chain, after event \(event.number) of \(EventTime.text(event.author.at)); \(events.count - event.number) events follow"
      )
    } else {
      fail("head \(wanted): not in this chain")
    }
  }

  // MARK: The files

  mutating func checkSources() async throws {
    let state = await file.state()
    let findings: [SourceFinding]
    do throws(CaseError) {
      findings = SourceFinder(of: path, places: try await file.places(), folders: folders)
        .find(state.allSources)
    } catch {
      throw CommandFailure(error)
    }
    var counts = (there: 0, moved: 0, changed: 0, missing: 0)
    for finding in findings {
      switch finding.state {
      case .there: counts.there += 1
      case .moved:
        counts.moved += 1
        say("  \(finding.words)")
      case .changed:
        counts.changed += 1
        fail("  \(finding.words)")
      case .replaced(let changed, _):
        counts.changed += 1
        fail("  \(finding.words)")
        if let place = finding.place { sayRows(of: place, changed: changed, finding.source) }
      case .missing:
        counts.missing += 1
        fail("  \(finding.words)")
      }
    }
    say(
      "files: \(counts.there) there, \(counts.moved) moved, \(counts.changed) changed, \(counts.missing) missing"
    )
  }

  /// Says whether the secret is here that marks numbers of cards, and which decisions cannot be followed without it.
  mutating func checkSecret() async throws {
    let events = await file.events
    guard let digest = CaseState(of: events).secret else { return }
    if try CaseSecret.bytes(of: file.id, digest: digest) != nil {
      say("secret of card numbers: there")
      return
    }
    say("secret of card numbers: not here (SHA-256 \(digest.hex)); --card-secret gives it")
    let counting = CaseState.effective(events)
    let marked = events.filter { event in
      counting.contains(event.number) && event.event.accounts.contains(where: CaseSecret.isMark)
    }
    if !marked.isEmpty {
      fail(
        "  without it these cannot be followed: event "
          + marked.map { "\($0.number)" }.joined(separator: ", event "))
    }
  }

  /// Lists the rows in which two versions of a file differ.
  private mutating func sayRows(of place: String, changed: String, _ source: CaseSource) {
    // Of files that hold others packed, no bytes are rows.
    guard !PackedFile.isPacked(place), !PackedFile.isPacked(changed) else { return }
    let rows = ChangedRows(from: place, to: changed)
    changedLines[source.digest.hex] = Set(rows.first(rows.count).map(\.line))
    for row in rows.first(10) {
      say("    line \(row.line): was \(row.was ?? "not there"); is \(row.now ?? "not there")")
    }
    if rows.count > 10 { say("    and \(rows.count - 10) more lines") }
  }

  // MARK: The answers

  mutating func checkAnswers(_ names: [String]?) async throws {
    let today = await file.state()
    let todayBasis = today.basis
    let head = await file.head
    let recorded = RecordedAnswers(file: file, folders: folders)
    for name in names ?? [] where today.records[Spelling(name)] == nil {
      fail("  \"\(name)\": there is no such answer on record")
    }
    var counts = (same: 0, differs: 0, additions: 0, unasked: 0)
    var others: [String] = []
    for (record, event, answer) in try await recorded.all()
    where names?.contains(record.name) ?? true {
      let name = record.name
      let asked = answer.flatMap { answer in RecordedAnswers.asking { try answer.ask() } }
      switch (answer, asked) {
      case (.success(let answer), .success(let bytes)):
        let kept = try await keptAnswer(record)
        if answer.context.basis != record.basis {
          fail("  \"\(name)\": the basis is not the one that was recorded")
        }
        if Chain.digest(of: bytes) == record.answer {
          counts.same += 1
          try sayCitations(of: answer, bytes)
        } else {
          counts.differs += 1
          let marks =
            answer.context.lacksSecret ? "; its secret of card numbers is not here" : ""
          let difference = AnswerDifference(from: kept, to: bytes)
          if difference.onlyAdds { counts.additions += 1 }
          let verdict =
            difference.onlyAdds
            ? "has all that is on record, and \(difference.figures.count) more" : "differs"
          fail("  \"\(name)\" \(verdict); asked again by \(Version.line)\(marks)")
          sayDifferences(difference)
        }
        guard answer.context.basis != todayBasis else { continue }
        let now = try await recorded.answer(record, event: event, state: today, head: head)
          .flatMap { answer in RecordedAnswers.asking { try answer.ask() } }
        others.append(CaseVerification.today(name, was: bytes, now: now))
      case (.failure(let failure), _), (_, .failure(let failure)):
        counts.unasked += 1
        fail("  \"\(name)\" cannot be asked: \(failure.message)")
      }
    }
    say(
      "answers on record: \(counts.same) the same, \(counts.differs) differ, \(counts.unasked) cannot be asked"
        + (counts.additions > 0
          ? " (of those that differ, \(counts.additions) only have more)" : "")
    )
    if !others.isEmpty {
      say("on today's basis (no fault: the case went on):")
      for line in others { say(line) }
    }
  }

  private func keptAnswer(_ record: RecordEvent) async throws -> [UInt8] {
    do throws(CaseError) {
      return try await file.kept(record.answer) ?? []
    } catch {
      throw CommandFailure(error)
    }
  }

  private static func today(
    _ name: String, was: [UInt8], now: Result<[UInt8], CommandFailure>
  ) -> String {
    guard case .success(let now) = now else { return "  \"\(name)\": cannot be asked today" }
    let figures = AnswerDifference(from: was, to: now).figures.filter {
      !$0.key.hasPrefix("question")
    }
    return figures.isEmpty
      ? "  \"\(name)\": the same figures today"
      : "  \"\(name)\": \(figures.count) figures would be others today, the first \(figures[0].key): "
        + "\(figures[0].was ?? "not there"), today \(figures[0].now ?? "not there")"
  }

  /// Lists the figures that rest on rows of which a file now has other bytes.
  private mutating func sayCitations(of answer: RecordedAnswers.Answer, _ bytes: [UInt8]) throws {
    guard !changedLines.isEmpty else { return }
    let touched = try answer.figures(of: bytes).filter { figure in
      figure.payments.contains { payment in
        payment.rows.contains { changedLines[$0.digest]?.contains($0.line) ?? false }
      }
    }
    for figure in touched {
      let claim = figure.claim.isEmpty ? "" : ", claim \(figure.claim)"
      let kind = figure.kind == "held" || figure.kind == "received" ? "" : " (\(figure.kind))"
      let rule = answer.words.contains("--compare") ? " by \(figure.rule)" : ""
      say(
        "  \"\(answer.record.name)\": \(figure.account)\(claim): \(figure.currency) \(figure.amount)\(rule)\(kind) rests on a row that has changed"
      )
    }
    if touched.isEmpty {
      say("  \"\(answer.record.name)\": no figure rests on a row that has changed")
    }
  }

  private func sayDifferences(_ difference: AnswerDifference) {
    for figure in difference.figures.prefix(20) {
      say("    \(figure.key): was \(figure.was ?? "not there"), is \(figure.now ?? "not there")")
    }
    if difference.figures.count > 20 { say("    and \(difference.figures.count - 20) more") }
  }
}
