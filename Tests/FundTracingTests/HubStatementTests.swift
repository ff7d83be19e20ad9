import FundTracing
import PaymentGraph
import Testing

/// Records of a pooled account that contradict the statement that they are complete, and records that only seem to.
@Suite("Statements of complete records")
struct HubStatementTests {
  private typealias Kind = Completeness.Contradiction.Kind

  private let hubs = HubMatchTests()

  /// A payout of an amount that nothing leaves.
  private static let orphan = ("x", 40, "3.33")

  private func kinds(
    _ hub: HubLiteral, _ change: (inout MatchSettings) -> Void = { _ in }
  ) throws -> Set<Kind> {
    Set(try hubs.match(hub, change).completeness.contradictions.map(\.kind))
  }

  /// Twenty recorded pairs of the same two amounts, which many rules explain; then what is open.
  private func samePrice(_ receipts: [(String, Int, String)]) -> HubLiteral {
    hubs.hub(receipts: receipts, payouts: [("x", 40, "28.93")]) { _ in ("100.00", "96.80") }
  }

  /// Many rules explain pairs of one amount, and agree on no other.
  ///
  /// Where another receipt is there, the payout that fits nothing may be what another rule leaves of it.
  @Test func aPayoutShowsNothingWhereTheFeeIsNotPinned() throws {
    #expect(try kinds(samePrice([])) == [.noReceipt])
    #expect(try kinds(samePrice([("i", 38, "100.00")])) == [.noReceipt])
    #expect(try kinds(samePrice([("i", 38, "30.00")])).isEmpty)
    // Stated, the rule is one.
    let open = samePrice([("i", 38, "30.00")])
    let stated = try kinds(open) { $0.fees[open.hub] = HubFee(rate: 2_900, fixed: 30) }
    #expect(stated == [.noReceipt])
    // And where it is 3.05 % + 0.15, the payout passes the receipt on.
    let other = try kinds(open) { $0.fees[open.hub] = HubFee(rate: 3_050, fixed: 15) }
    #expect(other.isEmpty)
  }

  /// Three rules explain the pairs of this hub, and differ by less than a minor unit on every receipt.
  @Test func severalRulesThatAgreePinTheFee() throws {
    let hub = hubs.hub(payouts: [HubStatementTests.orphan])
    let match = try hubs.match(hub)
    #expect(match.fees.map(\.equivalentCount) == [3])
    #expect(match.completeness.contradictions.map(\.kind) == [.noReceipt])
  }

  /// A hub that makes exceptions in its records may have made one more.
  @Test func aPayoutShowsNothingWhereTheHubMakesExceptions() throws {
    func day(_ number: Int) -> Int { number * HubMatchTests.day }
    let low = [
      "\(day(30)) v -> hub 100.00 EUR id:low", "\(day(31)) hub -> w 99.00 EUR link:low file:b",
    ]
    let split = [
      "\(day(30)) v -> hub 100.00 EUR id:two", "\(day(31)) hub -> w 50.00 EUR link:two file:b",
      "\(day(31)) hub -> u 46.40 EUR link:two file:b",
    ]
    let batch = [
      "\(day(30)) v -> hub 100.00 EUR id:one", "\(day(30)) v -> hub 100.00 EUR id:two",
      "\(day(31)) hub -> w 192.80 EUR link:one;two file:b",
    ]
    for more in [low, split, batch] {
      #expect(try kinds(hubs.hub(payouts: [HubStatementTests.orphan], more: more)).isEmpty)
    }
  }

