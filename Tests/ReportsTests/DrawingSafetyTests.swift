import Drawing
import Foundation
import FundTracing
import Graphviz
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whatever a ledger holds and however much of it: it is drawn, folded, or refused with advice.
@Suite("Safety of drawings")
struct DrawingSafetyTests {
  static let hostile: [String] = [
    "<script>alert(1)</script>", "\"><script>alert(1)</script>", "' onload='alert(1)", "]]>",
    "<!--", "</svg><svg onload=alert(1)>", "</title><script>x</script>", "</style><script>x",
    "&#1;&#xD800;", "&amp;lt;", "\\N\\G\\E\\T\\H\\L", "a\\nb\\lc\\r", "a\"];b[label=x", "{a|b}<p>",
    "javascript:alert(1)", "data:text/html,<script>x</script>", "file:///etc/passwd",
    "../../etc/passwd", "/etc/passwd", "https://example.org/x.png", "url(https://example.org)",
    "@import 'https://example.org'", "} * { display: none", "expression(alert(1))",
    "a\u{0}b", "a\u{1}\u{7F}\u{9B}b", "pay\u{202E}001", "\u{2066}x\u{2069}", "two\nlines\r\n",
    "=HYPERLINK(\"https://example.org\")", "%s%n%p", "$(reboot)`id`", "नमस्ते 日本語 🙂",
    String(repeating: "<a&\"'>", count: 200_000),
  ]

  /// A ledger whose every name, holder, bank, country and key is hostile.
  private static func hostileLedger() -> Ledger {
    SampleLedger.victims(
      hostile.count, services: 3,
      details: { role, number in
        let text = hostile[number % hostile.count]
        // The masked text must differ from the shown text.
        return AccountDetails(
          role: role, name: "\(role) \(number)" + text, holder: "h \(role) \(number)" + text,
          institution: "b\(number)" + text, country: "c" + text)
      }, key: { "k\($0)" + hostile[$0] })
  }

  private func file(_ diagram: FlowDiagram, _ form: OutputFormat) throws -> String {
    String(decoding: try diagram.picture().file(form), as: UTF8.self)
  }

