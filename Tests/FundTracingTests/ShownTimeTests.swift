import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// The first and the last time that answers print do not depend on files or on rows of other accounts.
@Suite("First and last times") struct ShownTimeTests {
  /// A day and a moment of equal start tie, and an unrelated payment changes their places in the ledger.
  private static let rows = [
    "2024-01-05 anna -> shop 5.00 EUR file:a id:day",
    "1704412800 bela -> shop 3.00 EUR file:b id:moment",
  ]

  private static let variations = [
    rows, rows.reversed(),
    rows + ["2024-01-05 stranger -> anna 1.00 EUR file:a"],
    rows + ["1704412800 stranger -> bela 1.00 EUR file:b"],
    rows + [
      "2024-01-05 stranger -> bela 1.00 EUR file:c", "2024-01-05 other -> anna 1.00 EUR file:c",
    ],
    rows.map { $0.replacing("file:a", with: "file:c") },
  ]

  @Test(arguments: variations) func equalStartsShowTheTimeThatIsKnownBest(_ lines: [String]) throws
  {
    let ledger = LedgerLiteral(lines: lines).ledger
    let names = ["anna", "bela"].compactMap { ledger.account($0)?.id }
    let sources = names.map { Source(account: $0) }
    let sink = try #require(try ledger.whole.sharedSinks(of: sources).sinks.first)
    #expect(sink.first?.iso8601 == "2024-01-05T00:00:00Z")
    #expect(sink.last?.iso8601 == "2024-01-05T00:00:00Z")
    let shop = try #require(ledger.account("shop"))
    let reached = try ledger.whole.reach(of: sources).accounts.first { $0.account == shop.id }
    #expect(reached?.earliest?.iso8601 == "2024-01-05T00:00:00Z")
    #expect(reached?.latest?.iso8601 == "2024-01-05T00:00:00Z")
  }

  @Test func sumsShowTheTimeThatIsKnownBest() throws {
    for lines in [
      ["2024-01-05 anna -> shop 5.00 EUR file:a", "1704412800 anna -> shop 3.00 EUR file:b"],
      [
        "2024-01-05 anna -> shop 2.00 EUR file:a", "1704412800 anna -> shop 3.00 EUR file:b",
        "- anna -> shop 3.00 EUR file:b",
      ],
    ] {
      let sum = try #require(LedgerLiteral(lines: lines).ledger.whole.paymentSums.first)
      #expect(sum.first?.iso8601 == "2024-01-05T00:00:00Z")
      #expect(sum.last?.iso8601 == "2024-01-05T00:00:00Z")
    }
  }

  @Test func laterDaysStillComeLast() throws {
    let ledger = LedgerLiteral(lines: [
      "2024-01-05 anna -> shop 5.00 EUR file:a", "1704412800 anna -> shop 3.00 EUR file:b",
      "2024-01-06 anna -> shop 3.00 EUR file:b",
    ]).ledger
    let sum = try #require(ledger.whole.paymentSums.first)
    #expect(sum.first?.iso8601 == "2024-01-05T00:00:00Z")
    #expect(sum.last?.iso8601 == "2024-01-06")
  }

  /// A link graded C elsewhere in the ledger leaves the grade of a sink that needs no link.
  @Test func aSinkThatNeedsNoLinkIsGradedA() throws {
    let ledger = LedgerLiteral(lines: [
      "role hub processor",
      "2024-01-01 anna -> shop 5.00 EUR", "2024-01-01 bela -> shop 6.00 EUR",
      "2024-01-01 carl -> hub 70.00 EUR", "2024-01-02 hub -> mule 70.00 EUR",
      "2024-01-01 dora -> hub 70.00 EUR", "2024-01-02 hub -> mule2 70.00 EUR",
    ]).ledger
    var rules = WalkRules()
    rules.matching.fees = [try #require(ledger.account("hub")).id: HubFee.none]
    let sources = ["anna", "bela", "carl"].compactMap {
      ledger.account($0).map { Source(account: $0.id) }
    }
    let answer = try ledger.whole.sharedSinks(of: sources, minimumVictims: 1, rules: rules)
    let grades = answer.sinks.map { "\(ledger.account($0.account).key) \($0.grade.letter)" }
    #expect(grades.contains("shop A"))
    #expect(grades.contains { !$0.hasSuffix("A") })
  }
}
