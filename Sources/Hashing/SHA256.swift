internal import CCrypto

/// The SHA-256 of bytes that come piece by piece, as FIPS 180-4 defines it.
///
/// The system's libcrypto does the work, with the instructions that the processor has for it.
///
/// A hasher is a value: a copy goes on from where the original stands.
///
/// Invariant: the context is only ever touched by libcrypto's three functions, which keep no pointer to it or
/// to the bytes.
public struct SHA256: Sendable {
  /// The bytes that libcrypto mixes at a time.
  static let blockSize = 64

  private var context = SHA256_CTX()

  /// A hasher that has seen no byte.
  public init() { SHA256_Init(&context) }

  /// Adds bytes after those that were added before.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      _ = SHA256_Update(&context, buffer.baseAddress, buffer.count)
    }
  }

  /// Adds bytes after those that were added before.
  public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// The digest of all bytes that were added, 32 bytes long; more can be added afterwards.
  public func digest() -> [UInt8] {
    var last = context
    return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      SHA256_Final(buffer.baseAddress, &last)
      count = 32
    }
  }

  /// The digest of these bytes.
  public static func digest(of bytes: Span<UInt8>) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.digest()
  }

  /// The version of the library that does the work, in its own words.
  public static var libraryVersion: String {
    OpenSSL_version(OPENSSL_VERSION).map { String(cString: $0) } ?? "unknown"
  }

  /// The digest of these bytes.
  public static func digest(of bytes: [UInt8]) -> [UInt8] { digest(of: bytes.span) }
}
