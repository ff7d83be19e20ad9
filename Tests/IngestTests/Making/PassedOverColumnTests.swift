import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Names and words that must not be passed over when a profile is made: several days, currencies that are people,
/// letters for directions, thousands, and what a card's balance means.
@Suite("Columns that are not passed over")
struct PassedOverColumnTests {
  @Test(arguments: [
    ("Due date", "Payment date"), ("Fälligkeit", "Zahldatum"), ("Rechnungsdatum", "Zahlungsdatum"),
    ("Date d'échéance", "Date de paiement"), ("Fecha de vencimiento", "Fecha de pago"),
    ("Birth date", "Paid"), ("Last updated", "Transaction time"),
    ("Requested date", "Executed date"),
  ])
  func theDayOfThePaymentIsKnownOrAskedFor(_ one: String, _ other: String) throws {
    var made = try MadeStatement(
      "\(one);\(other);Text;Betrag\n31.03.2024;15.03.2024;A;-10,00\n30.04.2024;18.03.2024;B;20,00\n",
      [(.positive, "in")])
    if made.open == ["date"] { try made.draft.answer(.date, other) }
    #expect(made.open.isEmpty)
    #expect(try made.read().ledger.transfers.first?.time.day?.iso8601 == "2024-03-15")
  }

  @Test(arguments: [("Expiry", "Transaction date"), ("Statement date", "Posted")])
  func aNameOfADayIsEnough(_ other: String, _ name: String) throws {
    let made = try MadeStatement(
      "\(other);\(name);Text;Betrag\n31.03.2024;15.03.2024;A;-10,00\n30.04.2024;18.03.2024;B;20,00\n",
      [(.positive, "in")])
    #expect(made.open.isEmpty)
    #expect(try made.read().ledger.transfers.first?.time.day?.iso8601 == "2024-03-15")
  }

