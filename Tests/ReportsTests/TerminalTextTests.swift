import TestSupport
import Testing

@testable import Reports

/// Tables and lines within the width of a terminal.
@Suite("Text for a terminal")
struct TerminalTextTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("a\u{300}\u{301}\u{302}", 1),
    ("中国工商银行", 12), ("ｱｲｳ", 3), ("ＡＢＣ", 6), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("日本 Ltd", 8), ("😀", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("❤️", 2), ("❤", 1), ("🇮🇳", 2), ("☎", 1), ("✅", 2),
    ("\u{200B}", 0), ("नि", 2), ("ก็", 1), ("שָׁ", 1), ("\u{22}\u{301}", 1), ("€", 1), ("…", 1),
  ])
  func widthOfText(_ text: String, _ columns: Int) {
    #expect(TerminalColumns.of(text) == columns)
  }

  @Test func wideCharactersKeepColumnsInLine() {
    var table = AlignedTable([.left("name"), .right("sum")], style: .plain)
    table.add(["中国", "1"])
    table.add(["abcdef", "22"])
    table.add(["e\u{301}", "333"])
    let columns = table.lines.map { TerminalColumns.of($0) }
    #expect(columns == [11, 11, 11, 11])
  }

  private func table(_ width: Int?) -> AlignedTable {
    var table = AlignedTable(
      [
        .left("account"), .left("name", drops: 2), .right("received"), .left("when", drops: 1),
        .left("", drops: 3, title: "marks"),
      ], style: TextStyle(isColoured: false, width: width))
    table.add(["in:DCMB:930019302025", "Pratapgiri Traders", "INR 727,400.00", "2009-07-07", "end"])
    table.add(["in:KKCB:912010001033", "Ashvatirtha", "INR 1.00", "2009-07-08", ""])
    return table
  }

  @Test func columnsAreGivenUpInTheStatedOrderAndSaid() {
    let whole = table(nil).lines
    #expect(whole[0] == "account               name                      received  when")
    #expect(whole.count == 3)
    #expect(table(200).lines == whole)
    #expect(
      table(63).lines == [
        "account               name                      received",
        "in:DCMB:930019302025  Pratapgiri Traders  INR 727,400.00  end",
        "in:KKCB:912010001033  Ashvatirtha               INR 1.00",
        "columns left out for lack of room: when (--width 0 shows all)",
      ])
    #expect(
      table(40).lines == [
        "account                     received",
        "in:DCMB:930019302025  INR 727,400.00",
        "in:KKCB:912010001033        INR 1.00",
        "columns left out for lack of room: name, when, marks (--width 0 shows all)",
      ])
    #expect(table(35).lines[1] == "in:DCMB:930019302025 INR 727,400.00")
  }

  /// Nothing is left out where each row is a record.
  @Test func whatDoesNotFitAtAllBecomesRecords() {
    #expect(
      table(31).lines == [
        "account   in:DCMB:930019302025", "name      Pratapgiri Traders",
        "received  INR 727,400.00", "when      2009-07-07", "marks     end", "",
        "account   in:KKCB:912010001033", "name      Ashvatirtha", "received  INR 1.00",
        "when      2009-07-08",
      ])
  }

  @Test func noCellIsLostAtAnyWidth() {
    var random = SplitMix64(seed: 17)
    let letters = ["a", "中", "e\u{301}", "😀", " ", "ß", "ก็"]
    for _ in 0..<300 {
      let cells = (0..<4).map { _ in
        (0..<Int.random(in: 1...9, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        }.joined() + "x"
      }
      let width = Int.random(in: 1...60, using: &random)
      var table = AlignedTable(
        [.left("one"), .right("two", drops: 2), .left("three", drops: 1), .left("four")],
        style: TextStyle(isColoured: false, width: width))
      table.add(cells)
      let lines = table.lines
      let heads = ["one", "two", "three", "four"]
      let isTable = table.layout.head != nil
      let squeezed = lines.joined().filter { $0 != " " }
      for (number, cell) in cells.enumerated() {
        let isSaid =
          lines.last?.hasPrefix("columns left out") == true
          && lines.last?.contains(heads[number]) == true
        #expect(squeezed.contains(cell.filter { $0 != " " }) || isSaid)
      }
      if isTable, let head = lines.first {
        #expect(TerminalColumns.of(head) <= width)
        #expect(TerminalColumns.of(lines[1]) <= width)
      }
    }
  }

  @Test func longLinesBreakAtBlanksAndKeysStayWhole() {
    let style = TextStyle(isColoured: false, width: 20)
    #expect(
      style.page(["  note: one two three four", "in:DCMB:930019302025/long"])
        == "  note: one two\n    three four\nin:DCMB:930019302025/long\n")
    #expect(TextStyle.plain.page(["a  b"]) == "a  b\n")
    let coloured = TextStyle(isColoured: true, width: 10).page([
      TextStyle(isColoured: true).head("0123456789")
    ])
    #expect(coloured.split(separator: "\n").count == 1)
  }
}
