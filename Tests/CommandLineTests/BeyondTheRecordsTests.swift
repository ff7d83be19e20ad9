import Foundation
import TestSupport
import Testing

/// Answers that would claim more than the records show: parts of payouts without a link, hypotheses, pairs against time,
/// decisions that contradict each other, and victims' own money.
@Suite("Nothing beyond the records")
struct BeyondTheRecordsTests {
  private static let header = "id,time,from,to,amount,currency"
  private static let roles = "account,role\nv1,victim\nv2,victim\npsp,processor\n"

  private func run(_ words: String, in folder: TemporaryFolder) throws -> String {
    let run = try Program.shell(
      "cd \(folder.url.path) && export TRIBUTARY_BY=nell HOME=/nowhere && $TRIBUTARY \(words)")
    #expect(run.status == 0 || run.status == 1, "\(words): \(run.messages)")
    return run.output
  }

  /// The least and the most of all victims' money at a site, as the schedule of bounds gives them.
  private func limits(
    _ files: String, _ site: String, of claim: String = "ALL", in folder: TemporaryFolder
  ) throws -> [String]? {
    let schedule = try run(
      "trace \(files) --rule fifo --schedule bounds --format csv -q", in: folder)
    return BoundSchedule.limits(schedule, site, of: claim)
  }

  // MARK: Parts of payouts without a link

  private func service(_ payouts: String) throws -> TemporaryFolder {
    try TemporaryFolder([
      "a.csv": Self.roles,
      "t.csv": Self.header + ",link\nr1,2021-03-01T10:00:00Z,v1,psp,100,GBP,\n"
        + "r2,2021-03-01T11:00:00Z,v2,psp,100,GBP,\n" + payouts,
    ])
  }

  /// A part without a link may be of any receipt before it, as a payout without a link may.
  @Test(arguments: [
    ("p1,2021-03-02T10:00:00Z,psp,s,200,GBP,r1=100.00\n", "0.00"),
    ("p1,2021-03-02T10:00:00Z,psp,s,250,GBP,r1=100.00\n", "0.00"),
    ("p1,2021-03-02T10:00:00Z,psp,s,130,GBP,r1=100.00\n", "70.00"),
    ("p1,2021-03-02T10:00:00Z,psp,s,250,GBP,r1=100.00;r2=150.00\n", "0.00"),
    ("p1,2021-03-02T10:00:00Z,psp,s,200,GBP,r1;zz\n", "0.00"),
    ("p0,2021-03-02T09:00:00Z,psp,s,100,GBP,r1\np1,2021-03-02T10:00:00Z,psp,s,100,GBP,\n", "0.00"),
    ("p1,2021-03-02T10:00:00Z,psp,s,100,GBP,r1=100.00\n", "100.00"),
    (
      "p0,2021-03-01T09:00:00Z,psp,s,100,GBP,\np1,2021-03-02T10:00:00Z,psp,s,100,GBP,r1\n", "100.00"
    ),
  ])
  func aPartWithoutALinkMayBeOfAnyReceipt(payouts: String, least: String) throws {
    let folder = try service(payouts)
    #expect(try limits("t.csv a.csv", "psp", in: folder)?.first == least, "\(payouts)")
    let text = try run("trace t.csv a.csv --rule fifo -q", in: folder)
    #expect(text.contains("may have passed it on") == (least != "100.00"), "\(text)")
    // The part that a link covers stays certain.
    #expect(try limits("t.csv a.csv", "s", of: "v1", in: folder)?.first != "100.01")
  }

