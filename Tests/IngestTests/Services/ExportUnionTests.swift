import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Two exports of one account of a service never count a payment twice, and lose no row.
@Suite struct ExportUnionTests {
  private static let activity =
    "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Balance\"\n"
  private static let statement =
    "\"Date\",\"Time\",\"Time Zone\",\"Description\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"Balance\",\"Transaction ID\",\"From Email Address\",\"Name\",\"Bank Name\",\"Bank Account\",\"Reference Txn ID\"\n"
  private static let payments =
    "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Tax,Converted Currency,Status,Customer Email,Captured,Card Last4,Transfer\n"
  private static let balance =
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer\n"
  private static let wise =
    "TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Payer Name,Payee Name,Payee Account Number,Total fees\n"
  private static let transfers =
    "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,Source name,Source amount (after fees),Source currency,Target name,Target amount (after fees),Target currency,Exchange rate\n"

  private func read(_ files: [(name: String, text: String)]) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read(files.map { try folder.write($0.text, as: $0.name) })
  }

  private func story(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map {
      "\($0.kind.name) \($0.payer.key) \($0.beneficiary.key) \($0.sent) \($0.received)"
    }
  }

  /// PayPal's activity and its statement of the same days, the statement without the account, each with rows that the
  /// other lacks, in either order.
  @Test(arguments: UInt64(1)...12) func activityAndStatementAreOneSetOfPayments(_ seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    var (one, two) = (Self.activity, Self.statement)
    var whole = Self.activity
    let count = Int(random.next() % 12) + 3
    var (shared, rows) = (0, 0)
    for number in 0..<count {
      let cents = Int64(random.next() % 90_000) + 1_000
      let fee = random.next() % 2 == 0 ? Int64(0) : cents / 30
      func money(_ units: Int64) -> String {
        "\(units / 100)." + (units % 100 < 10 ? "0" : "") + "\(units % 100)"
      }
      let id = "\(100 + number)AB23456CD78901E"
      let (gross, net) = (money(cents), money(cents - fee))
      let charged = fee == 0 ? "0.00" : "-" + money(fee)
      let activity =
        "\"\(14 + number)/03/2021\",\"09:00:00\",\"UTC\",\"Payer \(number)\",\"Mobile Payment\",\"Completed\",\"GBP\",\"\(gross)\",\"\(charged)\",\"\(net)\",\"p\(number)@example.com\",\"shop@example.net\",\"\(id)\",\"\",\"\"\n"
      let statement =
        "\"3/\(14 + number)/2021\",\"09:00:00\",\"UTC\",\"Mobile Payment\",\"GBP\",\"\(gross)\",\"\(charged)\",\"\(net)\",\"\",\"\(id)\",\"p\(number)@example.com\",\"Payer \(number)\",\"\",\"\",\"\"\n"
      let choice = number == 0 ? 2 : random.next() % 3
      if choice != 1 { one += activity }
      if choice != 0 { two += statement }
      shared += choice == 2 ? 1 : 0
      rows += choice == 2 ? 2 : 1
      whole += activity
    }
    let files = [("activity.csv", one), ("statement.csv", two)]
    let intake = try read(files)
    #expect(story(intake).sorted() == story(try read([("whole.csv", whole)])).sorted())
    #expect(story(intake) == story(try read(files.reversed())))
    #expect(
      intake.rows.read == rows && intake.rows.loaded == count && intake.rows.skipped == shared)
    #expect(!codes(intake).contains("export-conflict"))
  }

  @Test func chargesAndBalanceHistoryAreOneSetOfPayments() throws {
    let charges =
      Self.payments
      + "ch_1,Plan,2022-09-01 15:03,100.00,0.00,usd,86.00,0.00,2.62,0.00,gbp,Paid,walt@example.com,true,4343,po_1\n"
      + "ch_2,Plan,2022-09-02 15:03,50.00,20.00,gbp,50.00,20.00,1.00,0.00,gbp,Refunded,xena@example.com,true,4343,po_1\n"
      + "ch_3,Plan,2022-09-02 16:03,50.00,0.00,gbp,50.00,0.00,1.00,0.00,gbp,Failed,xena@example.com,false,4343,\n"
      + "ch_4,Plan,2022-09-02 16:03,70.00,0.00,gbp,70.00,0.00,0.00,0.00,gbp,Paid,xena@example.com,false,4343,\n"
    let history =
      Self.balance
      + "txn_1,charge,ch_1,86.00,2.62,83.38,gbp,2022-09-01 15:03,2022-09-03 00:00,Plan,po_1\n"
      + "txn_2,charge,ch_2,50.00,1.00,49.00,gbp,2022-09-02 15:03,2022-09-04 00:00,Plan,po_1\n"
      + "txn_3,refund,re_1,-20.00,0.00,-20.00,gbp,2022-09-03 14:03,2022-09-04 00:00,REFUND FOR CHARGE (Plan),po_1\n"
      + "txn_4,payout,po_1,-112.38,0.00,-112.38,gbp,2022-09-05 14:03,2022-09-05 00:00,STRIPE PAYOUT,\n"
    let intake = try read([("payments.csv", charges), ("balance.csv", history)])
    let found = story(intake).sorted()
    #expect(found.count == 6, "\(found)")
    #expect(
      found.contains {
        $0.hasPrefix("payment email:walt@example.com ?:") && $0.hasSuffix(" USD 100.00 GBP 86.00")
      })
    #expect(
      found.contains {
        $0.hasPrefix("payment email:xena@example.com ?:") && $0.hasSuffix(" GBP 50.00 GBP 50.00")
      })
    let refund = try #require(intake.ledger.transfers.first { $0.kind == .refund })
    #expect(
      refund.beneficiary.key == "email:xena@example.com" && refund.sent.description == "GBP 20.00")
    #expect(refund.time.iso8601 == "2022-09-03T14:03Z" && refund.returnedPayment?.id.position == 2)
    #expect(
      Set(intake.ledger.transfers.map { $0.kind == .payment ? $0.beneficiary.key : $0.payer.key })
        .count == 1)
    #expect(
      intake.rows.read == 8 && intake.rows.loaded == 4 && intake.rows.memo == 2
        && intake.rows.skipped == 2)
    // Without the history the refund is known from the payment's own row.
    let alone = try read([("payments.csv", charges)])
    #expect(
      alone.ledger.transfers.filter { $0.kind == .refund }.map(\.sent.description) == ["GBP 20.00"])
    #expect(alone.rows.read == 4 && alone.rows.loaded == 2)
  }

  @Test func wisesStatementAndTransferHistoryAreOneSet() throws {
    let statement =
      Self.wise
      + "TRANSFER-9001,05-03-2022,-98.50,EUR,Sent money to A Payee,,898.50,,A Payee,,0.00\n"
      + "TRANSFER-9001,05-03-2022,-1.50,EUR,Wise Charges for: TRANSFER-9001,,897.00,,,,0.00\n"
      + "TRANSFER-9002,06-03-2022,250.00,EUR,Received money from B Payer,,1147.00,B Payer,,,0.00\n"
    let history =
      Self.transfers
      + "TRANSFER-9001,COMPLETED,OUT,2022-03-04 09:12:13,2022-03-05 10:00:00,1.50,EUR,Sample Trading,98.50,EUR,A Payee,82.10,GBP,0.8335\n"
      + "TRANSFER-9002,COMPLETED,IN,2022-03-06 09:12:13,2022-03-06 10:00:00,0.70,EUR,B Payer,250.00,EUR,Sample Trading,250.00,EUR,1.0\n"
      + "TRANSFER-9003,CANCELLED,OUT,2022-03-07 09:12:13,,1.50,EUR,Sample Trading,40.00,EUR,C Payee,33.30,GBP,0.8335\n"
    let intake = try read([("statement.csv", statement), ("history.csv", history)])
    let found = story(intake)
    #expect(found.count == 3, "\(found)")
    #expect(found.filter { $0.contains("EUR 1.50") }.count == 1)
    #expect(found.contains { $0.hasSuffix("EUR 98.50 GBP 82.10") })
    #expect(!found.contains { $0.contains("EUR 0.70") })
    #expect(intake.rows.read == 6)
  }

  /// The payer's and the payee's statements of one Wise transfer are no two exports of one account.
  @Test func theTwoSidesOfATransferAreNoRepetition() throws {
    let payer =
      Self.wise + "TRANSFER-7,05-03-2022,-98.50,EUR,Sent money to A Payee,,898.50,,A Payee,,0.00\n"
    let payee =
      Self.wise
      + "TRANSFER-7,05-03-2022,98.50,EUR,Received money from B Payer,,98.50,B Payer,,,0.00\n"
    let intake = try read([("payer.csv", payer), ("payee.csv", payee)])
    #expect(
      !codes(intake).contains("accounts-united") && !codes(intake).contains("export-conflict"))
    #expect(intake.rows.skipped == 0)
  }

  @Test func aContradictionIsSaidAndLosesNoRow() throws {
    let one =
      Self.activity
      + "\"14/03/2021\",\"09:00:00\",\"UTC\",\"P\",\"Mobile Payment\",\"Completed\",\"GBP\",\"50.00\",\"0.00\",\"50.00\",\"p@example.com\",\"shop@example.net\",\"1AB23456CD789012E\",\"\",\"\"\n"
      + "\"15/03/2021\",\"09:00:00\",\"UTC\",\"Q\",\"Mobile Payment\",\"Completed\",\"GBP\",\"9.00\",\"0.00\",\"9.00\",\"q@example.com\",\"shop@example.net\",\"2AB23456CD789012E\",\"\",\"\"\n"
    let two = one.replacing("50.00", with: "55.00").replacing(
      "\"Balance\"", with: "\"Balance\",\"Subject\""
    )
    .replacing("\"\",\"\"\n", with: "\"\",\"\",\"\"\n")
    let intake = try read([("one.csv", one), ("two.csv", two)])
    #expect(codes(intake).filter { $0 == "export-conflict" }.count == 1)
    #expect(intake.rows.read == 4 && intake.rows.loaded == 3 && intake.rows.skipped == 1)
  }

  /// A conversion between two accounts that the user calls by two names.
  @Test func theSidesOfAConversionMayHaveTwoAccounts() throws {
    let folder = try TemporaryFolder()
    let euros = try folder.write(
      Self.wise
        + "BALANCE-5,20-03-2022,-100.00,EUR,\"Converted 100.00 EUR to 108.60 USD\",,0.00,,,,0.00\n",
      as: "eur.csv")
    let dollars = try folder.write(
      Self.wise
        + "BALANCE-5,20-03-2022,108.60,USD,\"Converted 100.00 EUR to 108.60 USD\",,108.60,,,,0.00\n",
      as: "usd.csv")
    var reader = TransactionReader()
    reader.ownAccounts = ["eur.csv": "wise:E", "usd.csv": "wise:U"]
    let intake = try reader.read([euros, dollars])
    #expect(story(intake) == ["fx wise:E wise:U EUR 100.00 USD 108.60"])
    // One side alone: its text says what came of it.
    let alone = try TransactionReader().read([dollars])
    #expect(alone.ledger.transfers.map { "\($0.sent) \($0.received)" } == ["EUR 100.00 USD 108.60"])
  }

  /// Several conversions of one day, in files whose rows stand in different orders.
  @Test(arguments: UInt64(1)...10) func severalOnOneDayAreJoinedByID(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (euros, dollars): ([String], [String]) = ([], [])
    var wanted: [String] = []
    for number in 0..<(Int(random.next() % 6) + 2) {
      let (left, came) = (Int(random.next() % 900) + 100, Int(random.next() % 900) + 100)
      euros.append("BALANCE-\(number),20-03-2022,-\(left).00,EUR,Converted,,,,,,0.00\n")
      dollars.append("BALANCE-\(number),20-03-2022,\(came).00,USD,Converted,,,,,,0.00\n")
      wanted.append("EUR \(left).00 USD \(came).00")
    }
    euros.shuffle(using: &random)
    dollars.shuffle(using: &random)
    let intake = try read([
      ("eur.csv", Self.wise + euros.joined()), ("usd.csv", Self.wise + dollars.joined()),
    ])
    let found = intake.ledger.transfers.map { "\($0.sent) \($0.received)" }
    #expect(found.sorted() == wanted.sorted())
    #expect(intake.ledger.transfers.allSatisfy { $0.payer.key == $0.beneficiary.key })
    #expect(intake.ledger.accountCount == 1)
  }
}
