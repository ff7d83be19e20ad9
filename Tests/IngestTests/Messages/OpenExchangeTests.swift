import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// OFX and QFX downloads.
@Suite struct OpenExchangeTests {
  private func read(
    _ entries: String,
    account: String = "<BANKACCTFROM><BANKID>021000021<ACCTID>123456789</BANKACCTFROM>",
    card: Bool = false, balance: String = ""
  ) throws -> Intake {
    let kind = card ? "CCSTMTRS" : "STMTRS"
    let text =
      "OFXHEADER:100\nDATA:OFXSGML\nCHARSET:1252\n\n<OFX><\(kind)>\n<CURDEF>USD\n\(account)\n<BANKTRANLIST><DTSTART>20240301<DTEND>20240331\n\(entries)</BANKTRANLIST>\(balance)</\(kind)></OFX>\n"
    let folder = try TemporaryFolder()
    return try TransactionReader().read([try folder.write(text, as: "a.qfx")])
  }

  private static func entry(
    _ amount: String, id: String = "1", type: String = "OTHER", date: String = "20240304"
  ) -> String {
    "<STMTTRN><TRNTYPE>\(type)<DTPOSTED>\(date)<TRNAMT>\(amount)<FITID>\(id)<NAME>Shop & Co</STMTTRN>\n"
  }

  /// A date, as it is read.
  private static let dates = [
    ("20240304", "2024-03-04"), ("20240304120000", "2024-03-04"),
    ("20240304000000.000[-8:PST]", "2024-03-04"),
    ("20240304153000[-5:EST]", "2024-03-04T15:30:00-05:00"),
    ("20240304153000.123[+5.5:IST]", "2024-03-04T15:30:00+05:30"),
    ("20240304153000", "2024-03-04"), ("2024-03-04", "2024-03-04"), ("yesterday", "yesterday"),
  ]

  @Test(arguments: dates) func datesAreDaysUnlessTheyNameTheirZone(
    _ written: String, _ read: String
  ) {
    #expect(OpenExchangeDate.text(written) == read)
  }

  @Test func entriesOfOneIDAreAllLoaded() throws {
    let intake = try read(
      Self.entry("-5.00") + Self.entry("-7.50") + Self.entry("-7.50", date: "20240305"))
    #expect(intake.rows.loaded == 3 && intake.ledger.transfers.count == 3)
    #expect(intake.ledger.transfers.allSatisfy { $0.payer.key == "021000021/123456789" })
    #expect(intake.ledger.transfers.allSatisfy { $0.beneficiary.name == "Shop & Co" })
  }

  private static func correction(
    _ amount: String, id: String, of other: String, action: String, date: String = "20240306"
  ) -> String {
    entry(amount, id: id, date: date).replacing(
      "<NAME>", with: "<CORRECTFITID>\(other)<CORRECTACTION>\(action)<NAME>")
  }

  private func amounts(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { $0.sent.decimalText }.sorted()
  }

  @Test func anEntryThatReplacesAnotherTakesItsPlace() throws {
    for id in ["1", "9"] {
      let intake = try read(
        Self.entry("-5.00") + Self.entry("-8.00", id: "2")
          + Self.correction("-6.00", id: id, of: "1", action: "REPLACE"))
      #expect(amounts(intake) == ["6.00", "8.00"] && intake.diagnostics.isEmpty)
      #expect(intake.rows.loaded == 2 && intake.rows.memo == 1 && intake.rows.rejected == 0)
      #expect(intake.files[0].decisions.contains { $0.contains("corrects an earlier one") })
    }
  }

  @Test func anEntryThatDeletesAnotherMovesNothing() throws {
    let intake = try read(
      Self.entry("-5.00") + Self.entry("-8.00", id: "2")
        + Self.correction("-5.00", id: "3", of: "1", action: "DELETE"))
    #expect(amounts(intake) == ["8.00"] && intake.diagnostics.isEmpty)
    #expect(intake.rows.loaded == 1 && intake.rows.memo == 2)
  }

  /// A correction may be corrected again.
  @Test func theLastCorrectionCounts() throws {
    let intake = try read(
      Self.entry("-5.00") + Self.correction("-6.00", id: "2", of: "1", action: "REPLACE")
        + Self.correction("-7.00", id: "3", of: "2", action: "REPLACE"))
    #expect(amounts(intake) == ["7.00"])
    let deleted = try read(
      Self.entry("-5.00") + Self.correction("-6.00", id: "2", of: "1", action: "REPLACE")
        + Self.correction("-6.00", id: "3", of: "2", action: "DELETE"))
    #expect(deleted.ledger.transfers.isEmpty && deleted.rows.memo == 3)
  }