  @Test(arguments: [DiagramMask.none, .accounts, .names, .all])
  func namesFromDataDoNothing(_ mask: DiagramMask) throws {
    let title = mask == .none ? DrawingSafetyTests.hostile[1] : nil
    let diagram = try DrawnLedger.flow(
      DrawingSafetyTests.hostileLedger(), DiagramOptions(title: title, mask: mask))
    let svg = try file(diagram, .svg)
    let document = try XMLDocument(data: Data(svg.utf8), options: [])
    let elements = try document.nodes(forXPath: "//*").compactMap { $0 as? XMLElement }
    let allowed: Set<String> = [
      "svg", "title", "desc", "style", "g", "rect", "path", "ellipse", "text",
    ]
    #expect(Set(elements.compactMap(\.name)).isSubset(of: allowed))
    for attribute in elements.flatMap({ $0.attributes ?? [] }) {
      let name = attribute.name ?? ""
      #expect(!name.hasPrefix("on") && !name.contains("href") && name != "style", "\(name)")
      #expect(attribute.stringValue?.contains("url(") != true)
    }
    // One style sheet, the program's: what it says is in no name.
    #expect(try document.nodes(forXPath: "//*[local-name()='style']").count == 1)
    for scalar in svg.unicodeScalars {
      let isForbidden =
        (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      #expect(!isForbidden, "a control character is drawn")
    }
    #expect(svg.utf8.count < 1_000_000)
  }

  @Test func pagesHoldNothingButTheirOwnScript() throws {
    let page = try file(
      try DrawnLedger.flow(
        DrawingSafetyTests.hostileLedger(),
        DiagramOptions(title: "</title><script>alert(1)</script>", mask: .none)), .html)
    // The data and the program; nothing that a name has opened.
    #expect(page.matches(of: /<script/).count == 4 && page.matches(of: /<style/).count == 2)
    #expect(page.matches(of: /(?i)<[a-z]+[^>]*\son[a-z]+=/).isEmpty)
    #expect(page.matches(of: /(?i)<[^>]*\s(href|src|action|formaction|poster)=/).isEmpty)
    #expect(!page.contains("\u{202E}") && !page.contains("\u{0}"))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func descriptionsHoldNothingButTheirOwnStatements() throws {
    let ledger = DrawingSafetyTests.hostileLedger()
    let text = try file(try DrawnLedger.flow(ledger, DiagramOptions(mask: .none)), .dot)
    for line in text.split(separator: "\n") {
      let start = line.drop { $0 == " " }
      let isOurs =
        start == "}"
        || ["digraph ", "graph ", "node ", "edge ", "subgraph "].contains { start.hasPrefix($0) }
        || start.wholeMatch(of: /n[a-z]+[0-9]+( -> n[a-z]+[0-9]+)?( \[.*\])?/) != nil
      #expect(isOurs, "\(line.prefix(80))")
    }
    for word in ["URL=", "href=\"h", "image=", "shapefile=", "layout=", "<img"] {
      #expect(!text.contains(word))
    }
  }

  /// Ten thousand accounts; `make bench-diagrams` draws a hundred thousand as well.
  @Test func manyAccountsAreFolded() throws {
    let ledger = SampleLedger.victims(
      10_000, services: 40, references: false,
      details: { role, number in AccountDetails(role: role, country: "X\(number % 60)") })
    let diagram = FlowDiagram(ledger.whole)
    let text = diagram.text
    #expect(text.model.streams.count <= 192)
    #expect(text.model.parties.reduce(0) { $0 + $1.accounts.count } == ledger.accountCount)
    let shown = text.model.streams.flatMap(\.transfers)
    #expect(shown.count == ledger.transferCount && Set(shown).count == shown.count)
    let svg = try file(diagram, .svg)
    #expect(svg.utf8.count < 1_000_000 && svg.contains("and 28 more pooled accounts"))
  }

  /// A page finds those who are folded into one row, whatever they are called; nothing of it is markup.
  @Test func aPageKnowsWhoIsFolded() throws {
    let ledger = DrawingSafetyTests.hostileLedger()
    let diagram = try DrawnLedger.flow(ledger, DiagramOptions(mask: .none, rowLimit: 3))
    let html = try file(diagram, .html)
    let start = try #require(html.range(of: "id=\"folded\">")).upperBound
    let end = try #require(html[start...].range(of: "</script>")).lowerBound
    let text = html[start..<end]
    #expect(!text.contains("<"))
    let members = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String]])
    let words = diagram.text
    for (number, party) in words.model.parties.enumerated() {
      let found = members[FlowModel.name(number).description]
      #expect(found?.count == (party.isFolded ? party.accounts.count : nil))
      #expect(
        found?.first?.hasPrefix(TerminalText.safe(words.names.name(party.accounts[0]))) ?? true)
    }
    #expect(members.values.contains { $0.count > 20 })
  }

  /// Everybody pays everybody: more lines than can be drawn, however many rows are folded.
  @Test func denseLedgersAreFoldedUntilTheyCanBeRead() throws {
    var builder = LedgerBuilder()
    let roles: [AccountRole] = [.victim, .mule, .destination, .processor]
    let accounts = (0..<80).map { number in
      let account = builder.account("a\(number)")
      builder.describe(
        account, as: AccountDetails(role: roles[number % 4], country: "C\(number % 13)"))
      return account
    }
    for (number, payer) in accounts.enumerated() {
      for beneficiary in accounts {
        builder.add(
          TransferDraft(
            payer: payer, beneficiary: beneficiary,
            sent: Money(minorUnits: 100, currency: Currency("GBP") ?? .none),
            time: PostingTime(start: Int64(number) * 1_000, precision: .second)))
      }
    }
    let diagram = FlowDiagram(builder.build().whole)
    #expect(diagram.text.model.streams.count <= 192)
    #expect(try !file(diagram, .svg).isEmpty)
  }

  /// The simple layout shows everything that Graphviz would have shown, where Graphviz takes too long.
  @Test(arguments: [4, 60]) func aSimpleLayoutSaysTheSame(_ victims: Int) throws {
    let diagram = try DrawnLedger.flow(
      SampleLedger.victims(victims, services: 2) { role, number in
        AccountDetails(role: role, name: "\(role) \(number)", country: "GB")
      })
    let usual = try diagram.picture()
    let simple = try diagram.picture(GraphvizRenderer(timeLimit: .zero))
    let note = "Simple layout: the better one took longer than 0 seconds."
    func words(_ picture: RenderedDiagram) -> Set<String> {
      // Graphviz writes runs of spaces as no-break spaces.
      Set(
        picture.drawing.texts.map {
          $0.replacing("\u{A0}", with: " ").trimmingCharacters(in: .whitespaces)
        })
    }
    #expect(words(simple).subtracting(words(usual)) == [note])
    #expect(words(usual).subtracting(words(simple)).isEmpty)
    #expect(names(in: simple.drawing.items) == names(in: usual.drawing.items))
    #expect(simple.table == usual.table)
    // Nothing stands beyond the edges, and boxes do not cover each other.
    let boxes = simple.drawing.items.compactMap(box)
    #expect(boxes.count == diagram.graph.nodes.count)
    for (number, box) in boxes.enumerated() {
      #expect(box.left >= 0 && box.right <= simple.drawing.width)
      #expect(box.top >= 0 && box.bottom <= simple.drawing.height)
      for other in boxes[(number + 1)...] {
        #expect(
          box.right <= other.left || other.right <= box.left || box.bottom <= other.top
            || other.bottom <= box.top)
      }
    }
    let svg = try simple.file(.svg)
    _ = try XMLDocument(data: Data(svg), options: [])
  }

  private func names(in items: [DrawingItem]) -> Set<NodeID> {
    var found: Set<NodeID> = []
    for case .group(let group) in items {
      if let name = group.name { found.insert(name) }
      found.formUnion(names(in: group.items))
    }
    return found
  }

  private func box(
    _ item: DrawingItem
  ) -> (left: Double, top: Double, right: Double, bottom: Double)? {
    guard case .group(let group) = item, group.styleClass != "flow",
      case .shape(let shape)? = group.items.first,
      case .box(let corner, let width, let height) = shape.outline
    else { return nil }
    return (corner.x, corner.y, corner.x + width, corner.y + height)
  }

  @Test func twoThreadsDrawAtOnce() async throws {
    let diagram = try DrawnLedger.flow(SampleLedger.victims(40))
    let expected = try diagram.picture().file(.svg)
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<8 {
        group.addTask {
          if number == 0 { _ = try diagram.picture().file(.png) }
          return try diagram.picture().file(.svg)
        }
      }
      for try await drawing in group { #expect(drawing == expected) }
    }
  }
}
