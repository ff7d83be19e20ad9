import Drawing
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

@Suite("Sankey diagrams")
struct SankeyTests {
  private func diagram(
    _ ledger: Ledger, _ options: DiagramOptions = DiagramOptions()
  ) -> SankeyDiagram {
    SankeyDiagram(FlowDiagram(ledger.whole, options: options))
  }

  /// At every block what came in, and came from elsewhere, is what went out, stopped or remained.
  @Test(arguments: UInt64(1)...40)
  func bandsAddUpAtEveryBlock(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    let model = diagram(ledger).model
    #expect(model.panels.count == 2)
    for panel in model.panels {
      let payments = panel.bands[..<panel.paymentBands]
      for node in model.nodes.indices where !model.nodes[node].isUnexplained {
        guard model.nodes[node].kind != .accounts(.source) else { continue }
        let into = panel.bands.filter { $0.to == node }.reduce(0) { $0 + $1.end }
        let out = panel.bands.filter { $0.from == node }.reduce(0) { $0 + $1.start }
        let hasBoth =
          payments.contains { $0.to == node && $0.end > 0 }
          && payments.contains { $0.from == node && $0.start > 0 }
        if hasBoth { #expect(into == out, "\(model.nodes[node]) in \(panel.currency)") }
      }
      // Nothing is lost between the ledger and the bands: what was sent in the currency of the panel.
      var sent: Int128 = 0
      for transfer in ledger.whole.transfers where transfer.sent.currency == panel.currency {
        let nodes = [transfer.payer.id, transfer.beneficiary.id].map { id in
          model.flow.parties.firstIndex { $0.accounts.contains(id) }.flatMap { model.nodeOf[$0] }
        }
        if nodes[0] != nodes[1] { sent += Int128(transfer.sent.minorUnits) }
      }
      #expect(payments.reduce(0) { $0 + $1.start } == sent)
    }
  }

  /// No payment stands in two panels, exchanged or not, and none in two bands.
  @Test(arguments: UInt64(1)...40)
  func everyPaymentIsDrawnOnce(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    let model = diagram(ledger).model
    var seen: Set<TransferID> = []
    for panel in model.panels {
      for band in panel.bands[..<panel.paymentBands] {
        for transfer in band.transfers {
          #expect(seen.insert(transfer).inserted)
          #expect(ledger.transfer(transfer).sent.currency == panel.currency)
        }
      }
    }
  }

  /// With rates there is one panel, whose bands are the payments at the rates of their days.
  @Test(arguments: UInt64(1)...20)
  func ratesGiveOnePanel(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    var table = "date,currency,rate\n"
    var rateOf: [CivilDate: Int] = [:]
    for number in 0..<250 {
      let day = CivilDate(milliseconds: 1_230_768_000_000 + Int64(number) * 86_400_000)
      rateOf[day] = 70 + number % 13
      table += "\(day.iso8601),GBP,\(70 + number % 13)\n"
    }
    let rates = try DailyRates(Array(table.utf8), name: "rates.csv", unit: SampleLedger.inr)
    let diagram = SankeyDiagram(FlowDiagram(ledger.whole), rates: rates)
    let model = diagram.model
    #expect(model.panels.map(\.currency) == [SampleLedger.inr])
    let panel = try #require(model.panels.first)
    for band in panel.bands[..<panel.paymentBands] {
      func value(_ money: Money, _ transfer: Transfer) -> Int128 {
        Int128(money.minorUnits)
          * Int128(
            money.currency == SampleLedger.inr
              ? 1 : transfer.time.day.flatMap { rateOf[$0] } ?? 0)
      }
      let transfers = band.transfers.map(ledger.transfer)
      #expect(band.start == transfers.reduce(0) { $0 + value($1.sent, $1) })
      #expect(band.end == transfers.reduce(0) { $0 + value($1.received, $1) })
    }
    try DrawingChecks.check { try diagram.picture() }
    let texts = try diagram.picture().drawing.texts
    #expect(texts.contains { $0.hasPrefix("All in INR, at daily rates") })
    #expect(texts.contains { $0.hasPrefix("≈ INR ") })
  }

  /// A payment without a rate is no payment of nothing.
  @Test func aMissingRateIsRefused() throws {
    let ledger = SampleLedger.tangle(seed: 1)
    let rates = try DailyRates(
      Array("date,currency,rate\n2009-01-01,GBP,71.5\n".utf8), name: "rates.csv",
      unit: SampleLedger.inr)
    let error = #expect(throws: DiagramError.self) {
      try SankeyDiagram(FlowDiagram(ledger.whole), rates: rates).picture()
    }
    #expect("\(try #require(error))".contains("no rate for GBP on 2009-01-"))
  }

  /// Bands lie beside each other at their blocks, and blocks of a column below each other.
  @Test(arguments: UInt64(1)...12)
  func bandsAndBlocksHaveTheirPlaces(_ seed: UInt64) throws {
    let model = diagram(SampleLedger.tangle(seed: seed)).model
    for panel in model.panels {
      let layout = SankeyLayout(model, panel, left: 0, columnGap: SankeyLayout.columnGap)
      for node in layout.used {
        let bar = try #require(layout.bars[node])
        for other in layout.used
        where other < node && model.nodes[other].column == model.nodes[node].column {
          let second = try #require(layout.bars[other])
          #expect(bar.top + bar.height <= second.top || second.top + second.height <= bar.top)
        }
        let ends = panel.bands.indices.flatMap { band in
          [
            panel.bands[band].from == node ? layout.ends[band].start : nil,
            panel.bands[band].to == node ? layout.ends[band].end : nil,
          ].compactMap(\.self)
        }
        // Bands thinner than a line can be are drawn a little wider than they are.
        let slack = Double(ends.count) * 0.75
        for end in ends {
          #expect(end.top >= bar.top - slack)
          #expect(end.top + end.thickness <= bar.top + bar.height + slack)
        }
      }
    }
  }

  @Test(arguments: [UInt64(3), 4, 5])
  func drawingsAreWhole(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    try DrawingChecks.check { try diagram(ledger).picture() }
  }

  @Test func namesAreMaskedAndStable() throws {
    let ledger = SampleLedger.tangle(seed: 9)
    let masked = try diagram(ledger, DiagramOptions(mask: .names)).picture().drawing.texts
    #expect(masked.contains { $0.contains("Service psp") })
    let open = try diagram(ledger, DiagramOptions(mask: .none)).picture()
    #expect(open.drawing.texts.contains { $0.contains("900100421000") })
    let hidden = try diagram(ledger).picture()
    #expect(!hidden.drawing.texts.contains { $0.contains("900100421000") })
    #expect(throws: DiagramError.leak("900100421000")) {
      try diagram(ledger, DiagramOptions(title: "Money of 900100421000")).picture().file(.svg)
    }
  }

  /// A statement's file is often named for its account.
  @Test func namesOfFilesAreMaskedAsAccountsAre() {
    let file = SourceFile(
      path: "case/statement-912000000085.csv",
      digest: FileDigest(bytes: Array(repeating: 7, count: 32)),
      byteCount: 1)
    func line(_ mask: DiagramMask) -> String {
      SourceLine(options: DiagramOptions(mask: mask)).lines([file]).joined()
    }
    #expect(line(.none).contains("statement-912000000085.csv 070707070707"))
    #expect(line(.accounts).contains("statement-••••0085.csv 070707070707"))
    #expect(!line(.all).contains("0085"))
  }

  @Test func nothingToDrawIsSaid() {
    #expect(throws: DiagramError.self) {
      try diagram(SampleLedger.empty).picture()
    }
  }
}
