import Drawing
import FundTracing
import Graphviz
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

@Suite("Flow diagrams")
struct DiagramTests {
  /// Victims who each pay a processor, which pays one account on.
  private func ledger(victims: Int, links: Bool = true) -> Ledger {
    SampleLedger.victims(victims, references: links) { role, _ in
      switch role {
      case .processor: AccountDetails(role: role, name: "Pay Service")
      case .destination: AccountDetails(role: role, institution: "Ganga Bank")
      default: AccountDetails(role: role, country: "GB")
      }
    }
  }

  private func diagram(_ ledger: Ledger, _ options: DiagramOptions = DiagramOptions()) throws
    -> DiagramGraph
  {
    try DrawnLedger.flow(ledger, options).graph
  }

  private func text(_ graph: DiagramGraph) throws -> String {
    String(decoding: try GraphvizRenderer().description(of: graph), as: UTF8.self)
  }

  @Test func fewLinesAreDrawnBetweenCardsAndManyBetweenTables() throws {
    #expect(try diagram(ledger(victims: 5)).nodes.count == 7)
    let many = try diagram(ledger(victims: 40))
    #expect(many.nodes.count == 3 && many.edges.count == 41)
    #expect(many.edges.allSatisfy { $0.label == nil })
  }

  @Test func foldedRowsKeepTheTotals() throws {
    let full = try text(try diagram(ledger(victims: 90), DiagramOptions(rowLimit: 100)))
    let folded = try text(try diagram(ledger(victims: 90), DiagramOptions(rowLimit: 40)))
    #expect(folded.contains("and 50 more victims"))
    // 100 + 101 + … + 189 pence.
    #expect(full.contains("90 victims, GBP 130.05") && folded.contains("90 victims, GBP 130.05"))
  }

  @Test func numbersAreMaskedUnlessAskedFor() throws {
    let ledger = ledger(victims: 3)
    let masked = try text(try diagram(ledger))
    #expect(!masked.contains("900100420017") && masked.contains("••••0017"))
    let open = try text(try diagram(ledger, DiagramOptions(mask: .none)))
    #expect(open.contains("900100420017"))
  }

  @Test func payoutsWithoutALinkAreDashed() throws {
    let linked = try diagram(ledger(victims: 3))
    let unlinked = try diagram(ledger(victims: 3, links: false))
    #expect(linked.edges.allSatisfy { $0.stroke == .solid })
    #expect(unlinked.edges.contains { $0.stroke == .dashed })
    #expect(try text(unlinked).contains("Dashed line: no record links"))
  }

  /// Payments that a payment service passes on by inferred links are dashed where its own payments are drawn, with the
  /// grade.
  @Test(arguments: [AccountID(0), AccountID(1)])
  func inferredLinksOfANeighbourhoodHaveTheirGrade(_ center: AccountID) throws {
    let ledger = SampleLedger.victims(3, references: false)
    let grades = try ledger.whole.matches().hubs.flatMap(\.findings).map(\.link.grade)
    #expect(!grades.isEmpty && grades.allSatisfy { $0 == .c || $0 == .d })
    let graph = FlowDiagram(around: center, in: ledger.whole).graph
    let dashed = graph.edges.filter { $0.stroke == .dashed }
    #expect(!dashed.isEmpty)
    for edge in dashed {
      let tooltip = edge.tooltip
      #expect(
        grades.contains { tooltip.contains("link inferred, grade \($0.letter)") }, "\(tooltip)")
    }
    // The victims' payments into the service are recorded.
    #expect(graph.edges.filter { $0.stroke == .solid }.count == (center == AccountID(0) ? 3 : 0))
  }

  @Test func wholeLedgersAreDrawn() throws {
    let graph = FlowDiagram(ledger(victims: 3).whole).graph
    #expect(graph.nodes.count == 5 && graph.edges.count == 4)
    let empty = FlowDiagram(SampleLedger.empty.whole).graph
    #expect(try !GraphvizRenderer().drawing(of: empty).items.isEmpty)
  }

  @Test(arguments: [
    ("in:GNGB:900100420017", "GNGB ••••0017"), ("victim-01", "victim-01"),
    ("anna@example.org", "a•••@example.org"), ("12345", "••••45"), ("123456", "••••3456"),
    ("0x098b716b8aaf21512996dc57eb0615e2383e2f96", "0x098b…2f96"),
    ("GB29NWBK60161331926819", "GB29NWBK••••6819"),
  ])
  func masks(_ key: String, _ masked: String) {
    #expect(AccountMask.masked(key) == masked)
  }
}