  /// Many banks write the newest entry first.
  @Test(arguments: ["1", "9"]) func aCorrectionMayStandBeforeItsOriginal(_ id: String) throws {
    let replaced = try read(
      Self.correction("-6.00", id: id, of: "1", action: "REPLACE") + Self.entry("-8.00", id: "2")
        + Self.entry("-5.00"))
    #expect(amounts(replaced) == ["6.00", "8.00"] && codes(replaced).isEmpty)
    let twice = try read(
      Self.correction("-7.00", id: "3", of: id, action: "REPLACE")
        + Self.correction("-6.00", id: id, of: "1", action: "REPLACE") + Self.entry("-5.00"))
    #expect(amounts(twice) == ["7.00"] && codes(twice).isEmpty)
  }

  @Test func twoCorrectionsOfOneEntryAreReported() throws {
    let intake = try read(
      Self.entry("-5.00") + Self.correction("-6.00", id: "2", of: "1", action: "REPLACE")
        + Self.correction("-7.00", id: "3", of: "1", action: "REPLACE"))
    #expect(amounts(intake) == ["6.00", "7.00"] && codes(intake) == ["correction-open"])
  }

  /// A bank that gives one id to several payments does not say which of them it corrects.
  @Test(arguments: ["REPLACE", "DELETE"])
  func aCorrectionOfAnIDThatSeveralEntriesHaveIsReported(_ action: String) throws {
    let intake = try read(
      Self.entry("-5.00") + Self.entry("-8.00")
        + Self.correction("-6.00", id: "2", of: "1", action: action))
    #expect(Set(amounts(intake)).isSuperset(of: ["5.00", "8.00"]))
    #expect(codes(intake).contains("correction-open"))
  }

  @Test func aCorrectionWithoutItsOriginalIsReported() throws {
    let replaced = try read(
      Self.entry("-5.00") + Self.correction("-6.00", id: "2", of: "77", action: "REPLACE"))
    #expect(amounts(replaced) == ["5.00", "6.00"] && codes(replaced) == ["correction-open"])
    let deleted = try read(
      Self.entry("-5.00") + Self.correction("-6.00", id: "2", of: "77", action: "DELETE"))
    #expect(amounts(deleted) == ["5.00"] && codes(deleted) == ["correction-open"])
  }

  @Test func anEntryThatIsRepeatedWholeCountsOnce() throws {
    let intake = try read(
      Self.entry("-5.00") + Self.entry("-8.00", id: "2") + Self.entry("-5.00"))
    #expect(amounts(intake) == ["5.00", "8.00"] && codes(intake) == ["id-repeated"])
    #expect(intake.rows.loaded == 2 && intake.rows.memo == 1)
  }

  /// Ids prove nothing if a bank gives one to payments that differ.
  @Test func entriesOfAnIDThatIsNoIDAllCount() throws {
    let intake = try read(
      Self.entry("-5.00", id: "0") + Self.entry("-5.00", id: "0") + Self.entry("-8.00", id: "0"))
    #expect(amounts(intake) == ["5.00", "5.00", "8.00"] && intake.diagnostics.isEmpty)
    let none = try read(Self.entry("-5.00", id: "") + Self.entry("-5.00", id: ""))
    #expect(amounts(none) == ["5.00", "5.00"])
  }

  /// Two entries of one id and one amount may be one payment: both count, and a warning says so.
  @Test func entriesOfOneIDInOtherWordsAreReported() throws {
    let twin = Self.entry("-5.00").replacing("</STMTTRN>", with: "<MEMO>posted</MEMO></STMTTRN>")
    let intake = try read(Self.entry("-5.00") + twin + Self.entry("-8.00", id: "2"))
    #expect(amounts(intake) == ["5.00", "5.00", "8.00"] && codes(intake) == ["id-clash"])
  }

  @Test func theTypeNeverDecidesTheSign() throws {
    let intake = try read(
      Self.entry("-5.00", type: "CREDIT") + Self.entry("6.00", id: "2", type: "FEE"))
    #expect(codes(intake) == ["sign-doubtful", "sign-doubtful"] && intake.rows.loaded == 2)
    #expect(intake.ledger.transfers[0].payer.key == "021000021/123456789")
  }

