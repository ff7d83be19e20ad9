import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

@Suite("Links at pooled accounts")
struct HubMatchTests {
  static let day = 86_400

  /// Twenty recorded pairs at 3.4 % + 0.20, two days apart each, of odd amounts; then what is open.
  func hub(
    receipts: [(String, Int, String)] = [], payouts: [(String, Int, String)] = [],
    more: [String] = []
  ) -> HubLiteral {
    let rule = HubFee(rate: 3_400, fixed: 20)
    return hub(receipts: receipts, payouts: payouts, more: more) { number in
      let gross = Int64(31_17 + number * 13_37)
      return (text(gross), text(rule.net(of: gross)))
    }
  }

  /// Twenty recorded pairs, two days apart each, of given amounts; then what is open.
  func hub(
    receipts: [(String, Int, String)] = [], payouts: [(String, Int, String)] = [],
    more: [String] = [], pair: (_ number: Int) -> (gross: String, net: String)
  ) -> HubLiteral {
    var lines: [String] = []
    for number in 0..<20 {
      let (gross, net) = pair(number)
      let time = number * 3 * HubMatchTests.day
      lines.append("\(time) payer-\(number) -> hub \(gross) EUR id:known-\(number)")
      lines.append(
        "\(time + (1 + number % 3) * HubMatchTests.day) hub -> shop-\(number) "
          + "\(net) EUR link:known-\(number) file:b")
    }
    return HubLiteral(
      receipts: receipts.map { ($0.0, $0.1 * HubMatchTests.day, $0.2) },
      payouts: payouts.map { ($0.0, $0.1 * HubMatchTests.day, $0.2) }, more: lines + more)
  }

  private func text(_ units: Int64) -> String {
    "\(units / 100).\(String(units % 100 + 100).dropFirst())"
  }

  func match(
    _ hub: HubLiteral, complete: Bool = true, _ change: (inout MatchSettings) -> Void = { _ in }
  ) throws -> HubMatch {
    var settings = complete ? hub.settings : MatchSettings()
    change(&settings)
    return try #require(try hub.ledger.whole.matches(settings: settings).hubs.first)
  }

  private func inferred(_ match: HubMatch) -> [LinkFinding] { match.findings.filter(\.isInferred) }

  @Test func theRuleIsFittedAndSaid() throws {
    let match = try match(hub())
    #expect(match.fees.map(\.rule.rate) == [3_400] && match.fees.map(\.rule.fixed) == [20])
    #expect(match.fees.first?.obeying == 20)
    #expect(match.window.pairCount == 20)
    #expect(match.count(.a) == 20)
    #expect(match.breaks.isEmpty)
  }

  @Test func anOddAmountThatFitsAloneIsB() throws {
    let hub = hub(receipts: [("i", 30, "487.13")], payouts: [("o", 32, "470.37")])
    let finding = try #require(inferred(try match(hub)).first)
    #expect(finding.link.grade == .b)
    #expect(finding.coincidences?.value == 0)
    #expect(finding.link.share?.minorUnits == 470_37)
    #expect(finding.expected == 470_37...470_37)
  }

  @Test func withoutCompleteRecordsItIsC() throws {
    let hub = hub(receipts: [("i", 30, "487.13")], payouts: [("o", 32, "470.37")])
    let finding = try #require(inferred(try match(hub, complete: false)).first)
    #expect(finding.link.grade == .c)
    #expect(finding.lacks == [.incompleteRecords])
  }

  @Test func balancesThatAddUpShowCompleteRecords() throws {
    let hub = hub(receipts: [("i", 30, "487.13")], payouts: [("o", 32, "470.37")])
    var balance: Int64 = 0
    for transfer in hub.ledger.transfers {
      balance += transfer.beneficiary.id == hub.hub ? transfer.received.minorUnits : 0
      balance -= transfer.payer.id == hub.hub ? transfer.sent.minorUnits : 0
    }
    let currency = try #require(Currency("EUR"))
    func stated(_ closing: Int64) -> [MatchSettings.StatedBalance] {
      [(-86_400_000, Int64(0)), (200 * 86_400_000, closing)].map {
        MatchSettings.StatedBalance(
          account: hub.hub, time: PostingTime(start: $0.0, precision: .day),
          amount: Money(minorUnits: $0.1, currency: currency))
      }
    }
    let complete = try match(hub, complete: false) { $0.balances = stated(balance) }
    #expect(inferred(complete).map(\.link.grade) == [.b])
    #expect(complete.completeness.stretches.map(\.difference) == [0])
    let partial = try match(hub, complete: false) { $0.balances = stated(balance + 1) }
    #expect(inferred(partial).map(\.link.grade) == [.c])
    #expect(partial.completeness.stretches.map(\.difference) == [1])
  }

