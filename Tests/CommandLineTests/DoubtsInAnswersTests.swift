import Foundation
import TestSupport
import Testing

/// Every answer says what keeps it from being certain: limits, missing times, decisions, open ends, unread rows.
@Suite("Doubts stand in the answer")
struct DoubtsInAnswersTests {
  private static let header = "id,time,from,to,amount,currency\n"

  private func folder(_ rows: String, victims: String = "anna") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.header + rows, as: "t.csv")
    let roles = victims.split(separator: " ").map { "\($0),victim\n" }.joined()
    try folder.write("account,role\n" + roles, as: "a.csv")
    return folder
  }

  private func run(_ words: String, in folder: TemporaryFolder) throws -> String {
    let run = try Program.shell("cd \(folder.url.path) && $TRIBUTARY \(words)")
    #expect(run.status == 0 || run.status == 1, "\(words): \(run.messages)")
    return run.output
  }

  // MARK: Order

  /// An order for payments of the same time leaves alone what the clock of one file decides.
  @Test(arguments: ["recorded", "credits-first", "debits-first", "reversed"])
  func theClockOfAFileStands(order: String) throws {
    let folder = try folder(
      """
      t1,2024-03-01T12:00:00,anna,mule,100.00,GBP
      t2,2024-03-01T11:00:00,mule,early,40.00,GBP
      t3,2024-03-01T13:00:00,mule,late,30.00,GBP

      """)
    let text = try run("trace t.csv a.csv --rule fifo --order \(order) -q", in: folder)
    #expect(!text.contains("early"), "\(text)")
    #expect(text.contains("late"), "\(text)")
    #expect(!text.contains("[order-sensitive]"), "\(text)")
  }

  @Test func anOrderStillDecidesRowsOfOneTime() throws {
    let folder = try folder(
      """
      t1,2024-03-01T12:00:00,mule,early,40.00,GBP
      t2,2024-03-01T12:00:00,anna,mule,100.00,GBP

      """)
    let first = try run("trace t.csv a.csv --rule fifo --order credits-first -q", in: folder)
    #expect(first.contains("early"), "\(first)")
  }

  /// A payment without a time may have been made before or after any other.
  @Test func aPaymentWithoutATimeLeavesBoundsOpen() throws {
    let folder = try folder(
      "t1,2024-03-01T12:00:00Z,anna,mule,100.00,GBP\nt3,,mule,x,100.00,GBP\n")
    for words in ["trace t.csv a.csv --rule fifo -q", "trace t.csv a.csv --compare -q"] {
      #expect(try run(words, in: folder).contains("[no-time]"), "\(words)")
    }
    let text = try run("trace t.csv a.csv --rule fifo -q", in: folder)
    #expect(!text.contains("at least GBP 100.00"), "\(text)")
  }

  @Test func firstAndLastLeaveOutPaymentsWithoutATime() throws {
    let folder = try folder(
      "t1,2024-03-01,anna,mule,10.00,GBP\nt2,2024-03-02,anna,mule,10.00,GBP\nt3,,anna,mule,10.00,GBP\n"
    )
    for command in ["sums", "accounts"] {
      #expect(try run("\(command) t.csv a.csv -q", in: folder).contains("[no-time]"), "\(command)")
    }
  }

  // MARK: Limits

  @Test(arguments: [
    ("transfers", "--before 2030-01-01"), ("accounts", "--since 1900-01-01"),
    ("sums", "--before 2030-01-01"), ("trace --rule fifo", "--cutoff 2030-01-01"),
    ("trace --compare", "--cutoff 2030-01-01"), ("patterns", "--before 2030-01-01"),
    ("sinks --min-victims 1", "--before 2030-01-01"),
  ])
  func aPeriodSaysWhatItLeavesOut(command: String, limit: String) throws {
    let folder = try folder("t1,2024-03-01,anna,mule,100.00,GBP\nt2,,mule,shop,90.00,GBP\n")
    let text = try run("\(command) t.csv a.csv \(limit) -q", in: folder)
    #expect(text.contains("[limited-scope]"), "\(text)")
    #expect(text.contains("1 of them because it has no time"), "\(text)")
  }

  @Test(arguments: ["transfers", "accounts", "sums", "trace --rule fifo", "trace --compare"])
  func aCurrencyIsSaid(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "id,time,from,to,amount,currency,received_amount,received_currency\n"
        + "t1,2024-03-01,anna,mule,100.00,GBP,,\nt2,2024-03-02,mule,boss,100.00,GBP,120.00,EUR\n"
        + "t3,2024-03-03,boss,shop,120.00,EUR,,\n", as: "t.csv")
    try folder.write("account,role\nanna,victim\n", as: "a.csv")
    let text = try run("\(command) t.csv a.csv --currency GBP -q", in: folder)
    #expect(text.contains("only transfers in GBP were considered"), "\(text)")
    let json = try run("\(command) t.csv a.csv --currency GBP -q --format json", in: folder)
    #expect(json.contains("\"onlyTransfers\"") && json.contains("in GBP"), "\(json.prefix(300))")
  }

  // MARK: Decisions and open ends

  @Test(arguments: [
    "sinks", "trace --rule fifo", "transfers", "accounts", "path --from bela --to mule",
    "reach --from bela",
  ])
  func accountsUnitedByDecisionAreNamed(command: String) throws {
    let folder = try folder(
      "t1,2024-03-01,anna,mule,100.00,GBP\nt2,2024-03-02,bela,mule2,50.00,GBP\n",
      victims: "anna bela")
    try folder.write(
      "account,decision,other,by,on,reason\nmule,same,mule2,DC Q,2024-05-01,letter\n", as: "d.csv")
    let text = try run("\(command) t.csv a.csv d.csv -q", in: folder)
    #expect(text.contains("[decided-accounts]") && text.contains("DC Q"), "\(text)")
    let plain = try run("\(command) t.csv a.csv -q", in: folder)
    #expect(!plain.contains("[decided-accounts]"))
  }

  /// The records of a service without links show where a trail ends, and not what the service holds.
  @Test func aReceiptWithoutALinkIsNotCertainlyHeld() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.header + "t1,2024-03-01,anna,psp,100.00,GBP\nt2,2024-03-02,psp,mule,96.00,GBP\n",
      as: "t.csv")
    try folder.write("account,role\nanna,victim\npsp,processor\n", as: "a.csv")
    let text = try run("trace t.csv a.csv --rule fifo -q", in: folder)
    #expect(text.contains("[stopped-at-pooled]"), "\(text)")
    #expect(text.contains("GBP 4.00  GBP 100.00"), "\(text)")
  }

  @Test func rowsThatMayBeOnePaymentAreSaid() throws {
    let folder = try TemporaryFolder()
    let header =
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
    try folder.write(
      header + "05/03/2024,FPO,'30-90-62,24648987,M MULE,150.00,,60.00\n"
        + "03/03/2024,FPI,'30-90-62,24648987,EMPLOYER LTD,,210.00,210.00\n", as: "A.csv")
    try folder.write(
      header + "07/03/2024,FPO,'30-90-64,33334444,BOSS,140.00,,10.00\n"
        + "05/03/2024,FPI,'30-90-64,33334444,A ALPHA,,150.00,150.00\n", as: "M.csv")
    try folder.write(
      "account,role,name\ngb:309062/24648987,victim,A Alpha\ngb:309064/33334444,mule,M Mule\n",
      as: "ac.csv")
    let text = try run("trace A.csv M.csv ac.csv --rule fifo -q", in: folder)
    #expect(text.contains("[possible-rows]") && text.contains("[known-by-name-only]"), "\(text)")
    #expect(!text.contains("at least GBP 150.00"), "\(text)")
  }

  @Test func aStatedOpeningAgainstAStatementIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
        + "08/03/2024,FPO,'30-90-64,33334444,BOSS,240.00,,510.00\n"
        + "06/03/2024,FPI,'30-90-64,33334444,B BETA,,100.00,750.00\n"
        + "05/03/2024,FPI,'30-90-64,33334444,A ALPHA,,150.00,650.00\n"
        + "04/03/2024,FPO,'30-90-64,33334444,SHOP,20.00,,500.00\n", as: "M.csv")
    try folder.write("claim\nM.csv:3\nM.csv:4\n", as: "c.csv")
    let words = "trace M.csv c.csv --rule fifo -q --opening"
    let against = try run("\(words) \"gb:309064/33334444=0.00 GBP\"", in: folder)
    #expect(against.contains("its statement begins with GBP 520.00"), "\(against)")
    let with = try run("\(words) \"gb:309064/33334444=520.00 GBP\"", in: folder)
    #expect(!with.contains("its statement begins"), "\(with)")
  }

  /// Balances that show payments which no row does leave every way open.
  @Test func aBreakOfBalancesExcludesNothing() throws {
    let folder = try TemporaryFolder()
    func statement(_ balance: String) -> String {
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
        + "08/03/2024,FPO,'30-90-64,33334444,BOSS,240.00,,\(balance)\n"
        + "06/03/2024,FPI,'30-90-64,33334444,B BETA,,100.00,600.00\n"
    }
    try folder.write(Self.header + "t1,2024-03-04,anna,shop,150.00,GBP\n", as: "t.csv")
    let words = "path t.csv M.csv --from anna --to gb:309064/33334444 -q"
    try folder.write(statement("360.00"), as: "M.csv")
    #expect(try run(words, in: folder).contains("excluded"))
    try folder.write(statement("510.00"), as: "M.csv")
    let open = try run(words, in: folder)
    #expect(open.contains("possible") && !open.contains("excluded"), "\(open)")
  }

  @Test func aWaitWithoutATimeOfDayIsSaid() throws {
    let folder = try folder(
      "t1,2024-03-01T10:00:00Z,anna,b,100.00,GBP\nt2,2024-03-02,b,c,100.00,GBP\n")
    let text = try run("path t.csv --from anna --to c --within 14h -q", in: folder)
    #expect(text.contains("may have been longer than 14 hours"), "\(text)")
    #expect(!(try run("path t.csv --from anna --to c -q", in: folder)).contains("longer than"))
  }

  // MARK: Amounts

  /// Money that a victim exchanges within the account is no payment to anybody.
  @Test func anOwnConversionIsNoLoss() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "id,time,from,to,amount,currency,received_amount,received_currency\n"
        + "t1,2024-03-01,anna,anna,100.00,GBP,115.00,EUR\nt2,2024-03-02,anna,mule,115.00,EUR,,\n",
      as: "t.csv")
    try folder.write("account,role\nanna,victim\n", as: "a.csv")
    for words in ["sinks --min-victims 1", "trace --rule fifo"] {
      let text = try run("\(words) t.csv a.csv -q", in: folder)
      #expect(text.contains("EUR 115.00") && !text.contains("GBP 100.00"), "\(text)")
    }
  }

  /// Money converted inside the pool is shared by the contributions that it came from.
  @Test func aPoolSharesEveryCurrency() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "id,time,from,to,amount,currency,received_amount,received_currency\n"
        + "t1,2024-03-01,anna,m,100.00,GBP,,\nt2,2024-03-02,bela,m,50.00,GBP,,\n"
        + "t3,2024-03-03,m,n,120.00,GBP,140.00,EUR\n", as: "t.csv")
    try folder.write("account,role\nanna,victim\nbela,victim\n", as: "a.csv")
    let text = try run("trace t.csv a.csv --rule pari-passu-ex-post --pool m,n -q", in: folder)
    for amount in ["GBP 20.00", "GBP 10.00", "EUR 93.33", "EUR 46.67"] {
      #expect(text.contains(amount), "\(text)")
    }
  }

  // MARK: Pictures

  @Test(arguments: ["flow", "sankey", "timeline", "matrix"])
  func aPictureNamesItsLimitsAndUnreadRows(kind: String) throws {
    let folder = try folder(
      "t1,2024-03-01,anna,mule,100.00,GBP\nt2,2024-03-02,bela,mule,50.00,GBP\nt3,2024-03-05,mule,shop,150.00,GBP\nt4,2024-03-06,mule,shop,1O.00,GBP\n",
      victims: "anna bela")
    _ = try run("draw \(kind) t.csv a.csv --before 2024-03-04 -o p.svg --force -q", in: folder)
    let picture = try String(
      decoding: Data(contentsOf: folder.url.appending(path: "p.svg")), as: UTF8.self)
    #expect(picture.contains("Only payments until 2024-03-04"), "\(kind)")
    #expect(picture.contains("1 row could not be read"), "\(kind)")
  }
}
