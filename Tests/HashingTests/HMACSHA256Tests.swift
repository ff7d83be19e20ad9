import TestSupport
import Testing

@testable import Hashing

/// Codes against those of RFC 4231.
@Suite("HMAC-SHA256")
struct HMACSHA256Tests {
  struct Case: Sendable {
    let key: [UInt8]
    let message: [UInt8]
    /// The code, or its first half, where the document states no more.
    let code: String
  }

  static let published = [
    Case(
      key: Array(repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
      code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    Case(
      key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
      code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    Case(
      key: Array(repeating: 0xAA, count: 20), message: Array(repeating: 0xDD, count: 50),
      code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    Case(
      key: Array(1...25), message: Array(repeating: 0xCD, count: 50),
      code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    Case(
      key: Array(repeating: 0x0C, count: 20), message: Array("Test With Truncation".utf8),
      code: "a3b6167473100ee06e0c796c2955552b"),
    Case(
      key: Array(repeating: 0xAA, count: 131),
      message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    Case(
      key: Array(repeating: 0xAA, count: 131),
      message: Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
  ]

  @Test(arguments: published) func publishedCodes(_ example: Case) {
    let code = Hex.of(HMACSHA256(key: example.key).code(of: example.message))
    #expect(code.count == 64 && code.hasPrefix(example.code))
  }

  /// Keys are filled up with zeros to a block, and only longer ones are hashed.
  @Test func keysOfOneBlockAreTakenAsTheyAre() {
    let key = Array(repeating: UInt8(7), count: 64)
    let message = Array("payment".utf8)
    let code = HMACSHA256(key: key).code(of: message)
    #expect(code != HMACSHA256(key: SHA256.digest(of: key)).code(of: message))
    #expect(
      HMACSHA256(key: key + [1]).code(of: message)
        == HMACSHA256(key: SHA256.digest(of: key + [1])).code(of: message))
  }

  @Test func oneKeyMakesAnyNumberOfCodes() {
    let codes = HMACSHA256(key: [1, 2, 3])
    let first = codes.code(of: [4])
    _ = codes.code(of: [5, 6])
    #expect(codes.code(of: [4]) == first)
  }
}
