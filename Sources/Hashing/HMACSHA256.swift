/// Codes under a secret key, HMAC-SHA256, as RFC 2104 defines it.
///
/// Whoever lacks the key can neither make a code nor try out what it was made of.
public struct HMACSHA256: Sendable {
  /// Hashers that have seen the key, as the inner and as the outer hash want it.
  private let inner: SHA256
  private let outer: SHA256

  /// Codes under this key, of any length.
  public init(key: [UInt8]) {
    var block = key.count > SHA256.blockSize ? SHA256.digest(of: key) : key
    block += Array(repeating: 0, count: SHA256.blockSize - block.count)
    inner = HMACSHA256.hasher(block.map { $0 ^ 0x36 })
    outer = HMACSHA256.hasher(block.map { $0 ^ 0x5C })
  }

  /// The code of these bytes, 32 bytes long.
  public func code(of bytes: [UInt8]) -> [UInt8] {
    var message = inner
    message.update(bytes)
    var code = outer
    code.update(message.digest())
    return code.digest()
  }

  private static func hasher(_ block: [UInt8]) -> SHA256 {
    var hasher = SHA256()
    hasher.update(block)
    return hasher
  }
}
