import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Parts of a table that are not payments, and columns that look like something else.
@Suite("Parts of printed statements")
struct SectionTests {
  private static let pages = """
    Date,Particulars,Withdrawals,Deposits
    01/03/2024,B/F,,
    04/03/2024,ODD,100.00,
    04/03/2024,Page Total,100.00,0.00
    Page 2,,,
    Date,Particulars,Withdrawals,Deposits
    05/03/2024,B/F,,
    15/03/2024,KAI,,50.00
    15/03/2024,Page Total,0.00,50.00
    ,Grand Total,100.00,50.00

    """

  @Test(arguments: ["Page Total", "Seitensumme", "Sub Total", "Zwischensumme", "Total de la page"])
  func totalsOfPagesAreNoPayments(_ word: String) throws {
    guard BalanceWords.meaning(of: word) == .total else { return }
    let text = Self.pages.replacing("Page Total", with: word)
    let made = try MadeStatement("ODD BANK,,,\nPage 1,,,\n" + text, [(.dates, "dmy")])
    let intake = try made.read()
    #expect(intake.money == "in 5000, out 10000", "\(intake.diagnostics)")
    #expect(intake.rows.rejected == 0 && intake.rows.loaded == 2)
  }

  @Test(arguments: [
    "Pending transactions", "Pending Transactions", "Pending", "Vorgemerkte Umsätze", "En attente",
  ])
  func rowsUnderATitleOfPendingPaymentsDoNotCount(_ title: String) throws {
    guard StatusWords.standing(of: title) != nil else { return }
    let below = """
      Date,Description,Amount,Balance
      2024-03-04,ODD,-20.00,980.00
      2024-03-15,KAI,20.00,1000.00
      \(title),,,
      2024-03-16,HOTEL HOLD,-300.00,

      """
    let made = try MadeStatement(below)
    let intake = try made.read()
    #expect(intake.money == "in 2000, out 2000", "\(intake.diagnostics)")
    #expect(intake.rows.loaded == 2 && intake.rows.rejected == 0)
    // A title has no currency.
    let coded = try MadeStatement(
      below.split(separator: "\n").map { line in
        "\(line),\(line.hasPrefix("Date") ? "Currency" : line.hasPrefix("2") ? "EUR" : "")"
      }.joined(separator: "\n") + "\n", [(.currency, "Currency")])
    #expect(try coded.read().money == "in 2000, out 2000" && coded.read().rows.rejected == 0)
    let above = """
      \(title),,,
      Date,Description,Amount,Balance
      2024-03-16,HOTEL HOLD,-300.00,
      Posted transactions,,,
      Date,Description,Amount,Balance
      2024-03-15,KAI,20.00,1000.00
      2024-03-04,ODD,-20.00,980.00

      """
    let read = try MadeStatement.read(above, by: made.draft.yaml)
    #expect(read.money == "in 2000, out 2000", "\(read.diagnostics)")
  }

  /// A blank status tells nothing where the file of the profile has none.
  @Test func aBlankStatusIsNotUnderstood() throws {
    let text = "Date,Description,Amount,Status\n2024-03-04,KAI,-100.00,Completed\n"
    let made = try MadeStatement(
      text + "2024-03-05,KAI,-10.00,Failed\n", [(.positive, "in")])
    #expect(made.open.isEmpty)
    let other = try MadeStatement.read(
      text + "2024-03-07,KAI,-30.00,\n2024-03-08,KAI,-30.00,Failed\n", by: made.draft.yaml)
    #expect(other.rows.loaded == 1 && other.rows.memo == 1 && other.rows.rejected == 1)
    #expect(codes(other).contains("status-unknown"))
  }

  /// A row of balances has no status, no day and no amount.
  @Test func aRowOfBalancesNeedsNoStatus() throws {
    let made = try MadeStatement(
      "Date,Description,Amount,Status,First balance\n,,,,100.00\n2024-03-04,KAI,-10.00,Completed,\n2024-03-05,KAI,-5.00,Failed,\n",
      [(.positive, "in"), (.amount, "Amount")])
    let intake = try made.read()
    #expect(intake.rows.loaded == 1 && intake.rows.rejected == 0, "\(intake.diagnostics)")
  }

  /// A column called a status is never the text of payments, and answers about it hold.
  @Test func aStatusIsNoText() throws {
    let text = """
      Date,Sender,Receiver,Amount,Status
      2024-03-04,Oda Klein,Kai Dusk,100.00,Paid
      2024-03-05,Oda Klein,Kai Dusk,50.00,Cancelled
      2024-03-06,Oda Klein,Pia Nord,50.00,Refunded

      """
    let folder = try TemporaryFolder()
    var draft = try ProfileDraft(path: try folder.write(text, as: "xr.csv"))
    try draft.answer(.name, "x.xr")
    try draft.answer(.currency, "GBP")
    #expect(draft.questions.map(\.topic) == [.settled])
    try draft.answer(.settled, "Paid")
    #expect(draft.questions.isEmpty)
    #expect(try draft.trial().intake.ledger.transfers.map(\.sent.decimalText) == ["100.00"])
    var none = try ProfileDraft(
      path: try folder.write("Date,From,To,Amount\n2024-03-04,a,b,5.00\n", as: "none.csv"))
    #expect(throws: ProfileError.self) { try none.answer(.settled, "Paid") }
  }

  /// An account number beside the payee's name may be the payee's, and one that rows lack is not the statement's own.
  @Test func aNumberBesideThePayeeIsAskedAbout() throws {
    let header = "Date,Payee,Account number,Reference,Amount\n"
    let one = "2024-03-04,Oda Klein,DE02120300000000202051,Miete,500.00\n"
    for (rest, isAsked) in [
      ("2024-03-06,Oda Klein,DE02120300000000202051,back,-20.50\n", true),
      ("2024-03-06,Odd Shop,,card,-20.50\n", true),
    ] {
      let made = try MadeStatement(header + one + rest, [(.positive, "in")])
      #expect(made.draft.value(.own) == nil)
      #expect(made.open.contains("own") == isAsked, "\(made.draft.questions) \(made.draft.known)")
    }
    let own = try MadeStatement(
      "Date,Account number,Payee,Amount\n2024-03-04,DE02120300000000202051,Oda,5.00\n2024-03-05,DE02120300000000202051,Kai,-5.00\n",
      [(.positive, "in")])
    #expect(own.draft.value(.own)?.columns == [1])
  }

  /// The account from which a card is paid, or that was searched for, is not the statement's own.
  @Test(arguments: [
    ("Referenzkonto;", false), ("Suche nach Empfänger: ", false), ("Filter payee,", false),
    ("Konto;", true), ("IBAN ", true), ("Account Number: ", true),
  ])
  func onlyTheOwnAccountOfThePreambleIsTaken(_ label: String, _ isOwn: Bool) throws {
    let made = try MadeStatement(
      "Export of Ida\n\(label)DE89370400440532013000\n\nDate;Description;Amount\n04.03.2024;ODD;-20,00\n15.03.2024;KAI;20,00\n",
      [(.dates, "dmy"), (.positive, "in")])
    let account = try made.read().files.first?.statement?.sections.first?.account
    #expect((account == "iban:DE89370400440532013000") == isOwn, "\(account ?? "")")
  }
}
