import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Findings about orders, compared with all orders that the rows allow, one by one.
@Suite("Proven in every order, excluded in none")
struct OrderProofTests {
  private func finding(_ ledger: Ledger, _ from: Int, _ to: Int) throws -> WalkAnswer {
    let (source, target) = (
      try #require(ledger.account("n\(from)")), try #require(ledger.account("n\(to)"))
    )
    return try ledger.whole.walks(from: source.id, to: target.id)
  }

  @Test(arguments: 0..<20) func pathsAgainstAllOrders(_ block: UInt64) throws {
    var (proven, possible, excluded, decidable, decided) = (0, 0, 0, 0, 0)
    for seed in block * 50..<block * 50 + 50 {
      let book = OrderedCase(seed: seed)
      let ledger = book.ledger()
      for from in 0..<2 {
        for to in 0..<book.accountCount where to != from {
          let answer = try finding(ledger, from, to)
          let truth = book.walks(from: from, to: to)
          switch answer.finding {
          case .proven:
            proven += 1
            #expect(truth.all, "seed \(seed): n\(from) to n\(to) is proven")
            #expect(answer.shortest?.openOrders.isEmpty == true)
            #expect(answer.earliest?.openOrders.isEmpty == true)
          case .excluded:
            excluded += 1
            #expect(!truth.any, "seed \(seed): n\(from) to n\(to) is excluded")
          case .possible:
            possible += 1
            // The answer names the rows of a tie that it needs.
            if let walk = answer.shortest {
              #expect(!walk.openOrders.isEmpty)
              #expect(answer.reason.contains("came before"))
            }
          }
          if truth.all {
            decidable += 1
            if answer.finding == .proven { decided += 1 }
          }
        }
      }
    }
    #expect(proven > 10 && possible > 5 && excluded > 10)
    // Nearly all findings that hold in every order have one walk in a decided order.
    #expect(decided * 100 >= decidable * 85, "\(decided) of \(decidable)")
  }

