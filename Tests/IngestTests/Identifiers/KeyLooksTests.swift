import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// One look at all keys finds what each rule's own look at each key finds.
@Suite struct KeyLooksTests {
  /// Keys as files have them, and what almost is one.
  static let spelled = [
    "", "1", "A", "'", "-", "/", "é", "12", "AB", "ACC-17", "acct_17", "001912/803757053",
    "029/84FBDEB3C",
    "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "411111111111111",
    "41111111111111111111",
    "0012345678", "12345678", "000000", "0000000", "0", "012345/678901", "9.12E+11", "9E+11",
    "9E11", "9,12e+11",
    "9.1E5", "12345678.0", "12,345,678", "5010 0012 3456 78", "50100012345678.00", "'007",
    "=\"12\"", "=12",
    "5.0100012345678E+13", "1234 5678", "1 234 567", "1234-5678-9012-3456", "12345678\u{A0}",
    "\u{200B}12345678",
    "12345\u{202F}678", "0x52908400098527886E0F7030069857D2E4169EE7",
    "0X52908400098527886e0f7030069857d2e4169ee7",
    "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "LTC1QAR0SRRR7XFKVY5L6", "TB1QW508D6QEJX",
    "TB1QW508D6QEJ",
    "123e4567-e89b-12d3-a456-426614174000", "A23E4567-E89B-12D3-A456-426614174000",
    "GB29NWBK60161331926819",
    "GB29 NWBK 6016 1331 9268 19", "IBAN GB29", "iban:gb29", "in:HDFC:1",
    "HDFC0001234 50100012345678", "HDFC1001234",
    "John Smith", "JO SMITH", "Jo", "J Smith", "O'Neill", "ABCDEF", "ABCDE", "ABCDE1234",
    "ABCDE1234F", "abcde 1234",
    "ABCPE1234F", "victim@okaxis", "+44 7700 900123", "<x>", "Zoë", "Zoe\u{308}",
    "card:4111111111111111",
    "2341 2341 2346", "234123412346", "A/4111111111111111", "411111/1111111111",
    "Müller 4111111111111111",
    String(repeating: "7", count: 64), String(repeating: "7", count: 65),
    String(repeating: "A", count: 90),
    String(repeating: "0", count: 63) + "A", "0" + String(repeating: "1", count: 63),
  ].map { Array($0.utf8) }

  static func random(_ random: inout SplitMix64) -> [UInt8] {
    let alphabets = [
      "0123456789", "0123456789 -", "0123456789ABCDEFabcdef", "ABCDEFGHIJ abc0123456789",
      "0123456789.,'Ee+",
      "01/:AZaz@`[{ -,.='\"+<",
    ]
    var alphabet = Array((alphabets.randomElement(using: &random) ?? "").utf8)
    if Int.random(in: 0..<6, using: &random) == 0 {
      alphabet += [0x00, 0x1F, 0x7F, 0x80, 0xC1, 0xFF]
    }
    let most = [6, 12, 20, 44, 70].randomElement(using: &random) ?? 0
    return (0..<Int.random(in: 0...most, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
  }

  static func expectSame(_ keys: [[UInt8]]) {
    var table = TextTable()
    for key in keys { _ = table.intern(key.span) }
    let looks = KeyLooks(table)
    func accounts(_ isMeant: (Span<UInt8>) -> Bool) -> [UInt32] {
      (0..<UInt32(table.count)).filter { table.withBytes(of: Int($0), isMeant) }
    }
    #expect(looks.bare == accounts { NumberMask.isBare($0) })
    #expect(looks.sensitive == accounts { !NumberMask.isBare($0) && NumberMask.isCandidate($0) })
    #expect(looks.spellings == accounts { AccountMerger.isCandidate($0) })
    #expect(looks.shortened == accounts { ShortenedNumbers.isDoubtful($0) })
  }

  @Test func spelledKeys() {
    Self.expectSame(Self.spelled)
    // Behind the last key no bytes follow.
    for key in Self.spelled { Self.expectSame([key]) }
  }

  @Test func randomKeys() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<40 {
      Self.expectSame((0..<1_000).map { _ in Self.random(&random) } + Self.spelled)
    }
  }

  /// Some digits of a plain key are changed for what a rule looks for, at every place.
  @Test func oneByteDecides() {
    var keys: [[UInt8]] = []
    for plain in [
      "123456789012", "ABCDEFGHIJKL", "00123456", "AB/34567",
      "1234567890123456789012345678901234567890",
    ] {
      for place in plain.utf8.indices {
        for byte in Array("0 9.,'eE+-@:/=<A1".utf8) + [0x80, 0xC3] {
          var key = Array(plain.utf8)
          key[plain.utf8.distance(from: plain.utf8.startIndex, to: place)] = byte
          keys.append(key)
        }
      }
    }
    Self.expectSame(keys)
  }

  /// So many keys are divided among the cores.
  @Test func manyKeys() {
    var random = SplitMix64(seed: 6)
    var keys = (0..<40_000).map { Array("ACC-\($0)".utf8) }
    for _ in 0..<200 {
      keys.insert(Self.random(&random), at: Int.random(in: 0...keys.count, using: &random))
    }
    Self.expectSame(keys)
  }

  /// The kinds of bytes found sixteen at a time are those found eight at a time, and bits are gathered alike by an
  /// instruction and without one.
  @Test func kindsAreThoseOfEightBytes() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let key = KeyBytesTests.key(&random, most: 70)
      let text = [0x39, 0x41] + key + Array(repeating: UInt8(0x41), count: 16)
      let found = KeyBytesKernel.kinds(in: text.span.bytes, start: 2, end: 2 + key.count)
      guard key.count > 0, key.count <= 64 else {
        #expect(found == nil)
        continue
      }
      let plain = key.allSatisfy {
        IdentifierText.isDigit($0) || IdentifierText.isLetter($0 & ~0x20) && $0 >= 0x41
          || [0x20, 0x2D, 0x2F].contains($0)
      }
      #expect(found?.hasOthers == !plain)
      guard let kinds = KeyBytesKernel.kinds(key.span) else { continue }
      #expect(found?.kinds.digits == kinds.digits && found?.kinds.letters == kinds.letters)
      #expect(found?.kinds.signs == kinds.signs)
    }
    for _ in 0..<1_000 {
      let bits = UInt64.random(in: 0...0xFFFF, using: &random)
      var mask = SIMDMask<SIMD16<Int8>>(repeating: false)
      for lane in 0..<16 { mask[lane] = bits >> UInt64(lane) & 1 == 1 }
      #expect(KeyBytesKernel.gathered(mask) == bits)
    }
  }
}
