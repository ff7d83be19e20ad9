import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// The least and the most hold in every order of payments that the records leave open, and whatever other money lay in
/// accounts whose balances no record shows.
@Suite("Bounds in open orders")
struct OpenOrderBoundTests {
  /// A payment of a random case: the rows of one file are in its order.
  private struct Payment {
    let from: String
    let to: String
    let amount: Int64
    let day: Int
    let file: Int
  }

  private struct Case {
    let payments: [Payment]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      let inner = ["a", "b", "c"]
      let days = Int.random(in: 1...4, using: &random)
      payments = (0..<Int.random(in: 3...6, using: &random)).map { number in
        let isClaim = number == 0 || Int.random(in: 0..<3, using: &random) == 0
        let from =
          isClaim
          ? ["v", "w"].randomElement(using: &random) ?? "v"
          : inner.randomElement(using: &random) ?? "a"
        let to =
          (inner + (isClaim ? [] : ["x"])).filter { $0 != from }.randomElement(using: &random)
          ?? "x"
        return Payment(
          from: from, to: to, amount: Int64.random(in: 1...9, using: &random) * 10,
          day: Int.random(in: 0..<days, using: &random), file: Int.random(in: 0..<3, using: &random)
        )
      }
    }

    var ledger: Ledger {
      var builder = LedgerBuilder()
      for file in 0..<3 {
        _ = builder.add(
          SourceFile(path: "f\(file).csv", digest: FileDigest(bytes: [UInt8(file)]), byteCount: 0))
      }
      for (number, payment) in payments.enumerated() {
        let payer = builder.account(payment.from)
        builder.add(
          TransferDraft(
            payer: payer, beneficiary: builder.account(payment.to),
            sent: Money(minorUnits: payment.amount, currency: Currency("EUR") ?? .none),
            time: PostingTime(start: Int64(payment.day + 100) * 86_400_000, precision: .day),
            id: "e\(number)", file: payment.file, line: number + 2,
            byteRange: number * 10..<number * 10 + 9))
      }
      return builder.build()
    }

    /// Returns true where the records put one payment before another.
    func isDecided(_ one: Int, before other: Int) -> Bool {
      let (first, second) = (payments[one], payments[other])
      if first.day != second.day { return first.day < second.day }
      return first.file == second.file && one < other
    }

    /// Every order that the records allow.
    var orders: [[Int]] {
      func rest(_ placed: [Int]) -> [[Int]] {
        let left = payments.indices.filter { !placed.contains($0) }
        if left.isEmpty { return [placed] }
        return left.filter { next in !left.contains { isDecided($0, before: next) } }
          .flatMap { rest(placed + [$0]) }
      }
      return rest([])
    }

