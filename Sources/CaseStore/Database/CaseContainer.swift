internal import CSQLite
internal import Glibc

/// The file of a case before SQLite sees it.
///
/// SQLite takes almost any path, makes files that are not there, and would follow what somebody else has written into
/// one; so a file is examined by its own bytes first.
struct CaseContainer {
  /// True where nothing can be written beside the file, or into it.
  let isReadOnly: Bool
  /// True where the file lies on another machine, whose locks cannot be relied on.
  let isRemote: Bool

  /// Examines a file.
  init(path: String) throws(CaseError) {
    func refuse(_ what: String, help: String? = nil) -> CaseError {
      CaseError(.notACase, path: path, what, help: help)
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw CaseError(
          .unreadable, path: path, "cannot be examined: \(String(cString: strerror(errno)))")
      }
      throw CaseError(
        .missing, path: path, "there is no such case",
        help: "load FILES --case \(path) --new makes one")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw refuse("is a folder, not a case")
    case S_IFIFO: throw refuse("is a pipe, not a case")
    default: throw refuse("is not an ordinary file, so it is not a case")
    }
    guard status.st_size > 0 else {
      throw refuse(
        "is empty, so it is not a case", help: "load FILES --case \(path) --new begins it")
    }
    let head = try CaseContainer.head(of: path)
    guard head.starts(with: Array("SQLite format 3\0".utf8)), head.count == 100 else {
      throw refuse("is not a case: it does not begin as a file of SQLite's does")
    }
    let application = CaseContainer.number(in: head, at: 68)
    guard application == CaseTables.application else {
      throw refuse("is a file of SQLite's, but not a case")
    }
    let version = CaseContainer.number(in: head, at: 60)
    guard version <= CaseTables.version, version > 0 else {
      throw CaseError(
        .newer, path: path,
        "the case has the form \(version), which this program does not know; a newer version made it"
      )
    }
    guard head[18] == 1, head[19] == 1 else {
      throw CaseError(
        .foreign, path: path,
        "another program has changed the way in which the file is written (WAL)",
        help: "sqlite3 \(path) 'PRAGMA journal_mode=DELETE' changes it back")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    isReadOnly = access(path, W_OK) != 0 || access(folder, W_OK) != 0
    var journal = stat()
    if isReadOnly, stat("\(path)-journal", &journal) == 0, journal.st_size > 0 {
      throw CaseError(
        .notClosed, path: path,
        "the program that wrote it was ended in the middle, and nothing can be mended here",
        help: "copy it and \(path)-journal to a folder that can be written, and use the copy")
    }
    isRemote = CaseContainer.isRemote(path)
    // Without this each lock would be asked for until patience ends.
    if isRemote, !isReadOnly, CaseContainer.refusesLocks(path) {
      throw CaseError.withoutLocks(path)
    }
  }

  private static func head(of path: String) throws(CaseError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw CaseError(
        .unreadable, path: path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else {
      throw CaseError(
        .unreadable, path: path, "cannot be read: \(String(cString: strerror(errno)))")
    }
    return Array(bytes.prefix(count))
  }

  private static func number(in bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The numbers by which the system tells the file systems of other machines: NFS, SMB, CIFS, SMB2.
  private static let remoteKinds: Set<UInt32> = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42]

  /// Returns true where the file system refuses every lock, as that of another machine may whose service of locks does
  /// not run: then waiting is in vain.
  static func refusesLocks(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var lock = flock()
    lock.l_type = Int16(F_RDLCK)
    lock.l_whence = Int16(SEEK_SET)
    // The question for a lock sets none.
    return fcntl(descriptor, F_GETLK, &lock) != 0 && [ENOLCK, ENOSYS, EOPNOTSUPP].contains(errno)
  }

  private static func isRemote(_ path: String) -> Bool {
    var system = statfs()
    guard statfs(path, &system) == 0 else { return false }
    return remoteKinds.contains(UInt32(truncatingIfNeeded: system.f_type))
  }
}
