internal import CaseStore
internal import Foundation
internal import Glibc
internal import Ingest
internal import PaymentGraph
internal import Synchronization

/// The case on which the command of this moment stands: where the bytes of its files lie, under the names by which
/// answers cite them.
struct CaseContext: Sendable {
  /// The path of the case.
  let path: String
  let state: CaseState
  /// The digest of all that an answer can rest on.
  let basis: FileDigest
  /// The files that say the same as the decisions.
  private let companions: [CompanionFile]
  /// The last event that counts for the state.
  let head: Head
  /// The paths at which the bytes of files lie, by the names of the files.
  let places: [String: String]
  /// The files that are not there, or whose bytes are others than those that were loaded.
  let absent: [SourceFinding]
  let secret: CardSecret?
  /// The daily rates on which an answer on record rests; nil where a picture reads its own file of rates.
  var rates: [UInt8]?
  private let folder: ContextFolder

  /// The folder with the profiles that the case keeps, where there are any.
  var profileFolders: [String] { state.profiles.isEmpty ? [] : [folder.profiles] }

  /// Finds the files of a state, and writes what its decisions say to files of a moment.
  ///
  /// - Parameter folders: the folders in which files that have moved are searched for, beside the usual ones.
  init(
    of file: CaseFile, state: CaseState, head: Head, searching folders: [String] = [],
    with additions: [String: String] = [:]
  ) async throws {
    path = file.path
    self.state = state
    self.head = head
    folder = try ContextFolder()
    var places = additions
    var profiles: [(Int, [UInt8])] = []
    do throws(CaseError) {
      let findings = SourceFinder(
        of: file.path, places: try await file.places(), folders: folders
      ).find(state.sources)
      absent = findings.filter { $0.place == nil }
      for finding in findings { places[finding.source.name] = finding.place }
      for (number, profile) in state.profiles.enumerated() {
        if let bytes = try await file.kept(profile.digest) { profiles.append((number, bytes)) }
      }
    } catch {
      throw CommandFailure(error)
    }
    // The number keeps the order of the profiles' own names.
    for (number, bytes) in profiles {
      try folder.write(bytes, as: "profiles/\(1000 + number).yaml")
    }
    companions = state.companions
    basis = state.basis(companions)
    for companion in companions {
      let place = try folder.write(companion.bytes, as: companion.fileName)
      places[companion.name] = place
    }
    self.places = places
    secret = try CaseSecret.bytes(of: file.id, digest: state.secret).map { CardSecret($0) }
  }

  /// True where the case marks numbers of cards with a secret that this machine does not have: accounts that are named
  /// by such a number have other names here.
  var lacksSecret: Bool { state.secret != nil && secret == nil }

  /// The failure of what needs the secret.
  func withoutSecret(_ what: String) -> CommandFailure {
    var failure = CommandFailure(
      "\(path): \(what): numbers of cards are marked with a secret that this machine does not have (SHA-256 \(state.secret?.hex ?? ""))"
    )
    failure.help =
      "give it with --card-secret; where the case was made it lies in .config/tributary/secrets of the home folder"
    return failure
  }

  /// Returns the secret that marks numbers: the case's own; only before it has one, another.
  func cardSecret(orElse other: CardSecret?) -> CardSecret? {
    state.secret == nil ? other : secret
  }

  /// Refuses a state of which a file is not there.
  func requireFiles() throws(CommandFailure) {
    guard let first = absent.first else { return }
    var failure = CommandFailure("\(path): \(first.words)")
    failure.others = absent.dropFirst().map { "\(path): \($0.words)" }
    failure.help =
      "put the file beside the case or where it was, or say where it lies: load FILE --case \(path)"
    throw failure
  }

  /// Refuses a decision or a remark on an account that is named by the mark of a number, where the secret is not here:
  /// where it is, nothing has that name.
  func refuseForeignMarks(in event: CaseEvent) throws(CommandFailure) {
    guard lacksSecret, event.accounts.contains(where: CaseSecret.isMark) else { return }
    throw withoutSecret("an account that is named by the mark of a number cannot be told here")
  }

  /// Returns true where a name of a row is one of one of the files, or of a part that one of them holds.
  func names(_ row: RowName) -> Bool {
    let files = state.sources.map(\.name)
    if row.files(among: files).count == 1 { return true }
    guard let mark = row.file.firstIndex(of: "!"), let outer = RowName("\(row.file[..<mark]):1")
    else { return false }
    return outer.files(among: files).count == 1
  }