    /// The payments in an order, where accounts held the least that makes all of them possible, and more.
    func book(_ order: [Int], holding more: [String: Int64] = [:]) -> CaseBook {
      var book = CaseBook()
      book.victims = Set(payments.map(\.from)).intersection(["v", "w"])
      book.events = order.map { number in
        let payment = payments[number]
        return CaseBook.Event(
          from: payment.from, to: payment.to, sent: payment.amount, received: payment.amount)
      }
      for account in ["a", "b", "c", "x"] {
        var (balance, lowest) = (Int64(0), Int64(0))
        for event in book.events {
          if event.from == account { balance -= event.sent }
          lowest = min(lowest, balance)
          if event.to == account { balance += event.sent }
        }
        book.openings[account] = [-lowest + (more[account] ?? 0)]
      }
      return book
    }
  }

  @Test(arguments: 0..<10) func boundsHoldInEveryOrder(_ block: UInt64) throws {
    var (count, open) = (0, 0)
    for seed in block * 40..<block * 40 + 40 {
      let one = Case(seed: seed)
      let ledger = one.ledger
      var random = SplitMix64(seed: seed ^ 0xC0)
      let victims = Set(one.payments.map(\.from)).intersection(["v", "w"]).sorted()
      let sources = victims.compactMap { ledger.account($0).map { Source(account: $0.id) } }
      let table = try ledger.whole.bounds(of: sources)
      let orders = one.orders
      open += orders.count > 1 ? 1 : 0
      for order in orders {
        let more = Dictionary(
          uniqueKeysWithValues: ["a", "b", "c"].map {
            ($0, [0, 10, 50, 1_000].randomElement(using: &random) ?? Int64(0))
          })
        let (closed, richer) = (
          SlowBounds(one.book(order)), SlowBounds(one.book(order, holding: more))
        )
        for account in ["a", "b", "c", "x"] {
          guard let place = ledger.account(account)?.id else { continue }
          for group in victims.map({ Set([$0]) }) + [Set(victims)] {
            let found = table.bounds.first {
              $0.place == .account(place)
                && $0.victims == group.sorted().compactMap { ledger.account($0)?.id }
            }
            let name = "seed \(seed), \(order), \(group.sorted()) at \(account)"
            let (least, most) = closed.bounds(of: group, at: account)
            #expect(found?.ifNothingElse.lower ?? 0 <= Int128(least), "\(name)")
            #expect(found?.ifNothingElse.upper ?? 0 >= Int128(most), "\(name)")
            let (low, high) = richer.bounds(of: group, at: account)
            #expect(found?.lower ?? 0 <= Int128(low), "\(name), with \(more)")
            #expect(found?.upper ?? 0 >= Int128(high), "\(name), with \(more)")
            #expect(found?.lower ?? 0 <= found?.ifNothingElse.lower ?? 0, "\(name)")
            #expect(found?.upper ?? 0 >= found?.ifNothingElse.upper ?? 0, "\(name)")
            count += 1
          }
        }
      }
    }
    #expect(count > 400 && open > 10)
  }

  /// Nothing is given away if only one account's payments are open: some order reaches either bound.
  @Test func boundsOfOneOpenAccountAreReached() throws {
    for (lines, account, least, most) in [
      (["2024-03-05 v -> m 100.00", "2024-03-05 m -> x 100.00 EUR file:b"], "x", 0, 10_000),
      (["2024-03-05 v -> m 100.00", "2024-03-05 m -> x 60.00 EUR file:b"], "m", 4_000, 10_000),
      (["2024-03-05 v -> m 100.00", "2024-03-06 m -> x 100.00 EUR file:b"], "x", 10_000, 10_000),
      (["- v -> m 100.00", "2024-03-06 m -> x 100.00"], "x", 0, 10_000),
    ] {
      let literal = LedgerLiteral(lines: lines)
      let bounds = try literal.ledger.whole.bounds(of: literal.sources("v"), at: [literal[account]])
      #expect(bounds.bounds.map(\.ifNothingElse.lower) == [Int128(least)], "\(lines)")
      #expect(bounds.bounds.map(\.ifNothingElse.upper) == [Int128(most)], "\(lines)")
    }
  }

  /// The range of orders that a trace tries lies within the bounds, through conversions, links and overdrafts too.
  @Test func theRangeOfOrdersLiesWithin() throws {
    var count = 0
    for seed in UInt64(0)..<60 {
      let one = Case(seed: seed ^ 0xFACE)
      let ledger = one.ledger
      let sources = ["v", "w"].compactMap { ledger.account($0).map { Source(account: $0.id) } }
      for order in ProcessingOrder.allCases {
        var terms = TracingTerms()
        terms.order = order
        let table = try ledger.whole.bounds(of: sources, terms: terms)
        for rule in [TracingRule.fifo, .lifo, .proRata] {
          for range in try ledger.whole.trace(of: sources, by: .rule(rule), terms: terms)
            .orderRanges
          {
            guard
              let limits = table.limitsIfNothingElse(
                of: [range.victim],
                at: BoundTable.Site(place: range.place, currency: range.currency),
                claimedIn: range.currency)
            else { continue }
            #expect(Fraction(wide: limits.lower) <= range.least, "seed \(seed) \(order)")
            #expect(Fraction(wide: limits.upper) >= range.most, "seed \(seed) \(order)")
            count += 1
          }
        }
      }
    }
    #expect(count > 100)
  }

  /// Money of the account's own may have paid a payment that a victim's money seems to have paid.
  @Test func otherMoneyCountsWhereNoRecordShowsTheBalance() throws {
    let literal: LedgerLiteral = """
      2024-03-05 v -> m 100.00
      2024-03-06 m -> x 100.00
      """
    func limits(_ terms: TracingTerms = TracingTerms()) throws -> BoundTable {
      try literal.ledger.whole.bounds(of: literal.sources("v"), at: [literal["x"]], terms: terms)
    }
    let open = try limits()
    #expect(open.bounds.map(\.lower) == [0] && open.bounds.map(\.upper) == [10_000])
    #expect(open.bounds.map(\.ifNothingElse.lower) == [10_000])
    #expect(open.unknownBalances == [literal["m"]])
    // The balance would decide it, so it is asked of the account.
    let missing = try literal.ledger.whole.missingDocuments(of: literal.sources("v")).including(
      open)
    let request = try #require(missing.requests.first { $0.kind == .balance })
    #expect(request.account == literal["m"])
    #expect(request.claimed.lines.map(\.minorUnits) == [10_000])
    // Only the account named is searched, which the first note says.
    #expect(open.notes.map(\.code) == [.boundsLimited, .balancesUnknown])
    // A balance that somebody states, even of nothing, is known.
    var terms = TracingTerms()
    terms.openings = [
      OpeningBalance(
        account: literal["m"], money: Money(minorUnits: 0, currency: Currency("EUR") ?? .none))
    ]
    let stated = try limits(terms)
    #expect(stated.bounds.map(\.lower) == [10_000] && stated.unknownBalances.isEmpty)
    #expect(stated.notes.map(\.code) == [.boundsLimited])
  }

  /// The rest of a payment that was larger than all payouts of its account is certain in any case.
  @Test func moneyThatNoPayoutCanHaveTakenIsCertain() throws {
    let literal: LedgerLiteral = """
      2024-03-05 v -> m 100.00
      2024-03-06 m -> x 30.00
      2024-03-07 m -> y 30.00
      """
    let bounds = try literal.ledger.whole.bounds(of: literal.sources("v"), at: [literal["m"]])
    #expect(bounds.bounds.map(\.lower) == [4_000] && bounds.bounds.map(\.upper) == [10_000])
  }

  /// Money that can go round in an open order, and is converted on the way, gets no wider limit than once round.
  @Test func moneyThatGoesRoundIsBounded() throws {
    let lines = [
      "2024-03-05 v -> a 100.00 EUR", "2024-03-05 a -> b 100.00 EUR file:b",
      "2024-03-05 b -> a 100.00 EUR file:c", "2024-03-05 a -> x 90.00 EUR file:b",
    ]
    let round = LedgerLiteral(lines: lines)
    let bounds = try round.ledger.whole.bounds(of: round.sources("v")).bounds
    for bound in bounds {
      #expect(bound.upper <= 10_000 && bound.lower >= 0)
      #expect(
        bound.ifNothingElse.bottlenecks.reduce(0) { $0 + $1.minorUnits }
          == bound.ifNothingElse.upper)
    }
    #expect(bounds.contains { $0.place == .account(round["x"]) && $0.upper == 9_000 })
  }
}
