import TestSupport
import Testing

@testable import PaymentGraph

/// Names that are one party's in two spellings, and names that are not.
@Suite("Names of parties")
struct PartyTests {
  @Test(arguments: [
    ("Acme Pvt. Ltd.", "ACME PRIVATE LIMITED", 100),
    ("M/s Sample Traders", "Traders, Sample", 100),
    ("Mr. John O'Brien", "JOHN OBRIEN", 100),
    ("S.P. Traders", "SP TRADERS", 100),
    ("Jürgen Müller", "JUERGEN MUELLER", 100),
    ("Jürgen Müller", "Jurgen Muller", 100),
    ("Zoë Núñez", "ZOE NUNEZ", 100),
    ("CHANDRAPETH ONLINE MART", "CHANDRAPETH ONLIN", 90),
    ("John Michael Smith", "SMITH JOHN", 85),
    ("J Smith", "John Smith", 60),
  ]) func areAlike(_ left: String, _ right: String, _ score: Int) throws {
    for (one, other) in [(left, right), (right, left)] {
      let found = NameLikeness.compare(
        try #require(PartyName(one)), try #require(PartyName(other)))
      #expect(found?.score == score, "\(one) / \(other): \(String(describing: found))")
    }
  }

  @Test(arguments: [
    ("Ravi Sharma", "Anita Sharma"), ("SHARMA", "Ravi Sharma"), ("J Smith", "Peter Smith"),
    ("Ltd", "Limited Co"), ("Sample Traders", "Sample Bakers"), ("AB", "AB"),
    ("PayPal", "PayPal Certified Partner"), ("Shop 12 London", "Shop 77 Leeds"),
  ]) func areNotAlike(_ left: String, _ right: String) {
    guard let one = PartyName(left), let other = PartyName(right) else { return }
    let found = NameLikeness.compare(one, other)
    #expect(found == nil, "\(left) / \(right): \(String(describing: found))")
  }

  @Test func nothingButMarksIsNoName() {
    #expect(PartyName("") == nil)
    #expect(PartyName(" *** - ") == nil)
  }

  private func ledger(_ accounts: [(key: String, name: String?)]) -> Ledger {
    LedgerLiteral(
      lines: accounts.flatMap { key, name in
        [
          "account \"\(key)\" " + (name.map { "\"name:\($0)\"" } ?? ""),
          "- \"\(key)\" -> bank 1.00 EUR",
        ]
      }
    ).ledger
  }

  private func pairs(_ ledger: Ledger, mostCommon: Int = 50) -> [String] {
    ledger.partySuggestions(mostCommon: mostCommon).map { one in
      "\(ledger.account(one.account).key) \(one.relation) \(ledger.account(one.other).key) \(one.score)"
    }
  }

  @Test func placeholdersComeFirstAndTheOrderIsDefined() {
    let accounts: [(String, String?)] = [
      ("in:HDFC:1", "R Sample Traders"), ("?:v1:FPS:SAMPLE TRADERS R", "SAMPLE TRADERS R"),
      ("?:v2:DD:R SAMPLE TRADER", "R SAMPLE TRADER"), ("in:HDFC:2", "Ravi Sample Traders Ltd"),
      ("x", nil), ("in:SBIN:9", "Other Person"),
    ]
    let expected = [
      "?:v1:FPS:SAMPLE TRADERS R account in:HDFC:1 100",
      "?:v2:DD:R SAMPLE TRADER account in:HDFC:1 90",
      "?:v1:FPS:SAMPLE TRADERS R account in:HDFC:2 53",
      "in:HDFC:1 holder in:HDFC:2 53",
    ]
    #expect(pairs(ledger(accounts)) == expected)
    #expect(pairs(ledger(accounts.reversed())) == expected)
  }

  @Test func aNameThatManyShareSaysNothing() {
    let accounts = (1...6).map { ("a\($0)", Optional("Corner Shop")) }
    #expect(pairs(ledger(accounts)).count == 15)
    #expect(pairs(ledger(accounts), mostCommon: 5).isEmpty)
  }
}
