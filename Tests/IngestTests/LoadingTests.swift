import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

@Suite struct LoadingTests {
  static let header = "id,time,from,to,amount,currency"

  @Test func aRowBecomesATransferWithItsEvidence() throws {
    let text = "\(Self.header)\nt1,2010-03-04T10:05:00Z,victim-1,psp,185.00,GBP\n"
    let intake = try load(text)
    let transfer = try #require(intake.ledger.transfers.first)
    #expect(transfer.payer.key == "victim-1" && transfer.beneficiary.key == "psp")
    #expect(transfer.sent.description == "GBP 185.00")
    #expect(transfer.time.iso8601 == "2010-03-04T10:05:00Z")
    #expect(transfer.recordedID == "t1")
    let citation = try #require(transfer.evidence.first)
    #expect(citation.line == 2)
    let bytes = Array(text.utf8)[citation.byteRange]
    #expect(
      String(decoding: bytes, as: UTF8.self) == "t1,2010-03-04T10:05:00Z,victim-1,psp,185.00,GBP")
  }

  @Test func headerNamesMayBeInAnyOrderAndCaseWithMoreColumns() throws {
    let intake = try load("Shoe Size,AMOUNT,Currency,TO,From,Time\n43,1.00,gbp,b,a,2010-01-01\n")
    #expect(intake.ledger.transfers.first?.payer.key == "a")
    #expect(intake.rows.loaded == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEndsAndByteOrderMark(_ end: String) throws {
    let text =
      "\u{FEFF}\(Self.header)\(end)t1,2010-01-01,a,b,1.00,GBP\(end)t2,2010-01-02,\"b\(end)x\",c,1.00,GBP\(end)"
    let intake = try load(text)
    #expect(intake.rows.loaded == 2 && intake.diagnostics.isEmpty)
    #expect(intake.ledger.transfers.map { $0.evidence[0].line } == [2, 3])
  }

  @Test func identifiersStayText() throws {
    let intake = try load(
      "\(Self.header)\n1,2010-01-01,007,90071992547409931234,1.00,GBP\n2,2010-01-01,7,9007199254740993,1.00,GBP\n"
    )
    #expect(
      intake.ledger.accounts.map(\.key) == ["007", "7", "9007199254740993", "90071992547409931234"])
  }

  @Test func blankAccountsNeverMerge() throws {
    let intake = try load(
      "\(Self.header)\n1,2010-01-01,a,,1.00,GBP\n2,2010-01-01,b,null,1.00,GBP\n")
    #expect(intake.rows.loaded == 2)
    #expect(intake.ledger.accountCount == 4)
    #expect(codes(intake) == ["account-missing", "account-missing"])
  }

  @Test func rolesComeFromRowsAndTheAccountsFileWins() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "\(Self.header),from_role,to_role,to_name\n1,2010-01-01,a,p,1.00,GBP,victim,processor,Pay\n")
    let accounts = try folder.write(
      "account,role,pooled,name\np,merchant,no,Payer Ltd\nz,victim,,\n", as: "accounts.csv")
    let alone = try TransactionReader().read([rows])
    #expect(alone.ledger.account("p")?.isPooled == true)
    let both = try TransactionReader().read([accounts, rows])
    let processor = try #require(both.ledger.account("p"))
    #expect(processor.role == .merchant && !processor.isPooled)
    #expect(processor.displayName == "Payer Ltd")
    #expect(both.ledger.account("z")?.role == .victim)
  }

  @Test func ledgersAreRecognisedByTheirHeaders() throws {
    let amlWorld = try load(
      "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n2022/09/01 02:00,021015,800E21640,012,80011F990,500.00,Euro,586.10,US Dollar,ACH,1\n2022/09/01 02:00,021015,800E21640,012,80011F990,500.00,Euro,586.10,US Dollar,ACH,1\n"
    )
    #expect(amlWorld.ledger.transferCount == 2)
    let transfer = try #require(amlWorld.ledger.transfers.first)
    #expect(transfer.payer.key == "021015/800E21640" && transfer.beneficiary.key == "012/80011F990")
    #expect(transfer.sent.description == "USD 586.10")
    #expect(transfer.received.description == "EUR 500.00")

    let paySim = try load(
      "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud\n17,CASH_IN,5.5,C1,0.0,5.5,C2,0.0,0.0,0.0,0.0\n18,PAYMENT,2.5,C1,5.5,3.0,M1,0.0,0.0,0.0,0.0\n"
    )
    #expect(paySim.ledger.transfers.map(\.payer.key) == ["C2", "C1"])

    let amlSim = try load(
      "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_TYPE,TX_AMOUNT,TIMESTAMP,IS_FRAUD,ALERT_ID\n1,10,11,TRANSFER,465.05,3,False,-1\n"
    )
    #expect(amlSim.ledger.transfers.first?.time.iso8601 == "2017-01-04")
  }

  @Test func finCENRowsAreTotalsOverPeriods() throws {
    let intake = try load(
      "id,icij_sar_id,filer_org_name_id,filer_org_name,begin_date,end_date,originator_bank_id,originator_bank,originator_bank_country,originator_iso,beneficiary_bank_id,beneficiary_bank,beneficiary_bank_country,beneficiary_iso,number_transactions,amount_transactions\n1,3,f,F,\"Mar 25, 2015\",\"Sep 25, 2015\",a,A Bank,Singapore,SGP,b,B Bank,United Kingdom,GBR,68,5.689852347E7\n2,3,f,F,,,a,A Bank,Singapore,SGP,b,B Bank,United Kingdom,GBR,,5000\n"
    )
    let transfers = intake.ledger.transfers
    #expect(transfers.map(\.time.iso8601) == ["", "2015-03-25/2015-09-25"])
    #expect(transfers[1].sent.description == "USD 56,898,523.47")
    #expect(transfers[1].standsFor == .several(68) && transfers[0].standsFor == .several(nil))
    #expect(transfers[0].beneficiary.details.country == "GBR")
    #expect(intake.files[0].statedPayments == 68)
  }

  @Test func mappingsNameColumnsAndConstants() throws {
    let intake = try load(
      "\"order_id\";\"account_id\";\"bank_to\";\"account_to\";\"amount\"\n29401;1;\"YZ\";\"87144583\";2452.00\n",
      mapping: ColumnMapping(
        columns: [.from: ["account_id"], .to: ["bank_to", "account_to"], .amount: ["#5"]],
        constants: [.currency: "CZK", .time: "1997-01-01"]))
    #expect(intake.ledger.transfers.first?.beneficiary.key == "YZ/87144583")
    #expect(intake.ledger.transfers.first?.sent.description == "CZK 2,452.00")
  }

  @Test func claimsNameTransfers() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "\(Self.header)\nt1,2010-01-01,a,b,1.00,GBP\nt2,2010-01-02,b,c,1.00,GBP\n")
    let claims = try folder.write("claim\nt2\n", as: "claims.csv")
    let intake = try TransactionReader().read([claims, rows])
    #expect(intake.claims?.map { intake.ledger.transfer($0).recordedID } == ["t2"])
  }

  @Test func whatCannotBeReadIsAnErrorThatSaysWhatToDo() throws {
    let folder = try TemporaryFolder()
    func code(_ path: String) -> IngestError.Code? {
      do throws(IngestError) {
        _ = try TransactionReader().read([path])
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(folder.url.appending(path: "none.csv").path) == .noSuchFile)
    #expect(code(folder.url.path) == .notAFile)
    #expect(try code(folder.write("%PDF-1.4\n")) == .notText)
    #expect(try code(folder.write([0xFF, 0xFE, 0x00, 0x00, 0x2C, 0x00])) == .notText)
    #expect(try code(folder.write("a,b,c\n1,2,3\n")) == .headerUnknown)
    #expect(
      try code(folder.write("time,from,to,amount,amount,currency\n")) == .twoReadings)
  }

  @Test func overlapsAndRepetitionsCountOnce() throws {
    let folder = try TemporaryFolder()
    let rows = "t1,2010-01-01,a,b,1.00,GBP\nt2,2010-01-02,b,c,1.00,GBP\n"
    let one = try folder.write("\(Self.header)\n\(rows)", as: "one.csv")
    let copy = try folder.write("\(Self.header)\n\(rows)", as: "copy.csv")
    let overlapping = try folder.write(
      "\(Self.header)\nt2,2010-01-02,b,c,1.00,GBP\nt3,2010-01-03,c,d,1.00,GBP\n", as: "two.csv")
    let intake = try TransactionReader().read([one, copy, overlapping])
    #expect(intake.ledger.transferCount == 3)
    #expect(intake.rows.loaded == 3 && intake.rows.skipped == 1)
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for file in 0..<4 {
      var text = Self.header + "\n"
      for row in 0..<5 { text += "f\(file)r\(row),2010-01-0\(row + 1),a\(row),b\(file),1.00,GBP\n" }
      paths.append(try folder.write(text, as: "f\(file).csv"))
    }
    func order(_ paths: [String]) throws -> [String?] {
      try TransactionReader().read(paths).ledger.transfers.map(\.recordedID)
    }
    let expected = try order(paths)
    #expect(expected.count == 20)
    #expect(try order(paths.reversed()) == expected)
    #expect(try order([paths[2], paths[0], paths[3], paths[1]]) == expected)
  }

  /// Rows read = loaded + memo + skipped + rejected is true by construction of `RowBalance`; here
  /// every line of any bytes must be in it, and nothing may crash.
  @Test func anyBytesAreAccountedFor() throws {
    var random = SplitMix64(seed: 2026)
    let pieces = [
      "t1,2010-01-01,a,b,1.00,GBP", "\"", ",", "\n", "\r\n", "\u{0}", "\u{FF}", "0.00", "-5",
      "2010-02-30", "\"a\nb\"", "=cmd|' /C calc'!A0", "é", "1,234.56", "GBP", "null", "\u{202E}x",
    ].map { Array($0.utf8) }
    for seed in 0..<400 {
      var bytes = Array((Self.header + "\n").utf8)
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        bytes += pieces.randomElement(using: &random) ?? []
        if Bool.random(using: &random) { bytes.append(UInt8.random(in: 0...255, using: &random)) }
      }
      let intake = try load(bytes)
      let rows = intake.rows
      #expect(rows.loaded == intake.ledger.transferCount, "seed \(seed)")
      let rejectedRows = Set(
        intake.diagnostics.filter { $0.severity == .error }.compactMap(\.citation?.line))
      #expect(rows.rejected == rejectedRows.count, "seed \(seed)")
    }
  }

  @Test func whatStandsBeforeTheHeaderIsPassedOver() throws {
    let intake = try load(
      """
      Statement of account;1234
      Period: January 2024

      ;;;;;
      id;time;from;to;amount;currency
      t1;25/01/2024;a;b;1,50;EUR

      """)
    #expect(intake.rows.loaded == 1 && intake.files[0].headerLine == 5)
    #expect(intake.ledger.transfers[0].evidence[0].line == 6)
    #expect(
      intake.files[0].decisions.first?.hasPrefix("4 lines before the header are left out") == true)
    let mapped = try load(
      "My bank\nwhen,payer,payee,value\n25/01/2024,a,b,1.50\n",
      mapping: ColumnMapping(
        columns: [.time: ["when"], .from: ["payer"], .to: ["payee"], .amount: ["value"]],
        constants: [.currency: "EUR"]))
    #expect(mapped.rows.loaded == 1)
  }
}
