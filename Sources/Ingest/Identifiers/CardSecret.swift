internal import Hashing
internal import PaymentGraph

/// The secret that turns card numbers into marks by which two records of one card can be compared.
///
/// A mark is an HMAC-SHA256 under this secret. Without the secret nobody can find the digits that are
/// not shown by trying all of them (there are only a hundred thousand), so the secret must not travel
/// with the answers. Which secret is used:
///
/// - the user's own (``TransactionReader/cardSecret``), for a case whose marks must be comparable from one intake to the
///   next;
/// - else one made of the bytes of the input files themselves: the same files give the same marks,
///   nothing need be kept, and only who holds the files, and with them the numbers, can make it. It
///   is not the digest of the files that answers print.
public struct CardSecret: Sendable {
  private let codes: HMACSHA256

  /// The user's own secret, of any length; at least 16 bytes that nobody can guess are needed.
  public init(_ secret: some Sequence<UInt8>) {
    codes = HMACSHA256(key: SHA256.digest(of: Array("tributary card secret\n".utf8) + secret))
  }

  /// The secret that the bytes of some files make, in any order.
  init(files digests: [[UInt8]]) {
    let ordered = digests.sorted { $0.lexicographicallyPrecedes($1) }
    self.init(ordered.flatMap { $0 })
  }

  /// What one file adds to a secret made of files: a digest that is printed nowhere.
  static func part(of bytes: Span<UInt8>) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(Array("tributary card secret of a file\n".utf8))
    hasher.update(bytes)
    return hasher.digest()
  }

  /// The first 64 bits of the digits' HMAC, in hexadecimal.
  func mark(_ digits: String) -> String {
    FileDigest(bytes: Array(codes.code(of: Array(digits.utf8)).prefix(8))).hex
  }
}
