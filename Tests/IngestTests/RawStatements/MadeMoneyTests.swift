import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Amounts of exports that no profile knows: their currency, fees, sides, units and days.
@Suite("Money of unknown exports")
struct MadeMoneyTests {
  private func draft(
    _ text: String, _ answers: [(ProfileDraft.Topic, String)] = []
  ) throws -> (draft: ProfileDraft, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    var draft = try ProfileDraft(path: folder.write(text))
    try draft.answer(.name, "x.bank")
    for (topic, words) in [(.shape, "statement"), (.positive, "in")] + answers {
      try draft.answer(topic, words)
    }
    return (draft, folder)
  }

  private func asked(_ draft: ProfileDraft) -> [String] {
    draft.questions.map(\.topic.rawValue).sorted()
  }

  /// Returns the sums of a file by currency.
  private func sums(_ draft: ProfileDraft) throws -> [String] {
    try draft.trial().intake.files[0].statement?.sections.map {
      "\($0.currency.code) \($0.credits) \($0.debits)"
    } ?? []
  }

  // MARK: Currencies

  static let foreign: [(header: String, amount: String)] = [
    ("Betrag Originalwährung;Währung;Betrag EUR", "Betrag EUR"),
    ("Importe en divisa;Divisa;Importe en euros", "Importe en euros"),
    ("Montant;Devise;Montant débité", "Montant débité"),
    ("Transaction amount;Transaction currency;Billing amount", "Billing amount"),
    ("Amount;Currency;Amount in account currency", "Amount in account currency"),
    ("Сума в валюті операції;Валюта;Сума в валюті картки (EUR)", "Сума в валюті картки (EUR)"),
    ("Purchase amount;Purchase currency;Amount (EUR)", "Amount (EUR)"),
  ]

  private static func rows(_ header: String, agree: Bool) -> String {
    "Datum;Text;\(header)\n2024-03-14;A;-11.00;USD;\(agree ? "-11.00" : "-10.00")\n2024-03-15;B;500.00;EUR;500.00\n2024-03-16;C;-7.50;USD;-7.00\n"
  }

  @Test(arguments: foreign)
  func theAccountsCurrencyIsTaken(_ header: String, amount: String) throws {
    let made = try draft(
      Self.rows(header, agree: false), [(.amount, amount), (.currency, "EUR")])
    #expect(made.draft.questions.isEmpty, "\(made.draft.questions)")
    #expect(try sums(made.draft) == ["EUR 50000 1700"])
  }

  /// The codes of another amount are refused: the sum would be one that nobody paid.
  @Test(arguments: foreign)
  func theCodesOfAnotherAmountAreRefused(_ header: String, amount: String) throws {
    let text = Self.rows(header, agree: false)
    let codes = String(header.split(separator: ";")[1])
    #expect(throws: ProfileError.self) {
      try self.draft(text, [(.amount, amount), (.currency, codes)])
    }
    // And nothing is assumed, unless the name says it.
    let open = try draft(text, [(.amount, amount)])
    let isNamed = amount.contains("EUR") || amount.contains("euros")
    #expect(asked(open.draft) == (isNamed ? [] : ["currency"]))
    if isNamed { #expect(try sums(open.draft) == ["EUR 50000 1700"]) }
  }

  /// The first amount may be that of the codes, and is then in their currencies.
  @Test func theForeignAmountHasTheCodes() throws {
    let made = try draft(
      Self.rows("Montant;Devise;Montant débité", agree: false),
      [(.amount, "Montant"), (.currency, "Devise")])
    #expect(Set(try sums(made.draft)) == ["USD 0 1850", "EUR 50000 0"])
  }

  /// Balances that follow across all codes are those of an account in one currency.
  @Test func balancesShowOneCurrency() throws {
    let text =
      "Date,Text,Amount,Currency,Balance\n2024-03-14,A,-10.00,USD,90.00\n2024-03-15,B,50.00,EUR,140.00\n2024-03-16,C,-40.00,PLN,100.00\n"
    let made = try draft(text, [(.currency, "EUR")])
    #expect(try sums(made.draft) == ["EUR 5000 5000"])
    let named = try draft(text.replacing("Balance", with: "Balance (EUR)"))
    #expect(named.draft.questions.isEmpty, "\(named.draft.questions)")
  }

