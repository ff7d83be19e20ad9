internal import ArgumentParser
internal import CaseStore
internal import Foundation
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
    let file = try CaseFile.opened(ofCase.path, toleratingFaults: true)
    var verification = CaseVerification(file: file, path: ofCase.path, folders: find)
    try await verification.checkChain(against: against)
    try await verification.checkSources()
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

  /// Lists the rows in which two versions of a file differ.
  private func sayRows(of place: String, changed: String, _ source: CaseSource) {
    let rows = ChangedRows(from: place, to: changed)
    for row in rows.first(10) {
      say("    line \(row.line): was \(row.was ?? "not there"); is \(row.now ?? "not there")")
    }
    if rows.count > 10 { say("    and \(rows.count - 10) more lines") }
  }

  // MARK: The answers

  mutating func checkAnswers(_ names: [String]?) async throws {
    let events = await file.events
    let today = await file.state()
    let head = await file.head
    let records = today.records.values.sorted { $0.event < $1.event }.filter { held in
      names?.contains(held.value.name) ?? true
    }
    for name in names ?? [] where today.records[Spelling(name)] == nil {
      fail("  \"\(name)\": there is no such answer on record")
    }
    var counts = (same: 0, differs: 0, unasked: 0)
    var others: [String] = []
    for record in records {
      let name = record.value.name
      let before = CaseState(of: events.filter { $0.number < record.event })
      let asking = Asking(file: file, folders: folders)
      switch try await asking.ask(
        record.value, state: before,
        head: Head(number: record.event - 1, hash: events[record.event - 2].hash))
      {
      case .failure(let failure):
        counts.unasked += 1
        fail("  \"\(name)\" cannot be asked: \(failure.message)")
        continue
      case .success(let bytes):
        let kept: [UInt8]?
        do throws(CaseError) {
          kept = try await file.kept(record.value.answer)
        } catch {
          throw CommandFailure(error)
        }
        if before.basis != record.value.basis {
          fail("  \"\(name)\": the basis is not the one that was recorded")
        }
        if Chain.digest(of: bytes) == record.value.answer {
          counts.same += 1
        } else {
          counts.differs += 1
          fail(
            "  \"\(name)\" differs; recorded by \(record.author.program), asked again by \(Version.line)"
          )
          sayDifferences(AnswerDifference(from: kept ?? [], to: bytes))
        }
        guard before.basis != today.basis else { continue }
        if case .success(let now) = try await asking.ask(record.value, state: today, head: head) {
          let difference = AnswerDifference(from: bytes, to: now)
          let count = difference.figures.filter { !$0.key.hasPrefix("question") }.count
          others.append(
            count == 0
              ? "  \"\(name)\": the same figures today"
              : "  \"\(name)\": \(count) figures would be others today")
        }
      }
    }
    say(
      "answers on record: \(counts.same) the same, \(counts.differs) differ, \(counts.unasked) cannot be asked"
    )
    if !others.isEmpty {
      say("on today's basis (no fault: the case went on):")
      for line in others { say(line) }
    }
  }

  private func sayDifferences(_ difference: AnswerDifference) {
    for figure in difference.figures.prefix(20) {
      say("    \(figure.key): was \(figure.was ?? "not there"), is \(figure.now ?? "not there")")
    }
    if difference.figures.count > 20 { say("    and \(difference.figures.count - 20) more") }
  }

  /// Asks questions of the record again.
  struct Asking {
    let file: CaseFile
    let folders: [String]

    func ask(
      _ record: RecordEvent, state: CaseState, head: Head
    ) async throws -> Result<[UInt8], CommandFailure> {
      guard let words = CaseRecord.words(of: record.inquiry) else {
        return .failure(CommandFailure("this version does not know the question"))
      }
      let context = try await CaseContext(of: file, state: state, head: head, searching: folders)
      if let absent = context.absent.first { return .failure(CommandFailure(absent.words)) }
      do {
        return .success(
          try CaseAsker(context: context).ask(CaseRecord.arguments(of: words)).bytes)
      } catch let failure as CommandFailure {
        return .failure(failure)
      } catch {
        return .failure(CommandFailure(Tributary.message(for: error)))
      }
    }
  }
}
