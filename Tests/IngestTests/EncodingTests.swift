import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

@Suite("Encodings")
struct EncodingTests {
  private static let text =
    "id,time,from,to,amount,currency\nt1,2010-03-04,Zoë,Ænima 😀 Ltd,1.00,GBP\nt2,2010-03-05,é,b,2.00,GBP\n"

  private func utf16(_ text: String, little: Bool, mark: Bool) -> [UInt8] {
    var bytes: [UInt8] = mark ? (little ? [0xFF, 0xFE] : [0xFE, 0xFF]) : []
    for unit in text.utf16 {
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      bytes += little ? pair : pair.reversed()
    }
    return bytes
  }

  private func check(_ bytes: [UInt8], _ encoding: String) throws {
    let intake = try load(bytes)
    #expect(intake.files[0].encoding == encoding)
    #expect(intake.rows.loaded == 2)
    #expect(
      intake.ledger.accounts.map(\.key)
        == ["Zoë", "b", "Ænima 😀 Ltd", "é"].sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        })
    // The byte range is that of the record in the file as it is.
    let range = intake.ledger.transfers[1].evidence[0].byteRange
    let record = Array(bytes[range])
    let wanted = "t2,2010-03-05,é,b,2.00,GBP"
    let little = encoding.contains("little")
    #expect(
      record == Array(wanted.utf8)
        || record == utf16(wanted, little: little, mark: false))
    #expect(intake.ledger.transfers[1].evidence[0].line == 3)
  }

  @Test func unicodeWithAndWithoutMarks() throws {
    try check(Array(Self.text.utf8), "UTF-8")
    try check([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), "UTF-8 with byte order mark")
    for mark in [true, false] {
      try check(utf16(Self.text, little: true, mark: mark), "UTF-16, little endian")
      try check(utf16(Self.text, little: false, mark: mark), "UTF-16, big endian")
    }
  }

  @Test func windowsText() throws {
    // A byte of 0x81, which Windows leaves free, must not cost the file.
    let bytes =
      Array("id,time,from,to,amount,currency\nt1,2010-03-04,Zo".utf8) + [0xEB, 0x80, 0x81]
      + Array(",b,1.00,GBP\nt2,2010-03-05,".utf8) + [0xE9] + Array(",b,2.00,GBP\n".utf8)
    let intake = try load(bytes)
    #expect(intake.files[0].encoding == "Windows-1252 (assumed)")
    #expect(intake.ledger.accounts.map(\.key) == ["Zoë€\u{81}", "b", "é"])
    #expect(codes(intake) == ["encoding-assumed"])
    let range = intake.ledger.transfers[1].evidence[0].byteRange
    #expect(bytes[range].starts(with: Array("t2,2010-03-05,".utf8)))
    #expect(bytes[range].count == "t2,2010-03-05,é,b,2.00,GBP".count)
  }

  @Test func everyWindowsByteStandsForSomething() {
    let all = (0...255).map { UInt8($0) }
    let text = DecodedText(all.span, as: .windows1252)
    #expect(String(decoding: text.bytes, as: UTF8.self).unicodeScalars.count == 256)
    #expect(String(validating: text.bytes, as: UTF8.self) != nil)
  }

  @Test func offsetsLeadBackThroughLongTexts() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<20 {
      let scalars = (0..<6_000).map { _ in
        Unicode.Scalar([0x41, 0xE9, 0x20AC, 0x1F600].randomElement(using: &random) ?? 0x41) ?? "A"
      }
      let string = String(String.UnicodeScalarView(scalars))
      let text = DecodedText(utf16(string, little: true, mark: true).span, as: .utf16LittleEndian)
      var (at, file) = (0, 2)
      for scalar in scalars {
        #expect(text.fileOffset(at) == file)
        at += String(scalar).utf8.count
        file += String(scalar).utf16.count * 2
      }
    }
  }

  @Test func halfUnitsAreShownAndCostNothing() {
    let text = DecodedText([0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x43].span, as: .utf16LittleEndian)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "A\u{FFFD}B\u{FFFD}")
  }
}
