/// Bytes as lower-case hexadecimal digits.
package enum Hex {
  /// Returns two digits a byte.
  package static func of(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
