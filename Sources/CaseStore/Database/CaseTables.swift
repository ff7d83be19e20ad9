internal import PaymentGraph

/// The tables of a case, and the statements on them; no other file has SQL.
enum CaseTables {
  /// The number that tells a case from other files of SQLite's: "TRIB".
  static let application = 0x5452_4942
  /// The number of the tables' form.
  static let version = 1

  /// A table, or a trigger that guards one.
  struct Part {
    let kind: String
    let name: String
    let table: String
    let sql: StaticString

    var text: [UInt8] { sql.withUTF8Buffer { Array($0) } }
  }

  /// All parts, in the order in which they are made.
  ///
  /// The triggers are guard rails against accidents; who can write the file can remove them.
  static let parts: [Part] = [
    Part(
      kind: "table", name: "event", table: "event",
      sql:
        "CREATE TABLE event(number INTEGER PRIMARY KEY CHECK(number > 0), body TEXT NOT NULL, hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT"
    ),
    Part(
      kind: "table", name: "kept", table: "kept",
      sql:
        "CREATE TABLE kept(digest BLOB PRIMARY KEY CHECK(length(digest) = 32), bytes BLOB NOT NULL) STRICT"
    ),
    Part(
      kind: "table", name: "place", table: "place",
      sql:
        "CREATE TABLE place(digest BLOB PRIMARY KEY CHECK(length(digest) = 32), path TEXT NOT NULL) STRICT"
    ),
    Part(
      kind: "trigger", name: "event_next", table: "event",
      sql:
        "CREATE TRIGGER event_next BEFORE INSERT ON event WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM event) BEGIN SELECT RAISE(ABORT, 'an event must have the next number'); END"
    ),
    Part(
      kind: "trigger", name: "event_unchanged", table: "event",
      sql:
        "CREATE TRIGGER event_unchanged BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
    ),
    Part(
      kind: "trigger", name: "event_undeleted", table: "event",
      sql:
        "CREATE TRIGGER event_undeleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END"
    ),
    Part(
      kind: "trigger", name: "kept_unchanged", table: "kept",
      sql:
        "CREATE TRIGGER kept_unchanged BEFORE UPDATE ON kept BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END"
    ),
    Part(
      kind: "trigger", name: "kept_undeleted", table: "kept",
      sql:
        "CREATE TRIGGER kept_undeleted BEFORE DELETE ON kept BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END"
    ),
  ]

  // MARK: Statements

  static func make(in file: SQLiteFile) throws(SQLiteError) {
    try file.run("PRAGMA application_id=0x54524942")
    try file.run("PRAGMA user_version=1")
    for part in parts { try file.run(part.sql) }
  }