  /// Bob and Ron are people; BOB and RON are currencies.
  @Test(arguments: [
    ("Payee", ["Bob", "Ron", "Bob"]), ("Name", ["Bob", "Bob", "Bob"]),
    ("Who", ["Bob", "Ron", "Sek"]),
    ("Type", ["ALL", "TOP", "ALL"]), ("Payee", ["BOB", "RON", "BOB"]),
  ])
  func namesAreNoCurrencies(_ name: String, _ values: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "Date,\(name),Details,Amount\n14/03/2024,\(values[0]),lunch,-10.00\n15/03/2024,\(values[1]),rent,500.00\n16/03/2024,\(values[2]),x,-20.00\n"
    )
    var draft = try ProfileDraft(path: path)
    for (topic, text) in [
      (ProfileDraft.Topic.name, "x.a"), (.shape, "statement"), (.positive, "in"),
    ] { try draft.answer(topic, text) }
    #expect(draft.questions.map(\.topic) == [.currency])
    try draft.answer(.currency, "GBP")
    #expect(draft.questions.isEmpty)
    #expect(try draft.trial().intake.money == "in 50000, out 3000")
  }

  private static func sides(_ name: String, _ words: [String]) -> String {
    let amounts = ["100,00", "500,00", "70,00"]
    return "Date;Description;\(name);Amount\n"
      + zip(words, amounts).enumerated().map { "\(14 + $0).03.2024;a;\($1.0);\($1.1)\n" }.joined()
  }

  @Test(arguments: [
    ("Type", ["W", "D", "W"]), ("W/D", ["W", "D", "W"]), ("D/C", ["D", "C", "D"]),
    ("S/H", ["S", "H", "S"]), ("D/H", ["D", "H", "D"]), ("Deebet/Kreedit", ["D", "K", "D"]),
  ])
  func lettersBesideTheirPartnersTellTheDirection(_ name: String, _ words: [String]) throws {
    let made = try MadeStatement(Self.sides(name, words))
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    #expect(try made.read().money == "in 50000, out 17000")
  }

  /// D is a debit in some languages and the opposite in others; one answer does not decide the other letter.
  @Test(arguments: [
    ("MD/D", ["MD", "D", "MD"]), ("B/D", ["B", "D", "B"]), ("Tipo", ["C", "A", "C"]),
    ("P/D", ["P", "D", "P"]),
  ])
  func otherLettersAreAskedFor(_ name: String, _ words: [String]) throws {
    var made = try MadeStatement(Self.sides(name, words), [(.side, name), (.outWords, words[0])])
    #expect(made.open == ["in-words"], "\(made.draft.yaml)")
    try made.draft.answer(.inWords, words[1])
    #expect(made.open.isEmpty)
    #expect(try made.read().money == "in 50000, out 17000")
  }

  @Test(arguments: [
    "Amount in thousands EUR", "Betrag (Tsd. EUR)", "Сумма (тыс. EUR)", "Amount (EUR lakhs)",
    "Amount EUR million", "Amount (EUR '000)", "Amount EUR k", "Montant (K€)", "Amount (EURm)",
    "Betrag in Mio. EUR", "金額（千円）",
  ])
  func thousandsAreAskedFor(_ name: String) throws {
    var made = try MadeStatement(
      "Date;Description;\(name)\n14.03.2024;aaa;-100,00\n15.03.2024;bbb;500,00\n",
      [(.amount, name), (.positive, "in")])
    #expect(made.open == ["units"])
    try made.draft.answer(.units, "major")
    #expect(made.open.isEmpty)
  }

  @Test(arguments: [
    "Amount", "Amount (EUR)", "Betrag in EUR", "Kwota", "Amount in account currency",
  ])
  func otherNamesAreNotThousands(_ name: String) throws {
    #expect(MultipleWords.word(in: name) == nil && CoinUnitWords.unit(in: name) == nil)
  }

  /// In a ledger the amounts are read as they stand, and its reader is warned.
  @Test(arguments: ["amount in thousands", "amount (wei)"])
  func aLedgerOfThousandsIsWarnedOf(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "from,to,time,\(name),currency\na,b,2024-03-01,185,EUR\nb,c,2024-03-02,20,EUR\n")
    guard let intake = try? TransactionReader().read([path]) else { return }
    #expect(intake.diagnostics.contains { $0.code == DiagnosticCode.minorUnits.rawValue })
  }

  @Test func partsOfACoinAreReadOrRefused() throws {
    var made = try MadeStatement(
      "Date,Description,Amount (wei)\n2024-03-14,aaa,-1000000000000000000\n2024-03-15,bbb,2500000000000000000\n",
      [(.currency, "ETH"), (.positive, "in")])
    #expect(made.open == ["units"])
    try made.draft.answer(.units, "minor")
    #expect(made.open == ["units"])
    var coins = try MadeStatement(
      "Date,Description,Amount (sats)\n2024-03-14,aaa,-100000\n2024-03-15,bbb,500000\n",
      [(.currency, "BTC"), (.positive, "in")])
    #expect(coins.open == ["units"])
    try coins.draft.answer(.units, "minor")
    #expect(coins.open.isEmpty)
    #expect(try coins.read().money == "in 500000, out 100000")
  }

  private static func card(_ head: String, _ thanks: String, sides: Bool) -> String {
    head + "\n"
      + (sides
        ? "2024-03-14,SHOP A,50.00,,150.00\n2024-03-15,B,25.00,,175.00\n2024-03-16,\(thanks),,100.00,75.00\n"
        : "2024-03-14,SHOP A,50.00,150.00\n2024-03-15,B,25.00,175.00\n2024-03-16,\(thanks),-100.00,75.00\n")
  }

  /// The balance of a card may be what is owed: purchases are money out all the same.
  @Test(arguments: [
    ("Date,Description,Purchases,Payments,Balance", "PAY", true),
    ("Date,Description,Charges,Payments,Balance", "PAYMENT THANK YOU", true),
    ("Date,Description,Amount,Balance", "PAYMENT RECEIVED", false),
    ("Date,Description,Amount,Balance", "Zahlung erhalten", false),
    ("Date,Description,Amount,Balance", "PRELEVEMENT VOTRE REGLEMENT", false),
    ("Date,Description,Amount,Balance", "PAGO RECIBIDO", false),
  ])
  func purchasesAreMoneyOut(_ head: String, _ thanks: String, sides: Bool) throws {
    let made = try MadeStatement(Self.card(head, thanks, sides: sides))
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    #expect(intake.money == "in 10000, out 7500", "\(made.draft.yaml)")
    let section = try #require(intake.files.first?.statement?.sections.first)
    #expect(section.links == 2 && section.linksHeld == 2)
  }

  @Test func aCardsBalanceDoesNotDecideAlone() throws {
    let made = try MadeStatement(Self.card("Date,Merchant,Amount,Balance", "X", sides: false))
    #expect(made.open == ["positive"])
  }

  /// The text of one payment to a card does not turn a current account around.
  @Test(arguments: [
    "14/03/2024,SALARY ACME,2000.00\n20/03/2024,PAYMENT - THANK YOU AMEX,-500.00\n25/03/2024,RENT,-600.00\n",
    "14/03/2024,SALES,2000.00\n20/03/2024,PAYMENT THANK YOU 4321 VISA,-500.00\n26/03/2024,CASH MACHINE,-50.00\n",
    "14/03/2024,INTEREST RECEIVED,2.00\n15/03/2024,FASTER PAYMENT FROM J DOE,300.00\n20/03/2024,PAYMENT THANK YOU,-500.00\n",
  ])
  func oneThanksDoesNotTurnTheAccount(_ rows: String) throws {
    let made = try MadeStatement("Date,Description,Amount\n" + rows)
    // Other words say what a positive amount is, or it is asked.
    #expect(made.open == ["positive"] || made.draft.text(.positive) == "in")
  }

  /// Whatever is read of no column is said.
  @Test func columnsWithoutAUseAreNamed() throws {
    let made = try MadeStatement(
      "Date,Description,Amount,Category,Branch,Empty\n14/03/2024,a,-10.00,Food,12,\n15/03/2024,b,20.00,Pay,13,\n",
      [(.positive, "in")])
    #expect(made.draft.unread == ["Category", "Branch"])
  }
}
