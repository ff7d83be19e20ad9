import TestSupport
import Testing

@testable import Ingest

/// Looking at eight bytes side by side finds what looking at each finds.
@Suite struct KeyBytesTests {
  static func key(_ random: inout SplitMix64, most: Int) -> [UInt8] {
    let alphabet = Array("09/:AZaz@`[{ -,.\u{7F}".utf8) + [0x00, 0x1F, 0x80, 0xC1, 0xFF]
    let isPlain = Bool.random(using: &random)
    return (0..<Int.random(in: 0...most, using: &random)).map { _ in
      isPlain
        ? Array("0123456789ABCxyz,".utf8).randomElement(using: &random) ?? 0
        : Int.random(in: 0..<4, using: &random) == 0
          ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
    }
  }

  @Test func kindsAreThoseOfEachByte() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      let key = Self.key(&random, most: 70)
      guard key.count >= 8, key.count <= 64 else {
        #expect(KeyBytesKernel.kinds(key.span) == nil)
        continue
      }
      var digits: UInt64 = 0
      var letters: UInt64 = 0
      var signs: UInt64 = 0
      for (place, byte) in key.enumerated() {
        let bit = (1 as UInt64) << UInt64(place)
        if (0x30...0x39).contains(byte) { digits |= bit }
        if (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) { letters |= bit }
        if byte == 0x20 || byte == 0x2D { signs |= bit }
      }
      let kinds = KeyBytesKernel.kinds(key.span)
      #expect(kinds?.digits == digits && kinds?.letters == letters && kinds?.signs == signs)
      #expect(
        KeyBytesKernel.holdsAtSignOrBeyondASCII(key.span)
          == key.contains { $0 == 0x40 || $0 >= 0x80 })
    }
  }

  /// Cells joined at once are those joined one by one, unless that is left to the slow way.
  @Test func cellsAreJoined() {
    var random = SplitMix64(seed: 4)
    let table = KeyTable(byteCount: 0) { _ in false }
    var joined = 0
    for _ in 0..<5_000 {
      let delimiter = Array(",;|\t".utf8).randomElement(using: &random) ?? 0x2C
      let key = Self.key(&random, most: 30).map { $0 == 0x2C ? delimiter : $0 }
      // The bytes after a key can be read.
      let number = (key + Array(repeating: 0x2E, count: 32)).withUnsafeBytes { bytes -> UInt32 in
        guard let base = bytes.baseAddress else { return 0 }
        return withUnsafeTemporaryAllocation(of: KeyTable.Probe.self, capacity: 1) { probe in
          guard let place = probe.baseAddress else { return 0 }
          KeyTable.Probe.put(KeyTable.Bytes(start: base, count: key.count), table.hash, at: place)
          return table.number(of: place, in: table.newest)
        }
      }
      var found = Array(repeating: UInt8(0x21), count: 26)
      guard let length = table.put(number, joinedAt: delimiter, into: &found, at: 1) else {
        #expect(found == Array(repeating: 0x21, count: 26))
        #expect(key.count > 24 || key.contains { $0 <= 0x20 || $0 >= 0x80 })
        continue
      }
      joined += 1
      #expect(length == key.count && found[0] == 0x21 && found[25] == 0x21)
      #expect(found[1..<1 + length].elementsEqual(key.map { $0 == delimiter ? 0x2F : $0 }))
      var short = Array(repeating: UInt8(0x21), count: 24)
      #expect(table.put(number, joinedAt: delimiter, into: &short, at: 1) == nil)
      #expect(table.put(number, joinedAt: nil, into: &found, at: 2) == key.count)
      #expect(found[2..<2 + key.count].elementsEqual(key))
    }
    #expect(joined > 1_000)
  }
}
