import Foundation
import TestSupport
import Testing

/// Lists of loaded rows, and a list that loads again.
@Suite("Lists of transfers, accounts and sums")
struct LedgerListTests {
  private static let founding = "fixtures/cases/founding/*.csv"

  private func run(_ command: String, in folder: String = ".") throws -> Program.Run {
    try Program.shell("$TRIBUTARY \(command)", in: folder)
  }

  @Test func transfersAreFilteredByWhatIsAsked() throws {
    let text = try run(
      "transfers \(Self.founding) --account 'Pratapgiri Traders' --amount 200000..300000 --quiet")
    #expect(text.output.hasPrefix("2 transfers, INR 467,800.00 sent in all"), "\(text.output)")
    let other = try run("transfers \(Self.founding) --text nilkosh --since 2010-01-01 --quiet")
    #expect(other.output.contains("(Nilkosh Webcare)") && !other.output.contains("  2009-"))
    #expect(try run("transfers \(Self.founding) --amount x").status == 64)
    let several = try run("transfers \(Self.founding) --account 'Nobody Known'")
    #expect(several.status == 2 && several.messages.contains("no account \"Nobody Known\""))
  }

  @Test func sumsAddUpWhoPaidWhom() throws {
    let text = try run(
      "sums \(Self.founding) --to 'pratapgiri traders' --min-amount 200000 --quiet --format csv")
    let rows = text.output.split(whereSeparator: \.isNewline)
    #expect(rows.count == 2 && rows[1].contains(",3,INR,566100.00,"), "\(text.output)")
    let counted = try run("sums \(Self.founding) --to 'Pratapgiri Traders' --min-count 9 --quiet")
    #expect(counted.output.hasPrefix("1 pair of payer, payee and currency"))
  }

  @Test func accountsAreListedByRoleAndText() throws {
    let mules = try run("accounts \(Self.founding) --role mule --quiet")
    #expect(mules.output.hasPrefix("6 accounts"))
    let named = try run("accounts \(Self.founding) --text 'ganga national' --format json --quiet")
    #expect(named.output.contains("\"in:GNGB:900100417602\""))
  }

  /// The whole raw case as two files has the transfers that its statements have, and answers as they do.
  @Test func theListsLoadToTheSameLedger() throws {
    let folder = try TemporaryFolder()
    let raw = "files *.csv --profiles profiles"
    for name in ["transfers", "accounts"] {
      _ = try run(
        "\(name) \(raw) --format csv --quiet > \(folder.url.path)/\(name).csv",
        in: "fixtures/cases/raw")
    }
    let lists = "\(folder.url.path)/transfers.csv \(folder.url.path)/accounts.csv"
    let first = try run("transfers \(raw) --format csv --quiet", in: "fixtures/cases/raw").output
    let again = try run("transfers \(lists) --format csv --quiet").output
    func rows(_ text: String) -> [String] {
      // All but the places, which are those of the list.
      text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(2).joined(
          separator: ",")
      }.sorted()
    }
    #expect(rows(first).count > 300 && rows(first) == rows(again))
    let victims = "--victims gb:209035/49593064,gb:600032/41688211"
    let one = try JSONAnswer(
      ["sinks", "files", "accounts.csv", "decisions.csv", "--profiles", "profiles"]
        + victims.split(separator: " ").map(String.init),
      in: "fixtures/cases/raw")
    let two = try JSONAnswer(
      ["sinks"] + lists.split(separator: " ").map(String.init)
        + victims.split(separator: " ").map(String.init))
    #expect(one.sinks.items.count > 1)
    for sink in two.sinks.items where sink.finding.text == "proven" {
      let known = one.sinks.items.first { $0.account.text == sink.account.text }
      // The list proves nothing that the statements leave open.
      #expect(known?.finding.text == "proven", "\(sink.account.text ?? "")")
    }
  }
}
