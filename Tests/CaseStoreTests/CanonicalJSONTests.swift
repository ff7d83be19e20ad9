import CaseStore
import TestSupport
import Testing

/// One value has one spelling, and no other is read.
@Suite("Canonical JSON")
struct CanonicalJSONTests {
  private func value(_ random: inout SplitMix64, depth: Int) -> CanonicalJSON {
    func text(_ random: inout SplitMix64) -> String {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let pool: [ClosedRange<UInt32>] = [0...0x7F, 0x20...0x7E, 0x80...0x2FF, 0x1F600...0x1F64F]
        let range = pool[Int.random(in: 0..<pool.count, using: &random)]
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
          scalars.append(scalar)
        }
      }
      return String(scalars)
    }
    switch Int.random(in: 0..<(depth > 3 ? 2 : 4), using: &random) {
    case 0: return .integer(Int.random(in: -1_000...1_000, using: &random))
    case 1: return .string(text(&random))
    case 2:
      return .array(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default:
      return .object(
        of: (0..<Int.random(in: 0...3, using: &random)).map { _ in
          (text(&random), value(&random, depth: depth + 1))
        })
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<3_000 {
      let value = value(&random, depth: 0)
      #expect(try CanonicalJSON(value.bytes) == value)
    }
  }

  /// Whatever is changed: either it is refused, or it is the one spelling of another value.
  @Test func changedBytesAreRefusedOrCanonical() {
    var random = SplitMix64(seed: 2)
    var refused = 0
    for _ in 0..<6_000 {
      var bytes = value(&random, depth: 0).bytes
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert(UInt8(ascii: " "), at: at)
      default: bytes.remove(at: at)
      }
      do throws(CanonicalJSONError) {
        #expect(try CanonicalJSON(bytes).bytes == bytes)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 3_000)
  }

  @Test(arguments: [
    #"{"b":1,"a":2}"#, #"{"a":1,"a":1}"#, #"{ "a":1}"#, "[1, 2]", "1.0", "01", "-0", "1e3", "true",
    "null", #""\u0041""#, #""\/""#, #""\u000a""#, #""\u001F""#, "\"\u{1}\"", "9223372036854775808",
    "", "[1]x", #"{"a"}"#, "\"a", #"{"é":1,"z":2}"#, "\u{FEFF}1",
  ])
  func otherSpellingsAreRefused(_ text: String) {
    #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(Array(text.utf8)) }
  }

  @Test func bytesThatAreNotTextAreRefused() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ] {
      #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(bytes) }
    }
  }

  @Test func deepListsAreRefusedAndStopNothing() {
    let bytes = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(bytes) }
  }

  /// `String` takes these two for one; accounts are told apart by their bytes.
  @Test func canonicallyEquivalentTextsAreDifferent() {
    #expect(CanonicalJSON.string("caf\u{E9}") != CanonicalJSON.string("cafe\u{301}"))
    #expect(Spelling("caf\u{E9}") != Spelling("cafe\u{301}"))
    #expect(Set([Spelling("caf\u{E9}"), Spelling("cafe\u{301}")]).count == 2)
  }
}
