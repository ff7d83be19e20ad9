import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// Holdings are in the currency of the account, bounds in that of the claim, and every number states its currency.
@Suite("Currencies of a trace")
struct TraceCurrencyTests {
  /// 100.00 EUR arrive as 120.00 USD at the mule, which pays 50.00 USD on.
  private func report(_ schedule: TraceReport.Schedule = .summary) throws -> TraceReport {
    let euro = try #require(Currency("EUR"))
    let dollar = try #require(Currency("USD"))
    let literal: LedgerLiteral = """
      1970-01-02 v1 -> mule 100.00 EUR received:120.00:USD
      1970-01-03 mule -> shop 50.00 USD
      """
    let ledger = literal.ledger
    let sources = [Source(account: literal["v1"])]
    let answer = try ledger.whole.trace(of: sources, by: .rule(.fifo))
    let bounds = try ledger.whole.bounds(of: sources, at: [literal["mule"], literal["shop"]])
    return TraceReport(answer, schedule: schedule, bounds: bounds)
  }

  private func object(_ report: TraceReport) throws -> [String: Any] {
    let text = report.text(.json, style: .plain)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func jsonNamesTheCurrencyOfBounds() throws {
    let answer = try object(report())
    let holdings = try #require(answer["holdings"] as? [[String: Any]])
    let mule = try #require(holdings.first { $0["account"] as? String == "mule" })
    #expect(mule["amount"] as? String == "70.00" && mule["currency"] as? String == "USD")
    #expect(mule["lower"] as? String == "58.33" && mule["boundsCurrency"] as? String == "EUR")
    let bounds = try #require(answer["bounds"] as? [[String: Any]])
    #expect(bounds.allSatisfy { $0["boundsCurrency"] as? String == "EUR" })
    let limits = bounds.flatMap { $0["bottlenecks"] as? [[String: Any]] ?? [] }
    #expect(!limits.isEmpty && limits.allSatisfy { $0["currency"] as? String == "EUR" })
  }

  @Test func whatWasNotComputedHasNoCurrency() throws {
    let builder = try object(report())
    #expect(builder["boundsOmitted"] as? Int == 0)
    let ledger = SampleLedger.victims(2)
    let sources = try AccountSelector.role(.victim).accounts(in: ledger.whole)
      .map { Source(account: $0) }
    let answer = try ledger.whole.trace(of: sources, by: .rule(.fifo))
    let json = try object(TraceReport(answer))
    for one in try #require(json["holdings"] as? [[String: Any]]) {
      #expect(one["lower"] is NSNull && one["boundsCurrency"] is NSNull)
    }
  }

  @Test(arguments: [
    (TraceReport.Schedule.summary, "boundsCurrency"), (.bounds, "boundsCurrency"),
    (.matrix, "mule USD bounds currency"),
  ])
  func csvHasAColumnForIt(_ schedule: TraceReport.Schedule, _ head: String) throws {
    let text = try report(schedule).text(.csv, style: .plain)
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(rows.first?.firstIndex(of: head), "\(text)")
    #expect(rows.count > 1)
    #expect(rows.dropFirst().allSatisfy { $0[column] == "EUR" }, "\(text)")
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }

  @Test(arguments: [TraceReport.Schedule.summary, .bounds, .matrix])
  func textNamesItBesideTheAmount(_ schedule: TraceReport.Schedule) throws {
    let text = try report(schedule).text(.text, style: .plain)
    #expect(text.contains("EUR 58.33"), "\(text)")
    #expect(text.contains("USD 70.00") == (schedule != .bounds), "\(text)")
  }
}
