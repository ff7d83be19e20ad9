import TestSupport
import Testing

/// Amounts finer than their currency's minor unit, through the program.
@Suite("Finer amounts")
struct FinerAmountTests {
  @Test func yenWithTwoDecimalsOfThePublicBenchmarkAreLoaded() throws {
    let folder = "fixtures/faults/yen-decimals"
    let file = try JSONAnswer(["check", "t.csv"], in: folder)[0]
    #expect(file.loaded.number == 3 && file.rejected.number == 0)
    let run = try Program.run(["check", "t.csv"], in: folder)
    #expect(run.status == 0)
    // 1,449,610.43 + 278,872.19 + 431,045.44
    #expect(run.output.contains("total       JPY 2,159,528.06\n"))
  }

  @Test func everyFigureOfALedgerHasTheDecimalsOfItsFiles() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      """
      id,time,from,to,amount,currency
      t1,2021-03-10,a,m,1000,JPY
      t2,2021-03-11,b,m,1000.50,JPY
      t3,2021-03-12,m,z,1500.25,JPY
      t4,2021-03-12,m,z,10.00,USD

      """, as: "rows.csv")
    let sinks = try JSONAnswer(["sinks", rows, "--victims", "a,b", "--currency", "jpy"])
    #expect(sinks.sinks.items.map { $0.account.text } == ["m", "z"])
    #expect(sinks.sinks.items.map { $0.received[0].amount.text } == ["2000.50", "1500.25"])
    let trace = try Program.run([
      "trace", rows, "--rule", "fifo", "--victims", "a,b", "--opening", "m=0.25 JPY own",
    ])
    #expect(trace.output.contains("m held JPY 0.25 of its own before its first transfer"))
    // First in, first out: 0.25 of its own, then 1,000 of a, then 500 of b.
    let words = trace.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("m JPY 2,000.50 JPY 1,500.00 JPY 500.50"), "\(trace.output)")
    #expect(words.contains("z JPY 1,500.00 - JPY 1,500.00"), "\(trace.output)")
    let refused = try Program.run([
      "trace", rows, "--rule", "fifo", "--victims", "a,b", "--opening", "m=0.255 JPY own",
    ])
    #expect(refused.status == 2)
  }

  @Test func aServicesStatedFeeAndBalancesAreReadInTheUnitsOfTheLedger() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      """
      id,time,from,to,amount,currency
      t1,2021-03-10,a,pay,1000.50,JPY
      t2,2021-03-11,pay,z,999.50,JPY

      """, as: "rows.csv")
    let accounts = try folder.write("account,role\npay,processor\n", as: "accounts.csv")
    // One yen is kept: 0.01 in the fee's hundredths.
    let run = try Program.run([
      "match", rows, accounts, "--fee", "pay=0.01", "--balance", "pay=2021-03-09 0 JPY",
      "--balance", "pay=2021-03-11 1.00 JPY",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("complete, opening + in - out = closing"))
    #expect(run.output.contains("t1") && run.output.contains("t2"))
  }
}
