internal import Glibc

/// A file's bytes, mapped read-only into memory for as long as this object lives.
///
/// This is the only type through which the loader meets raw memory. Invariant: `base` and `count` describe a private,
/// read-only mapping made in `init` and unmapped in `deinit`, so every byte of the span that ``withBytes(_:)`` lends is
/// readable while its closure runs. Where another program cuts the file short meanwhile, this process ends with a
/// message (``CutShortKernel``); any other change is detected afterwards (``checkUnchanged()``), so that no digest
/// stands beside values from other bytes.
final class MappedFile: Sendable {
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer?
  let count: Int
  /// The path under which the file is known; its bytes may lie elsewhere.
  let path: String
  /// The path at which the bytes lie.
  private let place: String
  /// The state of the file when it was opened.
  private let state: FileState
  private let watch: Int
  /// The file in which the bytes lie packed; nil for a file of its own.
  private let outer: MappedFile?

  /// Maps the file at a path.
  ///
  /// - Parameter place: the path at which its bytes lie, where that is another one.
  init(path: String, at place: String? = nil) throws(IngestError) {
    self.path = path
    outer = nil
    self.place = try Self.place(of: place ?? path)
    let descriptor = open(self.place, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = errno
      guard reason != ENOENT, reason != ENOTDIR else {
        throw IngestError(.noSuchFile, path: path, "there is no such file; check the spelling")
      }
      throw IngestError(
        .unreadable, path: path, "cannot be opened: \(String(cString: strerror(reason)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw IngestError(
        .unreadable, path: path, "cannot be examined: \(String(cString: strerror(errno)))")
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw IngestError(
        .notAFile, path: path, "is a directory; name the files in it, for example \(path)/*.csv")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw IngestError(
        .notAFile, path: path, "is not a regular file; save its contents to a regular file first")
    }
    state = FileState(status)
    count = Int(status.st_size)
    guard count > 0 else {
      base = nil
      watch = -1
      return
    }
    let mapping = try MappedFile.map(descriptor, count: count, path: path)
    base = mapping
    watch = CutShortKernel.watch(mapping, count: count, path: path)
  }

  /// Maps bytes that were unpacked into a file without a name, which stays open no longer than this takes.
  ///
  /// - Parameters:
  ///   - path: the path under which the bytes are known.
  ///   - outer: the file in which they lie packed; its state is theirs.
  init(unpacked descriptor: Int32, as path: String, of outer: MappedFile) throws(IngestError) {
    self.path = path
    self.outer = outer
    place = outer.place
    state = outer.state
    // No other program can cut a file without a name short.
    watch = -1
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw IngestError(
        .unreadable, path: path, "cannot be examined: \(String(cString: strerror(errno)))")
    }
    count = Int(status.st_size)
    guard count > 0 else {
      base = nil
      return
    }
    base = try MappedFile.map(descriptor, count: count, path: path)
  }

  private static func map(
    _ descriptor: Int32, count: Int, path: String
  ) throws(IngestError) -> UnsafeMutableRawPointer {
    guard let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      mapping != MAP_FAILED
    else {
      throw IngestError(
        .unreadable, path: path, "cannot be mapped: \(String(cString: strerror(errno)))")
    }
    madvise(mapping, count, MADV_SEQUENTIAL)
    return mapping
  }

  /// Returns the place where the bytes of a path lie, which for `-` is standard input.
  ///
  /// A pipe gives its bytes only once, so they are kept in a file without a name, which ends with this process.
  private static func place(of path: String) throws(IngestError) -> String {
    path == "-" ? try standardInput.get() : path
  }

  private static let standardInput: Result<String, IngestError> = {
    var status = stat()
    if fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      return .success("/proc/self/fd/\(STDIN_FILENO)")
    }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/tributary-XXXXXX".utf8CString)
    let kept = mkstemp(&name)
    if kept >= 0 { unlink(name) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while kept >= 0 {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count == 0 { return .success("/proc/self/fd/\(kept)") }
      if count < 0, errno == EINTR { continue }
      guard count > 0, write(kept, buffer, count) == count else { break }
    }
    let reason = String(cString: strerror(errno))
    return .failure(
      IngestError(
        .unreadable, path: "-", "standard input cannot be read and kept in \(folder): \(reason)"))
  }()

  deinit {
    CutShortKernel.forget(watch)
    if let base { munmap(base, count) }
  }

  /// Throws where the file changed since it was opened: then nobody can say which bytes were read.
  func checkUnchanged() throws(IngestError) {
    if let outer { return try outer.checkUnchanged() }
    var status = stat()
    guard stat(place, &status) == 0 else {
      throw IngestError(
        .changed, path: path,
        "disappeared while it was being read, so the rows cannot be checked against it"
      )
    }
    guard FileState(status) == state else {
      throw IngestError(
        .changed, path: path,
        "changed while it was being read; try again when no program is writing to it")
    }
  }

  /// The facts by which a change of a file is known: its identity, its size, and the time of its last change.
  private struct FileState: Equatable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let changed: [Int]

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      changed = [
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ]
    }
  }

  /// Lends the bytes to a closure.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = UnsafeRawBufferPointer(start: base, count: base == nil ? 0 : count)
    return try body(buffer.assumingMemoryBound(to: UInt8.self).span)
  }
}
