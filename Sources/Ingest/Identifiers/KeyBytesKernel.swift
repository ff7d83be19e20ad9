/// Looks at the bytes of keys eight at a time, on any processor.
///
/// Invariant: no byte outside the key is read; a key has at least eight.
enum KeyBytesKernel {
  /// What up to 64 bytes are: one bit a byte, that of the first lowest.
  struct Kinds {
    fileprivate(set) var digits: UInt64 = 0
    fileprivate(set) var letters: UInt64 = 0
    /// Spaces and dashes.
    fileprivate(set) var signs: UInt64 = 0
  }

  /// What the bytes of a key are; nil for one of fewer than 8 bytes, or more than 64.
  static func kinds(_ key: Span<UInt8>) -> Kinds? {
    guard key.count >= 8, key.count <= 64 else { return nil }
    var kinds = Kinds()
    forEachWord(key) { word, at in
      let shift = UInt64(at)
      kinds.digits |= bits(inRange(word, 0x30, 0x39)) &<< shift
      kinds.letters |= bits(inRange(word | 0x2020_2020_2020_2020, 0x61, 0x7A)) &<< shift
      kinds.signs |= bits(inRange(word, 0x20, 0x20) | inRange(word, 0x2D, 0x2D)) &<< shift
    }
    return kinds
  }

  /// Whether a key of 8 bytes or more holds an at sign or a byte beyond ASCII.
  static func holdsAtSignOrBeyondASCII(_ key: Span<UInt8>) -> Bool {
    var found: UInt64 = 0
    forEachWord(key) { word, _ in
      found |= inRange(word, 0x40, 0x40) | (word & 0x8080_8080_8080_8080)
    }
    return found != 0
  }

  /// Tells of eight bytes after the other, the first lowest; zeros follow the last.
  @inline(__always)
  private static func forEachWord(_ key: Span<UInt8>, _ body: (_ word: UInt64, _ at: Int) -> Void) {
    let bytes = key.bytes
    let whole = key.count & ~7
    var at = 0
    while at < whole {
      body(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self), at)
      at &+= 8
    }
    let rest = key.count &- whole
    guard rest > 0, key.count >= 8 else { return }
    let last = bytes.unsafeLoadUnaligned(fromByteOffset: key.count &- 8, as: UInt64.self)
    body(last &>> UInt64((8 &- rest) &* 8), at)
  }

  /// The highest bit of each byte that lies in a range of ASCII.
  @inline(__always)
  private static func inRange(_ word: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    // Sums of seven bits and a number up to 128: none runs over into the next byte.
    let low = word & ~high
    let isAtLeast = low &+ ones &* (0x80 &- first)
    let isBeyond = low &+ ones &* (0x7F &- last)
    return isAtLeast & ~isBeyond & ~word & high
  }

  /// The highest bits of eight bytes side by side.
  @inline(__always)
  private static func bits(_ word: UInt64) -> UInt64 {
    ((word &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }
}
