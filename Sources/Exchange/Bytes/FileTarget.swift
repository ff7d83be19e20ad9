internal import Glibc

/// A new file under a name of its own beside the final one.
///
/// The draft is never an existing file and never a link; it gets its final name with ``publish(as:)`` or is removed.
final class FileTarget: ByteTarget {
  let path: String
  private let shown: String
  private var descriptor: Int32

  /// Makes the draft.
  ///
  /// - Parameters:
  ///   - path: the final name.
  ///   - mode: the permissions of a new file, as the system's mask allows them.
  init(for path: String, mode: mode_t = 0o644) throws(ExportError) {
    shown = path
    self.path = "\(path).part-\(getpid())"
    descriptor = open(self.path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    if descriptor < 0 { throw ExportError.notWritten(path: path, reason: FileTarget.reason) }
    // A file that is replaced keeps its permissions.
    var known = stat()
    if lstat(path, &known) == 0, known.st_mode & S_IFMT == S_IFREG {
      _ = fchmod(descriptor, known.st_mode & 0o7777)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static var reason: String { String(cString: strerror(errno)) }

  func write(_ bytes: [UInt8]) throws(ExportError) {
    let failure = bytes.withUnsafeBytes { buffer -> Int32 in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno != EINTR { return errno }
        written += max(0, count)
      }
      return 0
    }
    guard failure == 0 else {
      throw .notWritten(path: shown, reason: String(cString: strerror(failure)))
    }
  }

  /// Writes bytes over some that were written before.
  func patch(_ bytes: [UInt8], at offset: Int) throws(ExportError) {
    let count = bytes.withUnsafeBytes {
      pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset))
    }
    guard count == bytes.count else {
      throw .notWritten(path: shown, reason: FileTarget.reason)
    }
  }

  func finish() throws(ExportError) {
    let open = descriptor
    descriptor = -1
    // A full disk may show only now.
    guard close(open) == 0 else { throw .notWritten(path: shown, reason: FileTarget.reason) }
  }

  /// Gives the draft its final name.
  func publish() throws(ExportError) {
    guard rename(path, shown) == 0 else {
      throw .notWritten(path: shown, reason: FileTarget.reason)
    }
  }

  /// Removes the draft.
  func discard() { unlink(path) }

  /// Makes a folder where there is none; true where it was made.
  static func makeFolder(_ path: String) throws(ExportError) -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    var known = stat()
    guard errno == EEXIST, stat(path, &known) == 0, known.st_mode & S_IFMT == S_IFDIR else {
      throw .notWritten(path: path, reason: "it cannot be made a folder")
    }
    return false
  }

  /// Removes a folder that is empty.
  static func removeFolder(_ path: String) { rmdir(path) }
}

/// A file as it lies on the disk, read in pieces.
final class FilePieces {
  private let descriptor: Int32
  private let path: String
  private static let size = 1 << 18

  init(_ path: String, shown: String) throws(ExportError) {
    self.path = shown
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw ExportError.notReadBack(path: shown, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Returns the next bytes; none at the end.
  func next() throws(ExportError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: FilePieces.size) { buffer, count in
      var got = 0
      repeat {
        got = read(descriptor, buffer.baseAddress, buffer.count)
      } while got < 0
        && errno == EINTR
      if got < 0 { failure = errno }
      count = max(0, got)
    }
    guard failure == 0 else {
      throw .notReadBack(path: path, reason: String(cString: strerror(failure)))
    }
    return bytes
  }
}