  @Test func twoAlikeAreABlock() throws {
    let hub = hub(
      receipts: [("i1", 30, "487.13"), ("i2", 30, "487.13")],
      payouts: [("o1", 32, "470.37"), ("o2", 32, "470.37")])
    let match = try match(hub)
    #expect(inferred(match).map(\.link.grade) == [.c, .c, .c, .c])
    let block = try #require(match.blocks.first)
    #expect(block.receipts.count == 2 && block.payouts.count == 2 && block.grade == .b)
    #expect(block.total.lines.map(\.decimalText) == ["940.74"])
  }

  @Test func theWindowIsFitted() throws {
    // Recorded waits are one to three days: after nine days it is merely possible.
    let hub = hub(receipts: [("i", 30, "487.13")], payouts: [("o", 39, "470.37")])
    let finding = try #require(inferred(try match(hub)).first)
    #expect(finding.link.grade == .d && finding.lacks.contains(.outsideWindow))
    let late = self.hub(receipts: [("i", 30, "487.13")], payouts: [("o", 29, "470.37")])
    #expect(inferred(try match(late)).isEmpty)
  }

  @Test func aRepeatedPriceIsACoincidence() throws {
    // The same price a week before and after: the placebo windows see them.
    let hub = hub(
      receipts: [("i1", 20, "185.00"), ("i2", 27, "185.00"), ("i3", 34, "185.00")],
      payouts: [("o1", 22, "178.51"), ("o2", 29, "178.51"), ("o3", 36, "178.51")])
    let found = inferred(try match(hub))
    #expect(!found.isEmpty && found.allSatisfy { $0.link.grade >= .c })
    #expect(found.contains { $0.lacks.contains(.coincidences) })
  }

  @Test func aRefundIsOfItsOwnPayersReceipt() throws {
    let hub = hub(
      receipts: [("i1", 30, "250.00"), ("i2", 30, "250.00")],
      more: ["\(33 * HubMatchTests.day) hub -> from-i2 250.00 EUR id:back file:b"])
    let found = inferred(try match(hub))
    #expect(hub.names(found) == ["i2-back"])
    #expect(found.map(\.link.basis) == [.refund])
    #expect(found.map(\.link.grade) == [.b])
  }

  @Test func threeReceiptsMakeABatch() throws {
    // 412.07, 198.33 and 527.01 leave 397.86, 191.39 and 508.89.
    let hub = hub(
      receipts: [
        ("a", 30, "412.07"), ("b", 30, "198.33"), ("c", 31, "527.01"), ("d", 31, "350.00"),
      ],
      payouts: [("o", 32, "1098.14")])
    let match = try match(hub)
    let found = inferred(match)
    #expect(hub.names(found) == ["a-o", "b-o", "c-o"])
    #expect(found.map(\.link.grade) == [.b, .b, .b])
    #expect(found.map(\.link.share?.minorUnits) == [397_86, 191_39, 508_89])
    #expect(match.breaks.map(\.kind) == [.unmatchedReceipt])
  }

  @Test func withManyReceiptsABatchIsUndecided() throws {
    let receipts = (0..<30).map { ("r\($0)", 30, "\(100 + $0 * 7).\(10 + $0)") }
    let hub = hub(receipts: receipts, payouts: [("o", 32, "1098.14")])
    let match = try match(hub)
    #expect(inferred(match).isEmpty)
    #expect(match.breaks.contains { $0.kind == .undecidedPayout })
  }

  @Test func referencesAreComparedTolerantly() throws {
    let hub = hub(more: [
      "2592000 v1 -> hub 185.00 EUR #MR-2009-004711 id:i1",
      "2592000 v2 -> hub 185.00 EUR #MR-2009-004712 id:i2",
      "2678400 hub -> x 178.51 EUR #payout/mr2009004712/eur id:o2 file:b",
      "2678400 hub -> y 90.00 EUR #Ref.MR-2009-004711 id:o1 file:b",
    ])
    let match = try match(hub)
    let found = match.findings.filter { $0.link.basis == .containedReference }
    #expect(hub.names(found) == ["i2-o2"])
    #expect(found.map(\.link.grade) == [.a])
    #expect(hub.names(match.contradicted) == ["i1-o1"])
    #expect(match.contradicted.map(\.link.grade) == [.x])
    #expect(match.breaks.contains { $0.kind == .contradicted })
    #expect(match.breaks.contains { $0.kind == .unmatchedReceipt })
  }

