import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Statements and tables as services and banks write them, where a wrong reading moves money or unites persons.
@Suite("Raw statements")
struct RawStatementTests {
  private func load(
    _ files: [(name: String, text: String)], profile: String? = nil,
    mapping: ColumnMapping? = nil, own: [String: String] = [:]
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader(mapping: mapping)
    reader.ownAccounts = own
    if let profile {
      reader.library = FormatLibrary(own: [try Format(text: profile, source: "test")])
    }
    return try reader.read(try files.map { try folder.write($0.text, as: $0.name) })
  }

  private func money(_ reading: FileReading) -> [String] {
    (reading.statement?.sections ?? []).map { section in
      func text(_ units: Int128) -> String {
        MoneyTotal(minorUnits: units, currency: section.currency).decimalText
      }
      return
        "\(section.currency.code) \(text(section.credits)) \(text(section.debits)) \(text(section.fees))"
    }
  }

  private static func profile(_ header: String, _ rest: String) -> String {
    "profile: test.bank\nversion: 1\nshape: statement\nmatch: {headers: [[\(header)]], exact: true}\n"
      + "dates: [ymd]\n" + rest
  }

  private static let sides = profile(
    "Date, Text, Debit, Credit, Balance",
    """
    fields:
      date: Date
      amount: {out: Debit, in: Credit}
      balance: {column: Balance}
      currency: {always: GBP}
      narration: [Text]

    """)

  // MARK: The sums of a statement

  @Test func refundsOfARowAreMoneyOut() throws {
    let intake = try load(
      [
        (
          "p.csv",
          """
          id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Description,Fee,Refunded date (UTC),Status,Customer Email,Card Last4
          ch_1,2024-03-04 10:00:00,80.00,0.00,usd,true,70.00,0.00,eur,a,2.00,,Paid,ann@vos.example,4242
          ch_2,2024-03-05 10:00:00,50.00,20.00,eur,true,50.00,20.00,eur,b,1.50,2024-03-08 10:00:00,Paid,ben@roth.example,4242
          """
        )
      ], own: ["": "stripe:shop"])
    #expect(money(intake.files[0]) == ["EUR 120.00 23.50 3.50"])
  }

  @Test(arguments: [true, false])
  func theResultOfAConversionIsMoneyIn(_ hasOtherRows: Bool) throws {
    let header =
      "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,Target fee amount,Target fee currency,Source name,Source amount (after fees),Source currency,Target name,Target amount (after fees),Target currency,Exchange rate,Reference,Batch\n"
    let day = "2024-03-04 10:00:00,2024-03-04 12:00:00"
    let intake = try load(
      [
        (
          "t.csv",
          header
            + (hasOtherRows
              ? "T-1,COMPLETED,OUT,\(day),0.50,EUR,,,Ann,100.00,EUR,Ben,85.00,GBP,0.85,rent,\n"
              : "") + "B-2,COMPLETED,NEUTRAL,\(day),0.30,USD,,,Ann,99.70,USD,Ann,92.00,EUR,0.92,,\n"
        )
      ], own: ["": "wise:ann"])
    let eur = hasOtherRows ? "EUR 92.00 100.50 0.50" : "EUR 92.00 0.00 0.00"
    #expect(Set(money(intake.files[0])) == [eur, "USD 0.00 100.00 0.30"])
  }

  // MARK: Accounts that become one

  private static let rows =
    "Date,Text,Debit,Credit,Balance\n2024-03-04,TRANSFER,,900.00,950.00\n2024-03-15,TRANSFER,890.00,,60.00\n2024-03-15,CHARGE,10.00,,50.00\n"

  @Test(arguments: [
    ("Account Name,ANN VOS\n", "Account Name,BEN ROTH\n", false),
    ("Account Number,0123456789\n", "Account Number,0987654321\n", false),
    ("\"Account:\",\"Flex ****12345\"\n", "\"Account:\",\"Flex ****98765\"\n", false),
    ("ANN VOS\n", "BEN ROTH\n", false),
    (
      "Account Name,ANN VOS\nPrinted,2024-03-16\n", "Account Name,ANN VOS\nPrinted,2024-04-01\n",
      true
    ),
    (
      "Period,01 Mar 2024 to 15 Mar 2024\nRows,3\nBalance,50.00\n",
      "Period,01 Mar 2024 to 31 Mar 2024\nRows,3\nBalance,10.00\n", true
    ),
  ])
  func linesBeforeTheHeaderTellHoldersApart(one: String, other: String, areOne: Bool) throws {
    let intake = try load(
      [("a.csv", one + Self.rows), ("b.csv", other + Self.rows)], profile: Self.sides)
    #expect(intake.ledger.transfers.count == (areOne ? 3 : 6))
    #expect(codes(intake).contains("accounts-united") == areOne)
    #expect(codes(intake).contains("statements-overlap") != areOne)
  }

