import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Years of other calendars, and rows that a profile leaves out.
@Suite("Doubtful years and rows left out")
struct OtherYearTests {
  @Test(arguments: [
    ("2080-11-18", true), ("18/11/67", true), ("18.11.2098", true), ("2023-11-18", false),
    ("18/11/2023", false), ("18 Nov 2081", true),
  ])
  func yearsThatLieAheadAreReported(_ day: String, _ isAhead: Bool) throws {
    let made = try MadeStatement(
      "Date,Description,Withdraw,Deposit\n\(day),ATM,500.00,\n\(day),IPS,,1000.00\n",
      [(.out, "Withdraw"), (.in, "Deposit")])
    let intake = try made.read()
    #expect(intake.rows.loaded == 2)
    #expect(codes(intake).contains("era-outside") == isAhead, "\(intake.diagnostics)")
    let ledger = try load("time,from,to,amount,currency\n\(day),a,b,1.00,GBP\n")
    #expect(codes(ledger).contains("era-outside") == isAhead, "\(ledger.diagnostics)")
  }

  /// A year that no calendar day of ours has is named as the reason, with the calendar that it may be of.
  @Test(arguments: ["01/03/2567", "2567-03-01", "1 Mar 2567"])
  func yearsOfAnotherCalendarAreNamed(_ day: String) throws {
    let intake = try load(
      "time,from,to,amount,currency\n\(day),a,b,1.00,GBP\n2010-03-04,a,b,1.00,GBP\n")
    let problem = try #require(intake.diagnostics.first { $0.code == "time-unparseable" })
    #expect(problem.summary.contains("outside 1900 to 2100"))
    #expect(problem.note.contains("543 years ahead"))
  }

  private static let profile = """
    profile: x.old
    version: 1
    shape: statement
    match:
      headers: [["Description", "Date", "Amount"]]
      exact: true
    rows: {SKIP: ['^(total|page|solde)\\b']}
    fields:
      date: "Date"
      amount: {signed: "Amount"}
      positive: in
      currency: {always: EUR}
      narration: ["Description"]

    """

  /// Profiles made before leave out rows by a word alone: that is reported.
  @Test func paymentsThatAProfileLeavesOutAreReported() throws {
    let text = """
      Description,Date,Amount
      TOTAL ENERGIES PARIS,2024-03-01,-60.00
      Page & Fils,2024-03-02,-40.00
      ODD BOOKS,2024-03-03,-5.00
      Page 2 of 3,,
      ODA KLEIN,2024-03-04,9.00

      """
    let old = try MadeStatement.read(text, by: Self.profile.replacing("SKIP", with: "skip"))
    #expect(old.rows.loaded == 2 && codes(old).contains("row-passed-over"))
    let new = try MadeStatement.read(
      text, by: Self.profile.replacing("SKIP", with: "skip-undated"))
    #expect(new.rows.loaded == 4 && new.rows.skipped == 1, "\(new.rows)")
    #expect(!codes(new).contains("row-passed-over"))
  }
}
