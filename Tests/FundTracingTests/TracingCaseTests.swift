// swift-format-ignore-file: NeverForceUnwrap

import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Small cases worked by hand, one for each thing that a record may leave open.
@Suite struct TracingCaseTests {
  private func held(
    _ literal: LedgerLiteral, _ victims: [String], _ method: TracingMethod,
    _ change: (inout TracingTerms) -> Void = { _ in }
  ) throws -> (tracing: Tracing, amounts: [String: String]) {
    var terms = TracingTerms()
    change(&terms)
    let tracing = try literal.ledger.whole.trace(
      of: victims.map { FundTracing.Source(account: literal[$0]) }, by: method, terms: terms)
    var sums: [String: Fraction] = [:]
    for holding in tracing.holdings {
      let key =
        "\(holding.place.label(in: literal.ledger)) \(holding.origin.label(in: literal.ledger))"
      sums[key, default: .zero] += holding.amount / Fraction(100)
    }
    for figure in tracing.figures {
      let place = figure.account.map { literal.ledger.account($0).key } ?? "POOL"
      sums["\(place) \(literal.ledger.account(figure.victim).key)"] = figure.amount / Fraction(100)
    }
    return (tracing, sums.mapValues(\.description))
  }

  private func opening(_ literal: LedgerLiteral, _ account: String, _ euros: Int64)
    -> OpeningBalance
  {
    OpeningBalance(
      account: literal[account], money: Money(minorUnits: euros * 100, currency: Currency("EUR")!))
  }

  private let tie: LedgerLiteral = """
    2024-03-01 v -> a 100.00 EUR
    2024-03-01 a -> c 100.00 EUR
    """

  @Test func tiesAreTakenAsAskedAndTheDifferenceIsSaid() throws {
    for (rule, order, expected) in [
      (TracingRule.lifo, ProcessingOrder.creditsFirst, ["a own:a": "100", "c v": "100"]),
      (.lifo, .debitsFirst, ["a v": "100", "c own:a": "100"]),
      (.proRata, .creditsFirst, ["a own:a": "50", "a v": "50", "c own:a": "50", "c v": "50"]),
      (.proRata, .debitsFirst, ["a v": "100", "c own:a": "100"]),
      (.fifo, .creditsFirst, ["a v": "100", "c own:a": "100"]),
      (.fifo, .debitsFirst, ["a v": "100", "c own:a": "100"]),
    ] {
      let found = try held(tie, ["v"], .rule(rule)) {
        $0.openings = [opening(tie, "a", 100)]
        $0.order = order
      }
      #expect(found.amounts == expected, "\(rule.name), \(order)")
      let codes = found.tracing.notes.map(\.code)
      #expect(codes.contains(rule == .fifo ? .orderInsensitive : .orderSensitive), "\(rule.name)")
      #expect(found.tracing.orderRanges.isEmpty == (rule == .fifo))
    }
  }

