import Foundation
import TestSupport
import Testing

/// Claims on rows of bank statements, which have no ids, through the program.
@Suite("Claims on rows")
struct ClaimRowTests {
  private static let folder = "fixtures/faults/37-rows-of-bank-statements-cannot-be-claimed"
  private static let files = [
    "v1-lloyds.csv", "v2-nationwide.csv", "--own-account", "v2-nationwide.csv=gb:070116/12345678",
  ]

  /// Returns the number and the worth of claimed payments that `sinks` prints.
  private func claimed(_ claims: String) throws -> (count: Int?, worth: String?) {
    let folder = try TemporaryFolder()
    let file = try folder.write(claims, as: "claims.csv")
    let totals = try JSONAnswer(["sinks"] + Self.files + [file], in: Self.folder).totals
    return (totals.claims.number, totals.claimed[0].amount.text)
  }

  @Test func theHandedCaseClaimsThePaymentAndNotTheSupermarket() throws {
    let totals = try JSONAnswer(["sinks", "claims.csv"] + Self.files, in: Self.folder).totals
    #expect(totals.claims.number == 1 && totals.claimed[0].amount.text == "185.00")
    #expect(totals.victims.number == 1)
  }

  @Test(arguments: [
    "claim\nv1-lloyds.csv:3\nv2-nationwide.csv:6\n",
    "claim\n./v1-lloyds.csv:3\nsomewhere/v2-nationwide.csv:6\n",
    "account,date,amount,currency\ngb:309626/50000001,2021-01-13,185.00,GBP\n"
      + "07-01-16 12345678,14 Jan 2021,£185.00,\n",
    "claim,account,date,amount\nv1-lloyds.csv:3,,,\n,gb:070116/12345678,14/01/2021,\"185,00\"\n",
    "claim\nv1-lloyds.csv:3\nv1-lloyds.csv:3\nv2-nationwide.csv:6\n",
  ])
  func rowsAreNamedInEveryForm(_ claims: String) throws {
    let found = try claimed(claims)
    #expect(found.count == 2 && found.worth == "370.00")
  }

  @Test(arguments: [
    ("v1-lloyds.csv:1", "line 1 is the header"), ("v1-lloyds.csv:9", "the file has 3 lines"),
    ("v2-nationwide.csv:2", "line 2 comes before the header"),
    ("accounts.csv:2", "accounts.csv holds accounts, not transfers"),
    ("other.csv:2", "no loaded file is called other.csv"),
  ])
  func aLineThatIsNoTransferIsSaidToBeSo(_ claim: String, _ note: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("claim\n\(claim)\n", as: "claims.csv")
    let run = try Program.run(["check", "accounts.csv", file] + Self.files, in: Self.folder)
    #expect(run.status == 1)
    #expect(run.output.contains("[claim-unknown]") && run.output.contains(note), "\(run.output)")
  }

  @Test func optionsNameTransfersByTheirRows() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      id,time,from,to,amount,currency,link
      r1,2021-03-10,a,pay,100.00,GBP,
      p1,2021-03-11,pay,z,99.00,GBP,r1
      ,2021-03-12,b,pay,50.00,GBP,
      ,2021-03-13,pay,z,49.50,GBP,

      """, as: "rows.csv")
    try folder.write("account,role\npay,processor\n", as: "accounts.csv")
    let path = folder.url.path
    let files = ["\(path)/rows.csv", "\(path)/accounts.csv"]
    for link in ["r1=p1", "rows.csv:2=rows.csv:3", "rows.csv:2=p1"] {
      let run = try Program.run(["explain"] + files + ["--link", link])
      #expect(run.status == 0 && run.output.contains("GBP 99.00"), "\(link): \(run.messages)")
    }
    let matched = try Program.run(["match"] + files + ["--transfer", "rows.csv:4"])
    #expect(matched.status == 0 && matched.output.contains("GBP 50.00"), "\(matched.messages)")
    let traced = try Program.run(
      ["trace"] + files + [
        "--rule", "fifo", "--victims", "a", "--override", "rows.csv:3=last: agreed",
      ])
    #expect(traced.status == 0, "\(traced.messages)")
    let coordinated = try Program.run(
      ["trace"] + files + [
        "--rule", "fifo", "--victims", "a", "--pooled-as-ordinary", "--coordinated",
        "rows.csv:5=rows.csv:2: one scheme",
      ])
    #expect(!coordinated.messages.contains("is neither the id nor"), "\(coordinated.messages)")
    let wrong = try Program.run(["match"] + files + ["--transfer", "rows.csv:9"])
    #expect(
      wrong.status == 2
        && wrong.messages.contains("is neither the id nor the FILE:LINE of a transfer"))
  }
}
