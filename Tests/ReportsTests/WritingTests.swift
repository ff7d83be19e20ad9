import Testing

@testable import Reports

@Suite("Writing answers")
struct WritingTests {
  @Test func jsonKeepsOrderAndEscapes() {
    let value = JSONValue.object([
      ("b", .integer(1)), ("a", .string("x\"\\\n\u{1}é")), ("c", .array([.null, .bool(true)])),
    ])
    #expect(
      value.text == "{\n  \"b\": 1,\n  \"a\": \"x\\\"\\\\\\n\\u0001é\",\n  \"c\": [null, true]\n}\n"
    )
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), (" =x", "' =x"),
    ("＝x", "'＝x"), ("a=b", "a=b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
  ])
  func csvTextIsNeverAFormula(_ text: String, _ cell: String) {
    #expect(CSVText.line([.text(text)]) == cell + "\n")
  }

  @Test func terminalsAreNotControlledByData() {
    #expect(TerminalText.safe("a\u{1B}[2Jb\u{202E}c") == "a⟨U+001B⟩[2Jb⟨U+202E⟩c")
    #expect(TerminalText.safe("plain é नमस्ते") == "plain é नमस्ते")
  }

  @Test func countsAreReadable() {
    #expect(Plural.text(1, "hop") == "1 hop" && Plural.text(1_234_567, "hop") == "1,234,567 hops")
    #expect(Plural.text(0, "hop") == "0 hops")
  }

  @Test func columnsLineUp() {
    var table = AlignedTable([.right("n"), .left("name")], style: .plain)
    table.add(["7", "x"])
    table.add(["100", "long"])
    #expect(table.lines == ["  n  name", "  7  x", "100  long"])
  }
}
