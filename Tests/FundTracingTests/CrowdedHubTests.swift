import PaymentGraph
import TestSupport
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

  /// A tolerance of a million units looks up the payouts in a range of amounts, or those in time where they are fewer;
  /// the links are those of a small tolerance where no further amounts lie within the large one.
  @Test func aWideToleranceIsARangeOfAmounts() throws {
    var random = SplitMix64(seed: 5)
    func amount() -> String {
      let cents = Int.random(in: 0...50, using: &random)
      return "\(Int.random(in: 1...3, using: &random) * 100).\(cents < 10 ? "0" : "")\(cents)"
    }
    let receipts = (0..<300).map { ("r\($0)", $0 / 3 * 86_400, amount()) }
    let payouts = (0..<300).map { ("p\($0)", ($0 / 3 + 1) * 86_400, amount()) }
    let hub = HubLiteral(receipts: receipts, payouts: payouts)
    func match(_ tolerance: Int64) throws -> HubMatch {
      var settings = hub.settings
      settings.tolerance = tolerance
      return try #require(try hub.ledger.whole.matches(settings: settings).hubs.first)
    }
    let (narrow, wide) = (try match(60), try match(5_000))
    #expect(narrow.findings.count > 1_000 && narrow.cutReceiptCount == 0)
    #expect(hub.names(narrow.findings) == hub.names(wide.findings))
    #expect(narrow.findings.map(\.link.grade) == wide.findings.map(\.link.grade))
    #expect(narrow.findings.map(\.coincidences) == wide.findings.map(\.coincidences))
    // Now any payout within the time fits.
    let any = try match(1_000_000)
    #expect(any.findings.count > narrow.findings.count)
    for finding in any.findings {
      let (inbound, outbound) = (finding.link.inbound.position, finding.link.outbound.position)
      #expect(
        hub.ledger.transfer(TransferID(inbound)).time.start
          <= hub.ledger.transfer(TransferID(outbound)).time.start)
    }
  }

  @Test func fewAreListedWhole() throws {
    let match = try match(12)
    #expect(match.cutReceiptCount == 0 && match.findings.count == 144)
    #expect(match.findings.allSatisfy { $0.otherReceipts.count == 11 && $0.moreReceipts == 0 })
  }

  /// Equal payments and refunds of one customer: every refund finds receipts, also when the first ones take no more.
  @Test func refundsOfOneCustomerAreCutAsOtherPairsAre() throws {
    for count in [40, 90] {
      let hub = HubLiteral(
        receipts: [], payouts: [],
        more: (0..<count).map { "\($0) v -> hub 185.00 EUR id:r\($0)" }
          + (0..<count).map { "\(86_400 + $0) hub -> v 185.00 EUR id:p\($0) kind:refund file:b" })
      let match = try #require(try hub.ledger.whole.matches().hubs.first)
      let isCrowded = count > HubMatch.mostCandidates
      #expect(match.cutReceiptCount == (isCrowded ? count : 0))
      #expect(
        match.findings.count == count * (isCrowded ? HubMatch.mostCandidatesOfMany : count))
      #expect(match.findings.allSatisfy { $0.link.basis == .refund && $0.link.grade > .b })
    }
  }

  /// A reference that everybody writes pairs nobody; one that a single pair has pairs the two.
  @Test(arguments: [1, 2, 3, 6]) func aReferenceOfManyPairsNobody(_ count: Int) throws {
    let hub = HubLiteral(
      receipts: [], payouts: [],
      more: (0..<count).map { "\($0) v\($0) -> hub 185.00 EUR id:r\($0) #SUBSCRIPTION77" }
        + (0..<count).map {
          "\(86_400 + $0) hub -> m 185.00 EUR id:p\($0) #PAID-SUBSCRIPTION77 file:b"
        })
    let match = try #require(try hub.ledger.whole.matches().hubs.first)
    let named = match.findings.filter { $0.link.basis == .containedReference }
    #expect(named.count == (count == 1 ? 1 : 0))
    #expect(match.contradicted.isEmpty)
  }
}
