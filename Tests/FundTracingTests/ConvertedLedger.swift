import PaymentGraph
import Seeded

@testable import FundTracing

/// Ledgers in which nearly every payment is a conversion of mixed money: what makes fractions grow.
struct ConvertedLedger {
  let ledger: Ledger
  let sources: [Source]
  let outside: AccountID

  /// Whoever is outside is so by declaration.
  var terms: TracingTerms {
    var terms = TracingTerms()
    terms.outside = [outside]
    return terms
  }

  /// Accounts that pay each other in two currencies, at another rate each time.
  ///
  /// Victims pay in first, later now and then somebody outside. Nothing is spent, so that the mixtures stay mixtures.
  init(seed: UInt64, transfers: Int, accounts count: Int = 6, victims victimCount: Int = 3) {
    var random = SplitMix64(seed: seed)
    var builder = LedgerBuilder()
    let accounts = (0..<count).map { builder.account("a\($0)") }
    let victims = (0..<victimCount).map { builder.account("v\($0)") }
    let outside = builder.account("x")
    let currencies = [Currency("EUR") ?? .none, Currency("USD") ?? .none]
    var balances: [[Int64]] = Array(repeating: [0, 0], count: count)
    for number in 0..<transfers {
      let time = PostingTime(start: Int64(number) * 60_000, precision: .minute)
      let kind = number < 12 ? number % 2 : Int.random(in: 0..<9, using: &random)
      let to = Int.random(in: 0..<count, using: &random)
      if kind < 2 {
        let amount = Int64.random(in: 10_000...999_999, using: &random)
        builder.add(
          TransferDraft(
            payer: kind == 0 && number < 12 ? victims[number / 2 % victimCount] : outside,
            beneficiary: accounts[to],
            sent: Money(minorUnits: amount, currency: currencies[0]), time: time))
        balances[to][0] += amount
        continue
      }
      guard
        let (from, own) = balances.indices.flatMap({ account in
          [0, 1].filter { balances[account][$0] > 1_000 }.map { (account, $0) }
        }).randomElement(using: &random)
      else { continue }
      let sent = balances[from][own] * Int64.random(in: 30...95, using: &random) / 100
      if from == to { continue }
      balances[from][own] -= sent
      let rate = Int64.random(in: own == 0 ? 105...112 : 89...95, using: &random)
      let received = max(1, sent * rate / 100 + Int64.random(in: -9...9, using: &random))
      var draft = TransferDraft(
        payer: accounts[from], beneficiary: accounts[to],
        sent: Money(minorUnits: sent, currency: currencies[own]), time: time)
      draft.received = Money(minorUnits: received, currency: currencies[1 - own])
      builder.add(draft)
      balances[to][1 - own] += received
    }
    ledger = builder.build()
    sources = victims.map { Source(account: $0) }
    self.outside = outside
  }
}
