internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

/// `report`: a folder with which others can check a case.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a folder with the case, its files and its answers, which others can check.",
    discussion: """
      Examples:
        tributary report --case C -o bundle
        tributary report --case C -o shared --share

      Holds the case, its log as text, all decisions, the files, every answer on record, and every figure with the rows that it rests on. \
      The same case gives the same bytes on any machine. README.txt says how to check it.

      --share writes a folder for others: no files, no case, no notes; names and numbers are replaced, and every text is searched \
      for them before anything is written.
      """)

  @OptionGroup var ofCase: CasePath

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(help: "List the files by digest instead of copying them.")
  var withoutEvidence = false

  @Flag(help: "Write only what may be shown to others, with names and numbers replaced.")
  var share = false

  @Option(
    help: ArgumentHelp(
      "A folder in which files that have moved are searched for.", valueName: "folder"),
    completion: .directory)
  var find: [String] = []

  mutating func run() async throws {
    let file = try ofCase.opened()
    let bundle =
      share
      ? try await CaseBundle.shared(of: file, folders: find)
      : try await CaseBundle.whole(of: file, folders: find, withEvidence: !withoutEvidence)
    try bundle.write(to: output)
    Console.write(
      "wrote \(TerminalText.safe(output)): \(bundle.files.count + 1) files; SHA-256 of SHA256SUMS: \(Chain.digest(of: bundle.sums).hex)\n"
    )
  }
}

/// The files of a bundle, by name.
struct CaseBundle {
  private(set) var files: [Spelling: [UInt8]] = [:]

  mutating func add(_ bytes: [UInt8], as name: String) { files[Spelling(name)] = bytes }

  mutating func add(_ text: String, as name: String) { add(Array(text.utf8), as: name) }

  /// The list of all files with their digests, as `sha256sum -c` reads it.
  var sums: [UInt8] {
    Array(
      files.sorted { $0.key < $1.key }.map { "\(Chain.digest(of: $0.value).hex)  \($0.key.text)\n" }
        .joined().utf8)
  }

