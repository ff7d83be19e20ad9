internal import CSQLite
internal import Glibc

/// A file of SQLite's that is open.
///
/// This type and ``SQLiteStatement`` are the only ones that meet SQLite. Invariant: `handle` is open from `init` to
/// `deinit`, a statement holds its file and so never outlives it, and both are used by one actor.
final class SQLiteFile {
  /// The way in which a file is opened.
  enum Access {
    /// The file is read and written, and what a killed program left half done is undone first.
    case writing
    /// The file lies where nothing can be written and nobody else writes.
    case immutable
  }

  fileprivate let handle: OpaquePointer
  let path: String

  /// Opens a file that exists.
  init(path: String, access: Access) throws(SQLiteError) {
    self.path = path
    var opened: OpaquePointer?
    let flags: Int32
    let name: String
    switch access {
    case .writing:
      flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
      // A path that begins with "file:" would be read as an address, and ":memory:" as no file at all.
      name = path.hasPrefix("/") ? path : "./\(path)"
    case .immutable:
      flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
      name = "file:\(SQLiteFile.escaped(path))?immutable=1"
    }
    let result = sqlite3_open_v2(name, &opened, flags, nil)
    guard let opened else { throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory") }
    handle = opened
    guard result == SQLITE_OK else { throw error() }
    sqlite3_extended_result_codes(opened, 1)
    guard tributary_sqlite_guard(opened) == SQLITE_OK else { throw error() }
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, SQLiteFile.longestValue)
    sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_busy_timeout(opened, SQLiteFile.patience)
    try run("PRAGMA cell_size_check=ON")
    if access == .writing {
      try run("PRAGMA synchronous=EXTRA")
    }
  }

  /// The most bytes of one value.
  static let longestValue: Int32 = 64 << 20
  /// The time, in milliseconds, for which a lock of another program is waited for.
  static let patience: Int32 = 5_000

  deinit { sqlite3_close_v2(handle) }

  /// Runs a statement without values and without rows that matter.
  func run(_ sql: StaticString) throws(SQLiteError) {
    let statement = try SQLiteStatement(sql, in: self)
    while try statement.step() {}
  }

  /// Runs statements as one change: all of them, or none.
  func change<Failure: Error>(
    _ body: () throws(Failure) -> Void, failure: (SQLiteError) -> Failure
  ) throws(Failure) {
    do throws(SQLiteError) {
      try run("BEGIN IMMEDIATE")
    } catch {
      throw failure(error)
    }
    do throws(Failure) {
      try body()
    } catch {
      rollBack()
      throw error
    }
    do throws(SQLiteError) {
      try run("COMMIT")
    } catch {
      rollBack()
      throw failure(error)
    }
  }

  /// Takes back a change that could not be completed.
  ///
  /// SQLite may have done so itself, when the disk is full; a second time would be an error.
  private func rollBack() {
    guard sqlite3_get_autocommit(handle) == 0 else { return }
    do throws(SQLiteError) {
      try run("ROLLBACK")
    } catch {
      // The journal is left for the next program that opens the file, which takes the change back.
    }
  }

  fileprivate func error() -> SQLiteError {
    SQLiteError(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
  }

  /// Writes a path as an address.
  private static func escaped(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        text.append(byte)
      default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// One statement, with its values and its rows.
final class SQLiteStatement {
  private let statement: OpaquePointer
  private let file: SQLiteFile

  /// Prepares a statement, whose text is always one of the program's own: values are bound.
  init(_ sql: StaticString, in file: SQLiteFile) throws(SQLiteError) {
    self.file = file
    var prepared: OpaquePointer?
    let result = sql.withUTF8Buffer { text in
      text.withMemoryRebound(to: CChar.self) { text in
        sqlite3_prepare_v2(file.handle, text.baseAddress, Int32(text.count), &prepared, nil)
      }
    }
    guard result == SQLITE_OK, let prepared else { throw file.error() }
    statement = prepared
  }

  deinit { sqlite3_finalize(statement) }

  /// Binds a number, from 1.
  func bind(_ value: Int, at index: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_int64(statement, index, Int64(value)))
  }

  /// Binds UTF-8.
  func bind(text bytes: [UInt8], at index: Int32) throws(SQLiteError) {
    // An address is needed even for no bytes: SQLite takes nil for NULL.
    let result = (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { buffer in
      tributary_sqlite_bind_text(statement, index, buffer.baseAddress, Int32(bytes.count))
    }
    try check(result)
  }

  /// Binds bytes.
  func bind(blob bytes: [UInt8], at index: Int32) throws(SQLiteError) {
    let result = (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { buffer in
      tributary_sqlite_bind_blob(statement, index, buffer.baseAddress, Int32(bytes.count))
    }
    try check(result)
  }

  /// Goes to the next row; returns false after the last.
  func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw file.error()
    }
  }

  /// Makes the statement ready to run again with other values.
  func reset() {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }

  /// Returns a number of the row; columns are counted from 0.
  func integer(at column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  /// Returns true where the row has a value of the kind that its column is declared to have.
  func holdsInteger(at column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_INTEGER
  }

  /// Returns the bytes of a text of the row; nil where the value is none.
  func text(at column: Int32) -> [UInt8]? {
    guard sqlite3_column_type(statement, column) == SQLITE_TEXT else { return nil }
    return bytes(sqlite3_column_text(statement, column).map { UnsafeRawPointer($0) }, of: column)
  }

  /// Returns the bytes of a blob of the row; nil where the value is none.
  func blob(at column: Int32) -> [UInt8]? {
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
    return bytes(sqlite3_column_blob(statement, column), of: column)
  }

  private func bytes(_ start: UnsafeRawPointer?, of column: Int32) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(statement, column))
    return start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
  }

  private func check(_ result: Int32) throws(SQLiteError) {
    guard result == SQLITE_OK else { throw file.error() }
  }
}

/// A failure of SQLite's, with its own words.
struct SQLiteError: Error, Hashable {
  let code: Int32
  let message: String

  /// The code without its details.
  private var plain: Int32 { code & 0xFF }

  /// True where another program holds the file.
  var isBusy: Bool { plain == SQLITE_BUSY || plain == SQLITE_LOCKED }
  /// True where the disk has no room.
  var isFull: Bool { plain == SQLITE_FULL }
  /// True where nothing may be written.
  var isReadOnly: Bool { plain == SQLITE_READONLY }
  /// True where the bytes of the file are not those of a sound file.
  var isDamage: Bool { plain == SQLITE_CORRUPT || plain == SQLITE_NOTADB }
  /// True where a rule of the tables refused a value.
  var isConstraint: Bool { plain == SQLITE_CONSTRAINT }
}