  @Test func aBareNumberOfTwoLayoutsIsReported() throws {
    let first = Self.profile(
      "Account, Date, Text, Debit, Credit, Balance",
      """
      account: [{columns: [Account], kind: plain}]
      fields:
        date: Date
        amount: {out: Debit, in: Credit}
        balance: {column: Balance}
        currency: {always: KES}
        narration: [Text]

      """)
    func codes(after balance: String) throws -> [String] {
      let folder = try TemporaryFolder()
      var reader = TransactionReader()
      let other = first.replacing("test.bank", with: "test.other").replacing("Text", with: "Words")
      reader.library = FormatLibrary(own: [
        try Format(text: first, source: "one"), try Format(text: other, source: "other"),
      ])
      let intake = try reader.read([
        folder.write(
          "Account,Date,Text,Debit,Credit,Balance\n1234567890,2024-03-04,a,,1000.00,1000.00\n1234567890,2024-03-05,b,400.00,,600.00\n",
          as: "a.csv"),
        folder.write(
          "Account,Date,Words,Debit,Credit,Balance\n1234567890,2024-03-06,c,,50.00,\(balance)\n",
          as: "b.csv"),
      ])
      return intake.diagnostics.map(\.code)
    }
    #expect(try codes(after: "9000.00") == ["accounts-united"])
    #expect(try codes(after: "650.00") == [])
  }

  /// All banks send such messages: only a balance that goes on shows that a number is of one account.
  @Test func aBareNumberOfTwoMessagesIsReported() throws {
    func message(_ opening: String, _ change: String, _ closing: String, _ day: Int) -> String {
      ":20:X\n:25:12345678\n:28C:1/1\n:60F:C21030\(day)EUR\(opening)\n:61:21030\(day)030\(day)\(change)NTRFNONREF\n:86:text\n:62F:C21030\(day)EUR\(closing)\n-\n"
    }
    func codes(after opening: String, _ closing: String) throws -> Set<String> {
      let folder = try TemporaryFolder()
      let intake = try TransactionReader().read([
        folder.write(message("0,00", "C100,00", "100,00", 5), as: "a.sta"),
        folder.write(message(opening, "D70,00", closing, 7), as: "b.sta"),
      ])
      return Set(intake.diagnostics.map(\.code))
    }
    #expect(try codes(after: "5000,00", "4930,00").contains("accounts-united"))
    #expect(try !codes(after: "100,00", "30,00").contains("accounts-united"))
  }

  @Test(arguments: ["12345678", "55"])
  func numbersWithoutABankTellPartiesOfOneNameApart(_ second: String) throws {
    func entry(_ number: String) -> String {
      "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-03-04</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>Ann</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>\(number)</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>"
    }
    let intake = try load([
      (
        "a.xml",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\(entry("99998888"))\(entry(second))\(entry("99998888"))</Stmt></BkToCstmrStmt></Document>"
      )
    ])
    let payees = intake.ledger.transfers.map(\.beneficiary.key)
    #expect(Set(payees).count == 2)
    #expect(payees.allSatisfy { $0.hasPrefix("?:") })
  }

  // MARK: Tables that no profile describes

  private static let table = """
    Id,Date,Status,From,To,Amount,Currency
    1,2024-03-04,Successful,ann,ben,100.00,GBP
    2,2024-03-05,Failed,ann,ben,10.00,GBP
    3,2024-03-06,Pending,ann,ben,11.00,GBP
    4,2024-03-07,Odd,ann,ben,12.00,GBP
    5,2024-03-08,,ann,ben,13.00,GBP

    """

