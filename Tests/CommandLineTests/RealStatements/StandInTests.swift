import Foundation
import TestSupport
import Testing

/// Accounts that stand in for somebody whom the records do not name, or name only.
@Suite("Stand-ins")
struct StandInTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  private func row(
    _ day: Int, _ text: String, debit: String = "0.00", credit: String = "0.00", balance: String
  ) -> String {
    "  0\(day)/03/23  ,\(text)      , 0\(day)/03/23 ,        \(debit)  ,        \(credit)  ,"
      + "0000300000000000   ,        \(balance)  \n"
  }

  /// A mule whom two victims paid, who drew cash twice and paid a person known by name.
  private func run(_ command: String, _ more: [String: String] = [:]) throws -> String {
    let folder = try TemporaryFolder()
    let statement =
      Self.head
      + row(
        1, "UPI-ASHA RAO-ASHA.RAO@YBL-HDFC0004321-306012345670-HELP", credit: "500.00",
        balance: "500.00")
      + row(
        2, "UPI-RAVI K-RAVI.K@YBL-HDFC0004321-306112345670-HELP", credit: "500.00",
        balance: "1000.00")
      + row(3, "ATW-512967XXXXXX1234-S1AWKP01-KOLKATA", debit: "200.00", balance: "800.00")
      + row(3, "ATW-512967XXXXXX1234-S1AWKP01-KOLKATA", debit: "200.00", balance: "600.00")
      + row(
        4, "IMPS-306312345672-BISWAS GOLD-BARB-XXXXXXXX1234-GOLD", debit: "400.00",
        balance: "200.00")
    for (name, text) in more.merging(
      ["50200234567812_HDFC.csv": statement], uniquingKeysWith: { $1 })
    {
      try folder.write(text, as: name)
    }
    let run = try Program.shell("cd \(folder.url.path) && $TRIBUTARY \(command) *.csv --quiet")
    return run.output + run.messages
  }

  private static let victims = "--victims upi:asha.rao@ybl,upi:ravi.k@ybl"

  @Test func cashOfAnAccountIsOneRowAndListedOnRequest() throws {
    let text = try run("sinks \(Self.victims)")
    #expect(!text.contains("CASH"), "\(text)")
    #expect(
      text.contains(
        "1 stand-in for payees whom no record names is not listed: 2 payments, 2 of them in cash, INR 400.00 (--include-stand-ins lists them)"
      ), "\(text)")
    let all = try run("sinks \(Self.victims) --include-stand-ins --format csv")
    let accounts = all.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }.dropFirst()
      .compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst().first }
      .map(String.init)
    // The account, then whom a name alone names, then cash: one row for both withdrawals.
    #expect(
      accounts.filter { $0.contains("HDFC") || $0.contains("CASH") } == [
        "in:HDFC:50200234567812",
        "?:in:HDFC:50200234567812:IMPS:BISWAS GOLD/BARB/1234", "?:in:HDFC:50200234567812:CASH",
      ], "\(all)")
  }

  @Test func answersSayWhereNamesEndThem() throws {
    for command in ["sinks \(Self.victims)", "reach --from upi:asha.rao@ybl"] {
      let text = try run(command)
      #expect(text.contains("such as BISWAS GOLD (50200234567812_HDFC.csv:7)"), "\(text)")
      #expect(text.contains("[known-by-name-only]"))
    }
  }

  /// Whoever is known by name only may have any account of that name, or of none, that no statement covers.
  @Test(arguments: [
    ("Biswas Gold", ": possible"), ("", ": possible"), ("Another Name", ": excluded"),
  ])
  func aNameExcludesNobodyWhoMayHaveIt(_ name: String, _ finding: String) throws {
    let text = try run(
      "path --from upi:asha.rao@ybl --to in:SBIN:30000000001",
      [
        "others.csv":
          "id,time,from,to,from_name,to_name,amount,currency\nt1,2023-03-09,in:BARB:40000000001,in:SBIN:30000000001,\(name),\(name.isEmpty ? "" : "Zed Stores"),50.00,INR\n"
      ])
    #expect(text.contains(finding), "\(text)")
    if finding == ": possible" {
      #expect(
        text.contains(
          "BISWAS GOLD (50200234567812_HDFC.csv:7), known by name only, holds in:"), "\(text)")
    }
  }
}