  @Test func aReferenceOfAGroupIsRecordedWhereItAddsUp() throws {
    let lines = [
      "2592000 v1 -> hub 412.07 EUR #BATCH-7 id:i1",
      "2592000 v2 -> hub 198.33 EUR #BATCH-7 id:i2",
    ]
    let hub = hub(more: lines + ["2678400 hub -> x 589.25 EUR #BATCH-7 id:o file:b"])
    let match = try match(hub)
    let found = match.findings.filter { $0.link.basis == .documentedGroup }
    #expect(hub.names(found) == ["i1-o", "i2-o"])
    #expect(found.map(\.link.grade) == [.a, .a])
    #expect(found.map(\.link.share?.minorUnits) == [397_86, 191_39])
    let odd = self.hub(more: lines + ["2678400 hub -> x 589.24 EUR #BATCH-7 id:o file:b"])
    #expect(try self.match(odd).findings.allSatisfy { $0.link.basis != .documentedGroup })
  }

  @Test func aPayoutThatNamesAReceiptNobodyHasIsGivenToNoOther() throws {
    let hub = hub(
      receipts: [("i", 30, "487.13")],
      more: ["\(32 * HubMatchTests.day) hub -> x 470.37 EUR link:elsewhere id:o file:b"])
    let match = try match(hub)
    #expect(inferred(match).isEmpty)
    #expect(match.breaks.map(\.kind) == [.unmatchedReceipt, .receiptNotLoaded])
  }

  @Test func whatAListOfReceiptsLeavesOpenIsABreakWithItsAmount() throws {
    func breaks(_ link: String) throws -> [(HubBreak.Kind, Int64?)] {
      let ledger = LedgerLiteral(
        """
        role psp processor
        1 v -> psp 100.00 EUR id:a
        2 w -> psp 80.00 EUR id:b
        3 psp -> m 150.00 EUR id:o link:\(link)
        """
      ).ledger
      let match = try #require(try ledger.whole.matches().hubs.first)
      return match.breaks.filter { ledger.transfer($0.transfer).recordedID == "o" }
        .map { ($0.kind, $0.amount?.minorUnits) }
    }
    for (link, rest) in [("a=60", 90_00), ("a=60;b=80", 10_00), ("a;nobody", 50_00)] {
      let found = try breaks(link)
      #expect(found.count == 1, "\(link)")
      #expect(found.first?.0 == .partlyLinked && found.first?.1 == Int64(rest), "\(link)")
    }
    #expect(try breaks("a=70;b=80").isEmpty)
    #expect(try breaks("a;b").isEmpty)
  }

  @Test func aStatementThatTheRecordsContradictIsNotReliedOn() throws {
    let fits = (receipts: [("i", 30, "487.13")], payouts: [("o", 32, "470.37")])
    func kinds(_ hub: HubLiteral) throws -> (Set<Completeness.Contradiction.Kind>, [Grade]) {
      let match = try match(hub)
      #expect(match.completeness.isStated)
      return (
        Set(match.completeness.contradictions.map(\.kind)),
        inferred(match).filter { $0.expected == 470_37...470_37 }.map(\.link.grade)
      )
    }
    let (none, known) = try kinds(hub(receipts: fits.receipts, payouts: fits.payouts))
    #expect(none.isEmpty && known == [.b])
    // A payout of an amount that nothing leaves.
    let (orphan, first) = try kinds(
      hub(receipts: fits.receipts, payouts: fits.payouts + [("x", 40, "3.33")]))
    #expect(orphan == [.noReceipt] && first == [.c])
    // A receipt that nothing passes on: the service may have kept it.
    let (kept, second) = try kinds(
      hub(receipts: fits.receipts + [("x", 20, "77.77")], payouts: fits.payouts))
    #expect(kept.isEmpty && second == [.b])
    // A payout that names a receipt that nobody loaded.
    let (named, third) = try kinds(
      hub(
        receipts: fits.receipts, payouts: fits.payouts,
        more: ["\(40 * HubMatchTests.day) hub -> x 9.99 EUR link:elsewhere id:n file:b"]))
    #expect(named == [.receiptNotLoaded] && third == [.c])
    // More than ever came in.
    let (excess, _) = try kinds(
      hub(receipts: fits.receipts, payouts: fits.payouts + [("x", 40, "99999.99")]))
    #expect(excess == [.paidTooMuch, .noReceipt])
    let answer = hub(payouts: [("x", 40, "3.33")])
    let notes = try answer.ledger.whole.matches(settings: answer.settings).notes
    #expect(notes.map(\.code) == [.completenessContradicted])
    #expect(
      notes.first?.text.contains("payouts that fit no receipt before them: 1, first x") == true)
  }

  @Test func withoutARuleEqualAmountsAreMerelyPossible() throws {
    let hub = HubLiteral(receipts: [("i", 0, "100.00")], payouts: [("o", 60, "100.00")])
    #expect(inferred(try match(hub)).map(\.link.grade) == [.d])
    let stated = try match(hub) {
      $0.fees = [hub.hub: .none]
      $0.window = 0...86_400_000
    }
    #expect(inferred(stated).map(\.link.grade) == [.b])
  }

  @Test func anotherCurrencyNeedsARateOfTheDay() throws {
    var lines: [String] = []
    for number in 0..<8 {
      let net = HubFee(rate: 3_400, fixed: 20).net(of: Int64(31_17 + number * 13_37))
      lines.append(
        "\(2_592_000 + number) w\(number) -> hub \(text(Int64(31_17 + number * 13_37))) EUR id:fx-\(number)"
      )
      // 90.25 a euro.
      lines.append(
        "\(2_678_400 + number) hub -> in\(number) \(text((net * 9_025 + 50) / 100)) INR link:fx-\(number) file:b"
      )
    }
    lines.append("2592000 v -> hub 487.13 EUR id:i")
    lines.append("2678400 hub -> x \(text((470_37 * 9_025 + 50) / 100)) INR id:o file:b")
    lines.append("2678400 hub -> y \(text((470_37 * 9_095 + 50) / 100)) INR id:p file:b")
    let hub = hub(more: lines)
    let found = inferred(try match(hub))
    #expect(hub.names(found) == ["i-o"])
    #expect(found.map(\.link.grade) == [.c])
  }

  @Test func rowsOfOtherHubsAndCurrenciesChangeNothing() throws {
    let receipts = [("i1", 30, "487.13"), ("i2", 30, "99.10"), ("i3", 31, "99.10")]
    let payouts = [("o1", 32, "470.37"), ("o2", 32, "95.53"), ("o3", 33, "60.00")]
    let plain = hub(receipts: receipts, payouts: payouts)
    let more = hub(
      receipts: receipts, payouts: payouts,
      more: [
        "role other processor", "1 q -> other 487.13 EUR id:q1", "2 other -> q2 470.37 EUR file:b",
        "2592000 usd -> hub 487.13 USD id:usd1", "9999999 hub -> usd2 470.37 USD file:b",
      ])
    let words: (HubLiteral) throws -> [String] = { hub in
      try inferred(match(hub)).filter { $0.link.share?.currency.code == "EUR" }.map {
        "\(hub.name($0)) \($0.link.grade) \($0.lacks) \($0.coincidences?.text ?? "-")"
      }.sorted()
    }
    #expect(try words(plain) == words(more))
    #expect(try !words(plain).isEmpty)
  }
}