  /// One more statement leaves fewer orders; it never proves what was excluded.
  @Test(arguments: 0..<300) func aStatementMoreNeverProvesWhatWasExcluded(_ seed: UInt64) throws {
    let book = OrderedCase(seed: seed)
    let (with, without) = (book.ledger(), book.ledger(showsBoth: false))
    for to in 1..<book.accountCount {
      let before = try finding(without, 0, to).finding
      let after = try finding(with, 0, to).finding
      #expect(before != .excluded || after != .proven, "seed \(seed): n0 to n\(to)")
      // A row of another clock may show that the payment came later than its own file let think; nothing else
      // takes a proof away.
      #expect(
        before != .proven || after == .proven || book.mixesClocks && after == .possible,
        "seed \(seed): n0 to n\(to)")
    }
  }

  /// Files have other digests, rows are added in another order, and every file has rows of others.
  @Test(arguments: 0..<300) func filesAndRowsOfOthersChangeNothing(_ seed: UInt64) throws {
    let book = OrderedCase(seed: seed)
    var random = SplitMix64(seed: seed)
    let expected = try words(book.ledger(), book.accountCount)
    for digests in [[3, 2, 1], [2, 3, 1]] as [[UInt8]] {
      let order = Array(book.payments.indices).shuffled(using: &random)
      for unrelated in [0, 1, 2] {
        let ledger = book.ledger(digests: digests, unrelated: unrelated, order: order)
        let found = try words(ledger, book.accountCount)
        let differences = zip(found, expected).filter { $0 != $1 }.map { "\($0) | \($1)" }
        #expect(
          found == expected,
          "seed \(seed), \(unrelated) rows of others: \(differences.prefix(2)) in \(book.payments)")
      }
    }
  }

  /// Everything that path, reach, sinks and traces say.
  private func words(_ ledger: Ledger, _ count: Int) throws -> [String] {
    var lines: [String] = []
    let source = Source(account: try #require(ledger.account("n0")).id)
    func name(_ transfer: TransferID) -> String { ledger.transfer(transfer).recordedID ?? "" }
    for to in 1..<count {
      let answer = try finding(ledger, 0, to)
      let walks = [answer.shortest, answer.earliest].map {
        $0?.transfers.map(name).joined(separator: " ") ?? "none"
      }
      // Why it is excluded counts the transfers that were looked at.
      let reason = answer.finding == .excluded ? "" : answer.reason
      lines.append("n\(to) \(answer.finding) \(reason) \(walks)")
    }
    let reach = try ledger.whole.reach(of: [source])
    lines += reach.accounts.map {
      "\(ledger.account($0.account).key) \($0.hops) \($0.finding) \($0.transfers.map(name)) "
        + "\($0.earliest?.iso8601 ?? "") \($0.latest?.iso8601 ?? "") "
        + "\($0.openOrders.map { $0.words(in: ledger) })"
    }
    let sinks = try ledger.whole.sharedSinks(of: [source], minimumVictims: 1)
    lines += sinks.sinks.map {
      "\(ledger.account($0.account).key) \($0.finding) \($0.transfers.map(name)) "
        + "\($0.first?.iso8601 ?? "") \($0.last?.iso8601 ?? "") \($0.isTerminal)"
    }
    for rule in [TracingRule.fifo, .lifo] where ledger.outgoing[source.account.position].count > 0 {
      let trace = try ledger.whole.trace(of: [source], by: .rule(rule))
      lines += trace.victimHoldings.map {
        "\(rule.name) \($0.place.label(in: ledger)) \($0.amount)"
      }
      lines += trace.orderRanges.map {
        "\(rule.name) \($0.place.label(in: ledger)) \($0.least) to \($0.most)"
      }
    }
    return lines
  }

  @Test(arguments: 0..<300) func pathReachAndSinksAgree(_ seed: UInt64) throws {
    let book = OrderedCase(seed: seed)
    let ledger = book.ledger()
    let source = Source(account: try #require(ledger.account("n0")).id)
    let reach = try ledger.whole.reach(of: [source])
    let sinks = try ledger.whole.sharedSinks(of: [source], minimumVictims: 1)
    #expect(
      Set(reach.accounts.map { "\($0.account) \($0.finding)" })
        == Set(sinks.sinks.map { "\($0.account) \($0.finding)" }))
    for reached in reach.accounts {
      let path = try ledger.whole.walks(from: source.account, to: reached.account)
      #expect(path.finding == reached.finding)
      #expect((reached.finding == .proven) == reached.openOrders.isEmpty)
    }
    let flow = try ledger.whole.flow(from: [source], to: reach.accounts.map(\.account))
    let open = Set(flow.openOrders)
    for reached in reach.accounts where reached.finding == .possible {
      #expect(reached.transfers.allSatisfy(open.contains))
    }
  }

  @Test func aPaymentInBothStatementsOrdersWhatStandsAroundIt() throws {
    // A's statement: x comes in, then A pays B. B's statement: A's payment comes in, then B pays z.
    let literal: LedgerLiteral = """
      2024-03-01 x -> a 1.00 EUR file:a
      2024-03-01 b -> z 1.00 EUR file:b
      """
    #expect(
      try literal.ledger.whole.walks(from: literal["x"], to: literal["z"]).finding == .excluded)
    let parts: (Bool) -> Ledger = { isReversed in
      var builder = LedgerBuilder()
      for name in ["a", "b"] {
        _ = builder.add(
          SourceFile(
            path: name, digest: FileDigest(bytes: [name == "a" ? 1 : 0]), byteCount: 1))
      }
      let rows: [(String, String, Int, Int)] = [
        ("x", "a", 0, 0), ("a", "b", 0, 1), ("a", "b", 1, isReversed ? 3 : 2),
        ("b", "z", 1, isReversed ? 2 : 3),
      ]
      for (from, to, file, line) in rows {
        builder.add(
          TransferDraft(
            payer: builder.account(from), beneficiary: builder.account(to),
            sent: Money(minorUnits: 1, currency: .none),
            time: PostingTime(start: 0, precision: .day), file: file, line: line,
            byteRange: line * 10..<line * 10 + 9))
      }
      builder.merge([(gone: 2, kept: 1)], sides: [2: .arrival])
      return builder.build()
    }
    func finding(_ ledger: Ledger) throws -> WalkAnswer {
      try ledger.whole.walks(
        from: try #require(ledger.account("x")).id, to: try #require(ledger.account("z")).id)
    }
    #expect(try finding(parts(false)).finding == .proven)
    let reversed = try finding(parts(true))
    #expect(reversed.finding != .proven && reversed.shortest == nil)
  }

  /// Money that left on one day and arrived on the next could not be paid on in between.
  @Test(arguments: [(2, Finding.proven), (4, .possible)])
  func moneyInTransitCannotBePaidOn(_ line: Int, _ expected: Finding) throws {
    var builder = LedgerBuilder()
    for name in ["a", "b"] {
      _ = builder.add(
        SourceFile(path: name, digest: FileDigest(bytes: [name == "a" ? 1 : 0]), byteCount: 1))
    }
    let day: Int64 = 86_400_000
    let rows: [(String, String, Int, Int64, Int)] = [
      ("v", "b", 0, 0, 1), ("v", "b", 1, day, line), ("b", "z", 1, day, 3),
    ]
    for (from, to, file, start, line) in rows {
      builder.add(
        TransferDraft(
          payer: builder.account(from), beneficiary: builder.account(to),
          sent: Money(minorUnits: 1, currency: .none),
          time: PostingTime(start: start, precision: .day), file: file, line: line,
          byteRange: line * 10..<line * 10 + 9))
    }
    builder.merge([(gone: 1, kept: 0)], sides: [1: .arrival])
    let ledger = builder.build()
    let answer = try ledger.whole.walks(
      from: try #require(ledger.account("v")).id, to: try #require(ledger.account("z")).id)
    #expect(answer.finding == expected)
    #expect((answer.shortest != nil) == (expected == .proven))
  }

  @Test func localTimesOrderTheirFileAndAreOpenByTheZonesBesideOthers() throws {
    func ledger(_ files: [Int], _ days: [Int64]) throws -> Finding {
      var builder = LedgerBuilder()
      for name in 0..<2 {
        _ = builder.add(
          SourceFile(
            path: "\(name)", digest: FileDigest(bytes: [UInt8(name)]), byteCount: 1))
        builder.markLocalClock(file: name)
      }
      for (number, pair) in [("a", "b"), ("b", "c")].enumerated() {
        builder.add(
          TransferDraft(
            payer: builder.account(pair.0), beneficiary: builder.account(pair.1),
            sent: Money(minorUnits: 1, currency: .none),
            time: PostingTime(
              start: days[number] * 86_400_000 + Int64(number + 9) * 3_600_000, precision: .minute),
            file: files[number], line: number, byteRange: number * 10..<number * 10 + 9))
      }
      let ledger = builder.build()
      return try ledger.whole.walks(
        from: try #require(ledger.account("a")).id, to: try #require(ledger.account("c")).id
      ).finding
    }
    #expect(try ledger([0, 0], [0, 0]) == .proven)
    #expect(try ledger([0, 1], [0, 0]) == .possible)
    // 25 hours are less than two clocks of the world may differ.
    #expect(try ledger([0, 1], [0, 1]) == .possible)
    #expect(try ledger([0, 1], [1, 0]) == .possible)
    #expect(try ledger([0, 1], [0, 2]) == .proven)
    #expect(try ledger([0, 1], [2, 0]) == .excluded)
  }

  @Test func rangesAreOverTiesOnly() throws {
    let rows = "2024-03-01 v -> a 100.00 EUR\n2024-03-01 a -> c 100.00 EUR"
    let decided = LedgerLiteral(rows)
    let tied = LedgerLiteral(rows + " file:b")
    for (literal, isTied) in [(decided, false), (tied, true)] {
      var terms = TracingTerms()
      terms.openings = [
        OpeningBalance(
          account: literal["a"], money: Money(minorUnits: 10_000, currency: Currency("EUR")!))
      ]
      let trace = try literal.ledger.whole.trace(
        of: literal.sources("v"), by: .rule(.lifo), terms: terms)
      #expect(trace.orderRanges.isEmpty != isTied)
      #expect(trace.notes.map(\.code).contains(.orderSensitive) == isTied)
    }
  }
}
