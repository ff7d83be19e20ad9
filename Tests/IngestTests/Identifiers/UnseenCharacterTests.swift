import PaymentGraph
import TestSupport
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

  @Test(arguments: [
    "mul\u{435}-7", "\u{43C}ule-7", "ｍｕｌｅ-7", "mule-７", "mu\u{217C}\u{435}-7", "mul\u{212F}-7",
    "m\u{3C5}le-7", "m\u{57D}le-7", "\u{1D426}\u{1D42E}\u{1D425}\u{1D41E}-\u{1D7D5}",
    "mule\u{2011}7",
    "ｍ\u{200B}ul\u{435}-7",
  ])
  func lettersOfOtherScriptsAre(_ key: String) throws {
    let intake = try intake(key)
    let found = intake.files[0].diagnostics
    #expect(found.map(\.code) == ["account-alike"], "\(found)")
    #expect(found.first?.summary.contains("look the same") == true, "\(found)")
    #expect(found.first?.note.contains("U+") == true)
    let pairs = intake.ledger.partySuggestions(mostCommon: 50)
    #expect(pairs.count == 1 && pairs[0].relation == .account && pairs[0].score == 100)
    #expect(intake.ledger.account(pairs[0].other).key == "mule-7")
  }

  /// Of keys that look alike and are all of other scripts the first is what the others are paired with.
  @Test func keysOfOneScriptArePaired() throws {
    let folder = try TemporaryFolder()
    let intake = try TransactionReader().read([
      folder.write(
        "id,time,from,to,amount,currency\nt1,2024-01-01,v1,\u{430}\u{440}\u{43E}\u{436},1.00,GBP\n"
          + "t2,2024-01-02,v2,\u{430}p\u{43E}\u{436},1.00,GBP\nt3,2024-01-03,v2,\u{430}po\u{436},1.00,GBP\n",
        as: "t.csv")
    ])
    #expect(intake.files[0].diagnostics.map(\.code) == ["account-alike", "account-alike"])
    let pairs = intake.ledger.partySuggestions(mostCommon: 50)
    #expect(pairs.count == 2 && Set(pairs.map(\.other)).count == 1)
  }

  @Test(arguments: ["mulé-7", "жule-7", "mule-8", "mu le-7", "Роман Петров"]) func otherKeysAreNot(
    _ key: String
  )
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
