import Drawing
import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// What a page knows beside the drawing: the days of payments, and who is behind each part.
@Suite("Data of a page")
struct PageDataTests {
  private func page(_ picture: RenderedDiagram) throws -> String {
    String(decoding: try picture.file(.html), as: UTF8.self)
  }

  /// Each row has the day of each of its payments, and the parts of the drawing that it lies between.
  @Test func rowsKnowTheirDaysAndEnds() throws {
    let ledger = SampleLedger.tangle(seed: 3)
    let flow = FlowDiagram(ledger.whole)
    let pictures = [
      try flow.picture(), try SankeyDiagram(flow).picture(), try TimelineDiagram(flow).picture(),
    ]
    for picture in pictures {
      let svg = String(decoding: try picture.file(.svg), as: UTF8.self)
      let column = try #require(picture.table.countColumn)
      for row in picture.table.rows where !row.days.isEmpty {
        #expect(Int(row.cells[column]) == row.days.count)
        #expect(row.days.allSatisfy { $0.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil })
        #expect(row.ends.count >= 2)
        // Arcs within a column of tables have ends of their own beside the parties.
        for end in row.ends.prefix(2) { #expect(svg.contains(" \(end)\"")) }
      }
      let first = try #require(picture.table.rows.flatMap(\.days).min())
      #expect(try page(picture).contains("<input type=\"date\" id=\"first\" min=\"\(first)\""))
    }
  }

  @Test func daysAreWrittenOnce() {
    let row = DataTable.Row(
      name: nil, cells: [], days: ["2024-02-01", "2024-01-03", "2024-02-01"])
    #expect(row.dayWords == "2024-01-03 2024-02-01*2")
  }

  /// Without days there is nothing to choose by.
  @Test func pagesWithoutDaysHaveNoDates() throws {
    let ledger = LedgerLiteral("- one -> other 1.00 GBP").ledger
    let text = try page(try FlowDiagram(ledger.whole).picture())
    #expect(!text.contains("type=\"date\"") && text.contains("data-count"))
  }

  /// A link names an account as the mask lets it be named, and by no other name.
  @Test(arguments: [DiagramMask.none, .accounts, .names, .all])
  func accountsAreNamedAsTheMaskLetsThem(_ mask: DiagramMask) throws {
    let flow = try DrawnLedger.flow(
      PrivacyTests.ledger(), DiagramOptions(caseNumber: "1", mask: mask))
    let text = try page(try flow.picture())
    let start = try #require(text.range(of: "id=\"accounts\">")).upperBound
    let end = try #require(text[start...].range(of: "</script>")).lowerBound
    let members = try #require(
      JSONSerialization.jsonObject(with: Data(text[start..<end].utf8)) as? [String: [String]])
    #expect(!members.isEmpty && members.values.allSatisfy { $0.count == 1 })
    let shown = PrivacyTests.shown(in: text)
    #expect(shown == PrivacyTests.expected(mask))
  }

  /// For a page the picture is no wider than letters that can be read allow.
  @Test(arguments: [Paper.a4, .letter])
  func picturesForPaperFitItsWidth(_ paper: Paper) throws {
    let ledger = SampleLedger.victims(30)
    for (kind, letters) in [("sankey", 8.5), ("timeline", 8)] {
      let flow = try DrawnLedger.flow(ledger, DiagramOptions(paper: paper))
      let picture =
        kind == "sankey" ? try SankeyDiagram(flow).picture() : try TimelineDiagram(flow).picture()
      #expect(picture.drawing.width - 48 <= max(paper.room(forLetters: letters), 640 + 186 + 150))
      #expect(DrawingChecks.overlaps(picture.drawing) == [])
    }
  }
}
