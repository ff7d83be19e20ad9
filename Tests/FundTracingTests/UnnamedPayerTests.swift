import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Accounts that stand in for somebody unnamed count for no payer and no victim.
@Suite("Unnamed payers")
struct UnnamedPayerTests {
  private struct Rows {
    var builder = LedgerBuilder()
    let euro = Currency("EUR") ?? .none

    mutating func add(_ from: String, _ to: String, _ number: Int, isNamed: Bool = true) {
      let payer = builder.account(from)
      if !isNamed { builder.setUnnamed(payer) }
      builder.add(
        TransferDraft(
          payer: payer, beneficiary: builder.account(to),
          sent: Money(minorUnits: Int64(100 + number), currency: euro),
          time: PostingTime(start: Int64(number) * 86_400_000, precision: .day)))
    }
  }

  /// A ledger with rows of nobody counts payers as the ledger without these rows does.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func blanksChangeNoCount(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (with, without) = (Rows(), Rows())
    for number in 0..<Int.random(in: 20...120, using: &random) {
      let to = "n\(Int.random(in: 0..<12, using: &random))"
      if Int.random(in: 0..<3, using: &random) == 0 {
        with.add("?:file:\(number):payer", to, number, isNamed: false)
      } else {
        let from = "n\(Int.random(in: 0..<30, using: &random))"
        with.add(from, to, number)
        without.add(from, to, number)
      }
    }
    let (blanks, plain) = (with.builder.build(), without.builder.build())
    let rules = WalkRules(maximumHops: seed % 2 == 0 ? 1 : nil)
    func answer(_ ledger: Ledger, _ selector: AccountSelector) throws -> SharedSinks {
      let victims = try selector.accounts(in: ledger.whole).map { Source(account: $0) }
      return try ledger.whole.sharedSinks(of: victims, minimumVictims: 1, rules: rules)
    }
    let some = try AccountSelector(plain.accounts.prefix(4).map(\.key))
    for selector in [.everyPayer, some] {
      let (left, right) = (try answer(blanks, selector), try answer(plain, selector))
      func facts(_ answer: SharedSinks, _ ledger: Ledger) -> [String] {
        answer.sinks.map { sink in
          let victims = sink.victims.map { ledger.account($0).key }
          return "\(ledger.account(sink.account).key) \(sink.popularity) \(victims) "
            + "\(sink.surprise.map { "\($0.others) of \($0.otherCount)" } ?? "")"
        }
      }
      #expect(facts(left, blanks) == facts(right, plain), "seed \(seed)")
      #expect(left.victims.count == right.victims.count)
    }
    #expect(blanks.payerCount == plain.payerCount)
    #expect(blanks.whole.unnamedPayerCount == blanks.transferCount - plain.transferCount)
    #expect(plain.whole.unnamedPayerCount == 0)
  }

  /// Others who reach a sink are compared with victims; nobody is none of them.
  @Test func nobodyIsNoneOfTheOthers() throws {
    var rows = Rows()
    for number in 0..<20 { rows.add("v\(number)", "s", number) }
    for number in 20..<50 { rows.add("o\(number)", "s", number) }
    for number in 50..<90 { rows.add("?:\(number)", "s", number, isNamed: false) }
    let ledger = rows.builder.build()
    let victims = (0..<20).compactMap { ledger.account("v\($0)") }.map { Source(account: $0.id) }
    let sink = try #require(try ledger.whole.sharedSinks(of: victims).sinks.first)
    #expect(sink.popularity == 50)
    #expect(sink.surprise?.others == 30 && sink.surprise?.otherCount == 30)
  }

  @Test func anAccountPutTogetherWithANamedOneIsNamed() throws {
    var rows = Rows()
    rows.add("?:1", "s", 1, isNamed: false)
    rows.add("?:2", "s", 2, isNamed: false)
    rows.add("a", "s", 3)
    let first = rows.builder.account("?:1")
    _ = rows.builder.rename([first.index: "a"])
    let ledger = rows.builder.build()
    #expect(ledger.account("a")?.isNamed == true && ledger.account("?:2")?.isNamed == false)
    #expect(ledger.payerCount == 1 && ledger.whole.unnamedPayerCount == 1)
  }
}
