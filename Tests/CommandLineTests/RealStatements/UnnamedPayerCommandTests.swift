import TestSupport
import Testing

/// Rows without a payer, through the program.
@Suite("Unnamed payers")
struct UnnamedPayerCommandTests {
  @Test func blanksAreNoPayers() throws {
    let folder = "fixtures/faults/blank-payers"
    let answer = try JSONAnswer(
      ["sinks", "t.csv", "--victims", "all", "--max-hops", "1"], in: folder)
    #expect(answer.totals.victims.number == 2)
    #expect(answer.totals.transfersWithoutPayer.number == 3)
    #expect(answer.sinks[0].victims.number == 2 && answer.sinks[0].popularity.number == 2)
    #expect(answer.notes.items.contains { $0.code.text == "unnamed-payers" })
    let text = try Program.run(["sinks", "t.csv", "--victims", "all"], in: folder)
    #expect(text.output.contains("2 or more of 2 payers"))
    #expect(text.output.contains("3 transfers in scope have no named payer"))
  }

  @Test(arguments: [
    "-", "--", "—", "?", "...", "N/A", "n/a", "null", "None", "unknown", "UNKNOWN", "NaN", "<NA>",
    "not available", "unbekannt", "#N/A", "\\N",
  ])
  func nobodyIsWrittenInManyWays(_ word: String) throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\n1,2012-01-01,a,s,1.00,USD\n2,2012-01-01,b,s,1.00,USD\n"
        + "3,2012-01-01,\(word),s,1.00,USD\n4,2012-01-02,\(word),s,1.00,USD\n", as: "rows.csv")
    let answer = try JSONAnswer(["sinks", rows, "--victims", "all"])
    #expect(answer.totals.victims.number == 2)
    #expect(answer.totals.transfersWithoutPayer.number == 2)
    #expect(answer.sinks[0].popularity.number == 2)
  }

  @Test func whoIsKnownByNameOnlyIsSomebodyOnce() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      """
      id,time,from,to,amount,currency,from_name
      1,2012-01-01,,s,1.00,USD,Jo Sample
      2,2012-01-02,-,s,1.00,USD,JO  SAMPLE
      3,2012-01-03,,s,1.00,USD,Al Sample
      4,2012-01-04,,s,1.00,USD,n/a

      """, as: "rows.csv")
    let answer = try JSONAnswer(["sinks", rows, "--victims", "all"])
    #expect(answer.totals.victims.number == 2 && answer.totals.transfersWithoutPayer.number == 1)
    #expect(answer.sinks[0].popularity.number == 2)
  }

  @Test func claimsOfPaymentsWithoutAPayerCountForNoVictim() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\n1,2012-01-01,a,s,1.00,USD\n2,2012-01-02,,s,1.00,USD\n"
        + "3,2012-01-03,,s,1.00,USD\n", as: "rows.csv")
    let claims = try folder.write("claim\n1\n2\n3\n", as: "claims.csv")
    let answer = try JSONAnswer(["sinks", rows, claims, "--min-victims", "1"])
    #expect(answer.totals.victims.number == 1)
    #expect(
      answer.notes.items.contains { $0["text"].text?.contains("2 claimed payments") ?? false })
    let nobody = try folder.write("claim\n2\n3\n", as: "nobody.csv")
    let refused = try Program.run(["sinks", rows, nobody])
    #expect(refused.status == 2 && refused.messages.contains("none of the claimed payments"))
    // A trace follows the money all the same.
    let trace = try Program.run(["trace", rows, nobody, "--rule", "fifo"])
    #expect(trace.status == 0 && trace.output.contains("USD 2.00"))
  }

  @Test func anAccountsFileGivesAStandInAName() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\n1,2012-01-01,a,s,1.00,USD\n2,2012-01-02,,s,1.00,USD\n",
      as: "rows.csv")
    let check = try Program.run(["check", rows])
    let key =
      check.output.split(separator: "stand-in is used: ").last?
      .prefix { $0 != "\n" } ?? ""
    let accounts = try folder.write("account,role,name\n\(key),victim,Jo Sample\n", as: "a.csv")
    let answer = try JSONAnswer(["sinks", rows, accounts, "--victims", "all"])
    #expect(answer.totals.victims.number == 2 && answer.totals.transfersWithoutPayer.number == 0)
  }
}
