import Foundation
import TestSupport
import Testing

/// Answers neither prove nor exclude what the records leave open, and no figure is at least what it may not be.
@Suite("What the records leave open")
struct OpenRecordsTests {
  private static let header = "id,time,from,to,amount,currency\n"
  private static let lloyds =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"

  private func run(_ words: String, in folder: TemporaryFolder) throws -> String {
    let run = try Program.shell("cd \(folder.url.path) && $TRIBUTARY \(words)")
    #expect(run.status == 0 || run.status == 1, "\(words): \(run.messages)")
    return run.output
  }

  // MARK: Order within a day

  /// A file of one day may run either way, and one whose days do not run forwards was sorted by something else.
  @Test(arguments: [
    "t3,2024-03-02,mule,shop,100.00,GBP\nt2,2024-03-02,anna,mule,100.00,GBP\n",
    "t2,2024-03-02,anna,mule,100.00,GBP\nt3,2024-03-02,mule,shop,100.00,GBP\n",
    "t1,2024-03-05,x,y,1.00,GBP\nt3,2024-03-02,mule,shop,100.00,GBP\nt2,2024-03-02,anna,mule,100.00,GBP\nt4,2024-03-04,x,y,1.00,GBP\n",
  ])
  func rowsOfOneDayHaveNoOrder(rows: String) throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header + rows, "a.csv": "account,role\nanna,victim\n",
    ])
    let path = try run("path t.csv a.csv --from anna --to shop -q", in: folder)
    #expect(path.contains("possible") && path.contains("do not say which was first"), "\(path)")
    let bounds = try run(
      "trace t.csv a.csv --rule fifo --schedule bounds --format csv -q", in: folder)
    #expect(BoundSchedule.limits(bounds, "mule", of: "anna") == ["0.00", "100.00"], "\(bounds)")
    #expect(BoundSchedule.limits(bounds, "shop", of: "anna") == ["0.00", "100.00"], "\(bounds)")
  }

  /// Balances that follow in one order only decide, however the rows of the day stand.
  @Test(arguments: ["ABCD", "BADC", "CADB", "DCBA"])
  func balancesOrderAShuffledDay(order: String) throws {
    let rows: [Character: String] = [
      "A": "FPI,'30-90-64,33334444,A ALPHA,,100.00,150.00",
      "B": "FPO,'30-90-64,33334444,BOSS,100.00,,50.00",
      "C": "FPI,'30-90-64,33334444,B BETA,,30.00,80.00",
      "D": "FPO,'30-90-64,33334444,SHOP,75.00,,5.00",
    ]
    let text = order.compactMap { rows[$0] }.map { "05/03/2024,\($0)\n" }.joined()
    let line =
      2 + (order.firstIndex(of: "A").map { order.distance(from: order.startIndex, to: $0) } ?? 0)
    let folder = try TemporaryFolder([
      "s.csv": Self.lloyds + text, "c.csv": "claim\ns.csv:\(line)\n",
    ])
    let path = try run("path s.csv --from 'B BETA' --to BOSS -q", in: folder)
    #expect(path.contains("BOSS (known by name only): possible"), "\(path)")
    let trace = try run("trace s.csv c.csv --rule fifo -q", in: folder)
    #expect(!trace.contains("[statement-differs]"), "\(trace)")
    #expect(trace.contains("GBP 5.00  balance of gb:309064/33334444"), "\(trace)")
    #expect(trace.contains("BOSS (known by name only)  GBP 50.00  GBP 100.00"), "\(trace)")
  }

  /// Two orders in which all balances follow leave the order open.
  @Test func balancesThatFollowInTwoOrdersDecideNothing() throws {
    let rows =
      "05/03/2024,FPO,'30-90-64,33334444,SHOP,50.00,,50.00\n05/03/2024,FPI,'30-90-64,33334444,A ALPHA,,50.00,100.00\n"
      + "05/03/2024,FPI,'30-90-64,33334444,B BETA,,50.00,100.00\n05/03/2024,FPO,'30-90-64,33334444,BOSS,50.00,,50.00\n"
    let folder = try TemporaryFolder(["s.csv": Self.lloyds + rows])
    for (from, to) in [("A ALPHA", "BOSS"), ("A ALPHA", "SHOP"), ("B BETA", "BOSS")] {
      let path = try run("path s.csv --from '\(from)' --to \(to) -q", in: folder)
      #expect(path.contains(": possible"), "\(path)")
    }
  }

  // MARK: Waits

  @Test func aWaitThatMayBeLongerIsNotProven() throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header
        + "t1,2024-03-01T10:00:00Z,anna,b,100.00,GBP\nt2,2024-03-02,b,c,100.00,GBP\n",
      "a.csv": "account,role\nanna,victim\n",
    ])
    for (limit, finding) in [("14h", "possible"), ("37h", "possible"), ("38h", "proven")] {
      let path = try run("path t.csv a.csv --from anna --to c --within \(limit) -q", in: folder)
      #expect(path.contains(": \(finding)"), "\(limit): \(path)")
      let json = try run(
        "reach t.csv a.csv --from anna --within \(limit) -q --format json", in: folder)
      #expect(json.contains("\"leastSeconds\"") == (finding == "possible"), "\(json)")
    }
    let path = try run("path t.csv a.csv --from anna --to c --within 14h -q", in: folder)
    #expect(path.contains("t2 (t.csv:3) was within 14 hours of t1 (t.csv:2)"), "\(path)")
    let sinks = try run("sinks t.csv a.csv --min-victims 1 --within 14h -q", in: folder)
    #expect(sinks.contains("or within a wait, that the records do not state"), "\(sinks)")
  }

  // MARK: Money that no row shows

  /// Between two statements that do not join, money left that nothing shows.
  @Test func aGapBetweenStatementsLeavesTheMoneyOpen() throws {
    let folder = try TemporaryFolder([
      "F.csv": Self.lloyds
        + "08/02/2024,FPI,'30-90-64,33334444,A ALPHA,,150.00,150.00\n01/02/2024,FPO,'30-90-64,33334444,SHOP,20.00,,0.00\n",
      "P.csv": Self.lloyds
        + "10/04/2024,FPO,'30-90-64,33334444,BOSS,140.00,,10.00\n01/04/2024,FPI,'30-90-64,33334444,PAY,,100.00,150.00\n",
      "c.csv": "claim\nF.csv:2\n",
    ])
    let text = try run("trace F.csv P.csv c.csv --rule fifo -q", in: folder)
    #expect(text.contains("no rule can follow them"), "\(text)")
    #expect(text.contains("2024-02-09") && text.contains("2024-04-01"), "\(text)")
    #expect(text.contains("left gb:309064/33334444 unseen"), "\(text)")
    let bounds = try run(
      "trace F.csv P.csv c.csv --rule fifo --schedule bounds --format csv -q", in: folder)
    let account = bounds.split(separator: "\n").filter { $0.hasPrefix("gb:309064/33334444,") }
    #expect(!account.isEmpty && account.allSatisfy { $0.contains(",0.00,10.00,") }, "\(bounds)")
    let boss = bounds.split(separator: "\n").filter { $0.contains("BOSS") && $0.contains("GBP,") }
    #expect(boss.allSatisfy { $0.contains(",0.00,50.00,") }, "\(bounds)")
  }

  // MARK: Claims on the same money

  @Test func moneyThatASecondVictimPaidOnIsNotHeldThere() throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header
        + "t1,2024-03-01,anna,bela,100.00,GBP\nt2,2024-03-02,bela,mule,100.00,GBP\n",
      "a.csv": "account,role\nanna,victim\nbela,victim\n",
    ])
    let bounds = try run(
      "trace t.csv a.csv --rule fifo --schedule bounds --format csv -q", in: folder)
    #expect(BoundSchedule.limits(bounds, "bela", of: "anna") == ["0.00", "100.00"], "\(bounds)")
    #expect(BoundSchedule.limits(bounds, "mule", of: "bela") == ["100.00", "100.00"], "\(bounds)")
    for words in ["--rule fifo", "--compare"] {
      let text = try run("trace t.csv a.csv \(words) -q", in: folder)
      #expect(text.contains("these claims may rest on the same money"), "\(text)")
    }
  }

  /// Each of two payouts passes on one of two receipts: which is open, and no victim's money is certainly at either.
  @Test func aPayoutPassesOnOneOfItsAlternatives() throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header
        + "v2,2024-01-15T10:00:00Z,bela,psp,300.00,GBP\nv3,2024-01-15T11:00:00Z,cara,psp,300.00,GBP\n"
        + "x2,2024-01-16T10:00:00Z,psp,mule,291.00,GBP\nx3,2024-01-16T11:00:00Z,psp,shop,291.00,GBP\n",
      "a.csv": "account,role\nbela,victim\ncara,victim\npsp,processor\n",
    ])
    let sinks = try run("sinks t.csv a.csv --fee psp=3% -q", in: folder)
    #expect(sinks.contains("not all are right"), "\(sinks)")
    let words = "trace t.csv a.csv --fee psp=3% --min-grade C --rule fifo -q"
    let text = try run(words, in: folder)
    #expect(text.contains("one of several receipts, and which is open"), "\(text)")
    let bounds = try run("\(words) --schedule bounds --format csv", in: folder)
    for site in ["mule", "shop"] {
      for victim in ["bela", "cara"] {
        #expect(BoundSchedule.limits(bounds, site, of: victim) == ["0.00", "291.00"], "\(bounds)")
      }
    }
  }

  /// A chargeback out of the payee's account is told beside the rule's figure.
  @Test func aChargebackByThePayeeIsSaid() throws {
    let folder = try TemporaryFolder([
      "t.csv": "id,time,from,to,amount,currency,kind,link\n"
        + "t1,2024-03-01,bela,shop,50.00,GBP,,\nt2,2024-03-03,shop,boss,50.00,GBP,,\nt3,2024-03-05,shop,bela,50.00,GBP,chargeback,t1\n",
      "a.csv": "account,role\nbela,victim\n",
    ])
    for words in ["--schedule chargebacks", ""] {
      let text = try run("trace t.csv a.csv --rule fifo -q \(words)", in: folder)
      #expect(text.contains("[charged-back]") && text.contains("t3 (t.csv:4)"), "\(text)")
    }
  }

  /// A debt that money paid off is no account, whatever accounts are called.
  @Test func aBankIsNoAccount() throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header
        + "t1,2024-03-01,anna,mule,100.00,GBP\nt2,2024-03-02,mule,bank:mule,40.00,GBP\n",
      "a.csv": "account,role\nanna,victim\n",
    ])
    let words = "trace t.csv a.csv --rule fifo --opening \"mule=-30.00 GBP own\" -q"
    let text = try run(words, in: folder)
    #expect(text.contains("bank of mule, for its debt"), "\(text)")
    let csv = try run("\(words) --format csv", in: folder)
    #expect(csv.contains(",::bank:mule,") || csv.contains(",:bank:mule,"), "\(csv)")
    #expect(csv.contains(",bank:mule,"), "\(csv)")
  }
}
