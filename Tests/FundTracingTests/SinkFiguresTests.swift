import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// The figures of sinks, gathered together, are those that a look at every transfer gives.
@Suite("Figures of sinks")
struct SinkFiguresTests {
  @Test(arguments: 0..<40 as Range<Int>)
  func figuresAreThoseOfEveryTransfer(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var ledger = SweepTests.ledger(&random, accounts: 12, transfers: 160)
    if seed % 4 == 3 {
      // Several files, days and times side by side: the order of rows decides nothing.
      let lines = (0..<120).map { number in
        let from = Int.random(in: 0..<12, using: &random)
        let to = Int.random(in: 0..<12, using: &random)
        let day = Int.random(in: 1...28, using: &random)
        let code = ["EUR", "GBP", "USD"].randomElement(using: &random) ?? "EUR"
        return "2024-03-\(day < 10 ? "0" : "")\(day) n\(from) -> n\(to) \(number + 1).50 \(code) "
          + "file:\(number % 2 == 0 ? "a" : "b")"
      }
      ledger = LedgerLiteral(lines: lines).ledger
    }
    let view =
      seed % 3 == 0
      ? ledger.whole.among(
        Set(ledger.accounts.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map(\.id)))
      : ledger.whole
    let rules = WalkRules(
      ties: TieRule.allCases.randomElement(using: &random) ?? .recorded,
      maximumHops: [nil, 1, 3].randomElement(using: &random) ?? nil)
    let victims = ledger.accounts.prefix(5).map { Source(account: $0.id) }
    let answer = try view.sharedSinks(
      of: victims, minimumVictims: 1, includePooled: true, rules: rules)
    let together = answer.sinks.sinks(at: 0..<answer.sinks.count)
    #expect(together == answer.sinks.indices.map { answer.sinks[$0] })
    var inTurn: [SharedSink] = []
    for sink in answer.sinks { inTurn.append(sink) }
    #expect(inTurn == together)
    #expect(together.map(\.account) == answer.sinks.accounts)

    var space = try WalkContext(view, rules)
    let sources = try space.merged(victims)
    space.inferLinks(from: sources.flatMap(\.claims))
    var search = TransferSearch(space)
    var passed: [Int: Set<Int>] = [:]
    for source in sources {
      search.run(from: source.claims)
      for transfer in search.visited {
        let account = Int(space.columns.beneficiary[transfer])
        guard account != source.account, Int(space.columns.payer[transfer]) != account else {
          continue
        }
        passed[account, default: []].insert(transfer)
      }
    }
    #expect(Set(together.map(\.account.position)) == Set(passed.keys))
    for sink in together {
      let account = sink.account.position
      let arrivals = (passed[account] ?? []).sorted()
      #expect(sink.transfers.map(\.position) == arrivals)
      let incoming = (0..<ledger.transferCount).filter {
        Int(space.columns.beneficiary[$0]) == account
      }
      #expect(sink.received == total(arrivals, ledger))
      let others = incoming.filter { Int(space.columns.payer[$0]) != account }
      #expect(sink.inflow == total(others.filter(view.contains), ledger))
      let payers = Set(incoming.map { Int(space.columns.payer[$0]) }).subtracting([account])
      #expect(sink.popularity == payers.count)
      let isLeft = (0..<ledger.transferCount).contains { payout in
        Int(space.columns.payer[payout]) == account
          && Int(space.columns.beneficiary[payout]) != account
          && arrivals.contains { space.precedence.mayFollow($0, payout) }
      }
      #expect(sink.isTerminal == !isLeft, "seed \(seed)")
      #expect(sink.first == arrivals.first.map { space.columns.time($0) })
      #expect(sink.last == arrivals.last.map { space.columns.time($0) })
    }
  }

  /// An account that turns what it received into another currency has received it once.
  @Test func aConversionIsNoReceipt() throws {
    let ledger = LedgerLiteral(lines: [
      "2024-03-01 v1 -> shop 100.00 EUR", "2024-03-02 v2 -> shop 50.00 EUR",
      "2024-03-03 shop -> shop 150.00 EUR",
    ]).ledger
    let victims = ledger.accounts.filter { $0.key.hasPrefix("v") }.map { Source(account: $0.id) }
    let sink = try #require(try ledger.whole.sharedSinks(of: victims).sinks.first)
    #expect(ledger.account(sink.account).key == "shop")
    #expect(sink.transfers.count == 2 && sink.received.lines.map(\.minorUnits) == [15_000])
    #expect(sink.inflow == sink.received && sink.isTerminal)
  }

  @Test func sharesAreJoinedInOrder() {
    for count in [0, 1, 600, 10_000] {
      let made = CoreShares.map(3..<3 + count) { part in part.map { $0 * 2 } }
      #expect(made == (3..<3 + count).map { $0 * 2 })
    }
  }

  private func total(_ transfers: [Int], _ ledger: Ledger) -> MoneyTotals {
    var total = MoneyTotals()
    for transfer in transfers { total.add(ledger.transfer(TransferID(transfer)).received) }
    return total
  }
}
