import Foundation
import TestSupport
import Testing

/// Evidence, read from files, that a statement's balances give for the order of a day's rows.
@Suite("Balances order a day's rows")
struct StatementSequenceTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  /// A row of a statement in HDFC's delimited form.
  private func row(
    _ day: Int, _ text: String, debit: String = "0.00", credit: String = "0.00", _ balance: String,
    number: Int
  ) -> String {
    "  0\(day)/03/23  ,\(text)      , 0\(day)/03/23 ,        \(debit)  ,        \(credit)  ,"
      + "000020000000000\(number)   ,        \(balance)  \n"
  }

  /// The sinks of a file, and what `check` says of it.
  private func answers(_ text: String) throws -> (sinks: [[String: Any]], check: String) {
    let folder = try TemporaryFolder()
    try folder.write(text, as: "50100234567812_HDFC.csv")
    let sinks = try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY sinks *.csv --victims all --min-victims 1 --format json --quiet"
    )
    let check = try Program.shell("cd \(folder.url.path) && $TRIBUTARY check *.csv --quiet")
    let found = try JSONSerialization.jsonObject(with: Data(sinks.output.utf8)) as? [String: Any]
    return (try #require(found?["sinks"] as? [[String: Any]]), check.output + check.messages)
  }

  private let payer = "IMPS-379867366373-ASHOK KUMAR-ICIC-XXXXXXXX7890-RENT"
  private let payee = "IMPS-379867366999-BISWAS GOLD-BARB-XXXXXXXX1234-GOLD"

  private var before: String {
    (1...3).map { day in
      row(
        day, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00",
        "\(day)0.00", number: day)
    }.joined()
  }

  /// Rows that stand in one order and whose balances follow in another took place in the other: the account was paid,
  /// and then it paid.
  @Test(arguments: [false, true]) func balancesGoBeforeThePlaceOfRows(_ isSwapped: Bool) throws {
    let credit = row(4, payer, credit: "100.00", "130.00", number: 4)
    let debit = row(4, payee, debit: "125.00", "5.00", number: 5)
    let after = row(
      5, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00", "15.00", number: 6)
    let found = try answers(
      Self.head + before + (isSwapped ? debit + credit : credit + debit) + after)
    #expect(found.check.contains("and within a day the newest row") == isSwapped, "\(found.check)")
    let payees = found.sinks.filter { !"\($0["account"] ?? "")".hasPrefix("in:HDFC:") }
    #expect(payees.count == 1)
    // The customer, the one who paid on that day, and the account itself.
    #expect(payees.first?["victims"] as? Int == 3)
    #expect(payees.first?["finding"] as? String == "proven")
  }

  /// A day whose balances fit only the opposite order of rows is turned, where all other days stand as they took place.
  @Test func oneDayMayStandTheOtherWayRound() throws {
    let ordinary = (4...6).map { day in
      row(day, payee, debit: "1.00", "\(30 - 1).00", number: day)
        + row(
          day, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "1.00", "30.00",
          number: day)
    }.joined()
    let debit = row(7, payee, debit: "125.00", "5.00", number: 7)
    let credit = row(7, payer, credit: "100.00", "130.00", number: 8)
    let found = try answers(Self.head + before + ordinary + debit + credit)
    #expect(
      found.check.contains("lines 12, 13: the balances follow in the order 13, 12 only"),
      "\(found.check)")
  }

  /// Rows of Barclays' export, which has no balances.
  private func barclays(_ rows: [(day: Int, amount: String, text: String)]) -> String {
    "Number,Date,Account,Amount,Subcategory,Memo\n"
      + rows.map {
        " ,0\($0.day)/03/2023,20-00-00 12345678,\($0.amount),Funds Transfer,\($0.text)\n"
      }.joined()
  }

  private func path(_ text: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(text, as: "b.csv")
    let sinks = try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY sinks b.csv --victims all --min-victims 1 --format csv --quiet"
    )
    return sinks.output + sinks.messages
  }

  /// Days that run backwards do not say how the rows of one day stand: without balances nothing is proven by them.
  @Test func daysAloneDoNotOrderTheRowsOfOneDay() throws {
    let rows: [(day: Int, amount: String, text: String)] = [
      (4, "-50.00", "JOHN SMITH 20-11-11 87654321 RENT"),
      (3, "-100.00", "MARY JONES 20-22-22 11112222 X"),
      (3, "100.00", "ANN BAKER 20-33-33 33334444 Y"), (2, "10.00", "SUE COOK 20-44-44 44445555 Z"),
    ]
    for rows in [rows, [rows[0], rows[2], rows[1], rows[3]]] {
      let found = try path(barclays(rows))
      let line = try #require(
        found.split(separator: "\n").first { $0.contains("11112222") || $0.contains("MARY") })
      #expect(line.contains("possible"), "\(found)")
    }
  }

  /// A day's rows have one balance after all of them, and as they stand the account would be overdrawn.
  @Test func overdraftsThatNoBalanceShowsOrderTwoRows() throws {
    let rows =
      row(4, payee, debit: "125.00", "", number: 4)
      + row(4, payer, credit: "100.00", "5.00", number: 5)
    let after = row(
      5, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00", "15.00", number: 6)
    let found = try answers(Self.head + before + rows + after)
    #expect(
      found.check.contains("leaves no overdraft that the statement does not show"), "\(found.check)"
    )
    let payees = found.sinks.filter { !"\($0["account"] ?? "")".hasPrefix("in:HDFC:") }
    #expect(payees.first?["victims"] as? Int == 3)
    #expect(payees.first?["finding"] as? String == "proven")
  }

  /// Times of day without a zone order the rows of one file, however the rows stand.
  @Test(arguments: [(["11:00", "10:00"], "possible"), (["09:00", "10:00"], "proven")])
  func clocksWithoutAZoneOrderTheRowsOfOneDay(_ clocks: [String], _ finding: String) throws {
    let folder = try TemporaryFolder()
    let rows = """
      Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In
      tx_1,05/03/2024,\(clocks[0]):00,Faster payment,A Victim,,Income,100.00,GBP,100.00,GBP,loan,,,loan,,,100.00
      tx_2,05/03/2024,\(clocks[1]):00,Faster payment,J Martin,,General,-100.00,GBP,-100.00,GBP,rent,,,rent,,-100.00,

      """
    try folder.write(rows, as: "m.csv")
    let run = try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY path m.csv --own-account me --from '?:me:FPS:A VICTIM' --to '?:me:FPS:J MARTIN' --quiet"
    )
    #expect(run.output.contains(": \(finding)"), "\(run.output)")
    if finding == "possible" { #expect(run.output.contains("in another order"), "\(run.output)") }
  }

  /// A file of payments whose days run backwards was perhaps sorted by day alone.
  @Test func fallingDaysOfALedgerDoNotOrderOneDay() throws {
    let folder = try TemporaryFolder()
    for (rows, finding) in [
      (
        "t3,2024-03-06,m,y,1.00,GBP\nt2,2024-03-05,v,m,1.00,GBP\nt1,2024-03-05,m,z,1.00,GBP\n",
        "possible"
      ),
      (
        "t2,2024-03-05,v,m,1.00,GBP\nt1,2024-03-05,m,z,1.00,GBP\nt3,2024-03-06,m,y,1.00,GBP\n",
        "proven"
      ),
    ] {
      try ("id,time,from,to,amount,currency\n" + rows).write(
        to: folder.url.appending(path: "l.csv"), atomically: true, encoding: .utf8)
      let run = try Program.shell(
        "cd \(folder.url.path) && $TRIBUTARY path l.csv --from v --to z --quiet")
      #expect(run.output.contains(": \(finding)"), "\(run.output)")
    }
  }
}
