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
