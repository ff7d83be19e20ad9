import PaymentGraph
import TestSupport

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
    var lines: [String] = []
    var balances: [[Int64]] = Array(repeating: [0, 0], count: count)
    for number in 0..<transfers {
      let kind = number < 12 ? number % 2 : Int.random(in: 0..<9, using: &random)
      let to = Int.random(in: 0..<count, using: &random)
      if kind < 2 {
        let amount = Int64.random(in: 10_000...999_999, using: &random)
        let payer = kind == 0 && number < 12 ? "v\(number / 2 % victimCount)" : "x"
        lines.append("\(number * 60) \(payer) -> a\(to) \(Self.text(amount)) EUR")
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
      let codes = own == 0 ? ("EUR", "USD") : ("USD", "EUR")
      lines.append(
        "\(number * 60) a\(from) -> a\(to) \(Self.text(sent)) \(codes.0) "
          + "received:\(Self.text(received)):\(codes.1)")
      balances[to][1 - own] += received
    }
    let literal = LedgerLiteral(
      lines: (0..<count).map { "account a\($0)" } + (0..<victimCount).map { "account v\($0)" }
        + ["account x"] + lines)
    ledger = literal.ledger
    sources = (0..<victimCount).map { Source(account: literal["v\($0)"]) }
    outside = literal["x"]
  }

  private static func text(_ units: Int64) -> String {
    "\(units / 100).\(units % 100 < 10 ? "0" : "")\(units % 100)"
  }
}
