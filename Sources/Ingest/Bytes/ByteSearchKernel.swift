internal import Glibc

/// Searches bytes with the system's own search, which looks at many of them at once.
///
/// Invariant: only bytes of the span are looked at.
enum ByteSearchKernel {
  /// Returns the first position of a byte at an offset or after it; nil where there is none.
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard start >= 0, start < bytes.count else { return nil }
    return bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