  @Test func anEntryWithoutAnAmountIsRejected() throws {
    let intake = try read(
      Self.entry("-5.00") + "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240304<FITID>2</STMTTRN>\n"
        + Self.entry("1,25", id: "3"))
    #expect(
      intake.rows.loaded == 2 && intake.rows.rejected == 1 && codes(intake) == ["amount-missing"])
  }

  @Test func aBalanceOfALaterDayIsNotUsed() throws {
    let later = "<LEDGERBAL><BALAMT>100.00<DTASOF>20240415</LEDGERBAL>"
    #expect(try read(Self.entry("-5.00"), balance: later).ledger.statementBalances.isEmpty)
    let closing = "<LEDGERBAL><BALAMT>100.00<DTASOF>20240331</LEDGERBAL>"
    #expect(
      try read(Self.entry("-5.00"), balance: closing).ledger.statementBalances.first?.opening
        == 10_500)
  }

  @Test func numbersOfCardsAreMasked() throws {
    let whole = try read(
      Self.entry("-5.00"), account: "<CCACCTFROM><ACCTID>4111111111111111</CCACCTFROM>", card: true)
    let key = try #require(whole.ledger.transfers.first?.payer.key)
    #expect(!key.contains("4111111111111111") && key.hasPrefix("card:"))
    let shown =
      whole.ledger.accounts.map(\.key)
      + whole.files.flatMap { $0.statement?.sections ?? [] }.flatMap {
        [$0.account, $0.written ?? ""]
      }
    #expect(shown.count == 4 && !shown.contains { $0.contains("4111111111111111") })
    #expect(whole.ledger.transfers.first?.beneficiary.name == "Shop & Co")
    let masked = try read(
      Self.entry("-5.00"), account: "<CCACCTFROM><ACCTID>XXXXXXXXXXXX1111</CCACCTFROM>", card: true)
    #expect(codes(masked) == ["own-account-unknown"])
  }

  @Test func aBritishAccountHasItsOwnKey() throws {
    let text =
      "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>200415<ACCTID>12345678</BANKACCTFROM><BANKTRANLIST>\(Self.entry("-5.00"))</BANKTRANLIST></STMTRS></OFX>"
    let folder = try TemporaryFolder()
    let intake = try TransactionReader().read([try folder.write(text, as: "a.ofx")])
    #expect(intake.ledger.transfers.first?.payer.key == "gb:200415/12345678")
  }

  /// The name of a transfer to an own account is a text; that of a payment to another's is the payee's.
  @Test(arguments: ["XFER", "DEBIT", "PAYMENT", "OTHER"])
  func theTextOfATransferIsNoNameOfAnAccount(_ type: String) throws {
    func account(_ tag: String, _ number: String) -> String {
      "<\(tag)><BANKID>021000021<ACCTID>\(number)</\(tag)>"
    }
    func entry(_ amount: String, _ id: String, to number: String, _ name: String) -> String {
      "<STMTTRN><TRNTYPE>\(type)<DTPOSTED>20240304<TRNAMT>\(amount)<FITID>\(id)<NAME>\(name)\(account("BANKACCTTO", number))</STMTTRN>\n"
    }
    let second =
      "<STMTRS><CURDEF>USD\(account("BANKACCTFROM", "987654321"))<BANKTRANLIST>"
      + entry("2.00", "9", to: "123456789", "FROM CHECKING") + "</BANKTRANLIST></STMTRS>"
    let intake = try read(
      entry("-2.00", "1", to: "987654321", "TO SAVINGS")
        + entry("-7.00", "2", to: "555554321", "IDA BROCK"), balance: "</STMTRS>\(second)<STMTRS>")
    let names = Set(intake.ledger.accounts.compactMap(\.name))
    #expect(names == (type == "XFER" ? [] : ["IDA BROCK"]), "\(names) \(intake.diagnostics)")
  }

  /// A hold moves nothing, and an entry that corrects another stands in its place.
  @Test func holdsAndCorrectedEntriesDoNotCount() throws {
    func entry(_ amount: String, _ id: String, _ type: String, _ rest: String = "") -> String {
      "<STMTTRN><TRNTYPE>\(type)<DTPOSTED>20240304<TRNAMT>\(amount)<FITID>\(id)\(rest)<NAME>Shop</STMTTRN>\n"
    }
    let first = entry("-40.00", "1", "DEBIT") + entry("-9.00", "6", "HOLD")
    let replaced = try read(
      first + entry("-41.00", "7", "DEBIT", "<CORRECTFITID>1<CORRECTACTION>REPLACE"))
    #expect(replaced.ledger.transfers.map(\.sent.decimalText) == ["41.00"])
    #expect(replaced.rows.loaded == 1 && replaced.rows.memo == 2)
    let deleted = try read(
      first + entry("-40.00", "7", "DEBIT", "<CORRECTFITID>1<CORRECTACTION>DELETE"))
    #expect(deleted.ledger.transfers.isEmpty && deleted.rows.memo == 3)
    let elsewhere = try read(
      first + entry("-41.00", "7", "DEBIT", "<CORRECTFITID>99<CORRECTACTION>REPLACE"))
    #expect(elsewhere.rows.loaded == 2)
  }
}
