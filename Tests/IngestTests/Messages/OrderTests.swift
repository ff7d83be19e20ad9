import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Messages that name payer and payee: transfers between banks move money, orders of customers do not.
@Suite struct OrderTests {
  static let debtor = "NL91ABNA0417164300"
  static let creditor = "DE89370400440532013000"

  static func transfers(
    _ body: String, header: String = "<IntrBkSttlmDt>2024-03-04</IntrBkSttlmDt>"
  ) -> String {
    "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr>\(header)</GrpHdr>\(body)</FIToFICstmrCdtTrf></Document>"
  }

  static func transfer(
    _ id: String, amount: String = "<IntrBkSttlmAmt Ccy=\"EUR\">150.00</IntrBkSttlmAmt>",
    debtorAccount: String? = debtor, creditorAccount: String? = creditor
  ) -> String {
    func account(_ name: String, _ iban: String?) -> String {
      iban.map { "<\(name)Acct><Id><IBAN>\($0)</IBAN></Id></\(name)Acct>" } ?? ""
    }
    return
      "<CdtTrfTxInf><PmtId><EndToEndId>E-\(id)</EndToEndId><TxId>T-\(id)</TxId></PmtId>\(amount)"
      + "<Dbtr><Nm>Ana Vos</Nm></Dbtr>\(account("Dbtr", debtorAccount))<Cdtr><Nm>Bo Lind</Nm></Cdtr>\(account("Cdtr", creditorAccount))"
      + "<RmtInf><Ustrd>rent &amp; more</Ustrd></RmtInf></CdtTrfTxInf>\n"
  }

