import PaymentGraph
import Testing

@testable import Ingest

/// Keys that differ by characters only that nobody sees.
@Suite("Characters that nobody sees")
struct UnseenCharacterTests {
  private func intake(_ key: String) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read([
      folder.write(
        "id,time,from,to,amount,currency\nt1,2024-01-01,v1,mule-7,1.00,GBP\nt2,2024-01-02,v2,\(key),1.00,GBP\n",
        as: "t.csv")
    ])
  }

  @Test(arguments: [
    "mu\u{200B}le-7", "mu\u{200D}le-7", "mu\u{AD}le-7", "mu\u{61C}le-7", "mule\u{FE0F}-7",
    "mule\u{E0041}-7", "\u{2066}m\u{2069}ule-7", "mule\u{2060}-\u{FEFF}7",
  ])
  func areWarnedOfAndPaired(_ key: String) throws {
    let intake = try intake(key)
    let found = intake.files[0].diagnostics
    #expect(
      found.map(\.code) == ["account-alike"] && found[0].summary.contains("looks like \"mule-7\""))
    let pairs = intake.ledger.partySuggestions(mostCommon: 50)
    #expect(pairs.count == 1 && pairs[0].relation == .account)
    #expect(intake.ledger.account(pairs[0].other).key == "mule-7")
  }

  @Test(arguments: ["mulé-7", "мule-7", "mule-8", "mu le-7"]) func otherKeysAreNot(_ key: String)
    throws
  {
    let intake = try intake(key)
    #expect(intake.files[0].diagnostics.isEmpty)
    #expect(intake.ledger.partySuggestions(mostCommon: 50).isEmpty)
  }

  /// A quotation mark under a combining mark is a quotation mark still.
  @Test func textsAreQuotedScalarByScalar() {
    #expect(YAMLText.doubleQuoted("a\"\u{301}, b: \\\n") == "\"a\\\"\u{301}, b: \\\\\\u000a\"")
    #expect(YAMLText.singleQuoted("it'\u{301}s") == "'it''\u{301}s'")
  }
}