  @Test func aLaterCreditPaysAnEarlierDebitOnlyWhereItIsDeclared() throws {
    let literal: LedgerLiteral = """
      2024-03-01 a -> c 60.00 EUR id:t1
      2024-03-02 v -> a 100.00 EUR id:t2
      2024-03-03 a -> d 60.00 EUR id:t3
      """
    for rule in TracingRule.all {
      let plain = try held(literal, ["v"], .rule(rule)) {
        $0.openings = [opening(literal, "a", 20)]
      }
      #expect(
        plain.amounts == [
          "c own:a": "20", "c overdraft:a": "40", "bank:a v": "40", "d v": "60",
        ], "\(rule.name)")
      let declared = try held(literal, ["v"], .rule(rule)) {
        $0.openings = [opening(literal, "a", 20)]
        $0.coordinated = [
          CoordinatedPayments(
            debit: literal.ledger.transfer(recordedAs: "t1")!.id,
            credit: literal.ledger.transfer(recordedAs: "t2")!.id, evidence: "one scheme")
        ]
      }
      #expect(declared.amounts == ["c own:a": "20", "c v": "40", "d v": "60"], "\(rule.name)")
      #expect(declared.tracing.notes.map(\.code).contains(.coordinatedPayments))
    }
  }

  @Test func aDeclaredCreditIsNoOpeningBalanceAndMustPayTheAccountLater() throws {
    let literal: LedgerLiteral = """
      2024-03-01 v -> a 60.00 EUR id:t1
      2024-03-02 a -> c 100.00 EUR id:t2
      2024-03-03 v -> a 30.00 EUR id:t3
      """
    func transfer(_ id: String) -> TransferID { literal.ledger.transfer(recordedAs: id)!.id }
    func declare(_ debit: String, _ credit: String) throws -> [String: String] {
      try held(literal, ["v"], .rule(.ownFirstProRata)) {
        $0.coordinated = [
          CoordinatedPayments(
            debit: transfer(debit), credit: transfer(credit), evidence: "one scheme")
        ]
      }.amounts
    }
    // 40 are missing for t2; the declared credit pays for 30 of them, the least opening for 10.
    #expect(try declare("t2", "t3") == ["c unknown:a": "10", "c v": "90"])
    for (debit, credit) in [("t3", "t2"), ("t1", "t3"), ("t2", "t1")] {
      #expect(
        throws: FundTracingError.notCoordinated(
          debit: transfer(debit), credit: transfer(credit))
      ) { try declare(debit, credit) }
    }
  }

  @Test func thePoolIsSharedByContributions() throws {
    let literal: LedgerLiteral = """
      2024-03-01 b1 -> acc 100.00 EUR
      2024-03-02 b2 -> acc 100.00 EUR
      2024-03-03 acc -> spent 100.00 EUR
      2024-03-04 b3 -> acc 100.00 EUR
      2024-03-05 acc -> b1 50.00 EUR
      """
    let victims = ["b1", "b2", "b3"]
    #expect(throws: FundTracingError.noPool) { try held(literal, victims, .pariPassuExPost) }
    let gross = try held(literal, victims, .pariPassuExPost) { $0.pool = [literal["acc"]] }
    #expect(gross.amounts == ["POOL b1": "50", "POOL b2": "50", "POOL b3": "50"])
    let net = try held(literal, victims, .pariPassuExPost) {
      $0.pool = [literal["acc"]]
      $0.contributionsAreNet = true
    }
    #expect(net.amounts == ["POOL b1": "30", "POOL b2": "60", "POOL b3": "60"])
  }

  @Test func exposureKeepsTimeAndBatchesGoToTheLargest() throws {
    let literal: LedgerLiteral = """
      2024-03-01 a -> s 5.00 EUR
      2024-03-02 v -> a 3.00 EUR
      2024-03-03 x -> a 7.00 EUR
      2024-03-04 a -> p 4.00 EUR id:p
      2024-03-04 a -> q 6.00 EUR id:q
      """
    let poison = try held(literal, ["v"], .poison)
    #expect(poison.amounts == ["a v": "3", "p v": "4", "q v": "6"])
    let batch = try held(literal, ["v"], .tiho) { terms in
      terms.batches = [["p", "q"].map { literal.ledger.transfer(recordedAs: $0)!.id }]
      terms.outside = [literal["x"]]
    }
    #expect(batch.amounts["q v"] == "3" && batch.amounts["p v"] == nil)
  }

  /// A receipt that a record identifies stays with its payment, wherever the payment is taken in its batch; so does an
  /// election.
  @Test func aLinkInABatchStaysWithItsPayment() throws {
    let literal: LedgerLiteral = """
      2024-03-01 x -> a 7.00 EUR id:t0
      2024-03-02 v -> a 3.00 EUR
      2024-03-04 a -> p 3.00 EUR id:p
      2024-03-04 a -> q 7.00 EUR id:q link:t0
      """
    let batch = try held(literal, ["v"], .tiho) { terms in
      terms.batches = [["p", "q"].map { literal.ledger.transfer(recordedAs: $0)!.id }]
      terms.outside = [literal["x"]]
    }
    #expect(batch.amounts == ["p v": "3", "q clean:x": "7"])
    let elected = try held(literal, ["v"], .tiho) { terms in
      terms.usesLinks = false
      terms.batches = [["p", "q"].map { literal.ledger.transfer(recordedAs: $0)!.id }]
      terms.outside = [literal["x"]]
      terms.overrides = [
        OwnFundsOverride(
          transfer: literal.ledger.transfer(recordedAs: "q")!.id, ownFunds: .first, reason: "test")
      ]
    }
    #expect(elected.amounts == ["p v": "3", "q clean:x": "7"])
  }

  @Test func withoutAStatementTheLeastOpeningIsAssumed() throws {
    let literal: LedgerLiteral = """
      2024-03-01 a -> c 60.00 EUR
      2024-03-02 v -> a 100.00 EUR
      2024-03-03 a -> d 80.00 EUR
      """
    let found = try held(literal, ["v"], .rule(.fifo))
    #expect(found.amounts == ["c unknown:a": "60", "a v": "20", "d v": "80"])
    #expect(found.tracing.notes.map(\.code) == [.assumedOpening, .balancesUnknown])
  }

  /// The order of notes is that of account keys and then of currencies, whatever the order of tables in memory.
  @Test func openingsAndOverdraftsOfSeveralCurrenciesHaveAnOrder() throws {
    let codes = ["AUD", "CHF", "EUR", "GBP", "USD"]
    var lines = ["2024-03-01 v -> a0 1.00 EUR"]
    for account in 0..<4 {
      for code in codes {
        lines.append("2024-03-02 a\(account) -> x 5.00 \(code)")
        lines.append("2024-03-01 x -> a\(account) 1.00 \(code)")
      }
    }
    let literal = LedgerLiteral(lines: lines)
    var terms = TracingTerms()
    let assumed = try literal.ledger.whole.trace(
      of: [Source(account: literal["v"])], by: .rule(.fifo), terms: terms)
    let openings = assumed.notes.filter { $0.code == .assumedOpening }.map(\.text)
    #expect(
      openings.prefix(10).map {
        $0.prefix(2) + ($0.split(separator: " ").first { codes.contains(String($0)) } ?? "")
      }
        == (0..<2).flatMap { account in codes.map { "a\(account)\($0)" } })
    terms.openings = try (0..<4).flatMap { account in
      try codes.map { code in
        OpeningBalance(
          account: literal["a\(account)"],
          money: Money(minorUnits: 0, currency: try #require(Currency(code))))
      }
    }
    let overdrawn = try literal.ledger.whole.trace(
      of: [Source(account: literal["v"])], by: .rule(.fifo), terms: terms)
    #expect(
      overdrawn.overdrafts.filter { $0.account != literal["x"] }.map {
        literal.ledger.account($0.account).key + $0.currency.code
      } == (0..<4).flatMap { account in codes.map { "a\(account)\($0)" } })
  }

  @Test func unidentifiedMoneyCountsAsAsked() throws {
    let literal: LedgerLiteral = """
      2024-03-01 stranger -> a 100.00 EUR
      2024-03-02 v -> a 100.00 EUR
      2024-03-03 a -> c 100.00 EUR
      """
    let own = try held(literal, ["v"], .rule(.ownFirstProRata))
    #expect(own.amounts == ["a v": "100", "c unknown:stranger": "100"])
    let claimant = try held(literal, ["v"], .rule(.ownFirstProRata)) {
      $0.unidentified = .claimant
    }
    #expect(
      claimant.amounts == [
        "a v": "50", "a unknown:stranger": "50", "c v": "50", "c unknown:stranger": "50",
      ])
  }

  @Test func aPooledAccountPassesOnOnlyWhatIsLinked() throws {
    let literal: LedgerLiteral = """
      2024-03-01 v -> psp 100.00 EUR id:in
      2024-03-02 psp -> a 90.00 EUR link:in
      2024-03-03 psp -> b 80.00 EUR
      role psp processor
      """
    for rule in TracingRule.all {
      let found = try held(literal, ["v"], .rule(rule)) {
        $0.pooling = .links(minimumGrade: .a)
      }
      #expect(
        found.amounts == ["psp v": "10", "a v": "90", "b unlinked:psp": "80"], "\(rule.name)")
      #expect(found.tracing.victimHoldings.map(\.fate) == [.held, .stoppedAtPooled])
    }
  }

  @Test func fractionsAreExactWhateverTheirSize() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<2_000 {
      let parts = (0..<4).map { _ in Int64.random(in: -40...40, using: &random) }
      let (b, d) = (parts[1] == 0 ? 1 : parts[1], parts[3] == 0 ? 1 : parts[3])
      let (left, right) = (Fraction(parts[0], b)!, Fraction(parts[2], d)!)
      let (slow, other) = (
        SlowTrace.Ratio(Int128(parts[0]), Int128(b)), SlowTrace.Ratio(Int128(parts[2]), Int128(d))
      )
      #expect((left + right).description == (slow + other).description)
      #expect((left - right).description == (slow - other).description)
      #expect((left * right).description == (slow * other).description)
      #expect((left < right) == (slow < other))
      if parts[2] != 0 { #expect((left / right).description == (slow / other).description) }
    }
    let large = Fraction(Int64.max)
    #expect("\(large * large)" == "85070591730234615847396907784232501249")
    #expect(large * large / large == large && large * large * large / large / large == large)
    #expect("\(large + large)" == "18446744073709551614")
    #expect("\(Fraction(Int64.min) * Fraction(-1))" == "9223372036854775808")
    #expect(Fraction("0.10") == Fraction(1, 10) && Fraction("7/-3") == Fraction(-7, 3))
    #expect(Fraction("") == nil && Fraction("1/0") == nil && Fraction("1e3") == nil)
  }
}
