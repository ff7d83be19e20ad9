import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// The owner of a chargeback's money, and of the claim after it.
@Suite struct ChargebackTracingTests {
  @Test func enginesEqualTheDefinitionsAndClaimsPass() throws {
    var paid = 0
    var beyond = 0
    for seed in TracingProperties.seeds {
      let book = CaseBook.random(
        seed, [.chargebacks, .hubs, .links, .overrides, .conversions], events: 14)
      var left: [Int: Int64] = [:]
      var passed: Int64 = 0
      for event in book.events {
        guard let claim = event.chargeback else { continue }
        let open = left[claim] ?? book.events[claim].sent
        left[claim] = max(0, open - event.sent)
        passed += min(open, event.sent)
        paid += 1
        if event.sent > open { beyond += 1 }
      }
      for rule in TracingProperties.rules {
        let name = "seed \(seed), \(rule.name)"
        let slow = SlowTrace(book, ownFunds: rule.ownFunds.rawValue, order: rule.order.rawValue)
        let found = try book.traced(rule)
        #expect(found.holdings == slow.holdings, "\(name)")
        #expect(found.values == slow.values, "\(name)")
        #expect(found.compositions == slow.compositions, "\(name)")
        #expect(found.tracing.reconciles, "\(name)")
        let standings = found.tracing.claimStandings
        #expect(standings.reduce(0) { $0 + $1.subrogated } == Int128(passed), "\(name)")
        #expect(standings.allSatisfy { $0.net >= 0 }, "\(name)")
      }
    }
    #expect(paid > 30)
    #expect(beyond > 5)
  }

  private static let start = """
    role psp processor
    1 v -> psp 100.00 EUR id:p
    2 psp -> mule 95.00 EUR id:o link:p

    """

  /// Returns the results of a trace for the claim `p` when more happens: the sums of `v`, the notes, the trace.
  private func trace(
    _ more: String, claims: [String]? = ["p"]
  ) throws -> (net: Int128, subrogated: Int128, notes: [String], tracing: Tracing, ledger: Ledger) {
    let ledger = LedgerLiteral(ChargebackTracingTests.start + more).ledger
    let account = try #require(ledger.account("v")).id
    let source = FundTracing.Source(
      account: account,
      claims: try claims?.map { try #require(ledger.transfer(recordedAs: $0)).id })
    let tracing = try ledger.whole.trace(of: [source], by: .rule(.fifo))
    #expect(tracing.reconciles)
    let standing = try #require(tracing.claimStandings.first)
    let notes = tracing.notes.filter { $0.code == .subrogation }.map(\.text)
    return (standing.net, standing.subrogated, notes, tracing, ledger)
  }

  /// Returns the amounts in an account, by origin, in minor units.
  private func held(_ account: String, _ tracing: Tracing, _ ledger: Ledger) -> [String: String] {
    var found: [String: String] = [:]
    for one in tracing.holdings where one.place.label(in: ledger) == account {
      found[one.origin.label(in: ledger)] = one.amount.description
    }
    return found
  }

  @Test func whatIsPaidBeyondTheClaimPassesNothing() throws {
    let found = try trace("3 psp -> v 130.00 EUR id:c link:p kind:chargeback")
    #expect(found.subrogated == 10_000 && found.net == 0)
    #expect(found.tracing.subrogations.map(\.paid.minorUnits) == [13_000])
    #expect(found.notes.count == 2 && found.notes[1].contains("more than was left"))
    #expect(held("v", found.tracing, found.ledger) == ["processor:psp": "13000"])
    #expect(held("mule", found.tracing, found.ledger) == ["v": "9500"])
    #expect(held("psp", found.tracing, found.ledger) == ["v": "500"])
  }

  @Test func twoChargebacksOfOneClaimCountInTheirOrder() throws {
    let found = try trace(
      """
      role bank processor
      3 bank -> v 60.00 EUR id:c link:p kind:chargeback
      4 psp -> v 60.00 EUR id:d link:p kind:chargeback
      5 psp -> v 20.00 EUR id:e link:p kind:chargeback
      """)
    #expect(found.tracing.subrogations.map(\.amount.minorUnits) == [6000, 4000, 0])
    let parts = try #require(found.tracing.claimStandings.first).chargedBack
    #expect(parts.map { found.ledger.account($0.processor).key } == ["bank", "psp"])
    #expect(parts.map(\.amount) == [6000, 4000])
    #expect(found.net == 0 && found.notes.count == 3)
  }

  @Test func anotherCurrencyPassesNothingWithoutARecordedRate() throws {
    let found = try trace(
      """
      3 psp -> v 60.00 USD id:c link:p kind:chargeback
      4 psp -> v 50.00 USD id:d link:p kind:chargeback received:45.00:EUR
      """)
    #expect(found.subrogated == 4500 && found.net == 5500)
    #expect(
      found.notes.count == 2 && found.notes[1].contains("in a currency other than the claim's"))
    let services = found.tracing.holdings.filter {
      $0.origin.label(in: found.ledger) == "processor:psp"
    }
    #expect(services.count == 2)
  }

  @Test func aReversalTakesAChargebackBack() throws {
    let more = """
      3 psp -> v 60.00 EUR id:c link:p kind:chargeback
      4 v -> psp 45.00 EUR id:r link:c kind:reversal
      5 psp -> v 50.00 EUR id:d link:p kind:chargeback
      """
    let found = try trace(more)
    #expect(found.tracing.subrogations.map(\.amount.minorUnits) == [1500, 5000])
    #expect(found.tracing.subrogations.map(\.reversed.minorUnits) == [4500, 0])
    #expect(found.net == 3500)
    #expect(found.notes.contains { $0.contains("was reversed") })
    #expect(held("psp", found.tracing, found.ledger) == ["v": "500", "processor:psp": "4500"])
    // The reversal is claimed, as all payments of the account are here, and as much is left.
    let all = try trace(more, claims: nil)
    #expect(all.tracing.subrogations.map(\.amount.minorUnits) == [6000, 5000])
    #expect(all.net == 3500 && all.notes.contains { $0.contains("itself claimed") })
  }

  @Test func aReversalOfTheSameDayLeavesNothingOfTheChargeback() throws {
    let found = try trace(
      """
      3 psp -> v 60.00 EUR id:c link:p kind:chargeback
      3 v -> psp 60.00 EUR id:r link:c kind:reversal
      """)
    #expect(found.subrogated == 0 && found.net == 10_000)
    #expect(held("v", found.tracing, found.ledger) == [:])
  }

  @Test func whatNamesNoEarlierClaimPassesNothing() throws {
    let found = try trace(
      """
      0 psp -> v 10.00 EUR id:a link:p kind:chargeback
      3 psp -> v 10.00 EUR id:b kind:chargeback
      4 psp -> v 10.00 EUR id:c link:o kind:chargeback
      5 mule -> v 10.00 EUR id:d link:p kind:chargeback
      """)
    #expect(found.tracing.subrogations.isEmpty && found.net == 10_000)
    #expect(found.notes.count == 3 && found.notes.allSatisfy { $0.contains("names no earlier") })
    #expect(
      !found.tracing.holdings.contains { $0.origin.label(in: found.ledger) == "processor:psp" })
  }

