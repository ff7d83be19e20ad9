import TestSupport
import Testing

@testable import PaymentGraph

@Suite("Searching texts whatever their case")
struct TextSearchTests {
  private static let pieces = [
    "a", "A", "b", "Z", "z", "7", "-", ":", " ", "@", "[", "é", "e\u{301}", "\u{301}", "E", "ß",
    "SS", "İ", "ı",
    "\u{212A}", "k", "K", ";", "\u{37E}", "中", "🇮🇳", "🏦", "\u{200D}", "\u{0}", "ﬀ", "ff",
  ]

  private func text(_ most: Int, _ numbers: inout SplitMix64) -> String {
    (0..<Int(numbers.next() % UInt64(most + 1)))
      .map { _ in TextSearchTests.pieces[Int(numbers.next() % UInt64(TextSearchTests.pieces.count))]
      }.joined()
  }

  @Test("finds what a comparison of characters in lower case finds")
  func definition() {
    var numbers = SplitMix64(seed: 30)
    var found = 0
    for _ in 0..<20_000 {
      let (whole, wanted) = (text(9, &numbers), text(2, &numbers))
      let expected = whole.lowercased().contains(wanted.lowercased())
      #expect(
        SoughtText(wanted).isIn(whole) == expected,
        "\(whole.debugDescription) \(wanted.debugDescription)")
      found += expected ? 1 : 0
    }
    #expect(found > 2000)
  }

  @Test("no match spans two texts of the table")
  func borders() {
    var table = TextTable()
    for key in ["abc", "def", "", "cde"] { _ = table.intern(Array(key.utf8).span) }
    #expect(SoughtText("CD").matches(in: table) == [false, false, false, true])
    #expect(SoughtText("").matches(in: table) == [true, true, true, true])
  }

  private let literal: LedgerLiteral = """
    2024-03-01 v1 -> hub 100.00 EUR #Order-7 id:T1
    2024-03-02 hub -> mule 98.00 EUR #order-8 id:t2
    account mule role:mule "name:Ann Example" bank:Copper holder:Émile
    account other "name:Never Paid" bank:Copper
    """

  @Test(
    "accounts are found by key, name, holder and bank, in the order of keys; a part of a ledger has its own only"
  )
  func accounts() {
    let whole = literal.ledger.whole
    func keys(_ view: LedgerView, _ text: String) -> [String] {
      view.accounts(mentioning: text).map(\.key)
    }
    #expect(keys(whole, "COPPER") == ["mule", "other"])
    #expect(keys(whole, "exam") == ["mule"])
    #expect(keys(whole, "émile") == ["mule"])
    #expect(keys(whole, "u") == ["hub", "mule"])
    #expect(keys(whole, "nobody") == [])
    var filter = TransferFilter()
    filter.text = "order-7"
    #expect(keys(whole.matching(filter), "u") == ["hub"])
  }

  @Test("transfers are found by id and reference; a filter takes the accounts' names too")
  func transfers() {
    let whole = literal.ledger.whole
    #expect(whole.transfers(mentioning: "ORDER").count == 2)
    #expect(whole.transfers(mentioning: "t2").map(\.recordedID) == ["t2"])
    #expect(whole.transfers(mentioning: "ann").isEmpty)
    var filter = TransferFilter()
    filter.text = "ANN"
    #expect(whole.matching(filter).transfers.map(\.recordedID) == ["t2"])
  }
}
