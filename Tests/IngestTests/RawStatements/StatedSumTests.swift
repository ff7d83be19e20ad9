import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Rows that state balances and totals in the languages of banks, or by their amounts alone; cells that a delimiter
/// splits; and sides that a file may have exchanged.
@Suite("Sums among the rows, and rows that are split")
struct StatedSumTests {
  private static func statement(_ opening: String, _ turnover: String, _ closing: String) -> String
  {
    "Konto;Datum;Name;Text;Betrag;S;Art\n"
      + "EE287700771001234567;01.03.2024;;\(opening);1000,00;K;10\n"
      + "EE287700771001234567;14.03.2024;Mari Mets;makse;250,00;D;20\n"
      + "EE287700771001234567;15.03.2024;OU Kask;palk;900,00;K;20\n"
      + "EE287700771001234567;16.03.2024;OU Lepp;arve;30,00;D;20\n"
      + "EE287700771001234567;31.03.2024;;\(turnover);280,00;D;82\n"
      + "EE287700771001234567;31.03.2024;;\(turnover);900,00;K;82\n"
      + "EE287700771001234567;31.03.2024;;\(closing);1620,00;K;86\n"
  }

  private static let words: [(String, String, String)] = [
    ("Algsaldo", "Käive", "Lõppsaldo"), ("Likutis pradžiai", "Apyvarta", "Likutis pabaigai"),
    ("Sākuma atlikums", "Apgrozījums", "Beigu atlikums"), ("Sold inițial", "Rulaj", "Sold final"),
    ("Početno stanje", "Promet", "Novo stanje"), ("Вхідний залишок", "Обороти", "Вихідний залишок"),
    ("Начално салдо", "Обороти", "Крайно салдо"), ("Saldo awal", "Jumlah", "Saldo akhir"),
    ("Nyitóegyenleg", "Forgalom", "Záróegyenleg"),
    ("Opening balance", "Turnover", "Closing balance"),
    ("Αρχικό υπόλοιπο", "Σύνολο", "Τελικό υπόλοιπο"), ("Saldo początkowe", "Suma", "Saldo końcowe"),
  ]

  @Test(arguments: words)
  func balancesAndTurnoverAreNoPayments(_ opening: String, _ turnover: String, _ closing: String)
    throws
  {
    let made = try MadeStatement(
      Self.statement(opening, turnover, closing),
      [(.own, "Konto"), (.side, "S"), (.outWords, "D"), (.inWords, "K")])
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    #expect(intake.money == "in 90000, out 28000", "\(opening): \(intake.rows)")
    let section = try #require(intake.files.first?.statement?.sections.first)
    #expect(section.opening == 100_000 && section.closing == 162_000)
  }

  /// Words that nobody knows: the sums are told by arithmetic, and the reader is warned.
  @Test func sumsWithoutKnownWordsAreWarnedOf() throws {
    let made = try MadeStatement(
      Self.statement("Mwanzo", "Jumuiya", "Mwisho"),
      [(.own, "Konto"), (.side, "S"), (.outWords, "D"), (.inWords, "K")])
    let intake = try made.read()
    let warned = intake.diagnostics.filter { $0.code == DiagnosticCode.balanceOrPayment.rawValue }
    #expect(!warned.isEmpty && intake.rows.loaded == 7, "\(intake.diagnostics.map(\.summary))")
  }

  /// Money that came and went on as a whole is no closing balance.
  @Test func drainingAnAccountIsNoSum() throws {
    let made = try MadeStatement(
      "Konto;Datum;Name;Betrag\nEE287700771001234567;14.03.2024;Mari Mets;100,00\nEE287700771001234567;15.03.2024;OU Kask;200,00\nEE287700771001234567;16.03.2024;;-300,00\n",
      [(.own, "Konto"), (.positive, "in")])
    #expect(try !made.read().diagnostics.contains { $0.code == "balance-or-payment" })
  }

  @Test(arguments: [
    "Date,Description,Amount,\n14/03/2024,A,-10.00,\n15/03/2024,B,-1,234.00,\n16/03/2024,C,-20.50,\n",
    "Date,Amount,Description,\n14/03/2024,-10.00,A,\n15/03/2024,-1,234.00,B,\n16/03/2024,-20.50,C,\n",
    "Date,Description,Amount,Type,\n14/03/2024,A,-10.00,card,\n15/03/2024,B,-1,234.00,card,\n16/03/2024,C,-20.50,card,\n",
    "Date,Description,Amount,\n14/03/2024,A,-10.00,\n15/03/2024,B,-1,234.00\n16/03/2024,C,-20.50,\n",
    "Date,Description,Amount,,\n14/03/2024,A,-10.00,,\n15/03/2024,B,-1,234.00,,\n16/03/2024,C,-20.50,,\n",
  ])
  func aSplitAmountIsRejected(_ text: String) throws {
    let intake = try MadeStatement(text, [(.positive, "in"), (.amount, "Amount")]).read()
    #expect(intake.money == "in 0, out 3050", "\(intake.rows)")
    #expect(intake.rows.rejected == 1)
  }

