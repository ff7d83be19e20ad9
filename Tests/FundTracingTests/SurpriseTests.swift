import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// The sinks that are beyond chance, on ledgers whose story is known.
@Suite("Surprise")
struct SurpriseTests {
  /// Ten victims pay a utility, a mule shaped like a shop and each other nothing; `others` payers pay the
  /// utility, some of them the shop; more pay something else.
  private func ledger(others: Int, strangers: Int) -> Ledger {
    var lines: [String] = []
    func pay(_ from: String, _ to: String) {
      lines.append("2010-01-01 \(from) -> \(to) 10.00 GBP")
    }
    for victim in 0..<10 {
      pay("victim-\(victim)", "utility")
      if victim < 7 { pay("victim-\(victim)", "shop") }
    }
    for other in 0..<others {
      pay("other-\(other)", "utility")
      if other % 10 == 0 { pay("other-\(other)", "shop") }
    }
    for stranger in 0..<strangers { pay("stranger-\(stranger)", "elsewhere-\(stranger)") }
    return LedgerLiteral(lines: lines).ledger
  }

  private func sinks(_ ledger: Ledger) throws -> [(key: String, surprise: Surprise?)] {
    let victims = try (0..<10).map { try #require(ledger.account("victim-\($0)")) }
    let answer = try ledger.whole.sharedSinks(of: victims.map { Source(account: $0.id) })
    return answer.sinks.map { (ledger.account($0.account).key, $0.surprise) }
  }

  @Test func aMuleShapedLikeAShopRanksBeforeWhatEverybodyPays() throws {
    let found = try sinks(ledger(others: 100, strangers: 0))
    #expect(found.map(\.key) == ["shop", "utility"])
    #expect(found[0].surprise?.isBeyondChance == true)
    #expect(found[0].surprise?.others == 10 && found[0].surprise?.otherCount == 100)
    #expect(found[1].surprise?.isBeyondChance == false)
  }

  @Test func unrelatedPayersChangeNoRanking() throws {
    let few = try sinks(ledger(others: 100, strangers: 0)).map(\.key)
    let many = try sinks(ledger(others: 100, strangers: 10_000))
    #expect(many.map(\.key) == few)
    #expect(many[1].surprise?.otherCount == 100)
    #expect(many[0].surprise == (try sinks(ledger(others: 100, strangers: 0)))[0].surprise)
  }

  @Test func withoutOthersPopularityIsUnknown() throws {
    let ledger = ledger(others: 5, strangers: 0)
    let victims = try (0..<10).map { try #require(ledger.account("victim-\($0)")) }
    let answer = try ledger.whole.sharedSinks(of: victims.map { Source(account: $0.id) })
    #expect(answer.sinks.allSatisfy { $0.surprise == nil })
    #expect(answer.sinks.map { ledger.account($0.account).key } == ["utility", "shop"])
    #expect(
      answer.notes.contains { $0.code == .surprise && $0.text.hasPrefix("popularity unknown") })
  }
}
