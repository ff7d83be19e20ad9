import Drawing
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

@Suite("Timelines")
struct TimelineTests {
  private func timeline(_ ledger: Ledger) -> TimelineModel {
    TimelineDiagram(FlowDiagram(ledger.whole)).model
  }

  /// Every payment is in one arrow, whatever was folded.
  @Test(arguments: [60, 400, 3_000])
  func everyPaymentIsDrawnOnce(_ count: Int) {
    let ledger = SampleLedger.tangle(seed: 11, transfers: count)
    let model = timeline(ledger)
    let drawn = model.arrows.flatMap(\.transfers)
    #expect(drawn.count == count && Set(drawn).count == count)
    #expect(model.arrows.count <= TimelineModel.arrowLimit)
    #expect((model.fold == .single) == (count <= TimelineModel.singleLimit))
    for arrow in model.arrows {
      for id in arrow.transfers {
        #expect(arrow.period.contains(TimelineModel.moment(ledger.transfer(id).time)))
      }
    }
  }

  @Test(arguments: [60, 3_000])
  func arrowsStandAtTheirTime(_ count: Int) {
    let model = timeline(SampleLedger.tangle(seed: 12, transfers: count))
    let layout = TimelineLayout(model, top: 0)
    for (number, arrow) in model.arrows.enumerated() {
      let place = layout.places[number]
      #expect(place >= layout.axis.left && place <= layout.axis.left + layout.axis.width)
      if model.fold != .single {
        #expect(place > layout.axis.x(arrow.period.lowerBound))
        #expect(place < layout.axis.x(arrow.period.upperBound))
      }
      if number > 0 { #expect(place >= layout.places[number - 1]) }
    }
  }

  @Test func stretchesStartWhereTheyShould() {
    func days(_ fold: TimelineFold, _ text: (Int, Int, Int)) -> [String] {
      let day = CivilDate(year: text.0, month: text.1, day: text.2)
      let period = fold.period(of: (day?.milliseconds ?? 0) + 3_600_000)
      return [period.lowerBound, period.upperBound].map { CivilDate(milliseconds: $0).iso8601 }
    }
    #expect(days(.day, (2024, 2, 29)) == ["2024-02-29", "2024-03-01"])
    #expect(days(.week, (2024, 3, 3)) == ["2024-02-26", "2024-03-04"])
    #expect(days(.week, (1969, 12, 31)) == ["1969-12-29", "1970-01-05"])
    #expect(days(.month, (2023, 12, 31)) == ["2023-12-01", "2024-01-01"])
    #expect(days(.quarter, (2024, 5, 1)) == ["2024-04-01", "2024-07-01"])
    #expect(days(.years(1), (2024, 5, 1)) == ["2024-01-01", "2025-01-01"])
  }

  @Test(arguments: [3_600_000, 86_400_000, 2_000_000_000, 40_000_000_000, 1_000_000_000_000])
  func marksHaveRoom(_ length: Int64) {
    let start: Int64 = 1_230_768_000_000
    let axis = TimelineAxis(left: 0, width: 700, period: start..<start + length)
    #expect(!axis.ticks.isEmpty && axis.ticks.count <= 13)
    for (one, next) in zip(axis.ticks, axis.ticks.dropFirst()) {
      #expect(axis.x(next.moment) - axis.x(one.moment) > TextWidth.of(one.words, size: 9) + 3)
    }
  }

  @Test(arguments: [1, 20, 60, 3_000])
  func drawingsAreWhole(_ count: Int) throws {
    let ledger = SampleLedger.tangle(seed: 13, transfers: count)
    try DrawingChecks.check { try TimelineDiagram(FlowDiagram(ledger.whole)).picture() }
  }

  @Test func linksThatAreInferredAreDashedAndNamed() throws {
    let ledger = SampleLedger.tangle(seed: 14, transfers: 20)
    var flow = FlowDiagram(ledger.whole)
    let payout = try #require(
      ledger.whole.transfers.first { $0.payer.isPooled && !$0.beneficiary.isPooled })
    flow.input.evidence[payout.id] = .inferred(.c)
    let picture = try TimelineDiagram(flow).picture()
    #expect(picture.drawing.texts.contains { $0.contains("grade C") && $0.hasPrefix("Dashed") })
    #expect(picture.table.rows.contains { $0.cells.dropLast().last?.contains("grade C") == true })
    #expect(picture.table.heads.last == "Records")
  }

  @Test func nothingToDrawIsSaid() {
    let diagram = TimelineDiagram(FlowDiagram(SampleLedger.empty.whole))
    #expect(throws: DiagramError.self) { try diagram.picture() }
  }
}