  @Test(arguments: ["", ","])
  func aSplitAmountOfALedgerIsRejected(_ end: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "id,time,from,to,currency,amount,\nt1,2024-03-01,a,b,EUR,10.00,\nt2,2024-03-02,a,b,EUR,1,234.00\(end)\nt3,2024-03-03,a,b,EUR,7.00,\n"
    )
    let intake = try TransactionReader().read([path])
    #expect(intake.ledger.transfers.map(\.sent.minorUnits) == [1000, 700])
    #expect(intake.rows.rejected == 1)
  }

  /// A remark behind the last name is no split cell.
  @Test func aRemarkBehindTheLastNameStays() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "id,time,from,to,currency,amount,\nt1,2024-03-01,a,b,EUR,10.00,checked\nt2,2024-03-02,a,b,EUR,12.00,\n"
    )
    #expect(try TransactionReader().read([path]).rows.loaded == 2)
  }

  private static let axis = "Tran Date,CHQNO,PARTICULARS,DR,CR,BAL,SOL\n"
  private static let axisRows = [
    "01-03-2021,,UPI/P2A/106312345678/A KUMAR/SBIN/PAY,10.00,,90.00,123\n",
    "02-03-2021,,UPI/P2A/106312345679/B KUMAR/SBIN/PAY,,40.00,50.00,123\n",
    "03-03-2021,,UPI/P2A/106312345670/C KUMAR/SBIN/PAY,,20.00,30.00,123\n",
    "04-03-2021,,UPI/P2A/106312345671/D KUMAR/SBIN/PAY,15.00,,45.00,123\n",
  ]

  /// In some files of this bank the two columns are exchanged: one balance decides, and where none does it is said.
  @Test(arguments: [0..<4, 0..<2, 1..<3, 2..<4])
  func oneBalanceDecidesExchangedColumns(_ rows: Range<Int>) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.axis + Self.axisRows[rows].joined())
    let intake = try TransactionReader().read([path])
    let names = ["A KUMAR", "B KUMAR", "C KUMAR", "D KUMAR"]
    for transfer in intake.ledger.transfers {
      let isOut = transfer.payer.key.hasSuffix(":own")
      let other = isOut ? transfer.beneficiary.displayName : transfer.payer.displayName
      #expect(isOut == (other == names[1] || other == names[2]), "\(other)")
    }
    #expect(!intake.diagnostics.contains { $0.code == "balance-break" })
  }

  @Test func aSingleRowOfSuchAFileIsDoubted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.axis + Self.axisRows[0])
    let codes = try TransactionReader().read([path]).diagnostics.map(\.code)
    #expect(codes.contains("sign-doubtful"))
  }

  /// Moves to a pocket under a plain name that recur within a second, or whose rows are some seconds apart.
  @Test(arguments: [0, 1, 30])
  func movesToAPocketAreOneEach(_ gap: Int) throws {
    func row(_ product: String, _ second: Int, _ amount: String, _ balance: String) -> String {
      let time = "2021-03-02 10:00:\(second < 10 ? "0" : "")\(second)"
      return
        "TRANSFER,\(product),\(time),\(time),To GBP Holiday,\(amount),0.00,GBP,COMPLETED,\(balance)\n"
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
        + row("Current", 0, "-30.00", "70.00") + row("Pocket", gap, "30.00", "30.00")
        + row("Current", 0, "-30.00", "40.00") + row("Pocket", gap, "30.00", "60.00"))
    let transfers = try TransactionReader().read([path]).ledger.transfers
    #expect(
      transfers.map { $0.kind } == [.internal, .internal], "\(transfers.map { $0.beneficiary.key })"
    )
  }

  @Test(arguments: [
    "ABNANL2A/NL91ABNA0417164300", "ABNANL2A/NL91ABNA0417164300EUR", "NL91ABNA0417164300",
    "NL91ABNA0417164300EUR", "NL91ABNA0417164300/EUR", "/NL91ABNA0417164300",
    "ABNANL2A NL91ABNA0417164300",
  ])
  func theIBANOfFieldTwentyFiveIsTheAccount(_ field: String) {
    #expect(NetworkReader.account(field) == "iban:NL91ABNA0417164300")
  }

  @Test(arguments: [
    (["Bank", "CCard"], 2), (["Bank", "Bank"], 1), (["Cash", "Oth L", "Bank"], 3),
  ])
  func listsOfTwoKindsAreTwoAccounts(_ kinds: [String], _ count: Int) throws {
    let text = kinds.enumerated().map { "!Type:\($1)\nD3/1\($0 + 3)/2024\nT-1\($0).00\nPShop\n^\n" }
      .joined()
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.mapping = ColumnMapping()
    reader.mapping?.constants[.currency] = "USD"
    let intake = try reader.read([try folder.write(text, as: "a.qif")])
    #expect(intake.files.first?.statement?.sections.count == count)
  }
}