  /// The part of a receipt that a linked payout leaves may have gone on with another payout.
  @Test func aReceiptThatIsPassedOnInPartMayBePassedOnWhole() throws {
    let folder = try service(
      "p0,2021-03-02T09:00:00Z,psp,s,100,GBP,r2\np1,2021-03-02T09:00:00Z,psp,s,30,GBP,r1\n"
        + "p2,2021-03-03T10:00:00Z,psp,x,70,GBP,\n")
    #expect(try limits("t.csv a.csv", "psp", in: folder)?.first == "0.00")
    let text = try run("trace t.csv a.csv --rule fifo -q", in: folder)
    #expect(
      text.contains("GBP 70.00 is left after the payouts linked with it; 1 payout"), "\(text)")
  }

  // MARK: Hypotheses

  private static let chain = """
    t1,2021-03-01T10:00:00Z,v1,m,100,GBP
    t2,2021-03-02T10:00:00Z,m,s,90,GBP
    t3,2021-03-02T11:00:00Z,v2,m2,50,GBP
    t4,2021-03-03T11:00:00Z,m2,s2,50,GBP
    t5,2021-03-03T12:00:00Z,v2,s,20,GBP

    """

  private func chain() throws -> TemporaryFolder {
    try TemporaryFolder(["p.csv": Self.header + "\n" + Self.chain, "a.csv": Self.roles])
  }

  /// A file left out gives the same doubt as a payment left out.
  @Test func aFileLeftOutExcludesNothing() throws {
    let folder = try chain()
    try folder.write(Self.header + "\nx1,2021-03-02T10:00:00Z,m,s2,10,GBP\n", as: "q.csv")
    _ = try run("load p.csv a.csv q.csv --case C --new -q", in: folder)
    #expect(try run("path --case C --from v1 --to s2 -q", in: folder).contains("s2: proven"))
    _ = try run("decide --case C leave-out q.csv --why x", in: folder)
    let path = try run("path --case C --from v1 --to s2 -q", in: folder)
    #expect(path.contains("s2: possible") && path.contains("file q.csv is left out"), "\(path)")
    for words in ["sinks", "reach --from v1", "trace --rule fifo", "trace --compare", "transfers"] {
      let text = try run("\(words) --case C -q", in: folder)
      #expect(text.contains("file q.csv") && text.contains("[left-out]"), "\(words): \(text)")
    }
    let json = try run("sinks --case C -q --format json", in: folder)
    #expect(json.contains("\"files\": [\"q.csv\"]"), "\(json)")
    _ = try run("decide --case C take-back q.csv --why y", in: folder)
    #expect(try run("path --case C --from v1 --to s2 -q", in: folder).contains("s2: proven"))
  }

  /// A least that holds only without the records of an account is none.
  @Test func theLeastHoldsWithAndWithoutWhatIsLeftOut() throws {
    let folder = try chain()
    #expect(try limits("p.csv a.csv", "m", in: folder) == ["10.00", "100.00"])
    #expect(try limits("p.csv a.csv --without s", "m", in: folder) == ["10.00", "100.00"])
    #expect(try limits("p.csv a.csv --without s", "s", in: folder) == nil)
    #expect(try limits("p.csv a.csv --without m2", "s", in: folder)?.first == "20.00")
    let text = try run("trace p.csv a.csv --rule fifo --without s -q", in: folder)
    #expect(text.contains("hold with and without account s"), "\(text)")
    for words in ["trace --rule fifo", "trace --compare", "sinks", "reach --from v2"] {
      let answer = try run("\(words) p.csv a.csv --without s -q", in: folder)
      #expect(
        answer.contains("1 claimed payment (GBP 20.00) is left out with account s"), "\(answer)")
    }
  }

  // MARK: Pairs against time

  @Test(arguments: [true, false])
  func aRecordThatPairsPaymentsAgainstTimeExcludesNothing(isPooled: Bool) throws {
    let folder = try service("p1,2021-02-02T10:00:00Z,psp,s,90,GBP,r1\n")
    if !isPooled { try folder.write("account,role\nv1,victim\nv2,victim\n", as: "a.csv") }
    let path = try run("path t.csv a.csv --from v1 --to s -q", in: folder)
    #expect(path.contains("s: possible"), "\(path)")
    #expect(path.contains("only if a time is wrong: p1 (t.csv:4) names r1 (t.csv:2)"), "\(path)")
    for words in ["sinks --min-victims 1", "reach --from v1", "reach --to s", "trace --rule fifo"] {
      let text = try run("\(words) t.csv a.csv -q", in: folder)
      #expect(text.contains("by its record p1 (t.csv:4) names r1"), "\(words): \(text)")
    }
    #expect(try limits("t.csv a.csv", "psp", in: folder)?.first == "110.00")
  }

  // MARK: Decisions

  @Test func theLogFollowsTheSameDecisionsAsAnswers() throws {
    let folder = try chain()
    _ = try run("load p.csv a.csv --case C --new -q", in: folder)
    for words in ["same s s2", "same s2 m2", "different s m2"] {
      _ = try run("decide --case C \(words) --why because", in: folder)
    }
    let log = try run("log --case C --effective", in: folder)
    #expect(log.contains("\"s\" and \"s2\" are the same"), "\(log)")
    #expect(!log.contains("\"s2\" and \"m2\" are the same"), "\(log)")
    let accounts = try run("accounts --case C -q", in: folder)
    #expect(accounts.contains("s and s2 are one account") && accounts.contains("m2"), "\(accounts)")
    #expect(!accounts.contains("s2 and m2 are one account"), "\(accounts)")
  }

  /// A claim of a payment that a decision makes one of an account to itself is in no figure, and nothing was returned.
  @Test func aClaimOnAnAccountsOwnTransferIsSaid() throws {
    let folder = try chain()
    try folder.write("claim\nt1\nt3\n", as: "c.csv")
    try folder.write("account,decision,other\nv1,same,m\n", as: "d.csv")
    for words in ["trace --rule fifo", "trace --compare", "sinks", "explain --sink s"] {
      let text = try run("\(words) p.csv a.csv c.csv d.csv -q", in: folder)
      #expect(
        text.contains("1 claimed payment (GBP 100.00) is from an account to itself"), "\(text)")
    }
    let json = try run("trace p.csv a.csv c.csv d.csv --rule fifo -q --format json", in: folder)
    #expect(!json.contains("\"returned\""), "\(json)")
  }

  // MARK: Victims' own money

  @Test(arguments: ["t1 t3", "t1 t3 t4"])
  func walksThroughVictimsAreSaid(claims: String) throws {
    let folder = try TemporaryFolder([
      "a.csv": "account,role\nv1,victim\nv2,victim\nv3,victim\n",
      "c.csv": "claim\n" + claims.replacing(" ", with: "\n") + "\n",
      "t.csv": Self.header + """

        t1,2021-03-01T10:00:00Z,v1,v2,100,GBP
        t2,2021-03-02T10:00:00Z,v2,s,300,GBP
        t3,2021-03-02T11:00:00Z,v3,s,50,GBP
        t4,2021-03-02T12:00:00Z,v2,z,5,GBP

        """,
    ])
    for words in ["sinks", "reach --from v1", "explain --sink s", "path --from v1 --to s"] {
      let text = try run("\(words) t.csv a.csv c.csv -q", in: folder)
      #expect(text.contains("[passes-victims]"), "\(words): \(text)")
    }
    #expect(
      try !run("path t.csv a.csv c.csv --from v3 --to s -q", in: folder).contains("passes-victims"))
  }

  /// Money that came to a victim and left with a payment that this victim claims counts for both.
  @Test func moneyThatTwoVictimsClaimIsSaid() throws {
    let folder = try TemporaryFolder([
      "a.csv": Self.roles,
      "t.csv": Self.header + """

        t1,2021-03-01T10:00:00Z,v1,v2,100,GBP
        t2,2021-03-02T10:00:00Z,v2,s,100,GBP

        """,
    ])
    for words in ["sinks", "explain --sink s"] {
      let text = try run("\(words) t.csv a.csv -q", in: folder)
      #expect(text.contains("what follows counts for both, and may be the same money"), "\(text)")
    }
  }

  // MARK: Statements that do not join, and times that are missing

  /// The balances of a schedule follow what statements begin with.
  @Test func theAccountsScheduleShowsWhatNoRowDoes() throws {
    let lloyds =
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
    let folder = try TemporaryFolder([
      "F.csv": lloyds + "08/02/2024,FPI,'30-90-64,33334444,A ALPHA,,150.00,150.00\n"
        + "01/02/2024,FPO,'30-90-64,33334444,SHOP,20.00,,0.00\n",
      "P.csv": lloyds + "10/04/2024,FPO,'30-90-64,33334444,BOSS,140.00,,10.00\n"
        + "01/04/2024,FPI,'30-90-64,33334444,PAY,,100.00,150.00\n",
      "c.csv": "claim\nF.csv:2\n",
    ])
    let text = try run("trace F.csv P.csv c.csv --rule lifo --schedule accounts -q", in: folder)
    #expect(
      text.contains("- money out that no row shows GBP 100.00 = closing GBP 10.00"), "\(text)")
    let csv = try run(
      "trace F.csv P.csv c.csv --rule lifo --schedule accounts --format csv -q", in: folder)
    #expect(!csv.contains("250.00"), "\(csv)")
    let sources = try run("trace F.csv P.csv c.csv --rule lifo --schedule sources -q", in: folder)
    #expect(sources.contains("no row shows it") && !sources.contains("DIFFER"), "\(sources)")
  }

  /// First and last of a sum are the times of the transfers that have one.
  @Test func sumsOfAnExportSayHowManyHaveNoTime() throws {
    let folder = try TemporaryFolder([
      "t.csv": Self.header + "\nt1,2024-03-01,anna,mule,10.00,GBP\nt2,,anna,mule,10.00,GBP\n"
        + "t3,2024-03-01,bela,mule,10.00,GBP\n"
    ])
    _ = try run("export t.csv --to csv --aggregate -o out -q", in: folder)
    let sums = try String(contentsOfFile: folder.path("out/transfers.csv"), encoding: .utf8)
      .split(separator: "\n")
    #expect(sums.first?.contains(",count,first,last,undated,ids") == true, "\(sums)")
    #expect(sums.contains { $0.contains(",2,2024-03-01,2024-03-01,1,") }, "\(sums)")
    let page = try String(contentsOfFile: folder.path("out.export.txt"), encoding: .utf8)
    #expect(page.contains("Without a time: 1 transfer;"), "\(page)")
  }
}