extension HubMatchTests {
  @Test func aMisquotedReceiptIsContradicted() throws {
    // o quotes i1, whose amount it cannot be; p passes i1 on.
    let hub = hub(more: [
      "2592000 v1 -> hub 487.13 EUR id:i1",
      "2592060 v2 -> hub 99.10 EUR id:i2",
      "2678400 hub -> x 470.37 EUR link:i1 id:p file:b",
      "2678460 hub -> y 10.00 EUR link:i1 id:o file:b",
      "2678520 hub -> z 95.53 EUR link:i2 id:q file:b",
    ])
    let match = try match(hub)
    #expect(hub.names(match.contradicted) == ["i1-o"])
    #expect(hub.names(match.findings).filter { $0.hasPrefix("i") } == ["i1-p", "i2-q"])
    let answer = try hub.ledger.whole.walks(
      from: try #require(hub.ledger.account("v1")).id, to: try #require(hub.ledger.account("y")).id)
    #expect(answer.finding == .possible && answer.shortest == nil)
    #expect(answer.notes.contains { $0.text.contains("amount contradicts") })
  }

  @Test func aRecordedLinkStandsUnderAnotherTariff() throws {
    // The usual fee leaves 470.37 of 487.13; here another was taken, and the record names the receipt.
    let hub = hub(more: [
      "2592000 v1 -> hub 487.13 EUR id:i1", "2678400 hub -> x 465.00 EUR link:i1 id:p file:b",
    ])
    let match = try match(hub)
    #expect(match.contradicted.isEmpty)
    let found = match.findings.filter { hub.idOfReceipt($0) == "i1" }
    #expect(hub.names(found) == ["i1-p"] && found.map(\.link.grade) == [.a])
  }

  @Test func ofPayoutsThatExceedAReceiptTheRightOneStays() throws {
    let hub = hub(more: [
      "2592000 v1 -> hub 487.13 EUR id:i1",
      "2678400 hub -> x 470.37 EUR link:i1 id:p file:b",
      "2678460 hub -> y 200.00 EUR link:i1 id:o file:b",
    ])
    let match = try match(hub)
    let found = match.findings.filter { hub.idOfReceipt($0) == "i1" }
    #expect(hub.names(found) == ["i1-p"])
    #expect(found.map(\.link.grade) == [.a])
    #expect(hub.names(match.contradicted) == ["i1-o"])
  }
}