  /// Rows in several currencies with one column of amounts stay what they are.
  @Test func realCurrenciesAreKept() throws {
    let text = "Date,Text,Amount,Currency\n2024-03-14,A,-1.00,EUR\n2024-03-15,B,2.00,USD\n"
    #expect(throws: ProfileError.self) { try self.draft(text, [(.currency, "EUR")]) }
    let made = try draft(text)
    #expect(Set(try sums(made.draft)) == ["EUR 0 100", "USD 200 0"])
  }

  // MARK: Fees

  @Test(arguments: [
    "Comissão", "Комісія", "Díj", "服务费", "Surcharge", "GST", "VAT", "Txn Fee", "TxnFee(EUR)",
    "Wire fee", "serviceCharge", "Fee Amount", "Gebühr", "MwSt",
  ])
  func feesAreAskedFor(_ name: String) throws {
    let made = try draft(
      "Date,Text,Amount,\(name),Currency\n2024-03-14,A,-100.00,2.50,EUR\n2024-03-15,B,500.00,0.00,EUR\n"
    )
    #expect(asked(made.draft) == ["fee"])
    let ledger =
      "Date,From,To,Amount,Currency,\(name)\n2024-03-14,Ann,Ben,100.00,EUR,2.50\n2024-03-15,Ann,Cid,50.00,EUR,0.00\n"
    #expect(asked(try MadeLedger(ledger).draft) == ["fee"])
    #expect(try MadeLedger(ledger, [(.fee, "none")]).total() == 150_00)
    // The fee of a ledger cannot be read, so that the question stays.
    #expect(asked(try MadeLedger(ledger, [(.fee, name)]).draft) == ["fee"])
  }

  @Test(arguments: ["Total incl. fee", "Fee rate", "Coffee", "Net after fees"])
  func otherNumbersAreNoFees(_ name: String) throws {
    let ledger =
      "Date,From,To,Amount,Currency,\(name)\n2024-03-14,Ann,Ben,100.00,EUR,2.50\n2024-03-15,Ann,Cid,50.00,EUR,1.00\n"
    #expect(!asked(try MadeLedger(ledger, [(.amount, "Amount")]).draft).contains("fee"))
  }

  // MARK: Sides

  private static func sides(_ name: String, _ out: String, _ into: String) -> String {
    "Date,Text,\(name),Amount,Currency\n2024-03-14,A,\(out),100.00,EUR\n2024-03-15,B,\(into),500.00,EUR\n2024-03-16,C,\(out),70.00,EUR\n"
  }

  private func sided(
    _ text: String, _ answers: [(ProfileDraft.Topic, String)] = []
  ) throws -> ProfileDraft {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var draft = try ProfileDraft(path: folder.write(text))
    for (topic, words) in [(.name, "x.bank"), (.shape, "statement")] + answers {
      try draft.answer(topic, words)
    }
    return draft
  }

  @Test(arguments: [
    ("Type", "W", "D"), ("W/D", "W", "D"), ("Type", "D", "C"), ("S/H", "S", "H"),
    ("Type", "DR", "C"), ("DR/CR", "D", "CR"),
  ])
  func lettersAreUnderstoodByTheirPartner(_ name: String, out: String, into: String) throws {
    let draft = try sided(Self.sides(name, out, into))
    #expect(draft.questions.isEmpty, "\(draft.questions)")
    #expect(draft.yaml.contains("out-words: [\"\(out)\"], in-words: [\"\(into)\"]"))
  }

  @Test(arguments: [("MD/D", "MD", "D"), ("B/D", "B", "D"), ("Tipo", "C", "A"), ("D/K", "D", "K")])
  func aLetterAloneIsAskedFor(_ name: String, out: String, into: String) throws {
    let text = Self.sides(name, out, into)
    #expect(asked(try sided(text, [(.side, name)])) == ["in-words", "out-words"])
    #expect(asked(try sided(text, [(.side, name), (.outWords, out)])) == ["in-words"])
    #expect(asked(try sided(text, [(.side, name), (.inWords, into)])) == ["out-words"])
    let draft = try sided(text, [(.side, name), (.outWords, out), (.inWords, into)])
    #expect(draft.yaml.contains("out-words: [\"\(out)\"], in-words: [\"\(into)\"]"))
  }

