import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Sinks are put in order part by part when they are looked at: never otherwise than all at once.
@Suite("The order of sinks")
struct SinkOrderTests {
  private static func ledger(_ random: inout SplitMix64) -> Ledger {
    var lines: [String] = []
    for number in 0..<140 {
      let from = Int.random(in: 0..<30, using: &random)
      let to = Int.random(in: 0..<30, using: &random)
      let amount = ["0.00", "1.00", "1.00", "5.00", "7000000.01"].randomElement(using: &random)
      let currency = ["EUR", "GBP", "USD"].randomElement(using: &random)
      lines.append("\(number) n\(from) -> n\(to) \(amount ?? "1.00") \(currency ?? "EUR")")
    }
    return LedgerLiteral(lines: lines).ledger
  }

  /// The order as the documentation states it, of sinks without surprise.
  private static func precedes(_ left: SharedSink, _ right: SharedSink, _ ledger: Ledger) -> Bool {
    let (one, other) = (
      ledger.account(left.account).isNamed, ledger.account(right.account).isNamed
    )
    if one != other { return one }
    if left.victims.count != right.victims.count { return left.victims.count > right.victims.count }
    for code in ["EUR", "GBP", "USD"] {
      let currency = Currency(code) ?? .none
      let (more, less) = (
        left.received.minorUnits(of: currency), right.received.minorUnits(of: currency)
      )
      if more != less { return more > less }
    }
    return ledger.account(left.account).key < ledger.account(right.account).key
  }

  @Test func partsInAnyOrderGiveTheWholeOrder() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let ledger = Self.ledger(&random)
      let victims = ledger.accounts.prefix(12).map { Source(account: $0.id) }
      func ask() throws -> SharedSinks {
        try ledger.whole.sharedSinks(of: victims, rules: WalkRules(maximumHops: 2))
      }
      let sinks = Array(try ask().sinks)
      try #require(sinks.allSatisfy { $0.surprise == nil })
      #expect(sinks == sinks.sorted { Self.precedes($0, $1, ledger) }, "seed \(seed)")
      // From the end, from the middle, and all accounts first: the same sinks at the same places.
      let backwards = try ask().sinks
      for position in backwards.indices.reversed() {
        #expect(backwards[position] == sinks[position])
      }
      let named = try ask().sinks
      #expect(named.accounts == sinks.map(\.account))
      #expect(named.indices.map(named.victimCount) == sinks.map(\.victims.count))
    }
  }

  @Test func chosenSinksKeepTheirOrder() throws {
    var random = SplitMix64(seed: 7)
    let ledger = Self.ledger(&random)
    let victims = ledger.accounts.prefix(12).map { Source(account: $0.id) }
    let answer = try ledger.whole.sharedSinks(of: victims, rules: WalkRules(maximumHops: 2))
    let some = Array(answer.sinks.accounts.suffix(3).reversed())
    #expect(answer.choosing(some, atMost: 1) == Array(answer.sinks.suffix(3)))
    #expect(answer.choosing(nil, atMost: 2) == Array(answer.sinks.prefix(2)))
  }
}
