import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// QIF: records of lines that begin with a letter, without currency and number of the account.
@Suite struct QuickenTests {
  static func read(_ text: String, _ change: (inout TransactionReader) -> Void = { _ in }) -> (
    Intake?, IngestError?
  ) {
    guard let folder = try? TemporaryFolder(), let path = try? folder.write(text, as: "a.qif")
    else { return (nil, nil) }
    var reader = TransactionReader()
    reader.mapping = ColumnMapping()
    reader.mapping?.constants[.currency] = "USD"
    change(&reader)
    let result = reader.readAvailable([path])
    return (result.intake, result.unread.first)
  }

  static func amounts(_ intake: Intake?) -> [String] {
    intake?.ledger.transfers.map { "\($0.time.iso8601) \($0.sent.decimalText)" } ?? []
  }

  @Test func aDownloadIsRead() throws {
    let text =
      "!Type:Bank\nD8/12/13\nT-1,000.00\nPDelta PC\nN12\nMnote\n^\nD8/15/13\nT75.46\nPInterest\n^\n"
    let (intake, error) = Self.read(text) { $0.ownAccounts[""] = "mine" }
    #expect(error == nil)
    #expect(Self.amounts(intake) == ["2013-08-12 1000.00", "2013-08-15 75.46"])
    #expect(intake?.ledger.account("mine") != nil)
    #expect(intake?.ledger.transfers.first?.reference == "12")
  }

  @Test func whatItLeavesOpenIsAsked() {
    let text = "!Type:Bank\nD8/12/13\nT-1.00\n^\n"
    #expect(Self.read(text) { $0.mapping = nil }.1?.message.contains("--set currency") == true)
    #expect(Self.read(text).1?.message.contains("--dates") == true)
    #expect(
      Self.read(text) { $0.mapping?.forms.dates = .dayFirst }.0.map { Self.amounts($0) } == [
        "2013-12-08 1.00"
      ])
  }

  @Test(arguments: [
    ("3/ 3'13", "3/3/2013"), ("12.8.2013", "12.8.2013"), ("1/31/98", "1/31/98"),
    ("2'1'05", "2/1/2005"), ("1/ 1' 5", "1/1/2005"),
  ])
  func datesAreMadePlain(_ written: String, _ plain: String) {
    #expect(QuickenText.date(written) == plain)
  }

  @Test func europeanAmountsAreDecidedAsAColumn() {
    let text = "!Type:Bank\nD31.12.2013\nT-1.234,56\n^\nD30.11.2013\nT12,5\n^\n"
    #expect(Self.amounts(Self.read(text).0) == ["2013-11-30 12.50", "2013-12-31 1234.56"])
  }

  @Test func partsMakeTheirEntry() {
    let text =
      "!Type:Bank\nD31/12/2013\nT-100.00\nPShop\nSFood\nEbread\n$-60.00\nSHome\n$-40.00\n^\n"
    #expect(Self.amounts(Self.read(text).0).sorted() == ["2013-12-31 40.00", "2013-12-31 60.00"])
    #expect(Self.read(text).0?.rows.loaded == 1)
    let wrong = Self.read(text.replacing("$-40.00", with: "$-41.00")).0
    #expect(Self.amounts(wrong) == ["2013-12-31 100.00"])
    #expect(wrong?.diagnostics.contains { $0.code == "batch-differs" } == true)
  }

  @Test func aTransferBetweenAccountsOfTheFileIsOne() throws {
    let text = """
      !Account
      NChecking
      TBank
      ^
      !Type:Bank
      D31/12/2013
      T500.00
      POpening Balance
      L[Checking]
      ^
      D31/12/2013
      T-100.00
      L[Savings]
      ^
      !Account
      NSavings
      TBank
      ^
      !Type:Bank
      D31/12/2013
      T100.00
      L[Checking]
      ^
      !Type:Cat
      NFood
      E
      ^
      """
    let intake = try #require(Self.read(text).0)
    #expect(Self.amounts(intake) == ["2013-12-31 100.00"])
    #expect(intake.rows.loaded == 1 && intake.rows.memo == 2)
    let transfer = try #require(intake.ledger.transfers.first)
    #expect(
      transfer.payer.key.hasSuffix(":Checking") && transfer.beneficiary.key.hasSuffix(":Savings"))
    // The same names in another file are other accounts.
    let other = try #require(Self.read(text + "\n").0)
    #expect(other.ledger.account(transfer.payer.key) == nil)
  }

  /// The payee of a transfer between accounts of the file is its text, and not the holder of an account.
  @Test func theTextOfATransferIsNoNameOfAnAccount() throws {
    for text in ["KAI DUSK", "Transfer to savings", "Miete"] {
      let intake = try #require(
        Self.read(
          """
          !Account
          NGiro
          ^
          !Type:Bank
          D31/12/2013
          T-500.00
          P\(text)
          L[Savings]
          ^
          D31/12/2013
          T-10.00
          PODD BOOKS
          Lgroceries
          ^
          !Account
          NSavings
          ^
          !Type:Bank
          D31/12/2013
          T500.00
          P\(text)
          L[Giro]
          ^

          """
        ).0)
      let names = Set(intake.ledger.accounts.compactMap(\.name))
      #expect(names == ["ODD BOOKS"], "\(names)")
      #expect(intake.ledger.transfers.count == 2)
    }
  }
}
