import Foundation
import Testing

@testable import Drawing
@testable import Graphviz

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whatever the data holds, the drawing shows it as text and does nothing else.
@Suite("Hostile text")
struct HostileTextTests {
  static let texts: [String] = [
    "plain", "a & b", "&amp;", "&#1;", "&#x1F600;", "&#xD800;", "<b>bold</b>", "<table>",
    "</td></tr></table>", "<script>alert(1)</script>", "\"><script>alert(1)</script>",
    "' onload='alert(1)", "]]>", "<!--", "-->", "<![CDATA[x]]>", "\\N", "\\G \\E \\T \\H \\L",
    "a\\nb\\lc\\r", "\\", "\\\\", "a\\\"", "=HYPERLINK(\"x\")", "javascript:alert(1)",
    "../../etc/passwd", "{a|b}", "50% off", "%s%n%p", "नमस्ते", "日本語", "🙂👨‍👩‍👧", "é e\u{301}",
    "O'Brien & Söhne <GmbH>", "•••• 4821", "क्‍ष", "می‌خواهم", "❤️", "a;b{c}[d]", "label=x", "$(reboot)",
    "`id`",
  ]

  @Test(arguments: texts) func comesBackAsItWentIn(_ text: String) throws {
    let svg = try GraphvizRenderer().svg(Sample.diagram(text))
    let document = try XMLDocument(data: Data(svg), options: [])
    let shown = try document.nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
    let spaced = text.replacing("\u{A0}", with: " ")
    // Header, footer, box and line each show it.
    #expect(
      shown.count { $0.replacing("\u{A0}", with: " ") == spaced } == 4, "\(text) became \(shown)")
    let titles = try document.nodes(forXPath: "//*[local-name()='title']").compactMap(\.stringValue)
    #expect(titles == [text, text, text, "b"])
  }

  @Test(arguments: [
    ("a\u{0}b", "ab"), ("a\u{1}\u{7F}\u{9B}b", "ab"), ("pay\u{202E}100", "pay⟨U+202E⟩100"),
    ("mu\u{200B}le", "mu⟨U+200B⟩le"), ("x\u{61C}y\u{FEFF}", "x⟨U+061C⟩y⟨U+FEFF⟩"),
    ("two\nlines", "two lines"), ("\u{FFFE}x\u{FFFF}", "x"),
  ])
  func whatCannotBeShownIsLeftOut(_ text: String, _ shown: String) throws {
    let svg = try GraphvizRenderer().svg(Sample.diagram(text))
    let document = try XMLDocument(data: Data(svg), options: [])
    let texts = try document.nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
    #expect(texts.count { $0.replacing("\u{A0}", with: " ") == shown } == 4, "became \(texts)")
  }

  @Test func longTextIsCut() throws {
    let svg = try GraphvizRenderer().svg(Sample.diagram(String(repeating: "a<", count: 500_000)))
    #expect(svg.count < 20_000)
  }

  @Test(arguments: texts) func dotTextDrawsTheSame(_ text: String) throws {
    let dot = String(
      decoding: try GraphvizRenderer().description(of: Sample.diagram(text)), as: UTF8.self)
    // Angle brackets of a label are balanced, and no line of data starts a statement.
    #expect(dot.count { $0 == "<" } == dot.count { $0 == ">" } - 1)
    #expect(dot.split(separator: "\n").count == 19)
  }

  @Test func namesAreNeverData() {
    #expect(NodeID("a\"];b").description == "na___b")
    #expect(NodeID("").description == "n")
  }
}
