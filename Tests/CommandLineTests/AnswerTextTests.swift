import Foundation
import TestSupport
import Testing

/// Words that texts print for their readers' sake.
@Suite("Texts of answers")
struct AnswerTextTests {
  private func run(_ command: String, _ files: [String: String]) throws -> Program.Run {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try folder.write(text, as: name)
    }
    return try Program.shell("cd \(folder.url.path) && $TRIBUTARY \(command)")
  }

  private func lloyds(_ account: String, _ rows: [(day: Int, type: String, text: String)]) -> String
  {
    var text =
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
    var balance = 1_000
    var lines: [String] = []
    for row in rows {
      balance -= 50
      lines.append(
        "0\(row.day)/08/2023,\(row.type),'30-11-11,\(account),\(row.text),50.00,,\(balance).00\n")
    }
    text += lines.reversed().joined()
    return text
  }

  @Test func standInsOfOneNameAreToldApart() throws {
    let files = [
      "a.csv": lloyds("11111111", [(1, "BP", "JOHN SMITH"), (2, "SO", "JOHN SMITH")]),
      "b.csv": lloyds("22222222", [(1, "BP", "JOHN SMITH"), (2, "BP", "MARY JONES")]),
    ]
    let run = try run("transfers a.csv b.csv --quiet --width 0", files)
    #expect(run.output.contains("JOHN SMITH (known by name only, beside gb:301111/22222222)"))
    #expect(run.output.contains("MARY JONES (known by name only)"))
    let ofFirst = run.output.split(separator: "\n").filter {
      $0.contains("beside gb:301111/11111111")
    }
    #expect(ofFirst.count == 2 && Set(ofFirst.map { $0.split(separator: "beside")[1] }).count == 2)
  }

  /// A statement that closes by itself, and a ledger that has a payment more of its account.
  @Test func checkSaysWhetherTheLedgerEndsWhereTheStatementDoes() throws {
    let statement = lloyds("11111111", [(1, "BP", "JOHN SMITH"), (3, "BP", "MARY JONES")])
    let alone = try run("check a.csv --width 0", ["a.csv": statement])
    let table = alone.output.split(separator: "\n").first { $0.hasPrefix("a.csv") }
    #expect(table?.hasSuffix("close") == true)
    let both = try run(
      "check a.csv l.csv --width 0",
      [
        "a.csv": statement,
        "l.csv":
          "time,from,to,amount,currency\n2023-08-02,gb:301111/11111111,gb:202222/33333333,7.00,GBP\n",
      ])
    let line = both.output.split(separator: "\n").first { $0.hasPrefix("a.csv") }
    #expect(line?.hasSuffix("close; the ledger has GBP 7.00 less") == true, "\(both.output)")
  }

  @Test func simulateCanKeepQuiet() throws {
    for flag in ["-q", "--quiet"] {
      let run = try run("simulate --seed 3 --victims 4 \(flag) -o case && ls case", [:])
      #expect(run.status == 0 && run.messages.isEmpty && run.output.contains("claims.csv"))
    }
  }

  @Test func hubsHaveTheirNamesInMatch() throws {
    let run = try run(
      "match l.csv a.csv --quiet",
      [
        "l.csv":
          "time,from,to,amount,currency\n2023-08-02,v,p1,7.00,GBP\n2023-08-03,p1,z,7.00,GBP\n",
        "a.csv": "account,role,name\np1,processor,Maple Remit\n",
      ])
    #expect(run.output.hasPrefix("p1 (Maple Remit): 1 receipt"), "\(run.output)")
  }

  /// The one column of a walk that a narrow terminal gives up is named below it.
  @Test func aNarrowWalkSaysWhatIsNotShown() throws {
    let files = [
      "l.csv":
        "time,from,to,amount,currency,reference\n2023-08-02,v,z,7.00,GBP,A LONG REFERENCE OF THE PAYER\n"
    ]
    let run = try run("path l.csv --from v --to z --quiet --width 70", files)
    #expect(run.output.contains("columns left out for lack of room: reference"), "\(run.output)")
  }
}
