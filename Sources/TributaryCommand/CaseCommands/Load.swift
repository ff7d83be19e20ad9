internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Hashing
internal import Ingest
internal import PaymentGraph
internal import Reports
internal import Synchronization

/// `load`: files join a case.
struct Load: AsyncParsableCommand, ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract:
      "Load files into a case, which remembers them, how they are read, and all that follows.",
    discussion: """
      Examples:
        tributary load statements/*.csv --case operation.tributary --new --title "Operation Lantern"
        tributary load march.csv --case operation.tributary --dates dmy

      Prints what check prints of the new files. The case holds the SHA-256 of each file, its name and the options of \
      reading, and no transfers: every question reads the files again. --keep copies the files into a folder beside \
      the case. Nothing is stored if a file cannot be read or leaves two readings.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: FormatOption

  @Flag(help: "Make the case; without it a case that does not exist is an error.")
  var new = false

  @Option(help: "The title of a new case. Default: the name of its file.")
  var title: String?

  @Flag(help: "Copy the files into a folder beside the case.")
  var keep = false

  @Option(help: ArgumentHelp("The reason.", valueName: "text"))
  var why: String?

  func validate() throws {
    guard input.ofCase.path != nil else { throw ValidationError("name the case with --case") }
    if input.ofCase.record != nil { throw ValidationError("--record goes with a question") }
    if title != nil, !new { throw ValidationError("--title goes with --new") }
    if input.files.isEmpty { throw ValidationError("name at least one file") }
    if let why, why.isBlank { throw ValidationError("--why needs words; leave it out for none") }
  }

  mutating func run() async throws {
    let path = input.ofCase.path ?? ""
    CaseSecret.offer(input.reading.cardSecret)
    var file: CaseFile?
    if new {
      if FileManager.default.fileExists(atPath: path),
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) != 0
      {
        throw CommandFailure(
          "\(path): there is a file with this name, so no new case is made; leave out --new to continue a case"
        )
      }
    } else {
      file = try CaseFile.opened(path)
    }
    let state = await file?.state() ?? CaseState(of: [])
    let paths = try input.paths()
    guard !paths.contains("-") else {
      throw CommandFailure(
        "- is standard input, which nobody can read again: save it to a file first")
    }
    let profiles = try keptProfiles()
    let (files, known) = try newFiles(paths, beside: state)
    func places(_ files: [(digest: FileDigest, path: String)]) -> [FileDigest: String] {
      Dictionary(
        files.map { ($0.digest, SourceFinder.place(of: $0.path, from: path)) },
        uniquingKeysWith: { first, _ in first })
    }
    // Files that have moved are found again where they were named now.
    if let file, !known.isEmpty, !file.isReadOnly {
      _ = try await file.appended(
        [], expecting: file.head, author: input.ofCase.person.author, places: places(known))
    }
    if files.isEmpty {
      Console.write("\(TerminalText.safe(path)): nothing is new\n")
      return
    }
    let reading = CaseReading(input.reading.arguments)
    try reading.refuseContradictions(of: state.readingOptions)
    let sources = files.map { file in
      CaseSource(
        name: file.name, digest: file.digest, byteCount: file.byteCount,
        options: reading.options(of: file.name, among: files.map(\.name)),
        profiles: profiles.map(\.profile))
    }
    let secret = try secret(of: file, state: state)
    let (intake, marksNumbers) = try await read(
      sources, profiles: profiles, beside: file, state: state, secret: secret)
    var digest: FileDigest?
    if marksNumbers, state.secret == nil {
      digest = FileDigest(bytes: SHA256.digest(of: secret))
    }
    let draft = DraftEvent(.load(LoadEvent(sources: sources, secret: digest)), why: why)
    let kept = profiles.map(\.bytes)
    if keep { try copy(files, besides: path) }
    let id = file?.id ?? CaseSecret.fresh().prefix(16).map(Self.hex).joined()
    if digest != nil {
      try CaseSecret.keep(secret, for: id, isGiven: try CaseSecret.given() != nil)
    }
    let head: Head
    if let file {
      head = try await file.appended(
        [draft], expecting: await file.head, author: input.ofCase.person.author, keeping: kept,
        places: places(files.map { ($0.digest, $0.name) }))
    } else {
      head = try await Self.create(
        path, title: title ?? URL(filePath: path).deletingPathExtension().lastPathComponent,
        id: id, author: input.ofCase.person.author, draft: draft, kept: kept,
        places: places(files.map { ($0.digest, $0.name) }))
    }
    try input.saveRejects(of: intake)
    Console.write(output.written { CheckReport(intake).text($0, style: $1) })
    let line = "\(TerminalText.safe(path)): \(head)\n"
    if output.format == .text { Console.write(line) } else { Console.report(line) }
    try input.end(intake)
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static func create(
    _ path: String, title: String, id: String, author: EventAuthor, draft: DraftEvent,
    kept: [[UInt8]], places: [FileDigest: String]
  ) async throws -> Head {
    do throws(CaseError) {
      let file = try CaseFile.create(
        path, title: title, id: id, author: author, drafts: [draft], keeping: kept, places: places)
      return await file.head
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: Files

  /// A file that is to be loaded.
  private struct NewFile {
    let name: String
    let digest: FileDigest
    let byteCount: Int
  }

  /// Returns the files that the case does not have yet, and where the others lie now.
  private func newFiles(
    _ paths: [String], beside state: CaseState
  ) throws -> (new: [NewFile], known: [(digest: FileDigest, path: String)]) {
    var files: [NewFile] = []
    var known: [(digest: FileDigest, path: String)] = []
    for path in paths {
      guard let digest = SourceFinder.digest(of: path),
        let size = try? FileManager.default.attributesOfItem(
          atPath: URL(filePath: path).resolvingSymlinksInPath().path)[.size] as? Int
      else {
        // The reader says better than this what is wrong with the path.
        let reader = try input.reading.reader(of: [path])
        do throws(IngestError) {
          _ = try reader.read([path])
        } catch {
          throw CommandFailure(error)
        }
        throw CommandFailure("\(path) cannot be read")
      }
      if let source = state.loaded[digest]?.value {
        known.append((digest, path))
        Console.report(
          "note: \(TerminalText.safe(path)) is in the case already, as \(TerminalText.safe(source.name))\n"
        )
        continue
      }
      if files.contains(where: { $0.digest == digest }) { continue }
      let name = Self.plain(path)
      let others = state.allSources.map(\.name) + files.map(\.name)
      if let other = others.first(where: { Self.plain($0) == name }) {
        var failure = CommandFailure(
          "\(path): the case has another file called \(other), so rows of the two could not be told apart"
        )
        failure.help =
          "load the new file under another name, or unload the old one: decide unload \(other)"
        throw failure
      }
      files.append(NewFile(name: path, digest: digest, byteCount: size))
    }
    return (files, known)
  }

  private static func plain(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private func copy(_ files: [NewFile], besides path: String) throws {
    let folder = SourceFinder.evidenceFolder(of: path)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      for file in files {
        let name = file.name.split(separator: "/").last.map(String.init) ?? ""
        let copy = "\(folder)/\(file.digest.hex.prefix(12))-\(name)"
        if SourceFinder.digest(of: copy) == file.digest { continue }
        try FileManager.default.copyItem(atPath: file.name, toPath: copy)
        guard SourceFinder.digest(of: copy) == file.digest else {
          throw CommandFailure("\(file.name) changed while it was copied to \(copy)")
        }
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("the files cannot be copied to \(folder): \(error.localizedDescription)")
    }
  }

  // MARK: Reading

  private func keptProfiles() throws -> [(profile: CaseProfile, bytes: [UInt8])] {
    var paths = input.files.filter {
      $0.lowercased().hasSuffix(".yaml") || $0.lowercased().hasSuffix(".yml")
    }
    for folder in ProfileFolders.all(input.profiles) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      paths += names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        .map { "\(folder)/\($0)" }
    }
    return try paths.map { path in
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure("\(path) cannot be read")
      }
      let bytes = [UInt8](data)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return (CaseProfile(name: name, digest: Chain.digest(of: bytes)), bytes)
    }
  }

  /// Returns the secret with which the files are read: that of the case; for a case without one the given or a new one,
  /// which the case adopts with the first number that is marked.
  private func secret(of file: CaseFile?, state: CaseState) throws -> [UInt8] {
    if let file, let digest = state.secret {
      // Without it the rows are read all the same: what is stored has no marks.
      return try CaseSecret.bytes(of: file.id, digest: digest) ?? CaseSecret.fresh()
    }
    return try CaseSecret.given() ?? file.flatMap { CaseSecret.unused(of: $0.id) }
      ?? CaseSecret.fresh()
  }

  /// Reads the whole case with the new files, and returns what is said of the new ones, and true where numbers of cards
  /// were marked.
  private func read(
    _ sources: [CaseSource], profiles: [(profile: CaseProfile, bytes: [UInt8])],
    beside file: CaseFile?, state: CaseState, secret: [UInt8]
  ) async throws -> (Intake, Bool) {
    let old = state.readingOptions
    let options = old + sources.flatMap(\.options).filter { !old.contains($0) }
    var places: [String: String] = [:]
    var profileFolders: [String] = []
    var context: CaseContext?
    if let file {
      let known = try await CaseContext(of: file, state: state, head: await file.head)
      try known.requireFiles()
      places = known.places
      profileFolders = known.profileFolders
      context = known
    }
    let names = (context?.names ?? []) + sources.map(\.name)
    var unique: [String] = []
    for option in options where !unique.contains(option) { unique.append(option) }
    let reading = try ReadingOptions.parse(unique + (input.reading.strict ? ["--strict"] : []))
    var reader = try reading.reader(of: names)
    reader.places = places
    reader.cardSecret = CardSecret(secret)
    let marked = Mutex(false)
    reader.onMarkedNumber = { marked.withLock { $0 = true } }
    do throws(ProfileError) {
      for folder in profileFolders { try reader.addProfiles(from: folder) }
      for profile in input.files
      where profile.lowercased().hasSuffix(".yaml") || profile.lowercased().hasSuffix(".yml") {
        try reader.addProfile(profile)
      }
      for folder in ProfileFolders.all(input.profiles) { try reader.addProfiles(from: folder) }
    } catch {
      throw CommandFailure(error.description)
    }
    let own = input.files.filter {
      $0.lowercased().hasSuffix(".yaml") || $0.lowercased().hasSuffix(".yml")
    }
    let folders = profileFolders + ProfileFolders.all(input.profiles)
    try reading.choose(
      among: { () throws(ProfileError) in try ProfileCatalog(files: own, folders: folders) },
      for: names, in: &reader)
    input.reportLeftOut()
    let whole: Intake
    do throws(IngestError) {
      whole = try reader.read(names)
    } catch {
      throw CommandFailure(error)
    }
    Progress.clear()
    let added = Dictionary(
      sources.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
    let readings = whole.files.filter { added[$0.file.givenPath] != nil }
    for one in readings where added[one.file.givenPath] != one.file.digest {
      throw CommandFailure("\(one.file.path) changed while it was read; nothing is stored")
    }
    let marks = marked.withLock { $0 }
    return (Intake(ledger: whole.ledger, files: readings, claims: whole.claims), marks)
  }
}

/// The options of reading that a load gives.
struct CaseReading {
  private let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  /// Returns the options that concern a file: those that name it, and those that name no file.
  func options(of name: String, among names: [String]) -> [String] {
    arguments.filter { argument in
      let named = names.filter { CaseReading.names(argument, file: $0) }
      return named.isEmpty || named.contains(name)
    }
  }

  /// Returns true where an option is for one file, by its path or by the end of its path.
  private static func names(_ argument: String, file: String) -> Bool {
    guard let sign = argument.firstIndex(of: "=") else { return false }
    let value = argument[argument.index(after: sign)...]
    let divider = argument.hasPrefix("--map=") || argument.hasPrefix("--set=") ? ":" : "="
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    return (0..<parts.count).contains { first in
      value.hasPrefix(parts[first...].joined(separator: "/") + divider)
    }
  }

  /// Returns the part of an option that only one value can follow; nil for options that add up.
  private static func subject(_ argument: String) -> String? {
    guard let sign = argument.firstIndex(of: "=") else { return argument }
    let (flag, value) = (argument[..<sign], argument[argument.index(after: sign)...])
    switch flag {
    case "--map", "--set", "--own-account", "--dates", "--decimal", "--zone", "--reversals",
      "--sheet", "--profile":
      let divided = value.firstIndex(of: "=")
      if flag == "--profile", divided == nil { return nil }
      return "\(flag) \(divided.map { String(value[..<$0]) } ?? "")"
    default: return String(flag)
    }
  }

  /// Refuses options that contradict those by which the case is read already.
  func refuseContradictions(of known: [String]) throws(CommandFailure) {
    for argument in arguments {
      guard let subject = CaseReading.subject(argument) else { continue }
      if let other = known.first(where: { CaseReading.subject($0) == subject && $0 != argument }) {
        throw CommandFailure(
          "the case is read with \(other), and \(argument) contradicts it: name the file in the option, as in --dates FILE=dmy"
        )
      }
    }
  }
}
