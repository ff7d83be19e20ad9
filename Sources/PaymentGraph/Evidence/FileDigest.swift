/// The SHA-256 of a file's bytes, which proves next year that the evidence is the same.
public struct FileDigest: Hashable, Sendable, Comparable {
  /// The 32 bytes of the digest.
  public let bytes: [UInt8]

  /// Creates a digest of these bytes, which are kept as given.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Compares digests byte by byte: the order in which a ledger numbers its files.
  public static func < (left: FileDigest, right: FileDigest) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