  /// Returns the differences between a file's tables and those of a case, in words; none where they are equal.
  static func differences(in file: SQLiteFile) throws(SQLiteError) -> [String] {
    let statement = try SQLiteStatement(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name", in: file)
    var expected: [[[UInt8]?]] = parts.map {
      [Array($0.kind.utf8), Array($0.name.utf8), Array($0.table.utf8), $0.text]
    }
    // SQLite makes an index for each key that is not a number.
    for table in ["kept", "place"] {
      expected.append([
        Array("index".utf8), Array("sqlite_autoindex_\(table)_1".utf8), Array(table.utf8), nil,
      ])
    }
    var strange: [String] = []
    while try statement.step() {
      let row = (0..<4).map { statement.text(at: Int32($0)) }
      if let index = expected.firstIndex(of: row) {
        expected.remove(at: index)
      } else {
        let words = row.prefix(2).map { String(decoding: $0 ?? [], as: UTF8.self) }
        strange.append(words.joined(separator: " "))
      }
    }
    return strange
      + expected.map { row in
        "no "
          + row.prefix(2).map { String(decoding: $0 ?? [], as: UTF8.self) }.joined(separator: " ")
      }
  }

  /// Returns the reasons why the file's pages are not sound; none where they are.
  static func damage(in file: SQLiteFile) throws(SQLiteError) -> [String] {
    let statement = try SQLiteStatement("PRAGMA quick_check(5)", in: file)
    var reasons: [String] = []
    while try statement.step() {
      let text = String(decoding: statement.text(at: 0) ?? [], as: UTF8.self)
      if text != "ok" { reasons.append(text) }
    }
    return reasons
  }

  static func encoding(of file: SQLiteFile) throws(SQLiteError) -> String {
    let statement = try SQLiteStatement("PRAGMA encoding", in: file)
    return try statement.step() ? String(decoding: statement.text(at: 0) ?? [], as: UTF8.self) : ""
  }

  /// An event as it is stored.
  struct Row {
    let number: Int
    let body: [UInt8]?
    let hash: [UInt8]?
  }

  static func lastNumber(in file: SQLiteFile) throws(SQLiteError) -> Int {
    let statement = try SQLiteStatement("SELECT coalesce(max(number), 0) FROM event", in: file)
    return try statement.step() ? statement.integer(at: 0) : 0
  }

  /// Reads the events after a number, in their order, until one is refused.
  static func read(
    after number: Int, in file: SQLiteFile, each take: (Row) -> Bool
  ) throws(SQLiteError) {
    let statement = try SQLiteStatement(
      "SELECT number, body, hash FROM event WHERE number > ?1 ORDER BY number", in: file)
    try statement.bind(number, at: 1)
    while try statement.step() {
      let row = Row(
        number: statement.holdsInteger(at: 0) ? statement.integer(at: 0) : -1,
        body: statement.text(at: 1), hash: statement.blob(at: 2))
      guard take(row) else { return }
    }
  }

  static func append(_ events: [RecordedEvent], to file: SQLiteFile) throws(SQLiteError) {
    let statement = try SQLiteStatement(
      "INSERT INTO event(number, body, hash) VALUES(?1, ?2, ?3)", in: file)
    for event in events {
      try statement.bind(event.number, at: 1)
      try statement.bind(text: event.body, at: 2)
      try statement.bind(blob: event.hash.bytes, at: 3)
      _ = try statement.step()
      statement.reset()
    }
  }

  /// Keeps bytes under their digest; the same bytes are kept once.
  static func keep(_ bytes: [UInt8], in file: SQLiteFile) throws(SQLiteError) {
    let statement = try SQLiteStatement(
      "INSERT INTO kept(digest, bytes) VALUES(?1, ?2) ON CONFLICT DO NOTHING", in: file)
    try statement.bind(blob: Chain.digest(of: bytes).bytes, at: 1)
    try statement.bind(blob: bytes, at: 2)
    _ = try statement.step()
  }

  static func kept(_ digest: [UInt8], in file: SQLiteFile) throws(SQLiteError) -> [UInt8]? {
    let statement = try SQLiteStatement("SELECT bytes FROM kept WHERE digest = ?1", in: file)
    try statement.bind(blob: digest, at: 1)
    return try statement.step() ? statement.blob(at: 0) : nil
  }

  /// Returns the digests of all that is kept, in their order.
  static func keptDigests(in file: SQLiteFile) throws(SQLiteError) -> [[UInt8]] {
    let statement = try SQLiteStatement("SELECT digest FROM kept ORDER BY digest", in: file)
    var digests: [[UInt8]] = []
    while try statement.step() { digests.append(statement.blob(at: 0) ?? []) }
    return digests
  }

  static func places(in file: SQLiteFile) throws(SQLiteError) -> [(digest: [UInt8], path: [UInt8])]
  {
    let statement = try SQLiteStatement("SELECT digest, path FROM place ORDER BY digest", in: file)
    var places: [(digest: [UInt8], path: [UInt8])] = []
    while try statement.step() {
      places.append((statement.blob(at: 0) ?? [], statement.text(at: 1) ?? []))
    }
    return places
  }

  static func setPlace(
    _ path: String, of digest: [UInt8], in file: SQLiteFile
  ) throws(SQLiteError) {
    let statement = try SQLiteStatement(
      "INSERT INTO place(digest, path) VALUES(?1, ?2) ON CONFLICT(digest) DO UPDATE SET path = ?2",
      in: file)
    try statement.bind(blob: digest, at: 1)
    try statement.bind(text: Array(path.utf8), at: 2)
    _ = try statement.step()
  }
}
