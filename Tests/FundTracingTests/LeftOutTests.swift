import FundTracing
import PaymentGraph
import TestSupport
import Testing

@Suite("Accounts and transfers left out as a hypothesis")
struct LeftOutTests {
  private let ledger: LedgerLiteral = """
    2024-03-01 anna -> hub 100.00 EUR id:a1
    2024-03-01 bert -> hub 100.00 EUR id:b1
    2024-03-02 hub -> villa 200.00 EUR id:h1
    2024-03-03 anna -> side 10.00 EUR id:a2
    2024-03-04 bert -> side 10.00 EUR id:b2
    """

  @Test func answersAreThoseOfALedgerWithoutThem() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<300 {
      let lines = (0..<12).map { number in
        "\(1_000 + Int.random(in: 0..<40, using: &random)) n\(Int.random(in: 0..<6, using: &random)) -> "
          + "m\(Int.random(in: 0..<6, using: &random)) \(Int.random(in: 1..<9, using: &random)).00 EUR id:t\(number)"
      }.map { $0.replacing("m", with: "n") }
      let whole = LedgerLiteral(lines: lines)
      let out = "n\(Int.random(in: 1..<6, using: &random))"
      let payment = "t\(Int.random(in: 0..<12, using: &random))"
      guard let account = whole.ledger.account(out) else { continue }
      let view = whole.ledger.whole.leavingOut(
        accounts: [account.id], transfers: Set(whole.ledger.transfers(named: payment).map(\.id)))
      let kept = lines.filter {
        !$0.contains(" \(out) ") && !$0.hasSuffix("id:\(payment)")
      }
      #expect(view.transferCount == kept.count)
      guard let source = whole.ledger.account("n0"), out != "n0" else { continue }
      let found = try view.reach(of: [FundTracing.Source(account: source.id)])
      let smaller = LedgerLiteral(lines: kept)
      let expected: [String]
      if let start = smaller.ledger.account("n0") {
        expected = try smaller.ledger.whole.reach(of: [FundTracing.Source(account: start.id)])
          .accounts.map { smaller.ledger.account($0.account).key }
      } else {
        expected = []
      }
      #expect(
        found.accounts.map { whole.ledger.account($0.account).key }.sorted() == expected.sorted())
    }
  }

  @Test func nothingIsExcludedWhileSomethingIsLeftOut() throws {
    let view = ledger.ledger.whole.leavingOut(accounts: [ledger["hub"]], transfers: [])
    let path = try view.walks(from: ledger["anna"], to: ledger["villa"])
    #expect(path.finding == .possible && path.reason.contains("account hub"))
    // The same where not even what is left out would make a walk.
    let none = try view.walks(from: ledger["villa"], to: ledger["anna"])
    #expect(none.finding == .possible && none.reason.contains("nothing is excluded"))
    #expect(
      try ledger.ledger.whole.walks(from: ledger["villa"], to: ledger["anna"]).finding == .excluded)
  }

  @Test func everyAnswerNamesTheHypothesis() throws {
    let view = ledger.ledger.whole.leavingOut(
      accounts: [ledger["side"]], transfers: Set(ledger.ledger.transfers(named: "b1").map(\.id)))
    let sources = ledger.sources("anna", "bert")
    let words = "account side and payment b1"
    let sinks = try view.sharedSinks(of: sources, minimumVictims: 1)
    #expect(sinks.notes.contains { $0.code == .leftOut && $0.text.contains(words) })
    #expect(try view.reach(of: sources).notes.contains { $0.code == .leftOut })
    let rule = try #require(TracingMethod(name: "fifo"))
    let trace = try view.trace(of: sources, by: rule)
    #expect(trace.notes.contains { $0.code == .leftOut })
    #expect(trace.reconciles)
  }

  @Test func hypothesesAddUp() {
    let once = ledger.ledger.whole.leavingOut(
      accounts: [ledger["hub"], ledger["side"]], transfers: [])
    let twice = ledger.ledger.whole.leavingOut(accounts: [ledger["side"]], transfers: [])
      .leavingOut(accounts: [ledger["hub"]], transfers: [])
    #expect(once.leftOut == twice.leftOut && once.transferCount == twice.transferCount)
    #expect(ledger.ledger.whole.leavingOut(accounts: [], transfers: []).leftOut.isEmpty)
  }
}
