import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Messages as banks write them that were once read as other than they say.
@Suite("Messages that mislead")
struct HostileMessageTests {
  private func load(_ files: [(name: String, text: String)]) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read(files.map { try folder.write($0.text, as: $0.name) })
  }

  private func keys(_ intake: Intake) -> [String] { intake.ledger.accounts.map(\.key) }

  // MARK: Amounts of OFX

  /// The amounts of a download, and as they are read; nil where the row is rejected.
  private static let amounts: [([String], [String?])] = [
    (["-12.34", "+1,234.56", "-1,234"], ["12.34", "1234.56", "1234.00"]),
    (["-12,34", "1.234,56", "-1.234"], ["12.34", "1234.56", "1234.00"]),
    (["-1,234", "5"], [nil, "5.00"]),
    (["-12.34", "7,50", "1,234"], ["12.34", "7.50", nil]),
    (["1,234,567", "-2,000"], ["1234567.00", "2000.00"]),
    ([".50", "-,5"], ["0.50", "0.50"]),
    (["1,23,456.00"], ["123456.00"]),
    (["12,34.00"], [nil]),
  ]

  @Test(arguments: amounts) func theMarksOfAllAmountsDecideEach(
    _ written: [String], _ read: [String?]
  ) throws {
    let entries = written.enumerated().map { number, amount in
      "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>2024030\(number + 1)<TRNAMT>\(amount)<FITID>F\(number)<NAME>S\(number)</STMTTRN>\n"
    }.joined()
    let intake = try load([
      (
        "a.ofx",
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>1234567890</BANKACCTFROM><BANKTRANLIST>\n\(entries)</BANKTRANLIST></STMTRS></OFX>"
      )
    ])
    #expect(intake.ledger.transfers.map(\.sent.decimalText) == read.compactMap(\.self))
    #expect(intake.rows.rejected == read.count { $0 == nil })
  }

  // MARK: Accounts by the code of their bank

  private static func network(_ account: String, _ entries: String) -> String {
    ":20:S\n:25:\(account)\n:28C:1/1\n:60F:C240301EUR100,00\n\(entries):62F:C240331EUR90,00\n-\n"
  }

  private static let out =
    ":61:2403040304D10,00NTRFE2E-7001//R1\n:86:166?00TRANSFER?20EREF+E2E-7001?31DE44500105175407324931?32Ben Roth\n"

  private static let spellings = [
    "37040044/0532013000", "37040044/532013000", "/DE89370400440532013000",
    "DE89370400440532013000EUR", "37040044/0532013000EUR",
  ]

  @Test(arguments: spellings) func aNumberBesideItsBankIsTheIBANOfTheLedger(_ own: String) throws {
    let intake = try load([
      ("a.sta", Self.network(own, Self.out)),
      (
        "b.sta",
        Self.network(
          "DE44500105175407324931",
          ":61:2403040304C10,00NTRFE2E-7001//R2\n:86:166?00CREDIT?20EREF+E2E-7001?31DE89370400440532013000?32Ana Vos\n"
        )
      ),
    ])
    #expect(keys(intake) == ["iban:DE44500105175407324931", "iban:DE89370400440532013000"])
    #expect(intake.ledger.transfers.count == 1)
  }

  @Test func noIBANIsMadeUp() throws {
    let intake = try load([("a.sta", Self.network("37040044/0532013000", Self.out))])
    #expect(keys(intake) == ["37040044/0532013000", "iban:DE44500105175407324931"])
  }

  @Test func polishPartsNameTheAccountAndDivideTheName() throws {
    let intake = try load([
      (
        "a.sta",
        ":20:P\n:25:/PL71102010260000000000000111\n:28C:1\n:60F:C240102PLN500,00\n:61:2401030103DN100,00NTRFNONREF//123\n:86:073~00PRZELEW~20FAKTURA 7~3011402004~310000300201355387~32JAN KOWALSKI~33UL DLUGA 5~3827114020040000300201355387\n:62F:C240103PLN400,00\n-\n"
      )
    ])
    #expect(
      keys(intake) == ["iban:PL27114020040000300201355387", "iban:PL71102010260000000000000111"])
    #expect(intake.ledger.accounts[0].name == "JAN KOWALSKI UL DLUGA 5")
  }

  @Test func wordsThatPointToAReferenceAreNone() throws {
    for word in ["EREF", "PREF", "MARF", "NONREF", "KREF"] {
      let intake = try load([
        (
          "a.sta",
          Self.network(
            "NL91ABNA0417164300",
            ":61:2403040304D10,00NTRF\(word)//R1\n:86:/CNTP/NL20INGB0001234567/INGBNL2A/Ben Roth///REMI/USTD//Order/\n"
          )
        )
      ])
      #expect(intake.ledger.transfers[0].reference == nil, "\(word)")
    }
  }

  @Test func shortNumbersWithoutABankAreNobodysAccount() throws {
    func statement(_ own: String, _ name: String) -> String {
      """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>\(own)</Id>
      <Acct><Id><IBAN>\(own)</IBAN></Id><Ccy>EUR</Ccy></Acct>
      <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-03-04</Dt></BookgDt>
      <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>\(name)</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>12345678</Id></Othr></Id></DbtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>
      </Stmt></BkToCstmrStmt></Document>
      """
    }
    let intake = try load([
      ("a.xml", statement("DE89370400440532013000", "Zoe")),
      ("b.xml", statement("DE44500105175407324931", "Yan")),
    ])
    #expect(Set(intake.ledger.transfers.map(\.payer.name)) == ["Zoe", "Yan"])
    #expect(!keys(intake).contains("12345678"))
  }

  // MARK: Reports beside statements

  private static func camt(
    _ kind: String, _ part: String, currency: String = "EUR", closing: String? = nil,
    _ entries: String
  ) -> String {
    func balance(_ code: String, _ amount: String) -> String {
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    }
    let message =
      ["Rpt": "BkToCstmrAcctRpt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"][part] ?? "BkToCstmrStmt"
    let balances = closing.map { balance("OPBD", "0.00") + balance("CLBD", $0) } ?? ""
    return """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:\(kind).001.08"><\(message)><\(part)><Id>1</Id><Acct><Id><IBAN>CH9300762011623852957</IBAN></Id></Acct>
      \(balances)\(entries)</\(part)></\(message)></Document>
      """
  }

  private static func entry(_ amount: String, currency: String = "EUR", day: Int) -> String {
    "<Ntry><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-03-\(day)</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>P\(amount)</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>\n"
  }

  @Test func aReportGivesWayToEntriesAndNotToDays() throws {
    let report = Self.camt(
      "camt.052", "Rpt", Self.entry("9.00", day: 15) + Self.entry("5.0", day: 14))
    let entries = Self.entry("5.00", day: 14) + Self.entry("6.00", day: 20)
    // The balances do not close without the 9.00, or are not given.
    for closing in ["20.00", nil] {
      let intake = try load([
        ("r.xml", report), ("s.xml", Self.camt("camt.053", "Stmt", closing: closing, entries)),
      ])
      #expect(intake.ledger.transfers.map(\.sent.minorUnits).sorted() == [500, 600, 900])
      #expect(intake.rows.memo == 1)
      #expect(intake.files.flatMap(\.diagnostics).contains { $0.code == "statement-lacks-entry" })
    }
    // The balances prove the statement whole.
    let proved = try load([
      ("r.xml", report), ("s.xml", Self.camt("camt.053", "Stmt", closing: "11.00", entries)),
    ])
    #expect(proved.ledger.transfers.map(\.sent.minorUnits).sorted() == [500, 600])
    #expect(proved.rows.memo == 2)
  }

  @Test func aStatementInAnotherCurrencyTellsOtherEntries() throws {
    let intake = try load([
      ("n.xml", Self.camt("camt.054", "Ntfctn", Self.entry("7.00", day: 10))),
      (
        "s.xml",
        Self.camt(
          "camt.053", "Stmt", currency: "CHF", closing: "5.00",
          Self.entry("5.00", currency: "CHF", day: 10))
      ),
    ])
    #expect(Set(intake.ledger.transfers.map(\.sent.currency.code)) == ["CHF", "EUR"])
  }
}
