import TestSupport
import Testing

/// One number in the forms of spreadsheets, through the program.
@Suite("Numbers in the forms of spreadsheets")
struct SpreadsheetNumberTests {
  @Test func theHandedCaseIsOneAccountPaidBySix() throws {
    let folder = "fixtures/faults/30-spreadsheet-forms-of-a-number-are-other-accounts"
    let sinks = try JSONAnswer(["sinks", "acc.csv", "--victims", "all"], in: folder).sinks.items
    #expect(sinks.count == 1)
    #expect(sinks[0].account.text == "50100012345678")
    #expect(
      sinks[0].victimAccounts.items.map { $0.text } == [
        "victim-1", "victim-3", "victim-4", "victim-5", "victim-6", "victim-7",
      ])
    #expect(sinks[0].received[0].amount.text == "1110.00")
    #expect(sinks[0].popularity.number == 6)
    let check = try Program.run(["check", "acc.csv"], in: folder)
    #expect(check.output.contains("among the loaded accounts it may be \"50100012345678\""))
    #expect(
      check.output.contains("account \"5010 0012 3456 78\" may be \"50100012345678\""))
  }

  @Test func theUserNamesTheAccountInAnyForm() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\n1,2021-01-01,v,50100012345678.0,1.00,INR\n"
        + "2,2021-01-02,50100012345678,z,1.00,INR\n", as: "rows.csv")
    for name in ["50100012345678", "'50100012345678", "50,100,012,345,678", "50100012345678.0"] {
      let run = try JSONAnswer(["reach", rows, "--from", name])
      #expect(run.accounts.items.map { $0.account.text } == ["z"], "\(name)")
    }
    let decisions = try folder.write(
      "account,decision,other\n=\"50100012345678\",same,v\n", as: "decisions.csv")
    let check = try Program.run(["check", rows, decisions])
    #expect(check.output.contains("[accounts-united]") && check.status == 0)
  }
}