  /// The names of all files that are loaded.
  var names: [String] {
    state.sources.map(\.name).filter { places[$0] != nil } + companions.map(\.name)
  }

  /// Returns a view without what the case leaves out as a hypothesis; a thing that the data does not have leaves nothing
  /// out.
  func leavingOut(_ view: LedgerView) -> LedgerView {
    var accounts: Set<AccountID> = []
    var transfers: Set<TransferID> = []
    var files: Set<String> = []
    for thing in state.leftOut.keys {
      switch thing {
      case .account(let key):
        // An account of which only decisions speak stands for those that are one with it.
        let same = state.accounts(sameAs: key).lazy.compactMap { view.ledger.account($0.text) }
        if let account = same.first { accounts.insert(account.id) }
      case .transfer(let row):
        let named = state.name(of: row).map { view.ledger.transfers(named: $0) } ?? []
        transfers.formUnion(named.map(\.id))
      case .source(let digest):
        if let source = state.loaded[digest] { files.insert(source.value.name) }
      case .term, .name, .event: break
      }
    }
    let ledger = view.ledger
    let missing = state.events { key in
      guard let account = ledger.account(key)?.id.position else { return false }
      return !ledger.outgoing[account].isEmpty || !ledger.incoming[account].isEmpty
    }
    CaseContext.missing.withLock { $0 = missing }
    return view.leavingOut(accounts: accounts, transfers: transfers, files: files)
  }

  /// The events on accounts that the data of the last question does not have.
  static let missing = Mutex<[Int]>([])

  // MARK: The command of this moment

  private static let active = Mutex<CaseContext?>(nil)
  private static let loaded = Mutex<[String: Intake]>([:])

  /// The context of the command that runs; nil where it stands on files alone.
  static var current: CaseContext? { active.withLock { $0 } }

  /// Does some work on a case.
  static func using<Result>(
    _ context: CaseContext, work: () throws -> Result
  ) rethrows -> Result {
    let outer = current
    active.withLock { $0 = context }
    defer { active.withLock { $0 = outer } }
    return try work()
  }

  /// The files that no output may replace: the case, and the files that it rests on.
  static var filesNeverReplaced: [String] {
    current.map { [$0.path] + $0.places.values.sorted() } ?? []
  }

  /// Returns what files hold; on a case they are read once, however many questions are asked.
  static func intake(
    of paths: [String], reading: ReadingOptions, read: () throws -> Intake
  ) throws -> Intake {
    guard let context = current else { return try read() }
    let key = ([context.basis.hex] + paths + reading.arguments).joined(separator: "\n")
    if let known = loaded.withLock({ $0[key] }) { return known }
    let intake = try read()
    try context.checkDigests(of: intake)
    loaded.withLock { known in
      // Two at most: the state that an answer was recorded on, and today's.
      if known.count > 1 { known = [:] }
      known[key] = intake
    }
    return intake
  }

  /// Refuses files whose bytes are not those that the case names: only digests decide.
  private func checkDigests(of intake: Intake) throws(CommandFailure) {
    let expected = Dictionary(
      state.sources.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
    for reading in intake.files {
      guard let digest = expected[reading.file.givenPath], digest != reading.file.digest else {
        continue
      }
      throw CommandFailure(
        "\(reading.file.path) has changed while it was found: SHA-256 \(reading.file.digest.hex), and the case names \(digest.hex)"
      )
    }
  }
}

/// A folder for the files of one run, removed with this object.
private final class ContextFolder: Sendable {
  let path: String
  var profiles: String { "\(path)/profiles" }

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(
        path: "tributary-case-\(UUID().uuidString)"
      ).path
    do {
      try FileManager.default.createDirectory(
        atPath: "\(path)/profiles", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure("\(path) cannot be made, which the files of this run need")
    }
  }

  @discardableResult
  func write(_ bytes: [UInt8], as name: String) throws(CommandFailure) -> String {
    let file = "\(path)/\(name)"
    // Not by Foundation, which waits until the bytes are on the disk: nobody needs these files after the run.
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure("\(file) cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard Console.put(bytes, to: descriptor) == 0 else {
      throw CommandFailure("\(file) cannot be written")
    }
    return file
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
