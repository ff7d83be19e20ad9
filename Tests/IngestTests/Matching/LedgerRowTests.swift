import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Rows of ledgers that a statement shows as well.
@Suite("Ledger rows in statements")
struct LedgerRowTests {
  private static let sbi =
    "Date,Narration,Value Dat,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance\n"

  private func load(
    ledger: String, statement: String, decisions: String = ""
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.ownAccounts = ["s.csv": "in:HDFC:31245678901"]
    var paths = [
      try folder.write(
        "id,time,from,to,amount,currency,reference,from_name\n" + ledger, as: "ledger.csv"),
      try folder.write(Self.sbi + statement, as: "s.csv"),
    ]
    if !decisions.isEmpty {
      paths.append(try folder.write("account,decision,other\n" + decisions, as: "d.csv"))
    }
    return try reader.read(paths)
  }

  private func row(_ day: Int, _ text: String, _ into: String, _ out: String = "0.00") -> String {
    let date = "\(day < 10 ? "0" : "")\(day)/03/23"
    return "\(date),\(text),\(date),\(out),\(into),,\n"
  }

  private static let withdrawal =
    "w1,2023-03-04T10:00:00Z,maplegate,in:HDFC:31245678901,27976.36,INR,MGW0091002,\nw2,2023-03-05,maplegate,elsewhere,5.00,INR,MGW0091003,\n"

  /// The case of a payment service's dump and the bank's statement: the account, the amount, the record's id.
  @Test func theIdOfAServicesRecordTiesTheTwo() throws {
    let intake = try load(
      ledger: Self.withdrawal,
      statement: row(5, "NEFT CR-CITI0000002-MAPLEGATE PAY-NETBANK-MGW0091002", "27976.36")
        + row(9, "ATW-421424XXXXXX9999-DELHI", "0.00", "100.00"))
    #expect(intake.ledger.transferCount == 3)
    let transfer = try #require(intake.ledger.transfers.first { $0.evidence.count == 2 })
    #expect(transfer.payer.key == "maplegate" && transfer.beneficiary.key == "in:HDFC:31245678901")
    #expect(transfer.recordedID == "w1")
    #expect(intake.rows.read == 4 && intake.rows.loaded == 4)
    // The bank's stand-in for the payer is gone: nobody counts twice.
    #expect(!intake.ledger.accounts.contains { $0.key.contains("MAPLEGATE") })
  }

  @Test func withoutTheIdTheTwoOnlyMayBeOne() throws {
    let intake = try load(
      ledger: Self.withdrawal,
      statement: row(5, "NEFT CR-CITI0000002-MAPLEGATE PAY-NETBANK", "27976.36"))
    #expect(intake.ledger.transferCount == 3)
    #expect(codes(intake).contains("match-possible"))
  }

  @Test(arguments: [
    ("NEFT CR-X-MGW0091002", "27976.37", 5), ("NEFT CR-X-MGW0091002", "27976.36", 25),
    ("NEFT CR-X-MGW0091009", "27976.36", 25),
  ])
  func anotherAmountOrDayIsAnotherPayment(_ text: String, _ amount: String, _ day: Int) throws {
    let intake = try load(ledger: Self.withdrawal, statement: row(day, text, amount))
    #expect(intake.ledger.transferCount == 3)
  }

  @Test func anIdThatTwoRowsHaveTiesNeither() throws {
    let text = "NEFT CR-CITI0000002-MAPLEGATE PAY-NETBANK-MGW0091002"
    let intake = try load(
      ledger: Self.withdrawal, statement: row(5, text, "27976.36") + row(6, text, "27976.36"))
    #expect(intake.ledger.transferCount == 4)
  }

  /// A name that is known to be somebody else's forbids what only amount and day say.
  @Test func anotherPayersNameSeparates() throws {
    let intake = try load(
      ledger: "w1,2023-03-04,maplegate,in:HDFC:31245678901,27976.36,INR,,Maplegate Payments\n",
      statement: row(5, "NEFT CR-CITI0000002-ZARA STRANGER-NETBANK-RENT", "27976.36"))
    #expect(intake.ledger.transferCount == 2 && !codes(intake).contains("match-possible"))
  }

  @Test func aDecisionUnitesThemAndTheLedgersRowStays() throws {
    let intake = try load(
      ledger: Self.withdrawal,
      statement: row(5, "NEFT CR-CITI0000002-MAPLEGATE PAY-NETBANK", "27976.36"),
      decisions: "s.csv:2,same,ledger.csv:2\n")
    #expect(intake.ledger.transferCount == 2)
    let transfer = try #require(intake.ledger.transfers.first { $0.evidence.count == 2 })
    #expect(transfer.payer.key == "maplegate" && transfer.decision != nil)
  }

  /// Each names the other's account: of as many equal rows on both sides each has its partner.
  @Test func accountsOnBothSidesPairInOrder() throws {
    let text = "31299999999901-TPT-RENT-OTHER"
    let ledger = (1...3).map {
      "t\($0),2023-03-0\($0 * 2),in:HDFC:31299999999901,in:HDFC:31245678901,500.00,INR,,\n"
    }.joined()
    let statement = (1...3).map { row($0 * 2, text, "500.00") }.joined()
    let intake = try load(ledger: ledger, statement: statement)
    #expect(intake.ledger.transferCount == 3)
    #expect(intake.ledger.transfers.allSatisfy { $0.evidence.count == 2 })
    // One row more on one side: nobody can say which is which.
    let more = try load(ledger: ledger, statement: statement + row(6, text, "500.00"))
    #expect(more.ledger.transfers.count { $0.evidence.count == 2 } == 0)
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.ownAccounts = ["s.csv": "in:HDFC:31245678901"]
    let ledger = try folder.write(
      "id,time,from,to,amount,currency,reference\n"
        + Self.withdrawal.replacing(",\n", with: "\n"), as: "ledger.csv")
    let statement = try folder.write(
      Self.sbi + row(5, "NEFT CR-CITI0000002-MAPLEGATE PAY-NETBANK-MGW0091002", "27976.36"),
      as: "s.csv")
    func story(_ paths: [String]) throws -> [String] {
      try reader.read(paths).ledger.transfers.map {
        "\($0.payer.key) \($0.beneficiary.key) \($0.evidence)"
      }
    }
    let expected = try story([ledger, statement])
    #expect(expected.count == 2)
    #expect(try story([statement, ledger]) == expected)
  }
}
