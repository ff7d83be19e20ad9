import TestSupport
import Testing

@testable import Ingest

@Suite struct RowScannerTests {
  private func rows(_ text: String, delimiter: UInt8 = 0x2C) -> [[String]?] {
    let bytes = Array(text.utf8)
    var scanner = RowScanner(dialect: Dialect(delimiter: delimiter), from: 0)
    var row = Row()
    var result: [[String]?] = []
    while scanner.next(in: bytes.span, into: &row) {
      result.append(row.fault == nil ? row.cells.map { CellText.string(bytes.span, $0) } : nil)
    }
    return result
  }

  @Test func lineEndsMayMix() {
    #expect(rows("a,b\r\nc,d\ne,f\rg,h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]])
  }

  @Test func quotesEncloseDelimitersLinesAndQuotes() {
    #expect(
      rows("\"a,1\",\"b\nc\",\"d\"\"e\"\nx,y,z\n") == [["a,1", "b\nc", "d\"e"], ["x", "y", "z"]])
  }

  @Test func emptyCellsAreCells() {
    #expect(rows(",\n,,\na,\n") == [["", ""], ["", "", ""], ["a", ""]])
  }

  @Test func anOpenQuoteCostsItsLineOnly() {
    #expect(rows("a,\"b\nc,d\ne,f\n") == [nil, ["c", "d"], ["e", "f"]])
  }

  @Test func anOpenQuoteClosedByALaterOneCostsItsLineOnly() {
    #expect(rows("a,\"b\nc,d\n\"e\",f\n") == [nil, ["c", "d"], ["e", "f"]])
  }

  @Test func textAfterAClosingQuoteIsAFault() {
    #expect(rows("\"a\"b,c\nd,e\n") == [nil, ["d", "e"]])
  }

  @Test func linesAreCountedThroughQuotes() {
    let bytes = Array("a\n\"b\nc\"\r\n\"d\re\"\nf\n".utf8)
    var scanner = RowScanner(dialect: Dialect(), from: 0)
    var row = Row()
    var lines: [Int] = []
    while scanner.next(in: bytes.span, into: &row) { lines.append(row.line) }
    #expect(lines == [1, 2, 4, 6])
  }

  /// Blanks before a quote are no cells, also where blanks are delimiters.
  @Test func blanksMayDivideCells() {
    #expect(rows("a   b\n", delimiter: 0x20) == [["a", "", "", "b"]])
    #expect(rows("a   \"b c\"\n", delimiter: 0x20) == [["a", "b c"]])
    #expect(
      rows("  \"b\"\n  b\n   \n", delimiter: 0x20) == [["b"], ["", "", "b"], ["", "", "", ""]])
    #expect(rows("  \"b\",  c\n") == [["b", "c"]])
  }

  /// A file of blanks takes hours where each blank is looked at once for every blank before it.
  @Test(.timeLimit(.minutes(1))) func manyBlanksAreReadOnce() {
    let blanks = String(repeating: " ", count: 1_000_000)
    #expect(rows(blanks, delimiter: 0x20).count == 1)
    let text = Array("id,time\n\(blanks),x\n".utf8)
    let table = RawTable(text.span)
    #expect(table.rows.map(\.count) == [2, 2])
    #expect(table.rows[1] == [blanks, "x"])
  }

  @Test func everyByteBelongsToOneRow() {
    var random = SplitMix64(seed: 7)
    let alphabet: [UInt8] = Array("a,\"\n\r;0 \u{0}".utf8)
    for seed in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      var scanner = RowScanner(dialect: Dialect(), from: 0)
      var row = Row()
      var at = 0
      while scanner.next(in: bytes.span, into: &row) {
        #expect(row.start == at && row.end >= row.start && row.next > row.start, "case \(seed)")
        at = row.next
      }
      #expect(at == bytes.count, "case \(seed)")
    }
  }
}
