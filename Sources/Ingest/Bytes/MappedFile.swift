internal import Glibc

/// A file's bytes, mapped read-only into memory for as long as this object lives.
///
/// The one place where the loader meets raw memory. Invariant: `base` and `count` describe a
/// private, read-only mapping made in `init` and unmapped in `deinit`, so every byte of the span
/// that ``withBytes(_:)`` lends is readable while its closure runs. (A file that another program
/// cuts short meanwhile ends this process with SIGBUS, as for every user of `mmap`.)
final class MappedFile: Sendable {
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer?
  let count: Int
  let path: String

  /// Maps the file at a path.
  init(path: String) throws(IngestError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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
        .notAFile, path: path, "is not a regular file; save its contents to one first")
    }
    count = Int(status.st_size)
    guard count > 0 else {
      base = nil
      return
    }
    guard let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      mapping != MAP_FAILED
    else {
      throw IngestError(
        .unreadable, path: path, "cannot be mapped: \(String(cString: strerror(errno)))")
    }
    madvise(mapping, count, MADV_SEQUENTIAL)
    base = mapping
  }

  deinit {
    if let base { munmap(base, count) }
  }

  /// Lends the bytes to a closure.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = UnsafeRawBufferPointer(start: base, count: base == nil ? 0 : count)
    return try body(buffer.assumingMemoryBound(to: UInt8.self).span)
  }
}