  @Test(arguments: [nil, ["from": "From", "to": "To"]])
  func statusesAndDaysOfATableAreRead(_ columns: [String: String]?) throws {
    var mapping: ColumnMapping?
    if let columns {
      mapping = ColumnMapping(columns: [
        .from: [columns["from"] ?? ""], .to: [columns["to"] ?? ""], .amount: ["Amount"],
      ])
    }
    let intake = try load([("a.csv", Self.table)], mapping: mapping)
    #expect(intake.ledger.transfers.map(\.sent.decimalText) == ["100.00"])
    #expect(intake.ledger.transfers[0].time.precision == .day)
    let rows = intake.files[0].rows
    #expect((rows.loaded, rows.memo, rows.rejected) == (1, 2, 2))
    #expect(codes(intake) == ["status-unknown", "status-unknown"])
  }

  @Test func aColumnOfOtherWordsIsNoStatus() throws {
    let intake = try load([
      ("a.csv", "date,from,to,amount,currency,state\n2024-03-04,ann,ben,1.00,GBP,Ohio\n")
    ])
    #expect(intake.ledger.transfers.count == 1)
    #expect(codes(intake).isEmpty)
  }

  @Test(arguments: [("2024-02-01", "2024-02-29"), ("USD", "EUR")])
  func daysAndCurrenciesAreNoAccounts(from: String, to: String) throws {
    #expect(throws: IngestError.self) {
      try load([("a.csv", "Date,From,To,Amount,Currency\n2024-03-04,\(from),\(to),19.99,EUR\n")])
    }
  }

  // MARK: Rows of a statement

  @Test(arguments: [
    ("Page Total", false), ("Grand total", false), ("Sub-Total c/f", false),
    ("Total for the month", false), ("TOTAL 1234 PARIS", true), ("Total", true),
  ])
  func totalsOfPagesAreNoPayments(_ words: String, isPayment: Bool) throws {
    let intake = try load(
      [
        (
          "a.csv",
          "Date,Text,Debit,Credit,Balance\n2024-03-04,SHOP,100.00,,\n2024-03-04,\(words),100.00,0.00,\n2024-03-05,ANN,,50.00,\n"
        )
      ], profile: Self.sides, own: ["": "me"])
    #expect(intake.ledger.transfers.count == (isPayment ? 3 : 2))
    #expect(intake.files[0].rows.rejected == 0)
  }

  @Test(arguments: [
    ("PAYMENT RECEIVED - THANK YOU", "GBP 180.00 80.00 0.00", false),
    ("NEFT CR ANN", "GBP 180.00 80.00 0.00", false), ("ANN", "GBP 80.00 180.00 0.00", true),
  ])
  func wordsTellWhatABalanceIs(_ words: String, sums: String, isDoubtful: Bool) throws {
    let intake = try load(
      [
        (
          "a.csv",
          "Date,Text,Debit,Credit,Balance\n2024-03-01,SHOP,20.00,,120.00\n2024-03-02,FUEL,60.00,,180.00\n2024-03-05,\(words),,180.00,0.00\n"
        )
      ], profile: Self.sides, own: ["": "me"])
    #expect(money(intake.files[0]) == [sums])
    #expect(codes(intake).contains("sign-doubtful") == isDoubtful)
  }

  @Test func anotherCurrencyBeforeTheHeaderIsReported() throws {
    let found = try ["GBP", "USD"].map { code in
      try codes(
        load([("a.csv", "Currency,\(code)\n" + Self.rows)], profile: Self.sides, own: ["": "me"]))
    }
    #expect(found == [[], ["currency-conflict"]])
  }

  @Test func aCounterpartyThatReceivesWhatWentOutIsNotTheOwner() throws {
    let header =
      "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Balance\",\"Balance Impact\"\n"
    func row(_ day: Int, _ gross: String, from: String, to: String) -> String {
      "\"\(day)/01/2023\",\"10:00:00\",\"GMT\",\"Ben Roth\",\"Website Payment\",\"Completed\",\"GBP\",\"\(gross)\",\"0.00\",\"\(gross)\",\"\(from)@one.example\",\"\(to)@one.example\",\"1AA11111AA1111\(day)A\",\"\",\"\",\"\(gross.hasPrefix("-") ? "Debit" : "Credit")\"\n"
    }
    let intake = try load([
      (
        "a.csv",
        header + row(14, "-20.00", from: "ann", to: "ben")
          + row(15, "-5.00", from: "eve", to: "ben")
          + row(16, "7.00", from: "ben", to: "eve")
      )
    ])
    #expect(intake.files[0].statement?.sections.map(\.account) != ["email:ben@one.example"])
    #expect(codes(intake).contains("own-account-unknown") || money(intake.files[0]).count == 1)
  }
}
