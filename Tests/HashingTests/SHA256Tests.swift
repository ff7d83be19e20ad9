import TestSupport
import Testing

@testable import Hashing

/// Digests against published ones.
@Suite("SHA-256")
struct SHA256Tests {
  /// The examples that NIST publishes for FIPS 180-4, and the digest of nothing.
  static let published = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test(arguments: published) func publishedDigests(_ text: String, _ digest: String) {
    #expect(Hex.of(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test func aMillionLetters() {
    let digest = SHA256.digest(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(Hex.of(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func piecesOfAnySizeGiveTheSameDigest() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 151 + $0 / 7) }
    let whole = SHA256.digest(of: bytes)
    for size in [1, 3, 55, 56, 63, 64, 65, 127, 128, 999, 1_000] {
      var hasher = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        hasher.update(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(hasher.digest() == whole, "pieces of \(size) bytes")
    }
  }

  @Test func aDigestEndsNothingAndCopiesPart() {
    var first = SHA256()
    first.update(Array("ab".utf8))
    var second = first
    _ = first.digest()
    first.update(Array("c".utf8))
    second.update(Array("d".utf8))
    #expect(first.digest() == SHA256.digest(of: Array("abc".utf8)))
    #expect(second.digest() == SHA256.digest(of: Array("abd".utf8)))
  }
}