  /// A column of letters of one kind says nothing without a name that has both.
  @Test(arguments: [("Type", true), ("D/C", false), ("DR/CR", false)])
  func oneLetterNeedsAName(_ name: String, isAsked: Bool) throws {
    let draft = try sided(Self.sides(name, "D", "D"))
    #expect(draft.questions.isEmpty != isAsked)
  }

  // MARK: Units

  @Test(arguments: [
    "Amount in thousands EUR", "Betrag (Tsd. EUR)", "Сумма (тыс. EUR)", "Amount (EUR lakhs)",
    "Amount EUR million", "Amount (EUR '000)", "Amount (EUR 000)", "Amount EUR k", "Montant (K€)",
    "Betrag TEUR", "Importe (miles EUR)", "Amount EUR m", "Amount (EUR bn)",
  ])
  func multiplesAreAskedFor(_ name: String) throws {
    let text = "Date,Text,\(name)\n2024-03-14,A,-100.50\n2024-03-15,B,500.25\n"
    let made = try draft(text, [(.amount, name), (.currency, "EUR")])
    #expect(asked(made.draft) == ["units"])
    let answered = try draft(
      text, [(.amount, name), (.currency, "EUR"), (.units, "major")])
    #expect(answered.draft.questions.isEmpty)
  }

  @Test(arguments: ["Amount", "Amount (EUR)", "Betrag in EUR", "Market amount", "Amount (KES)"])
  func otherNamesAreNoMultiples(_ name: String) throws {
    #expect(MultipleWords.word(in: name) == nil)
  }

  @Test func smallUnitsOfCoinsAreReadOnlyWhereTheyAreKept() throws {
    let wei = "Date,Text,Amount (wei)\n2024-03-14,A,-1000000000000000000\n"
    #expect(asked(try draft(wei, [(.currency, "ETH")]).draft) == ["units"])
    let minor = try draft(wei, [(.currency, "ETH"), (.units, "minor")])
    #expect(asked(minor.draft) == ["units"])
    let sats = "Date,Text,Amount (sats)\n2024-03-14,A,-100000\n2024-03-15,B,500000\n"
    #expect(asked(try draft(sats, [(.currency, "BTC")]).draft) == ["units"])
    let read = try draft(sats, [(.currency, "BTC"), (.units, "minor")])
    #expect(try sums(read.draft) == ["BTC 500000 100000"])
    // The question states what the answers mean in this currency.
    let whole = try draft(
      "Date,Text,Amount\n2024-03-14,A,-100000\n2024-03-15,B,500000\n", [(.currency, "BTC")])
    #expect(whole.draft.questions.contains { $0.words.contains("18500 is 0.00018500") })
  }

  // MARK: Days

  @Test(arguments: [
    ("Due date", "Payment date"), ("Fälligkeit", "Zahldatum"),
    ("Rechnungsdatum", "Zahlungsdatum"), ("Date d'échéance", "Date de paiement"),
    ("Fecha de vencimiento", "Fecha de pago"), ("Requested date", "Executed date"),
    ("Data scadenza", "Data pagamento"), ("Maturity date", "Date paid"),
    ("Last updated", "Transaction time"), ("Birth date", "Paid"), ("Invoice date", "When"),
  ])
  func thePaymentsDayIsTaken(_ other: String, name: String) throws {
    for header in ["\(other),\(name)", "\(name),\(other)"] {
      let days =
        header.hasPrefix(other) ? ["2024-03-31,2024-03-15"] : ["2024-03-15,2024-03-31"]
      let made = try draft(
        "\(header),Text,Amount,Currency\n\(days[0]),A,-10.00,EUR\n\(days[0]),B,20.00,EUR\n")
      #expect(made.draft.questions.isEmpty, "\(made.draft.questions)")
      #expect(made.draft.yaml.contains("  date: \"\(name)\""))
    }
  }

  @Test func twoDaysOfUnknownNamesAreAskedFor() throws {
    let text =
      "Alpha,Beta,Text,Amount,Currency\n2024-03-31,2024-03-15,A,-10.00,EUR\n2024-03-30,2024-03-16,B,-10.00,EUR\n"
    #expect(asked(try draft(text).draft) == ["date"])
    #expect(asked(try draft(text, [(.date, "Beta")]).draft).isEmpty)
    // Two columns of the same days leave nothing open.
    let same = text.replacing("2024-03-31", with: "2024-03-15").replacing(
      "2024-03-30", with: "2024-03-16")
    #expect(asked(try draft(same).draft).isEmpty)
  }
}
