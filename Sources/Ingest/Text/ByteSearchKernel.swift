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

/// Compares the eight bytes of a word side by side, on any processor.
enum EightBytes {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of each byte.
  static let high: UInt64 = 0x8080_8080_8080_8080

  /// Sets the highest bit of each byte that lies in a range of ASCII.
  @inline(__always)
  static func inRange(_ word: UInt64, first: UInt8, last: UInt8) -> UInt64 {
    // Sums of seven bits and a number up to 128: none runs over into the next byte.
    let low = word & ~high
    let isAtLeast = low &+ ones &* UInt64(0x80 &- first)
    let isBeyond = low &+ ones &* UInt64(0x7F &- last)
    return isAtLeast & ~isBeyond & ~word & high
  }

  /// Sets all bits of the first `count` bytes.
  @inline(__always)
  static func first(_ count: Int) -> UInt64 {
    count >= 8 ? .max : count <= 0 ? 0 : ((1 as UInt64) &<< UInt64(count &* 8)) &- 1
  }
}
