import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Files that a spreadsheet saved again, and files whose header several banks write.
@Suite("Resaved files and common headers")
struct ResavedStatementTests {
  private func load(
    _ text: String, as name: String = "a.csv", own: String? = nil
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    if let own { reader.ownAccounts = ["": own] }
    return try reader.read([try folder.write(text, as: name)])
  }

  private func refusal(_ text: String, as name: String = "a.csv") -> String {
    do {
      _ = try load(text, as: name)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  // MARK: Dates

  private func lloyds(_ days: [String]) -> String {
    // The newest row comes first, so balances rise from the end.
    let lines = days.enumerated().map { place, day in
      "\(day),DEB,11-22-33,12345678,ODD,3.00,,\(100 - 3 * (days.count - place)).00"
    }
    return
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
      + lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    // Month first, without zeros: one date shows it, or the order of the rows, or nothing.
    ["3/14/2024", "3/5/2024", "3/4/2024"], ["5/1/2024", "4/12/2024", "4/5/2024", "3/11/2024"],
    ["3/4/2024"], ["3/4/2024", "3/4/2024"],
    // Zeros were kept, but only with the month first do the rows stand in order.
    ["05/01/2024", "04/12/2024", "04/05/2024", "03/11/2024"],
  ])
  func datesOfASpreadsheetAreAskedAbout(_ days: [String]) {
    let words = refusal(lloyds(days))
    #expect(words.contains("--dates") && words.contains("mdy"), "\(words)")
  }

  /// Days above 12 stayed text, and the others became days of another month.
  @Test(arguments: [
    ["15/03/2024", "3/12/2024", "3/2/2024"], ["2/3/2024", "13/03/2024", "4/3/2024"],
    ["15/03/2024", "3/12/2024", "3/11/2024"],
  ])
  func datesOfWhichOnlySomeWereExchangedAreRefused(_ days: [String]) {
    let words = refusal(lloyds(days))
    #expect(words.contains("no order of day and month reads all rows"), "\(words)")
  }

  @Test(arguments: [
    ["14/03/2024", "13/03/2024"], ["14/3/2024", "5/3/2024"], ["04/03/2024"],
    ["11/3/2024", "5/4/2024", "12/2/2024", "14/1/2024"],
    ["05/03/2024", "04/03/2024", "01/03/2024"], ["15/03/2024", "5/03/2024", "1/03/2024"],
  ])
  func datesOfTheBankAreRead(_ days: [String]) throws {
    let intake = try load(lloyds(days))
    #expect(intake.rows.loaded == days.count)
    #expect(intake.ledger.transfers.allSatisfy { $0.time.start < 1_720_000_000_000 })
  }

  // MARK: Sort codes

  @Test(arguments: [
    ("40506", "1234567", "gb:040506/01234567"), ("40506", "12345678", "gb:040506/12345678"),
    ("'04-05-06", "01234567", "gb:040506/01234567"),
    ("4-05-06", "12345678", "gb:040506/12345678"),
  ])
  func lostZerosAreNoOtherAccount(_ sortCode: String, _ number: String, _ key: String) throws {
    let text = lloyds(["14/03/2024"]).replacing("11-22-33,12345678", with: "\(sortCode),\(number)")
    let intake = try load(text)
    #expect(intake.ledger.accounts.map(\.key).contains(key))
  }

  /// A sort code that became a day, or numbers that became powers of ten, do not unite the accounts of a file.
  @Test func unreadableAccountsAreNotOne() {
    let text = lloyds(["14/03/2024", "13/03/2024"])
      .replacing("14/03/2024,DEB,11-22-33,12345678", with: "14/03/2024,DEB,07-Jan-16,2.00E+07")
      .replacing("13/03/2024,DEB,11-22-33,12345678", with: "13/03/2024,DEB,08-Jan-16,3.00E+07")
    #expect(refusal(text).contains("names several accounts of its own"))
  }

  @Test func theLastDigitsOfANumberUniteNobody() throws {
    func text(_ payee: String) -> String {
      "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD\n"
        + "<BANKACCTFROM><BANKID>021000021<ACCTID>XXXXXX1234<ACCTTYPE>CHECKING</BANKACCTFROM>\n"
        + "<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20210305<TRNAMT>-5.00<FITID>1<NAME>\(payee)\n"
        + "</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    }
    let folder = try TemporaryFolder()
    let paths = try ["ODD", "KAI"].map { try folder.write(text($0), as: "\($0).ofx") }
    let intake = try TransactionReader().read(paths)
    #expect(Set(intake.ledger.transfers.map(\.payer.key)).count == 2)
  }

  @Test(arguments: [
    "405061234567", "7/1/2016 12345678", "4050612345678", "40506 123456789012", "1-2345678",
  ])
  func digitsWithoutASureEndOfTheSortCodeAreNoAccount(_ text: String) {
    #expect(AccountKey.canonical(text, country: "GB") == nil)
  }

  // MARK: Banks

  private static let indian = """
    Account Name : ODA KLEIN
    Account Number : 1234567890123456
    BANK
    Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance
    14/03/2024,14/03/2024,NEFT CR PIA NORD,,,1000.00,1500.00

    """

  @Test(arguments: [
    ("IFSC : KARB0000123", "in:KARB:1234567890123456"),
    ("IFS Code :SBIN0000123", "in:SBIN:1234567890123456"),
    ("State Bank of India", "in:SBIN:1234567890123456"),
    ("KARNATAKA BANK LTD\nIFSC Code: KARB0000123", "in:KARB:1234567890123456"),
    ("Branch : FORT", "in:SBIN:1234567890123456"),
  ])
  func theBranchCodeNamesTheBank(_ line: String, _ key: String) throws {
    let intake = try load(Self.indian.replacing("BANK", with: line), as: "a.xls")
    #expect(intake.ledger.accounts.map(\.key).contains(key), "\(intake.ledger.accounts.map(\.key))")
  }

  @Test(arguments: ["KARNATAKA BANK LTD", "Bank Name : Bank of Baroda", "THE JAMMU & KASHMIR BANK"])
  func anotherBanksNameLeavesTheAccountOpen(_ line: String) throws {
    let intake = try load(Self.indian.replacing("BANK", with: line), as: "a.xls")
    #expect(!intake.ledger.accounts.contains { $0.key.hasPrefix("in:") })
    #expect(intake.diagnostics.contains { $0.code == "own-account-unknown" })
  }

  private static let natwest = """
    Date, Type, Description, Value, Balance, Account Name, Account Number

    15/03/2021,POS,"'4411 13MAR21 , ODD STORES",-40.00,960.00,"'LOFT P","'CODE-12345678",

    """

  @Test(arguments: ["985010", "980020"]) func ulsterBankIsAskedForItsCurrency(_ code: String) {
    let words = refusal(Self.natwest.replacing("CODE", with: code))
    #expect(words.contains("currency") && words.contains("ie.ulster.csv"), "\(words)")
  }

  @Test(arguments: [("601613", "gb:601613/12345678"), ("160025", "gb:160025/12345678")])
  func natWestIsNotAsked(_ code: String, _ key: String) throws {
    let intake = try load(Self.natwest.replacing("CODE", with: code))
    #expect(intake.ledger.accounts.map(\.key).contains(key))
    #expect(intake.files[0].profile == "gb.natwest.csv")
  }

  private static let common = """
    Date,Details,Debit,Credit,Balance
    14/03/2024,POS 13MAR ODD SHOP,40.00,,960.00
    15/03/2024,365 Online KAI DUSK,,100.00,1060.00

    """

  @Test(arguments: [
    ("a.csv", ""), ("BankofIrelandUK_1.csv", ""), ("a.csv", "Bank of Ireland (UK) plc\n"),
    ("a.csv", "BOI Northern Ireland\n"),
  ])
  func aCommonHeaderNeedsTheCurrency(_ name: String, _ preamble: String) {
    let words = refusal(preamble + Self.common, as: name)
    #expect(words.contains("--set currency="), "\(words)")
  }

  @Test(arguments: [
    "Bank of Ireland\n", "IBAN: IE29 BOFI 9000 1712 3456 78\n".replacing(" ", with: ""),
  ])
  func bankOfIrelandIsKnownByItsName(_ preamble: String) throws {
    let intake = try load(preamble + Self.common)
    #expect(intake.files[0].profile == "ie.boi.csv")
  }

  // MARK: Fees

  @Test(arguments: [
    ("fee=Fee", "in 10000, out 9350"), ("fee=none", "in 10000, out 9000"),
  ])
  func aColumnOfFeesIsAskedAbout(_ answer: String, _ money: String) throws {
    let text = """
      Date,Description,Amount,Fee,Currency
      2024-03-04,Sale,100.00,3.00,EUR
      2024-03-05,Payout,-90.00,0.50,EUR

      """
    var made = try MadeStatement(text, [(.positive, "in")])
    #expect(made.open.contains("fee"))
    try made.draft.answer(.fee, String(answer.dropFirst(4)))
    #expect(!made.open.contains("fee"))
    #expect(try made.read().money == money)
  }

  @Test func feesHaveTheirOwnCurrency() throws {
    let text = """
      Date,Description,Amount,Fee,Fee currency,Currency
      2024-03-04,Sale,-100.00,1.50,USD,EUR
      2024-03-05,Sale,-50.00,2.00,EUR,EUR

      """
    var made = try MadeStatement(text, [(.positive, "in"), (.currency, "Currency")])
    try made.draft.answer(.fee, "Fee")
    let fees = try made.read().ledger.transfers.filter { $0.kind == .fee }.map(\.sent.description)
    #expect(fees.sorted() == ["EUR 2.00", "USD 1.50"], "\(fees)")
  }

  @Test(arguments: [
    ("897.50", "847.50", "in 0, out 15250"), ("900.00", "850.00", "in 0, out 15000"),
  ])
  func balancesTellWhetherFeesComeOnTop(_ first: String, _ second: String, _ money: String) throws {
    let text = """
      Date,Description,Money In,Money Out,Fees,Balance
      2024-03-03,ODD BREAD,,-50.00,,950.00
      2024-03-04,ODD BOOKS,,-50.00,-2.50,\(first)
      2024-03-05,ODD BEER,,-50.00,,\(second)

      """
    let made = try MadeStatement(text)
    #expect(!made.open.contains("fee"), "\(made.draft.questions)")
    #expect(try made.read().money == money)
  }

  // MARK: Parts of an account

  @Test func aMoveToSavingsIsOneTransfer() throws {
    let text = """
      Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
      TRANSFER,Savings,2023-03-09 10:00:00,2023-03-09 10:00:00,To EUR Savings,10.00,0.00,EUR,COMPLETED,10.00
      TRANSFER,Current,2023-03-09 10:00:00,2023-03-09 10:00:00,To EUR Savings,-10.00,0.00,EUR,COMPLETED,38.50
      TRANSFER,Current,2023-03-10 10:00:00,2023-03-10 10:00:00,To EUR Savings,-10.00,0.00,EUR,COMPLETED,28.50

      """
    let intake = try load(text, own: "revolut:me")
    #expect(intake.ledger.transfers.count == 2 && intake.rows.loaded == 3)
  }

  @Test func equalMovesOfOneTimeArePairs() throws {
    let text = """
      Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
      TRANSFER,Current,2023-03-09 10:00:00,2023-03-09 10:00:00,To pocket GBP Holiday from GBP,-30.00,0.00,GBP,COMPLETED,70.00
      TRANSFER,Pocket,2023-03-09 10:00:00,2023-03-09 10:00:00,To pocket GBP Holiday from GBP,30.00,0.00,GBP,COMPLETED,30.00
      TRANSFER,Current,2023-03-09 10:00:00,2023-03-09 10:00:00,To pocket GBP Car from GBP,-30.00,0.00,GBP,COMPLETED,40.00
      TRANSFER,Pocket,2023-03-09 10:00:00,2023-03-09 10:00:00,To pocket GBP Car from GBP,30.00,0.00,GBP,COMPLETED,60.00

      """
    #expect(try load(text, own: "revolut:me").ledger.transfers.count == 2)
  }

  @Test func partiesOfABusinessAccountHaveTheirNames() throws {
    let text = """
      Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,Card number,Orig currency,Orig amount,Payment currency,Amount,Total amount,Exchange rate,Fee,Fee currency,Balance,Account,Beneficiary account number,Beneficiary IBAN,Beneficiary BIC
      2024-03-04,2024-03-04,id1,TRANSFER,COMPLETED,To Oda Klein,inv,Ida,,EUR,100.00,EUR,-100.00,-100.20,,0.20,EUR,899.80,Main EUR,,DE02120300000000202051,
      2024-03-05,2024-03-05,id2,TOPUP,COMPLETED,Money added from KAI DUSK,x,,,EUR,50.00,EUR,50.00,50.00,,0.00,EUR,949.80,Main EUR,,,

      """
    let intake = try load(text, own: "revolut:biz")
    let names = Set(intake.ledger.accounts.compactMap(\.details.name))
    #expect(names.isSuperset(of: ["Oda Klein", "KAI DUSK"]), "\(names)")
  }
}
