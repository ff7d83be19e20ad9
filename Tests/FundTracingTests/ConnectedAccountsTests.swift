import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Parts of a ledger that no transfer joins.
@Suite("Connected accounts")
struct ConnectedAccountsTests {
  @Test func directionsTimesAndHubsDoNotMatter() throws {
    let literal = LedgerLiteral(
      """
      role hub processor
      3 b -> a 1.00
      1 c -> b 1.00
      2 d -> hub 1.00
      1 hub -> e 1.00
      1 f -> f 1.00
      1 y -> x 1.00
      """)
    let ledger = literal.ledger
    let found = ledger.whole.connectedAccounts()
    #expect(
      found.parts.map { $0.map { ledger.account($0).key } }
        == [["a", "b", "c"], ["d", "e", "hub"], ["x", "y"], ["f"]])
    #expect(found.count == 4)
    #expect(found.areConnected(literal["a"], literal["c"]))
    #expect(!found.areConnected(literal["a"], literal["d"]))
    let narrow = ledger.whole.among([literal["a"]]).connectedAccounts()
    #expect(narrow.count == ledger.accountCount)
    #expect(narrow.parts.map { ledger.account($0[0]).key } == ledger.accounts.map(\.key))
  }

  @Test func searchesFromEveryAccountFindTheSameParts() throws {
    for seed in 0..<30 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let ledger = SweepTests.ledger(
        &random, accounts: 40, transfers: Int.random(in: 1...50, using: &random))
      var neighbours: [AccountID: Set<AccountID>] = [:]
      for transfer in ledger.transfers {
        neighbours[transfer.payer.id, default: []].insert(transfer.beneficiary.id)
        neighbours[transfer.beneficiary.id, default: []].insert(transfer.payer.id)
      }
      let found = ledger.whole.connectedAccounts()
      var parts: Set<Set<AccountID>> = []
      for account in ledger.accounts {
        var seen: Set<AccountID> = [account.id]
        var open = [account.id]
        while let next = open.popLast() {
          for other in neighbours[next] ?? [] where seen.insert(other).inserted {
            open.append(other)
          }
        }
        parts.insert(seen)
        for other in ledger.accounts {
          #expect(found.areConnected(account.id, other.id) == seen.contains(other.id))
        }
      }
      #expect(Set(found.parts.map(Set.init)) == parts && found.count == parts.count)
    }
  }
}
