import Drawing
import Testing

@testable import Reports

/// Signs of a format are escaped whatever stands beside them: to Swift, a sign with a combining mark after it, or
/// with a prepended mark before it, is one `Character`.
@Suite("Escaping")
struct EscapingTests {
  /// All signs of ASCII that are neither letters nor digits.
  static let specials: [Unicode.Scalar] = (0x20..<0x7F).compactMap { Unicode.Scalar($0) }
    .filter { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }

  /// Marks that join what stands before or after them: combining, enclosing, prepended, joiners, selectors.
  static let marks: [Unicode.Scalar] =
    ((0x300..<0x370).map { $0 }
    + (0x591..<0x5BE).map { $0 }
    + (0x600...0x605).map { $0 }
    + [0x6DD, 0x70F, 0x8E2, 0x94D, 0x200D, 0x20DD, 0x20E3, 0xFE0F, 0x110BD, 0x110CD, 0x11F02]
    + (0x1AB0..<0x1AC0).map { $0 }
    + (0x20D0..<0x20DD).map { $0 }).compactMap { Unicode.Scalar(UInt32($0)) }

  private func texts(_ special: Unicode.Scalar) -> [String] {
    Self.marks.flatMap { mark -> [String] in
      var after = String.UnicodeScalarView("a".unicodeScalars)
      after.append(contentsOf: [special, mark, "b"])
      var before = String.UnicodeScalarView("a".unicodeScalars)
      before.append(contentsOf: [mark, special, mark, special, "b"])
      return [String(after), String(before)]
    }
  }

  @Test func thereAreTwoHundredMarks() { #expect(Self.marks.count >= 200) }

  @Test(arguments: specials) func cellsOfCSV(_ special: Unicode.Scalar) {
    for text in texts(special) {
      let line = CSVText.line([.text(text), .value(text), .text("end")])
      #expect(
        RawCSV.cells(Array(line.utf8)) == [Array(text.utf8), Array(text.utf8), Array("end".utf8)])
    }
  }

  @Test(arguments: specials) func textsOfJSON(_ special: Unicode.Scalar) throws {
    for text in texts(special) {
      let json = JSONValue.object([(text, .string(text))])
      for written in [json.text, json.textWithinMarkup] {
        let bytes = Array(written.utf8)
        // Quotes that no backslash precedes: of the name and of the value.
        var quotes = 0
        var at = 0
        while at < bytes.count {
          if bytes[at] == 0x5C { at += 1 } else if bytes[at] == 0x22 { quotes += 1 }
          at += 1
        }
        #expect(quotes == 4)
      }
      #expect(!json.textWithinMarkup.utf8.contains { $0 == 0x3C || $0 == 0x3E || $0 == 0x26 })
    }
  }

  @Test(arguments: specials) func elementsOfAPage(_ special: Unicode.Scalar) {
    for text in texts(special) {
      let written = HTMLPage.escaped(text)
      #expect(!written.utf8.contains { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 })
    }
  }
}

/// A reader of CSV by bytes, written for these tests from RFC 4180 alone.
enum RawCSV {
  /// The cells of the first line.
  static func cells(_ bytes: [UInt8]) -> [[UInt8]] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted {
        if byte == 0x22, at + 1 < bytes.count, bytes[at + 1] == 0x22 {
          cells[cells.count - 1].append(0x22)
          at += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          cells[cells.count - 1].append(byte)
        }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2C {
        cells.append([])
      } else if byte == 0x0A {
        return cells
      } else {
        cells[cells.count - 1].append(byte)
      }
      at += 1
    }
    return cells
  }
}
