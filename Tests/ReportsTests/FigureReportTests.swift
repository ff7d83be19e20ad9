import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing
@testable import Reports

/// Explanations of figures with too many lots to list, in all three formats.
@Suite("Explained figures as reports")
struct FigureReportTests {
  private func report() throws -> FigureReport {
    let ledger = SampleLedger.victims(3)
    let sources = try AccountSelector.role(.victim).accounts(in: ledger.whole)
      .map { Source(account: $0) }
    let place = try #require(ledger.account("in:GNGB:900100420017")?.id)
    return FigureReport(
      try TracingQuestion.$mostSteps.withValue(1) {
        try ledger.whole.explainFigure(of: sources, at: place, by: .proRata)
      })
  }

  @Test func textSaysWhatTransfersBroughtAndWhy() throws {
    let text = try report().text(.text, style: .plain)
    #expect(text.contains("what each transfer brought to the account and took from it"), "\(text)")
    #expect(text.contains("checked: for every claim, money in less money out"), "\(text)")
    #expect(text.contains("lots are not listed, because"), "\(text)")
    #expect(text.contains("GBP 1.01"), "\(text)")
  }

  @Test func jsonAndCSVHaveEveryMovement() throws {
    let json = try report().text(.json, style: .plain)
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let movements = try #require(answer["movements"] as? [[String: Any]])
    #expect(movements.count == 3 && answer["addsUp"] as? Bool == true)
    #expect(movements.map { $0["exact"] as? String } == ["1", "101/100", "51/50"])
    #expect(movements.allSatisfy { $0["direction"] as? String == "in" })
    let rows = try report().text(.csv, style: .plain).split(separator: "\n")
    #expect(
      rows.count == 4)
    #expect(rows[0].hasPrefix("rule,account,direction,victim,claim,currency,amount,exact"))
  }
}
