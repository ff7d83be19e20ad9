import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// BAI2: balances and transactions of accounts in records of numbers and commas.
@Suite struct CashReportTests {
  static func file(
    _ entries: [String], currency: String = "USD",
    account: String = "0975312468,USD,010,500000,,,015,500000,,/",
    status: String = "1"
  ) -> String {
    ([
      "01,122099999,123456789,240304,0600,1,80,,2/",
      "02,031001234,122099999,\(status),240303,2359,\(currency),2/", "03,\(account)",
    ]
      + entries + ["49,,/", "98,,,/", "99,,,/"]).joined(separator: "\n") + "\n"
  }

  static func entries(_ text: String) -> [[String]] {
    let bytes = Array(text.utf8)
    let message = CashReader().read(bytes.span)
    return message.entries.map {
      [$0.date, $0.direction, $0.amount, $0.currency, $0.id, $0.reference, $0.text, $0.status]
    }
  }

  @Test(arguments: [
    (
      "16,195,120000,Z,B1,C1,WIRE IN/",
      ["2024-03-03", "credit", "1200.00", "USD", "B1", "C1", "WIRE IN", "BOOK"]
    ),
    ("16,475,5,,,,/", ["2024-03-03", "debit", "0.05", "USD", "", "", "", "BOOK"]),
    (
      "16,475,1300,0,B2,1042,CHECK, NO 1/2",
      ["2024-03-03", "debit", "13.00", "USD", "B2", "1042", "CHECK, NO 1/2", "BOOK"]
    ),
    (
      "16,142,100,S,50,30,20,B3,C3,TEXT/",
      ["2024-03-03", "credit", "1.00", "USD", "B3", "C3", "TEXT", "BOOK"]
    ),
    (
      "16,142,100,V,240305,1200,B4,C4,T",
      ["2024-03-03", "credit", "1.00", "USD", "B4", "C4", "T", "BOOK"]
    ),
    (
      "16,142,100,D,2,0,50,1,50,B5,C5,T",
      ["2024-03-03", "credit", "1.00", "USD", "B5", "C5", "T", "BOOK"]
    ),
    (
      "16,142,100,0,B6,C6,ONE/\n88,TWO, THREE/\n88,FOUR/4",
      ["2024-03-03", "credit", "1.00", "USD", "B6", "C6", "ONE TWO, THREE FOUR/4", "BOOK"]
    ),
    (
      "16,142,100/\n88,V,240305,/\n88,B7,C7,LATE",
      ["2024-03-03", "credit", "1.00", "USD", "B7", "C7", "LATE", "BOOK"]
    ),
    ("16,890,,,,,NOTE/", ["2024-03-03", "credit", "", "USD", "", "", "NOTE", "INFO"]),
    ("16,720,500,0,,,LOAN/", ["2024-03-03", "credit", "5.00", "USD", "", "", "LOAN", "INFO"]),
    (
      "16,142,12.50,0,,,X/",
      [
        "2024-03-03", "credit of an amount that is not a whole number", "12.50", "USD", "", "", "X",
        "BOOK",
      ]
    ),
    (
      "16,142,-5,0,,,X/",
      [
        "2024-03-03", "credit of an amount that is not a whole number", "-5", "USD", "", "", "X",
        "BOOK",
      ]
    ),
    ("16,042,5,0,,,X/", ["2024-03-03", "BAI2 code 042", "0.05", "USD", "", "", "X", "BOOK"]),
  ])
  func recordsAreRead(_ record: String, _ cells: [String]) {
    #expect(Self.entries(Self.file([record])) == [cells])
    // Lines may end in any way.
    #expect(Self.entries(Self.file([record]).replacing("\n", with: "\r\n")) == [cells])
  }

  @Test func balancesAndTotalsAreCompared() throws {
    let good = """
      01,122099999,123456789,240304,0600,1,80,,2/
      02,031001234,122099999,1,240303,2359,EUR,2/
      03,DE89370400440532013000,,010,500000,,,015,629700,,/
      88,100,131000,2,/
      16,195,120000,Z,BR240001,CR77,WIRE FROM HARBOUR/
      16,475,1300,0,BR240002,1042,CHECK
      16,142,11000,0,BR240003,,ACH
      49,1393000,6/
      98,1393000,1,8/
      99,1393000,1,10/
      """
    let intake = try load(good)
    #expect(intake.rows.loaded == 3 && intake.rows.rejected == 0)
    #expect(intake.diagnostics.isEmpty, "\(intake.diagnostics.map(\.summary))")
    let section = try #require(intake.files.first?.statement?.sections.first)
    #expect(section.account == "iban:DE89370400440532013000" && section.currency.code == "EUR")
    #expect(section.closing == 629_700 && (section.difference ?? 0) == 0)
    #expect(intake.files[0].decisions.contains { $0.hasPrefix("8 of the sums") })
    for (from, to) in [
      ("49,1393000,6", "49,1393001,6"), ("98,1393000,1,8", "98,1393000,2,8"),
      ("99,1393000,1,10", "99,1393000,1,11"),
    ] {
      let problems = try load(good.replacing(from, with: to)).diagnostics
      #expect(Set(problems.map(\.code)) == ["control-differs"])
    }
    let torn = try load(String(good.prefix(good.count - 60)))
    #expect(torn.diagnostics.contains { $0.code == "message-torn" } && torn.rows.rejected == 1)
  }

  @Test func theBanksOwnCodesAreAsked() throws {
    let text = Self.file(["16,915,100,0,A,B,X", "16,142,200,0,C,D,Y"])
    let folder = try TemporaryFolder()
    let path = try folder.write(text)
    #expect(TransactionReader().readAvailable([path]).unread.first?.code == .twoReadings)
    var reader = TransactionReader()
    reader.mapping = ColumnMapping()
    reader.mapping?.forms.customCodes = ["915": false]
    let intake = try reader.read([path])
    #expect(intake.rows.loaded == 2)
    #expect(intake.ledger.transfers.map(\.sent.minorUnits).sorted() == [100, 200])
  }

  @Test func minorUnitsAreThoseOfTheCurrency() {
    for (currency, amount) in [("JPY", "12345.00"), ("KWD", "12.345"), ("", "123.45")] {
      let text = Self.file(["16,142,12345,0,A,B,X"], currency: currency, account: "1,,010,,,/")
      #expect(Self.entries(text).map { $0[2] } == [amount])
    }
  }

  @Test func testsAndDeletionsMoveNothing() throws {
    for status in ["2", "4"] {
      let intake = try load(Self.file(["16,142,100,0,A,B,X"], status: status))
      #expect(intake.rows.memo == 1 && intake.rows.loaded == 0)
    }
  }

  @Test(arguments: ["01,02,03\n02,x,y\n", "01,a,b,240101,0/\n03,x\n", "01,2024-03-01,5.00\n"])
  func tablesStayTables(_ text: String) {
    #expect(!MessageSignature.isCashManagement(text[...]))
  }
}