  @Test func noWalkPassesFromAClaimToItsChargeback() throws {
    let ledger = LedgerLiteral(
      Self.start + """
        3 psp -> v 95.00 EUR id:c link:p kind:chargeback
        4 v -> shop 90.00 EUR id:s
        """
    ).ledger
    let victim = try #require(ledger.account("v")).id
    let claim = try #require(ledger.transfer(recordedAs: "p")).id
    let source = FundTracing.Source(account: victim, claims: [claim])
    func reached(_ pooling: Pooling) throws -> [String] {
      try ledger.whole.reach(of: [source], rules: WalkRules(pooling: pooling)).accounts.map {
        ledger.account($0.account).key
      }.sorted()
    }
    // The service pays a chargeback with its own money; a refund would be the victim's money again.
    #expect(try reached(.links(minimumGrade: .c)) == ["mule", "psp"])
    #expect(try reached(.asOrdinary).contains("shop"))
    let refund = LedgerLiteral(
      Self.start + """
        3 psp -> v 5.00 EUR id:c link:p kind:refund
        4 v -> shop 5.00 EUR id:s
        """
    ).ledger
    let back = FundTracing.Source(
      account: try #require(refund.account("v")).id,
      claims: [try #require(refund.transfer(recordedAs: "p")).id])
    #expect(
      try refund.whole.reach(of: [back]).accounts.contains {
        refund.account($0.account).key == "shop"
      })
  }

  @Test func aReversalThatNamesNothingIsSaid() throws {
    func notes(_ row: String) throws -> [String] {
      try trace(row).tracing.notes.filter { $0.code == .unnamedReversal }.map(\.text)
    }
    let said = try notes("3 mule -> psp 95.00 EUR id:r kind:reversal")
    #expect(said.count == 1 && said[0].contains("payment r (") && said[0].contains("link column"))
    #expect(try notes("3 mule -> psp 95.00 EUR id:r kind:reversal link:o").isEmpty)
    #expect(try notes("3 mule -> psp 95.00 EUR id:r").isEmpty)
    let many = (0..<7).map { "3 mule -> psp 1.00 EUR id:r\($0) kind:reversal" }
    let all = try notes(many.joined(separator: "\n"))
    #expect(all.count == 6 && all[5].contains("2 more reversals"))
  }
}