  @Test func transfersBetweenBanksAreTransfers() throws {
    let text = Self.transfers(
      Self.transfer("1") + Self.transfer("2", debtorAccount: nil)
        + Self.transfer("3", debtorAccount: nil, creditorAccount: nil)
        + Self.transfer(
          "4",
          amount:
            "<IntrBkSttlmAmt Ccy=\"EUR\">90.00</IntrBkSttlmAmt><InstdAmt Ccy=\"USD\">100.00</InstdAmt>"
        ))
    let intake = try load(text)
    #expect(intake.rows.loaded == 3 && intake.rows.rejected == 1)
    let found = intake.ledger.transfers.map {
      [
        $0.recordedID ?? "", $0.payer.key, $0.beneficiary.key, "\($0.sent)", "\($0.received)",
        $0.reference ?? "", $0.time.iso8601,
      ]
    }.sorted { $0[0] < $1[0] }
    #expect(found.count == 3)
    #expect(
      found[0] == [
        "T-1", "iban:\(Self.debtor)", "iban:\(Self.creditor)", "EUR 150.00", "EUR 150.00", "E-1",
        "2024-03-04",
      ])
    #expect(found[1][2] == "iban:\(Self.creditor)" && found[1][3] == "EUR 150.00")
    #expect(found[2][3] == "USD 100.00" && found[2][4] == "EUR 90.00")
  }

  @Test(arguments: [false, true]) func ordersMoveNothing(_ isNewer: Bool) throws {
    let date =
      isNewer
      ? "<ReqdExctnDt><Dt>2024-03-05</Dt></ReqdExctnDt>" : "<ReqdExctnDt>2024-03-05</ReqdExctnDt>"
    let text =
      "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.0\(isNewer ? 9 : 3)\"><CstmrCdtTrfInitn><GrpHdr><MsgId>1</MsgId></GrpHdr>"
      + "<PmtInf><PmtInfId>B1</PmtInfId>\(date)<Dbtr><Nm>Ana Vos</Nm></Dbtr><DbtrAcct><Id><IBAN>\(Self.debtor)</IBAN></Id></DbtrAcct>"
      + Self.transfer(
        "1", amount: "<Amt><InstdAmt Ccy=\"EUR\">25.00</InstdAmt></Amt>", debtorAccount: nil)
      + Self.transfer(
        "2", amount: "<Amt><InstdAmt Ccy=\"EUR\">75.00</InstdAmt></Amt>", debtorAccount: nil)
      + "</PmtInf></CstmrCdtTrfInitn></Document>"
    let intake = try load(text)
    #expect(intake.rows.memo == 2 && intake.rows.loaded == 0 && intake.ledger.transfers.isEmpty)
    #expect(intake.files[0].decisions.contains { $0.hasPrefix("instructions, not bookings") })
    let folder = try TemporaryFolder()
    let table = try RawTable(path: folder.write(text))
    #expect(table.rows[1][0] == "iban:\(Self.debtor)" && table.rows[1][2] == "2024-03-05")
    #expect(
      table.rows[2][4] == "75.00" && table.rows[2][5] == "debit"
        && table.rows[2][10] == "iban:\(Self.creditor)")
  }

  @Test func directDebitsAreThePayees() throws {
    let text =
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.02\"><CstmrDrctDbtInitn><GrpHdr/>"
      + "<PmtInf><ReqdColltnDt>2024-03-06</ReqdColltnDt><Cdtr><Nm>Bo Lind</Nm></Cdtr><CdtrAcct><Id><IBAN>\(Self.creditor)</IBAN></Id></CdtrAcct>"
      + "<DrctDbtTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><InstdAmt Ccy=\"EUR\">9.00</InstdAmt><Dbtr><Nm>Ana Vos</Nm></Dbtr>"
      + "<DbtrAcct><Id><IBAN>\(Self.debtor)</IBAN></Id></DbtrAcct></DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn></Document>"
    let folder = try TemporaryFolder()
    let table = try RawTable(path: folder.write(text))
    #expect(table.rows[1][0] == "iban:\(Self.creditor)" && table.rows[1][5] == "credit")
    #expect(table.rows[1][9] == "Ana Vos" && table.rows[1][10] == "iban:\(Self.debtor)")
  }

  /// Entries that a statement only sums up get the payments of a notification, and nothing counts twice.
  @Test func aNotificationTellsTheStatementsPayments() throws {
    let own = Self.debtor
    func document(
      _ kind: String, _ root: String, _ name: String, _ balances: String, _ details: String
    ) -> String {
      "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.\(kind).001.02\"><\(root)><\(name)><Acct><Id><IBAN>\(own)</IBAN></Id></Acct>\n\(balances)"
        + "<Ntry>\n<Amt Ccy=\"EUR\">30.00</Amt>\n<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-03-04</Dt></BookgDt><AcctSvcrRef>REF1</AcctSvcrRef>\n\(details)</Ntry>\n</\(name)></\(root)></Document>"
    }
    func balance(_ code: String, _ amount: String) -> String {
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>\n"
    }
    func detail(_ amount: String, _ name: String, _ id: String) -> String {
      "<TxDtls><Refs><EndToEndId>\(id)</EndToEndId></Refs><Amt Ccy=\"EUR\">\(amount)</Amt><RltdPties><Dbtr><Nm>\(name)</Nm></Dbtr></RltdPties></TxDtls>\n"
    }
    let statement = document(
      "053", "BkToCstmrStmt", "Stmt", balance("OPBD", "5.00") + balance("CLBD", "35.00"),
      "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>")
    let notification = document(
      "054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", "",
      "<NtryDtls>\n" + detail("10.00", "Ana", "X1") + detail("20.00", "Bea", "X2") + "</NtryDtls>")
    let folder = try TemporaryFolder()
    let first = try folder.write(statement, as: "s.xml")
    let second = try folder.write(notification, as: "n.xml")
    for paths in [[first, second], [second, first]] {
      let intake = try TransactionReader().read(paths)
      #expect(intake.ledger.transfers.map(\.sent.minorUnits).sorted() == [1000, 2000])
      #expect(Set(intake.ledger.transfers.compactMap(\.reference)) == ["X1", "X2"])
      #expect(intake.ledger.transfers.allSatisfy { $0.evidence.first?.file.path == first })
      #expect(
        intake.rows.loaded == 1 && intake.rows.memo == 1 || intake.rows.memo == 2, "\(intake.rows)")
      let words = intake.files.flatMap(\.decisions).joined(separator: "\n")
      #expect(words.contains("told by a notification: line 5 by n.xml:"), "\(words)")
      #expect(!intake.diagnostics.contains { $0.code == "batch-differs" })
      let section = intake.files.compactMap(\.statement).flatMap(\.sections).first {
        $0.closing == 3500
      }
      #expect(section != nil && (section?.difference ?? 0) == 0)
    }
    // Without the notification, one transfer stands for both.
    #expect(try TransactionReader().read([first]).ledger.transfers.map(\.sent.minorUnits) == [3000])
  }
}
