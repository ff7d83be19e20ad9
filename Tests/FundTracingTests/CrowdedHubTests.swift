import PaymentGraph
import Testing

@testable import FundTracing

/// Hundreds of receipts and payouts of one amount on one day: any may belong to any, which is said and not listed.
@Suite("Crowded pooled accounts")
struct CrowdedHubTests {
  private func match(_ count: Int) throws -> HubMatch {
    let hub = HubLiteral(
      receipts: (0..<count).map { ("r\($0)", 0, "185.00") },
      payouts: (0..<count).map { ("p\($0)", 86_400, "185.00") })
    return try #require(try hub.ledger.whole.matches().hubs.first)
  }

  @Test func whatIsListedGrowsWithThePaymentsAndNotWithTheirPairs() throws {
    for count in [100, 300] {
      let match = try match(count)
      #expect(match.cutReceiptCount == count)
      #expect(match.findings.count == count * HubMatch.mostCandidatesOfMany)
      for finding in match.findings {
        #expect(finding.link.grade == .d && finding.lacks.contains(.tooMany))
        #expect(finding.lacks.contains(.cut) && finding.lacks.contains(.otherPairings))
        #expect(finding.otherReceipts.count == LinkFinding.mostListed)
        #expect(finding.otherReceipts.count + finding.moreReceipts == count - 1)
        #expect(finding.otherPayouts.count == HubMatch.mostCandidatesOfMany - 1)
      }
    }
  }

  @Test func fewAreListedWhole() throws {
    let match = try match(12)
    #expect(match.cutReceiptCount == 0 && match.findings.count == 144)
    #expect(match.findings.allSatisfy { $0.otherReceipts.count == 11 && $0.moreReceipts == 0 })
  }
}
