/// A secret of 32 random bytes that a page sends with every request.
struct AccessKey: Sendable {
  /// The secret in hexadecimal digits.
  let text: String

  /// The word before the secret in the field `authorization`.
  static let scheme = "Tributary"

  /// Creates a key from the system's random numbers.
  init() { text = AccessKey.random(bytes: 32) }

  /// Returns true for a field that holds the key; takes as long for every field of the same length.
  func opens(_ field: String) -> Bool {
    AccessKey.isEqual(field, "\(AccessKey.scheme) \(text)")
  }

  /// Compares texts in a time that depends on their lengths alone.
  static func isEqual(_ one: String, _ other: String) -> Bool {
    let (left, right) = (Array(one.utf8), Array(other.utf8))
    var difference = left.count ^ right.count
    for position in left.indices {
      difference |= Int(left[position] ^ right[position % max(1, right.count)])
    }
    return difference == 0 && !right.isEmpty
  }

  /// Returns random bytes in hexadecimal digits.
  static func random(bytes count: Int) -> String {
    var source = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for _ in 0..<count {
      let byte = UInt8.random(in: 0...255, using: &source)
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
