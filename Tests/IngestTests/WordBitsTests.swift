import TestSupport
import Testing

@testable import Ingest

/// Both ways to tell what 128 bytes are find what looking at each byte finds.
@Suite struct WordBitsTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func bitsAreThoseOfEachByte(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let delimiter = ([0x2C, 0x3B, 0x09, 0x7C] as [UInt8]).randomElement(using: &random) ?? 0x2C
    let quote: UInt8? = Bool.random(using: &random) ? 0x22 : nil
    let some: [UInt8] = [delimiter, 0x22, 0x0A, 0x0D, 0x00, 0x1F, 0x20, 0x7F, 0x80, 0xFF, 0x41]
    // Beyond the 128 that are looked at, more may be asked for, but nothing is read.
    let bytes = (0..<128).map { _ in
      Int.random(in: 0..<3, using: &random) == 0
        ? UInt8.random(in: 0...255, using: &random) : some.randomElement(using: &random) ?? 0
    }
    let marks = WordBits.Marks(delimiter: delimiter, quote: quote)
    let expected = [bytes[..<64], bytes[64...]].map { word in
      var bits = WordBits()
      for (place, byte) in word.enumerated() {
        let bit = (1 as UInt64) << UInt64(place)
        if byte == delimiter {
          bits.delimiters |= bit
        } else if byte == 0x0A {
          bits.feeds |= bit
        } else if byte == 0x0D {
          bits.returns |= bit
        } else if byte < 0x20 || byte >= 0x80 || byte == quote {
          bits.odd |= bit
        }
      }
      return bits
    }
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let plain = WordBits.transposed(base, marks)
      #expect([plain.0, plain.1] == expected)
      let usual = WordBits.pair(base, marks)
      #expect([usual.0, usual.1] == expected)
    }
  }

  /// One byte beyond ASCII is seen wherever it stands.
  @Test func oneByteBeyondASCIIIsSeen() {
    for count in 1..<200 {
      let plain = Array(repeating: 0x61 as UInt8, count: count)
      #expect(TextEncoding.find(in: plain.span).isASCII)
      for place in 0..<count {
        var bytes = plain
        bytes[place] = 0xE9
        let found = TextEncoding.find(in: bytes.span)
        #expect(!found.isASCII && found.encoding == .windows1252, "\(place) of \(count)")
      }
    }
  }
}
