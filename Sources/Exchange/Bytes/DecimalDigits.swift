/// Decimal digits of whole numbers and of amounts, without the detours of general formatting: an export writes millions.
enum DecimalDigits {
  /// Appends a number.
  static func append(_ number: Int64, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(0x2D) }
    append(number.magnitude, atLeast: 1, to: &bytes)
  }

  /// Appends the digits of a number, with zeros before it up to a number of digits.
  static func append(_ number: UInt64, atLeast least: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(0x30 &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    while bytes.count - start < least { bytes.append(0x30) }
    var (low, high) = (start, bytes.count - 1)
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Returns the decimal text of an amount in minor units, `-0.05`.
  static func amount(_ minorUnits: Int64, exponent: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    if minorUnits < 0 { bytes.append(0x2D) }
    append(minorUnits.magnitude, atLeast: exponent + 1, to: &bytes)
    if exponent > 0 { bytes.insert(0x2E, at: bytes.count - exponent) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
