import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Balances of exports that no profile knows: where their rows stand, and what they mean on cards.
@Suite("Balances of unknown exports")
struct MadeBalanceTests {
  static let opening = "01.03.2024;Anfangssaldo;1000,00;EUR"
  static let closing = "31.03.2024;Endsaldo;1400,00;EUR"
  static let payments = ["14.03.2024;Kauf;-100,00;EUR", "15.03.2024;Lohn;500,00;EUR"]

  /// The opening balance is the opening one, wherever the two rows stand.
  @Test(arguments: [
    [payments[0], payments[1], opening, closing], [payments[0], payments[1], closing, opening],
    [opening, closing, payments[0], payments[1]], [closing, opening, payments[1], payments[0]],
    [payments[1], payments[0], opening, closing], [payments[1], payments[0], closing, opening],
    [opening, payments[0], payments[1], closing], [closing, payments[1], payments[0], opening],
  ])
  func theOpeningBalanceIsTheOpening(_ rows: [String]) throws {
    let text = (["Buchungstag;Verwendungszweck;Betrag;Währung"] + rows).joined(separator: "\n")
    let made = try MadeStatement(text + "\n", [(.positive, "in")])
    let section = try made.read().files.first?.statement?.sections.first
    #expect(section?.opening == 1000_00)
    #expect(section?.closing == 1400_00)
    #expect(section?.linksHeld == section?.links)
    #expect(section?.credits == 500_00)
    #expect(section?.debits == 100_00)
  }

  /// A row of thanks decides the direction of a card's rows, and not of those of a current account.
  @Test(arguments: [
    ("SALARY ACME,2000.00", true), ("FASTER PAYMENT FROM J DOE,300.00", true),
    ("STANDING ORDER,-20.00", true), ("SHOP,30.00", false),
  ])
  func thanksDoNotTurnACurrentAccount(_ row: String, isAsked: Bool) throws {
    let made = try MadeStatement(
      "Date,Description,Amount\n2024-03-14,\(row)\n2024-03-20,PAYMENT THANK YOU,-500.00\n2024-03-25,B,60.00\n"
    )
    #expect(made.open.contains("positive") == isAsked)
  }

  @Test func anAnswerAgainstThanksHolds() throws {
    let made = try MadeStatement(
      "Date,Description,Amount\n2024-03-14,SALARY ACME,2000.00\n2024-03-20,PAYMENT THANK YOU,-500.00\n2024-03-25,RENT,600.00\n",
      [(.positive, "in")])
    #expect(try made.read().money == "in 260000, out 50000")
  }

  /// A balance that grows with purchases may be what is owed; beside payments of the bill it is.
  @Test(arguments: ["Purchases", "Charges", "Achats", "Spend"], ["Refunds", "Payments"])
  func purchasesThatRaiseABalanceAreAskedFor(_ name: String, _ other: String) throws {
    let text =
      "Date,Description,\(name),\(other),Balance\n2024-03-14,SHOP A,50.00,,150.00\n2024-03-15,B,25.00,,175.00\n2024-03-16,PAY,,100.00,75.00\n"
    #expect(try MadeStatement(text).open == (other == "Payments" ? [] : ["out"]))
    let made = try MadeStatement(text, [(.out, name), (.in, other)])
    #expect(made.open.isEmpty)
    #expect(try made.read().money == "in 10000, out 7500")
  }

  @Test(arguments: [
    ("Merchant,Card Number", "SHOP,XXXX-1234", "PAYMENT RECEIVED,XXXX-1234"),
    ("Händler", "LADEN A", "Zahlung erhalten danke"),
    ("Libellé", "MAGASIN A", "PRELEVEMENT VOTRE REGLEMENT"),
  ])
  func paymentsOfACardTellTheDirection(_ header: String, shop: String, paid: String) throws {
    let made = try MadeStatement(
      "Date,\(header),Amount,Balance\n2024-03-14,\(shop),50.00,150.00\n2024-03-15,\(shop),25.00,175.00\n2024-03-16,\(paid),-100.00,75.00\n"
    )
    #expect(try made.read().money == "in 10000, out 7500")
  }
}
