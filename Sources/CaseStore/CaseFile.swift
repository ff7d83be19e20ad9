internal import Glibc
public import PaymentGraph

/// A case that is open: what was loaded, decided, asked and put on record, event after event.
///
/// Events are only ever appended. All work on the file is done by this actor.
public actor CaseFile {
  /// The path.
  public nonisolated let path: String
  /// True where nothing can be written.
  public nonisolated let isReadOnly: Bool
  /// True where the file lies on another machine, whose locks cannot be relied on.
  public nonisolated let isRemote: Bool
  /// The identity of the case.
  public nonisolated let id: String

  private let database: SQLiteFile
  private var known: [RecordedEvent]
  private var fault: ChainFault?

  /// The first bad event, and the reason why it is.
  public struct ChainFault: Hashable, Sendable {
    /// The number that the event has or should have.
    public let number: Int
    /// The reason.
    public let reason: String
    /// True where a newer version may have written it.
    public let isNewer: Bool
  }

  // MARK: Opening

  /// Opens a case and checks all of it: file, tables, chain, and every event.
  ///
  /// - Parameter toleratingFaults: true to open a case whose events are sound up to some number only; ``events`` are
  ///   then those before ``firstFault``, and nothing can be appended.
  /// - Complexity: O(bytes of the events).
  public static func open(
    _ path: String, toleratingFaults: Bool = false
  ) throws(CaseError) -> CaseFile {
    let container = try CaseContainer(path: path)
    let database: SQLiteFile
    let reading: ChainReading
    do throws(SQLiteError) {
      database = try SQLiteFile(path: path, access: container.isReadOnly ? .immutable : .writing)
      let encoding = try CaseTables.encoding(of: database)
      let strange = try CaseTables.differences(in: database)
      guard strange.isEmpty, encoding == "UTF-8" else {
        let names = (encoding == "UTF-8" ? [] : ["encoding \(encoding)"]) + strange
        throw SQLiteError(code: -1, message: names.joined(separator: ", "))
      }
      let damage = try CaseTables.damage(in: database)
      reading = try ChainReading(
        of: database, isDamaged: damage.first, after: nil)
    } catch {
      if error.code == -1 {
        throw CaseError(
          .foreign, path: path, "the tables are not those of a case: \(error.message)",
          help: "another program has changed the file; use a copy from before")
      }
      throw CaseError(error, path: path, doing: "cannot be opened")
    }
    if let fault = reading.fault, !toleratingFaults { throw CaseFile.error(fault, in: path) }
    guard let first = reading.events.first, case .opening(let opening) = first.event else {
      throw CaseError(
        .broken(event: 1), path: path,
        "no event is sound" + (reading.fault.map { ": \($0.reason)" } ?? ""))
    }
    return CaseFile(
      path: path, container: container, id: opening.id, database: database, reading: reading)
  }

  private init(
    path: String, container: CaseContainer, id: String, database: SQLiteFile, reading: ChainReading
  ) {
    self.path = path
    isReadOnly = container.isReadOnly
    isRemote = container.isRemote
    self.id = id
    self.database = database
    known = reading.events
    fault = reading.fault
  }

  private static func error(_ fault: ChainFault, in path: String) -> CaseError {
    CaseError(
      fault.isNewer ? .newer : .broken(event: fault.number), path: path,
      "event \(fault.number) cannot be used: \(fault.reason)"
        + (fault.isNewer ? "; a newer version of Tributary made it" : ""),
      help: fault.isNewer
        ? nil
        : "verify and log read the events before it; log --until \(fault.number - 1) --write saves them"
    )
  }

  /// Makes a case where no file is, with its first events.
  ///
  /// - Parameters:
  ///   - id: 16 random bytes in hexadecimal digits.
  ///   - drafts: the events after the opening.
  ///   - kept: the bytes that they name by digest.
  ///   - places: the paths at which files lie.
  public static func create(
    _ path: String, title: String, id: String, author: EventAuthor, drafts: [DraftEvent],
    keeping kept: [[UInt8]] = [], places: [FileDigest: String] = [:]
  ) throws(CaseError) -> CaseFile {
    let made = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if made >= 0 {
      close(made)
    } else {
      let reason = errno
      var status = stat()
      // An empty file is a case whose making was ended in the middle.
      let isEmpty =
        stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
      guard reason == EEXIST, isEmpty else {
        if reason == EEXIST {
          throw CaseError(
            .exists, path: path, "there is a file with this name, so no new case is made",
            help: "leave out --new to continue a case")
        }
        throw CaseError(
          reason == EROFS || reason == EACCES ? .readOnly : .unreadable, path: path,
          "cannot be made: \(String(cString: strerror(reason)))")
      }
    }
    var failure: CaseError?
    do throws(CaseError) {
      let all = [DraftEvent(.opening(CaseOpening(id: id, title: title)))] + drafts
      let events = try record(all, after: nil, author: author, path: path)
      try fill(path, events: events, kept: kept, places: places)
    } catch {
      failure = error
    }
    if let failure {
      unlink(path)
      throw failure
    }
    return try open(path)
  }

  private static func fill(
    _ path: String, events: [RecordedEvent], kept: [[UInt8]], places: [FileDigest: String]
  ) throws(CaseError) {
    let database: SQLiteFile
    do throws(SQLiteError) {
      database = try SQLiteFile(path: path, access: .writing)
    } catch {
      throw CaseError(error, path: path, doing: "cannot be made")
    }
    try database.change { () throws(CaseError) in
      do throws(SQLiteError) {
        try CaseTables.make(in: database)
        for bytes in kept { try CaseTables.keep(bytes, in: database) }
        try CaseTables.append(events, to: database)
        for (digest, place) in places.sorted(by: { $0.key < $1.key }) {
          try CaseTables.setPlace(place, of: digest.bytes, in: database)
        }
      } catch {
        throw CaseError(error, path: path, doing: "cannot be made")
      }
    } failure: {
      CaseError($0, path: path, doing: "cannot be made")
    }
  }

  private static func record(
    _ drafts: [DraftEvent], after head: Head?, author: EventAuthor, path: String
  ) throws(CaseError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    for draft in drafts {
      do throws(EventError) {
        events.append(
          try RecordedEvent(
            draft, number: (head?.number ?? 0) + events.count + 1, author: author,
            after: events.last?.hash ?? head?.hash))
      } catch {
        throw CaseError(
          .invalid, path: path, "the event \(draft.event.kind) is refused: \(error.reason)")
      }
    }
    return events
  }

  // MARK: Reading

  /// The events that are sound, in their order.
  public var events: [RecordedEvent] { known }

  /// The first event that is not sound; nil where all are.
  public var firstFault: ChainFault? { fault }

  /// The last sound event and its hash.
  public var head: Head {
    Head(number: known.last?.number ?? 0, hash: known.last?.hash ?? FileDigest(bytes: []))
  }

  /// Returns the state after an event; nil for the last.
  public func state(asOf number: Int? = nil) -> CaseState {
    CaseState(of: number.map { last in Array(known.prefix { $0.number <= last }) } ?? known)
  }

  /// Returns bytes that the case keeps; nil where there are none of this digest.
  public func kept(_ digest: FileDigest) throws(CaseError) -> [UInt8]? {
    let bytes: [UInt8]?
    do throws(SQLiteError) {
      bytes = try CaseTables.kept(digest.bytes, in: database)
    } catch {
      throw CaseError(error, path: path, doing: "cannot be read")
    }
    guard let bytes else { return nil }
    guard Chain.digest(of: bytes) == digest else {
      throw CaseError(
        .damaged, path: path,
        "the bytes kept as \(digest.hex.prefix(12))… are not those that were kept")
    }
    return bytes
  }

  /// Returns the digests of all bytes that are kept, and those among them whose bytes have changed.
  public func keptDigests() throws(CaseError) -> (all: [FileDigest], changed: [FileDigest]) {
    do throws(SQLiteError) {
      var all: [FileDigest] = []
      var changed: [FileDigest] = []
      for bytes in try CaseTables.keptDigests(in: database) {
        let digest = FileDigest(bytes: bytes)
        all.append(digest)
        let kept = try CaseTables.kept(bytes, in: database)
        if kept.map({ Chain.digest(of: $0) }) != digest { changed.append(digest) }
      }
      return (all, changed)
    } catch {
      throw CaseError(error, path: path, doing: "cannot be read")
    }
  }

  /// The paths at which files lay when they were last read, by digest; they are hints, and only digests decide.
  public func places() throws(CaseError) -> [FileDigest: String] {
    do throws(SQLiteError) {
      var places: [FileDigest: String] = [:]
      for place in try CaseTables.places(in: database) {
        places[FileDigest(bytes: place.digest)] = String(decoding: place.path, as: UTF8.self)
      }
      return places
    } catch {
      throw CaseError(error, path: path, doing: "cannot be read")
    }
  }

  /// Returns the state as it would be with further events, which are not appended.
  public func preview(
    _ drafts: [DraftEvent], author: EventAuthor
  ) throws(CaseError) -> CaseState {
    try refuseVainUndos(in: drafts)
    return CaseState(
      of: known + (try CaseFile.record(drafts, after: head, author: author, path: path)))
  }

  // MARK: Writing

  /// Appends events, all or none.
  ///
  /// - Parameters:
  ///   - expecting: the head that the caller saw. Where other events follow it meanwhile, these are appended behind
  ///     them, unless one of the others speaks of the same things.
  ///   - kept: the bytes that the events name by digest.
  ///   - places: the paths at which files lie.
  /// - Returns: the new head.
  @discardableResult
  public func append(
    _ drafts: [DraftEvent], expecting: Head, author: EventAuthor, keeping kept: [[UInt8]] = [],
    places: [FileDigest: String] = [:]
  ) throws(CaseError) -> Head {
    if let fault { throw CaseFile.error(fault, in: path) }
    guard !isReadOnly else {
      throw CaseError(
        .readOnly, path: path, "nothing can be written there",
        help: "copy the case to a folder that can be written")
    }
    var appended: [RecordedEvent] = []
    try database.change { () throws(CaseError) in
      try catchUp()
      try refuseConflicts(of: drafts, after: expecting)
      try refuseVainUndos(in: drafts)
      appended = try CaseFile.record(drafts, after: head, author: author, path: path)
      do throws(SQLiteError) {
        for bytes in kept { try CaseTables.keep(bytes, in: database) }
        try CaseTables.append(appended, to: database)
        for (digest, place) in places.sorted(by: { $0.key < $1.key }) {
          try CaseTables.setPlace(place, of: digest.bytes, in: database)
        }
      } catch {
        throw CaseError(error, path: path, doing: "cannot be written")
      }
    } failure: {
      CaseError($0, path: path, doing: "cannot be written")
    }
    known += appended
    return head
  }

  /// Reads the events that another program has appended.
  private func catchUp() throws(CaseError) {
    let reading: ChainReading
    do throws(SQLiteError) {
      reading = try ChainReading(of: database, isDamaged: nil, after: head)
    } catch {
      throw CaseError(error, path: path, doing: "cannot be read")
    }
    if let fault = reading.fault { throw CaseFile.error(fault, in: path) }
    known += reading.events
  }

  private func refuseConflicts(
    of drafts: [DraftEvent], after expected: Head
  ) throws(CaseError) {
    guard expected != head else { return }
    guard expected.number < head.number, expected.number > 0,
      known[expected.number - 1].hash == expected.hash
    else {
      throw CaseError(
        .conflict(events: []), path: path,
        "the case is not the one that was read: its head has changed")
    }
    let mine = drafts.reduce(into: Set<CaseThing>()) { $0.formUnion(things(of: $1.event)) }
    let newer = known[expected.number...].filter { !mine.isDisjoint(with: things(of: $0.event)) }
    guard newer.isEmpty else {
      let numbers = newer.map(\.number)
      throw CaseError(
        .conflict(events: numbers), path: path,
        "somebody else has appended \(numbers.count == 1 ? "event" : "events") "
          + "\(numbers.map(String.init).joined(separator: ", ")) on the same things meanwhile",
        help: "look at log, and decide again")
    }
  }

  /// Returns the things that an event speaks of; an undo speaks of those of the event that it names.
  private func things(of event: CaseEvent) -> Set<CaseThing> {
    guard case .undo(let undo) = event, known.indices.contains(undo.number - 1) else {
      return event.things
    }
    return event.things.union(things(of: known[undo.number - 1].event))
  }

  private func refuseVainUndos(in drafts: [DraftEvent]) throws(CaseError) {
    var effective: Set<Int>?
    for draft in drafts {
      guard case .undo(let undo) = draft.event else { continue }
      let refusal: String?
      if undo.number == 1 {
        refusal = "event 1 begins the case and cannot be undone"
      } else if !known.indices.contains(undo.number - 1) {
        refusal = "there is no event \(undo.number); the last is \(head.number)"
      } else {
        let counting = effective ?? CaseState.effective(known)
        effective = counting
        refusal = counting.contains(undo.number) ? nil : "event \(undo.number) is undone already"
      }
      if let refusal { throw CaseError(.invalid, path: path, refusal) }
    }
  }
}
