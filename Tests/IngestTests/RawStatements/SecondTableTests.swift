import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Two statements in one file, one below the other.
@Suite("Two statements in one file")
struct SecondTableTests {
  private static let profile = """
    profile: x.two
    version: 1
    shape: statement
    match:
      headers: [["Date", "Description", "Amount", "Balance"]]
      exact: true
    ACCOUNT
    rows: {stop: ['^End of statement']}
    fields:
      date: "Date"
      amount: {signed: "Amount"}
      balance: {column: "Balance"}
      currency: {always: EUR}
      narration: ["Description"]

    """

  private static func statement(_ account: String, from day: Int = 4) -> String {
    """
    \(account)
    Date,Description,Amount,Balance
    2024-03-0\(day),ODD,-40.00,960.00
    2024-03-0\(day + 1),KAI,10.00,970.00

    """
  }

  private func read(_ text: String, rule: String) throws -> Intake {
    try MadeStatement.read(text, by: Self.profile.replacing("ACCOUNT", with: rule))
  }

  private static let rules = [
    "account: [{preamble: '([A-Z]{2}\\d{2}[A-Z0-9 ]{11,30})', kind: iban}]",
    "account: [{preamble: '(?:Account|Konto)[^0-9A-Z]*([A-Z0-9 ]{8,30})', kind: plain}]", "",
  ]

  static let labels = [
    "Account:,", "Account Number : ", "IBAN: ", "Konto;", "Kontonummer: ", "A/C No. ", "Compte n",
    "Cuenta: ", "Rekening ", "Account Number,",
  ]

  @Test(arguments: labels, rules)
  func aSecondAccountIsRefused(_ label: String, _ rule: String) throws {
    let (one, other) = ("DE89370400440532013000", "DE02120300000000202051")
    let label = label == "Compte n" ? "Compte no " : label
    for gap in ["", "\n", "Page 1 of 2\n", "End of statement\n"] {
      let text = Self.statement(label + one) + gap + Self.statement(label + other)
      do {
        _ = try read(text, rule: rule)
        Issue.record("\(label) \(rule) is read")
      } catch let error as IngestError {
        #expect(error.code == .severalTables, "\(error.message)")
      }
    }
  }

  @Test(arguments: labels, rules)
  func furtherPagesOfOneAccountAreRead(_ label: String, _ rule: String) throws {
    let one = "DE89370400440532013000"
    let label = label == "Compte n" ? "Compte no " : label
    let pages = [
      "", "\nPage 1 of 2\n", "\nKontostand 1234567.00\n",
      "\nBank code 37040044, phone 0301234567\n",
    ]
    for gap in pages {
      let text = Self.statement(label + one) + gap + Self.statement(label + one, from: 6)
      let intake = try read(text, rule: rule)
      #expect(intake.rows.loaded == 4, "\(label) \(rule) \(intake.diagnostics)")
    }
  }

  @Test func paymentsBelowTheFootAreNotLost() throws {
    let one = "Account: 12345678"
    let text = Self.statement(one) + "End of statement\n" + Self.statement(one, from: 6)
    #expect(throws: IngestError.self) { try read(text, rule: "") }
    let plain = Self.statement(one) + "End of statement\nsome words,2024-03-04\n"
    #expect(try read(plain, rule: "").rows.loaded == 2)
  }

  @Test func theProfileMadeOfSuchAFileRefusesIt() throws {
    let made = try MadeStatement(
      Self.statement("Account:,DE89370400440532013000") + "\n"
        + Self.statement("Account:,DE02120300000000202051"))
    #expect(throws: IngestError.self) { try made.read() }
  }
}
