import Foundation
import TestSupport
import Testing

/// Movements within an account of a service, fees in other currencies, and refunds without a day.
@Suite("Accounts of services and their parts")
struct ServicePotTests {
  private func run(_ profile: String, _ text: String) throws -> Table {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "file.csv")
    try Data(text.utf8).write(to: file)
    let run = try Program.run(["profile", "test", profile, file.path])
    #expect(run.status == 0, "\(run.messages)")
    return Table(run.output)
  }

  private static let revolut =
    "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"

  /// Texts of Revolut about money that stays the holder's.
  @Test(arguments: [
    "To pocket EUR Holiday from EUR", "To EUR vault", "Pocket Withdrawal", "To savings",
    "From GBP pocket", "To Instant Access Savings", "Depositing savings", "Vers le coffre",
    "Savings withdrawal",
  ])
  func pocketsAreTheHoldersOwn(_ text: String) throws {
    let table = try run(
      "revolut.personal.csv",
      Self.revolut
        + "TRANSFER,Current,2023-01-02 09:00:00,2023-01-02 09:00:05,\(text),-50.00,0.00,EUR,COMPLETED,150.00\n"
    )
    let row = try #require(table.rows(["from", "to", "kind"]).first).split(separator: " ")
    #expect(row.count == 3 && row[0] == row[1] && row[2] == "internal", "\(text): \(row)")
  }

  /// Names that hold such words are somebody's.
  @Test(arguments: [
    "To Ann Pocket", "To Pocket Money Ltd", "To Savings Bank of Elbonia", "From Vault Cafe",
    "To Joe Savings", "To Tom Vaulter",
  ])
  func namesAreNoPockets(_ text: String) throws {
    let table = try run(
      "revolut.personal.csv",
      Self.revolut
        + "TRANSFER,Current,2023-01-02 09:00:00,2023-01-02 09:00:05,\(text),-50.00,0.00,EUR,COMPLETED,150.00\n"
    )
    let row = try #require(table.rows(["from", "to", "kind"]).first)
    #expect(row.hasSuffix(" payment"), "\(row)")
  }

  private static let wise =
    "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,Target fee amount,Target fee currency,Source name,Source amount (after fees),Source currency,Target name,Target amount (after fees),Target currency,Exchange rate,Reference,Batch\n"
  private static let columns = [
    "id", "amount", "currency", "received_amount", "received_currency", "kind",
  ]

  @Test func aFeeIsInItsOwnCurrency() throws {
    let table = try run(
      "wise.transfers.csv",
      Self.wise
        + "TRANSFER-1,COMPLETED,OUT,2022-03-04 09:12:13,2022-03-05 10:00:00,120,JPY,,,Me,98.50,EUR,A Payee,82.10,GBP,0.8335,,\n"
    )
    #expect(
      table.rows(Self.columns) == [
        "TRANSFER-1 98.50 EUR 82.10 GBP payment", "TRANSFER-1/fee 120 JPY   fee",
      ])
  }

  /// The file gives the amount that arrived net of the fee; the side that had the whole amount paid the fee.
  @Test func aFeeOfWhatArrivedIsPaidByWhoHadIt() throws {
    let table = try run(
      "wise.transfers.csv",
      Self.wise
        + "TRANSFER-2,COMPLETED,OUT,2022-03-04 09:12:13,2022-03-05 10:00:00,1.50,EUR,2.00,GBP,Me,98.50,EUR,B Payee,80.10,GBP,0.8335,,\n"
        + "TRANSFER-3,COMPLETED,IN,2022-03-06 09:12:13,2022-03-06 10:00:00,0.00,EUR,0.50,EUR,B Payer,250.00,EUR,Me,249.50,EUR,1.0,,\n"
        + "CONVERSION-5,COMPLETED,NEUTRAL,2022-03-08 09:12:13,2022-03-08 09:12:14,0.60,EUR,1.00,USD,Me,119.40,EUR,Me,129.00,USD,1.0888,,\n"
    )
    #expect(
      Set(table.rows(Self.columns)) == [
        "TRANSFER-2/conversion 98.50 EUR 82.10 GBP fx", "TRANSFER-2/conversion/fee 1.50 EUR   fee",
        "TRANSFER-2 80.10 GBP   payment", "TRANSFER-2/fee 2.00 GBP   fee",
        "TRANSFER-3 250.00 EUR   payment", "TRANSFER-3/fee 0.50 EUR   fee",
        "CONVERSION-5 119.40 EUR 130.00 USD fx", "CONVERSION-5/fee 0.60 EUR   fee",
        "CONVERSION-5/fee-2 1.00 USD   fee",
      ], "\(table.rows(Self.columns))")
  }

  private static let balance =
    "TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Exchange From,Exchange To,Exchange Rate,Payer Name,Payee Name,Payee Account Number,Merchant,Card Last Four Digits,Card Holder Full Name,Attachment,Note,Total fees,Exchange To Amount,Transaction Details Type\n"

  /// Two exports that are cut between a payment and its fee, or overlap there, show each once and contradict nothing.
  @Test(arguments: [(0..<2, 2..<4), (0..<3, 2..<4), (0..<3, 1..<4), (0..<2, 1..<4)])
  func anExportMayEndBeforeAFee(_ first: Range<Int>, _ second: Range<Int>) throws {
    let rows = [
      "TRANSFER-100001,01-02-2021,1000.00,EUR,Received money from B Sample,,1000.00,,,,B Sample,,,,,,,,0.00,,DEPOSIT",
      "TRANSFER-100003,02-02-2021,-100.00,EUR,Sent money to A Sample,,900.00,,,,,A Sample,,,,,,,0.00,,TRANSFER",
      "TRANSFER-100003,02-02-2021,-1.50,EUR,Wise Charges for: TRANSFER-100003,,898.50,,,,,,,,,,,,0.00,,",
      "TRANSFER-100004,03-02-2021,-50.00,EUR,Sent money to C Sample,,848.50,,,,,C Sample,,,,,,,0.00,,TRANSFER",
    ]
    let folder = try TemporaryFolder()
    var arguments = ["check", "--own-account", "wise:P1"]
    for (number, range) in [first, second].enumerated() {
      let file = folder.url.appending(path: "\(number).csv")
      try Data((Self.balance + rows[range].joined(separator: "\n") + "\n").utf8).write(to: file)
      arguments.append(file.path)
    }
    let run = try Program.run(arguments)
    #expect(run.messages.contains("4 loaded"), "\(run.messages)")
    #expect(!run.output.contains("export-conflict"), "\(run.output)")
  }

  /// A conversion between two balances that stand in two files is one transfer, and no contradiction.
  @Test func balancesOfTwoCurrenciesInTwoFilesAreOneAccount() throws {
    let header =
      "Transaction Date,Transaction Time,Time Zone,Transaction ID,Description,Credit Amount,Debit Amount,Currency,Transfer Amount,Transfer Amount Currency,Status,Running Balance,Additional Description,Store Name,Source,Target,Reference ID\n"
    let folder = try TemporaryFolder()
    let (usd, eur) = (folder.url.appending(path: "usd.csv"), folder.url.appending(path: "eur.csv"))
    try Data(
      (header
        + "03/15/2021,12:31:46,UTC,700000121,Payment from ALPHA LLC,500.00,,USD,,,Completed,500.00,,,ALPHA LLC,Mule M,R1\n"
        + "03/16/2021,12:31:46,UTC,700000122,Transfer between balances,,100.00,USD,,,Completed,400.00,,,Mule M,Mule M,R2\n")
        .utf8
    ).write(to: usd)
    try Data(
      (header
        + "03/16/2021,12:31:46,UTC,700000122,Transfer between balances,90.00,,EUR,,,Completed,90.00,,,Mule M,Mule M,R2\n"
        + "03/17/2021,12:31:46,UTC,700000124,Payment to GAMMA LTD,,60.00,EUR,,,Completed,30.00,,,Mule M,GAMMA LTD,R4\n")
        .utf8
    ).write(to: eur)
    let run = try Program.run([
      "trace", usd.path, eur.path, "--own-account", "payoneer:M", "--victims",
      "?:payoneer:M:payment:ALPHA LLC", "--rule", "fifo", "--format", "json",
    ])
    #expect(!run.messages.contains("export-conflict"), "\(run.messages)")
    let lines = try Holdings(run.output).lines
    #expect(lines.contains("?:payoneer:M:payment:GAMMA LTD 60.00 EUR"), "\(lines)")
  }

  private static let stripe =
    "id,Description,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Fee,Status,Customer Email,Card Last4\n"

  /// No day is invented for a refund that has none: rows that come later in the file change nothing.
  @Test(arguments: ["2022-09-05", "2024-01-01"]) func aRefundWithoutADayHasAnOpenOne(_ last: String)
    throws
  {
    let table = try run(
      "stripe.payments.csv",
      Self.stripe
        + "ch_1,Course,2022-09-01 10:00:00,120.00,120.00,gbp,true,120.00,120.00,gbp,3.78,Refunded,walt@example.com,4242\n"
        + "ch_3,Course,\(last) 10:00:00,60.00,0.00,gbp,true,60.00,0.00,gbp,2.00,Paid,yan@example.com,4242\n"
    )
    #expect(table.rows(["id", "time"]).contains("ch_1/refund 2022-09-01/.."))
  }

  /// An order that only the invented day would prove is possible, not proven, and the answer says why.
  @Test func nothingIsProvenByAnOpenDay() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "file.csv")
    let text =
      Self.stripe
      + "ch_1,Course,2022-09-01 10:00:00,120.00,120.00,gbp,true,120.00,120.00,gbp,3.78,Refunded,walt@example.com,4242\n"
      + "ch_2,Course,2022-09-02 10:00:00,80.00,0.00,gbp,true,80.00,0.00,gbp,2.00,Paid,xena@example.com,4242\n"
    try Data(text.utf8).write(to: file)
    let run = try Program.run([
      "path", file.path, "--from", "email:xena@example.com", "--to", "email:walt@example.com",
    ])
    // A refund that names its payment gives back that one's money, and came after it.
    #expect(
      run.output.contains("email:xena@example.com to email:walt@example.com: excluded"),
      "\(run.output)")
    #expect(run.output.contains("[open-day]") && run.messages.contains("[refund-undated]"))
    let own = try Program.run([
      "path", file.path, "--from", "email:walt@example.com", "--to", "email:walt@example.com",
    ])
    #expect(own.output.contains(": proven"), "\(own.output)")
  }
}