  /// Writes all files, or none.
  func write(to folder: String) throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: folder) else {
      throw CommandFailure("\(folder) exists; name another folder")
    }
    let draft = "\(folder).part-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      for (name, bytes) in files.sorted(by: { $0.key < $1.key }) + [(Spelling("SHA256SUMS"), sums)]
      {
        let path = "\(draft)/\(name.text)"
        try manager.createDirectory(
          atPath: URL(filePath: path).deletingLastPathComponent().path,
          withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path))
      }
      try manager.moveItem(atPath: draft, toPath: folder)
    } catch {
      try? manager.removeItem(atPath: draft)
      throw CommandFailure("\(folder) cannot be written: \(error.localizedDescription)")
    }
  }

  // MARK: The whole case

  static func whole(
    of file: CaseFile, folders: [String], withEvidence: Bool
  ) async throws -> CaseBundle {
    var bundle = CaseBundle()
    let events = await file.events
    let state = await file.state()
    let head = await file.head
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw CommandFailure("\(file.path) cannot be read")
    }
    bundle.add([UInt8](data), as: "case.tributary")
    bundle.add(events.flatMap { $0.line + [UInt8(ascii: "\n")] }, as: "log.jsonl")
    bundle.add(CaseLog(events).csv(of: events), as: "decisions.csv")
    bundle.add(programs(events), as: "program.txt")
    bundle.add(Chain.check, as: "check-log.sh")
    try await bundle.addEvidence(of: file, state: state, folders: folders, copies: withEvidence)
    let names = try await bundle.addAnswers(of: file, folders: folders)
    bundle.add(
      readme(
        title: state.opening?.title ?? "", head: head, answers: names, hasEvidence: withEvidence),
      as: "README.txt")
    return bundle
  }

  private static func programs(_ events: [RecordedEvent]) -> String {
    var programs: [String] = []
    for event in events where !programs.contains(event.author.program) {
      programs.append(event.author.program)
    }
    return
      "This bundle was written by:\n  \(Version.line)\n  Swift \(BuildFacts.toolchain)\nThe events of the case were written by:\n"
      + programs.map { "  \(TerminalText.safe($0))\n" }.joined()
  }

  /// Adds the files on which the case or an answer on record rests.
  private mutating func addEvidence(
    of file: CaseFile, state: CaseState, folders: [String], copies: Bool
  ) async throws {
    var sources = state.allSources
    for event in await file.events {
      guard case .load(let load) = event.event else { continue }
      for source in load.sources where !sources.contains(where: { $0.digest == source.digest }) {
        sources.append(source)
      }
    }
    sources.sort { $0.digest < $1.digest }
    let findings: [SourceFinding]
    do throws(CaseError) {
      findings = SourceFinder(of: file.path, places: try await file.places(), folders: folders)
        .find(sources)
    } catch {
      throw CommandFailure(error)
    }
    var list = ""
    for finding in findings {
      let name = CaseBundle.evidenceName(of: finding.source)
      list +=
        "\(finding.source.digest.hex)  \(finding.source.byteCount)  \(TerminalText.safe(finding.source.name))\n"
      guard copies else { continue }
      guard let place = finding.place, let data = FileManager.default.contents(atPath: place) else {
        var failure = CommandFailure("\(file.path): \(finding.words)")
        failure.help = "find the file first, or use --without-evidence"
        throw failure
      }
      add([UInt8](data), as: "evidence/\(name)")
    }
    if !copies { add(list, as: "evidence.txt") }
  }

  private static func evidenceName(of source: CaseSource) -> String {
    "\(source.digest.hex.prefix(12))-\(plain(source.name.split(separator: "/").last.map(String.init) ?? ""))"
  }

  /// Returns a name that is safe as that of a file.
  static func plain(_ name: String) -> String {
    var letters = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(80) {
      let isPlain =
        scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
        || "-_.".unicodeScalars.contains(scalar)
      letters.append(isPlain ? scalar : "-")
    }
    let text = String(letters)
    return text.isEmpty || text.hasPrefix(".") ? "-\(text)" : text
  }

  /// Adds all answers on record and their figures, and returns their names.
  private mutating func addAnswers(
    of file: CaseFile, folders: [String]
  ) async throws -> [String] {
    var names: [String] = []
    var figures = CSVText.heads(
      ["answer"] + CitedFigure.heads
        + ["part", "payment", "payment_currency", "payment_amount", "citation", "sha256"])
    for (record, event, answer) in try await RecordedAnswers(file: file, folders: folders).all() {
      let asked = try answer.get()
      let bytes = try asked.ask()
      guard Chain.digest(of: bytes) == record.answer else {
        throw CommandFailure(
          "the answer \"\(record.name)\" differs from the one on record, so no bundle is written; verify says where"
        )
      }
      var name = CaseBundle.plain(record.name)
      if names.contains(name) { name = "\(name)-\(event)" }
      names.append(name)
      if asked.words.first == "draw" {
        let form = asked.words.compactMap { $0.split(separator: ".").last }.last { part in
          ["svg", "html", "png", "pdf", "dot"].contains(part)
        }
        add(bytes, as: "answers/\(name).\(form ?? "svg")")
        if let rates = asked.context.rates { add(rates, as: "answers/\(name).rates.csv") }
        continue
      }
      add(bytes, as: "answers/\(name).json")
      add(try asked.ask(.text), as: "answers/\(name).txt")
      add(try asked.ask(.csv), as: "answers/\(name).csv")
      for figure in try asked.figures(of: bytes) {
        let facts = ([record.name] + figure.cells).map(CSVText.Cell.shown)
        // A figure without payments still stands in the list, so that nothing is silently missing.
        if figure.payments.isEmpty {
          figures += CSVText.line(facts + Array(repeating: .value(""), count: 6))
        }
        for payment in figure.payments {
          figures += CSVText.line(
            facts + [
              .value(payment.part.rawValue), .shown(payment.name), .value(payment.currency),
              .value(payment.amount),
              .shown(payment.rows.map(\.text).joined(separator: "; ")),
              .value(payment.rows.map(\.digest).joined(separator: "; ")),
            ])
        }
      }
    }
    add(figures, as: "figures.csv")
    return names
  }

  private static func readme(
    title: String, head: Head, answers: [String], hasEvidence: Bool
  ) -> String {
    """
    \(TerminalText.safe(title))
    \(String(repeating: "=", count: max(1, title.unicodeScalars.count)))

    A case of Tributary, as of \(head).

    case.tributary   the case: a file of SQLite's
    log.jsonl        the same events as text, a line each: the hash of the chain, a blank, the event
    decisions.csv    all events in words, with author, time and reason
    \(hasEvidence ? "evidence/        the files that were loaded, byte for byte; their names begin with their SHA-256" : "evidence.txt     the SHA-256, the size and the name of each file that was loaded")
    answers/         the answers on record: \(answers.joined(separator: ", "))
    figures.csv      every amount of these answers, with the payments that it rests on (file:line:bytes)
    check-log.sh     the check of the chain, for any shell
    program.txt      the version of the program
    SHA256SUMS       the SHA-256 of all these files

    In figures.csv each line is a payment on which a figure rests. The column part says how:
    \(CitedFigure.Part.allCases.map { "  \($0.rawValue): \($0.definition)" }.joined(separator: "\n"))
    A payment that several files show has a citation for each of its rows. A figure without a payment is one that no sum and no walk makes:
    a limit, or an amount by a rule that follows no payments in time.

    Three checks, in this folder:

      sha256sum -c SHA256SUMS
      sh check-log.sh
      tributary verify --case case.tributary\(hasEvidence ? " --find evidence" : " --find FOLDER-OF-THE-FILES")

    The first says that the files are as they were bundled. The second computes the chain of hashes from the text of the log, without
    Tributary. The third finds the files by their digests, asks every question again, and compares every answer byte for byte.

    The chain proves that nothing between two heads was changed, removed or slipped in. It does not prove that the owner did not
    write the whole log anew: for that a head must stand somewhere else, in a notebook or with a time-stamp authority, and
    tributary verify --against HEAD compares it.

    """
  }
}
