/// Compares and reads cells eight bytes at a time.
///
/// Invariant: callers make sure that the bytes from 16 before a cell to 24 after its start can be read. Bytes outside
/// the cell are masked out before they are used.
enum FieldKernel {
  /// Returns true where two stretches of one length are equal.
  @inline(__always)
  static func equals(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ length: Int) -> Bool {
    var at = 0
    while at &+ 8 <= length {
      if word(left, at) != word(right, at) { return false }
      at &+= 8
    }
    let rest = length &- at
    guard rest > 0 else { return true }
    return (word(left, at) ^ word(right, at)) & (((1 as UInt64) &<< UInt64(rest &* 8)) &- 1) == 0
  }

  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Returns an amount of one to eight digits, a point and two digits, in hundredths; -1 for anything else.
  @inline(__always)
  static func hundredths(_ cell: UnsafeRawPointer, _ length: Int) -> Int64 {
    guard length >= 4, length <= 11,
      cell.load(fromByteOffset: length &- 3, as: UInt8.self) == 0x2E
    else { return -1 }
    let whole = length &- 3
    // The digits before the point, moved to the end of the word, with zeros before them.
    let shift = UInt64((8 &- whole) &* 8)
    let digits =
      word(cell, whole &- 8) & (UInt64.max &<< shift)
      | 0x3030_3030_3030_3030 & ~(UInt64.max &<< shift)
    let tens = UInt64(cell.load(fromByteOffset: length &- 2, as: UInt8.self) &- 0x30)
    let ones = UInt64(cell.load(fromByteOffset: length &- 1, as: UInt8.self) &- 0x30)
    guard isEightDigits(digits), tens < 10, ones < 10 else { return -1 }
    return Int64(truncatingIfNeeded: eightDigits(digits) &* 100 &+ tens &* 10 &+ ones)
  }

  @inline(__always)
  static func isEightDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
      && ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
  }

  /// Returns the number that eight digits spell; the first digit is in the lowest byte.
  @inline(__always)
  static func eightDigits(_ word: UInt64) -> UInt64 {
    var value = word & 0x0F0F_0F0F_0F0F_0F0F
    value = (value &* 10 &+ (value &>> 8)) & 0x00FF_00FF_00FF_00FF
    value = (value &* 100 &+ (value &>> 16)) & 0x0000_FFFF_0000_FFFF
    return (value &* 10_000 &+ (value &>> 32)) & 0xFFFF_FFFF
  }
}
