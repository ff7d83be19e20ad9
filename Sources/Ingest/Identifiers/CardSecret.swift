internal import Hashing
internal import PaymentGraph

/// The secret that turns card numbers into marks by which two records of one card can be compared.
///
/// A mark is an HMAC-SHA256 under this secret. Without the secret nobody can find the hidden digits by trying all of
/// them (there are only a hundred thousand), so the secret must not travel with the answers. The secret is one of
/// these:
///
/// - the user's own (``TransactionReader/cardSecret``), for a case whose marks must be comparable from one intake to
///   the next;
/// - else one made of the bytes of the input files: the same files give the same marks, nothing need be kept, and only
///   a person who holds the files, and with them the numbers, can make it. It is not the digest of the files that
///   answers print.
public struct CardSecret: Sendable {
  private let codes: HMACSHA256

  /// Takes the user's own secret, of any length; it must have at least 16 bytes that nobody can guess.
  public init(_ secret: some Sequence<UInt8>) {
    codes = HMACSHA256(key: SHA256.digest(of: Array("tributary card secret\n".utf8) + secret))
  }

  /// Makes a secret from the digests of some files, in any order.
  init(files digests: [[UInt8]]) {
    let ordered = digests.sorted { $0.lexicographicallyPrecedes($1) }
    self.init(ordered.flatMap { $0 })
  }

  /// Returns the part of one file in a secret made of files: a digest that is printed nowhere.
  static func part(of bytes: Span<UInt8>) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(Array("tributary card secret of a file\n".utf8))
    hasher.update(bytes)
    return hasher.digest()
  }

  /// Returns the first 64 bits of the digits' HMAC, in hexadecimal.
  func mark(_ digits: String) -> String {
    FileDigest(bytes: Array(codes.code(of: Array(digits.utf8)).prefix(8))).hex
  }
}