  /// A receipt that cannot be compared may be the one that the payout passes on.
  @Test func aPayoutShowsNothingWhereAReceiptTakesNoPart() throws {
    let untimed = ["- v -> hub 3.65 EUR id:late file:c"]
    #expect(try kinds(hubs.hub(payouts: [HubStatementTests.orphan], more: untimed)).isEmpty)
    let elsewhere = ["- v -> hub 3.65 USD id:late file:c"]
    #expect(
      try kinds(hubs.hub(payouts: [HubStatementTests.orphan], more: elsewhere)) == [.noReceipt])
    // Nor where its receipt may have come before the records begin.
    #expect(try kinds(hubs.hub(payouts: [("x", 9, "3.33")])).isEmpty)
  }

  /// A match that was not searched to the end may exist.
  @Test func aPayoutShowsNothingWhereASearchEndsEarly() throws {
    func receipts(_ count: Int) -> [(String, Int, String)] {
      (0..<count).map { ("i\($0)", 36, "\(50 + $0).17") }
    }
    // Too many sets of receipts could be the payout of 199.99; of few receipts no set is.
    #expect(
      try kinds(hubs.hub(receipts: receipts(5), payouts: [("x", 40, "199.99")])) == [.noReceipt])
    #expect(try kinds(hubs.hub(receipts: receipts(45), payouts: [("x", 40, "199.99")])).isEmpty)
    // The first 64 of 70 payouts that fit each of 70 receipts are compared.
    let alike = hubs.hub(
      receipts: (0..<70).map { ("i\($0)", 30, "100.00") },
      payouts: (0..<70).map { ("o\($0)", 31, "96.40") })
    let match = try hubs.match(alike)
    #expect(match.cutReceiptCount == 70 && match.completeness.contradictions.isEmpty)
  }

  @Test func theHubsOwnBusinessNeedsNoReceipt() throws {
    for kind in ["fee", "interest", "internal", "fx", "cash", "refund", "hold"] {
      let more = ["\(40 * HubMatchTests.day) hub -> bank 3.33 EUR kind:\(kind) file:b"]
      #expect(try kinds(hubs.hub(more: more)).isEmpty, "\(kind)")
    }
    let more = ["\(40 * HubMatchTests.day) hub -> bank 3.33 EUR kind:withdrawal file:b"]
    #expect(try kinds(hubs.hub(more: more)) == [.noReceipt])
  }

  /// More than came in was paid out: not where it may have come before, at a time that is not known, by an
  /// exchange, or where it did not move.
  @Test func moreThanCameInIsSeenOnlyWhereItIs() throws {
    let all = ("x", 80, "9999.00")
    #expect(try kinds(hubs.hub(payouts: [all])) == [.noReceipt, .paidTooMuch])
    let balance = MatchSettings.StatedBalance(
      account: hubs.hub(payouts: [all]).hub,
      time: PostingTime(start: 0, precision: .second),
      amount: Money(minorUnits: 9_999_00, currency: try #require(Currency("EUR"))))
    #expect(try kinds(hubs.hub(payouts: [all])) { $0.balances = [balance] } == [.noReceipt])
    #expect(
      try kinds(hubs.hub(payouts: [all], more: ["- v -> hub 9999.00 EUR id:late file:c"])).isEmpty)
    #expect(
      try kinds(
        hubs.hub(
          payouts: [all],
          more: [
            "10 v -> hub 9999.00 USD file:c",
            "20 hub -> hub 9999.00 USD received:9000.00:EUR file:c",
          ])
      )
      .isEmpty)
    let hold = "\(80 * HubMatchTests.day) hub -> bank 9999.00 EUR kind:hold file:b"
    #expect(try kinds(hubs.hub(more: [hold])).isEmpty)
    // A payout is late and a receipt early where both are of one day.
    let sameDay = [
      "1970-03-22 v -> hub 9999.00 EUR file:c", "1970-03-22 hub -> w 9999.00 EUR file:b",
    ]
    #expect(try kinds(hubs.hub(more: sameDay)) == [.noReceipt])
  }

  /// Records whose balances close are complete whatever is said; a contradicted statement alone proves nothing.
  @Test func whatIsContradictedIsSaidInOrderAndCarriesNothing() throws {
    let hub = hubs.hub(
      receipts: [("i", 30, "487.13")],
      payouts: [("o", 32, "470.37"), ("y", 41, "4.44"), HubStatementTests.orphan],
      more: ["\(42 * HubMatchTests.day) hub -> x 9.99 EUR link:elsewhere id:n file:b"])
    let match = try hubs.match(hub)
    #expect(
      match.completeness.contradictions.map(\.kind) == [.receiptNotLoaded, .noReceipt, .noReceipt])
    #expect(
      match.completeness.contradictions.compactMap(\.transfer)
        .map { hub.ledger.transfer($0).recordedID } == ["n", "x", "y"])
    #expect(match.count(.b) == 0)
    #expect(match.blocks.count { $0.grade <= .b } == 0)
    let notes = try hub.ledger.whole.matches(settings: hub.settings).notes.map(\.text)
    #expect(notes.count == 1)
    #expect(
      notes.first?.contains(
        "payouts that name a receipt that was not loaded: 1, first n; "
          + "payouts that fit no receipt before them: 2, first x") == true)
  }
}
