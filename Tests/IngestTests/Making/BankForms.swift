import Ingest

extension BankForm {
  private typealias Columns = [(name: String, cell: Cell)]

  private static let statement: [ProfileDraft.Topic: String] = [.shape: "statement"]

  private static func knowing(
    _ currency: String, _ more: [ProfileDraft.Topic: String] = [:]
  ) -> [ProfileDraft.Topic: String] {
    [.shape: "statement", .currency: currency].merging(more) { $1 }
  }

  /// Forms of banks of the world, as people describe them who read their own statements.
  static let all: [BankForm] =
    northAmerica + pacific + germanSpeaking + lowCountries + north + east + south + rest

  private static let northAmerica: [BankForm] = [
    BankForm(
      bank: "us.chase.checking", dates: "MM/dd/yyyy",
      columns: [
        ("Details", .side(out: "DEBIT", into: "CREDIT")), ("Posting Date", .date),
        ("Description", .text), ("Amount", .amount), ("Type", .fixed("ACH")), ("Balance", .balance),
        ("Check or Slip #", .blank),
      ], isNewestFirst: true, answers: knowing("USD")),
    BankForm(
      bank: "us.chase.card", dates: "MM/dd/yyyy",
      columns: [
        ("Transaction Date", .date), ("Post Date", .value), ("Description", .text),
        ("Category", .fixed("Shopping")), ("Type", .fixed("Sale")), ("Amount", .amount),
        ("Memo", .blank),
      ], answers: knowing("USD", [.positive: "in"])),
    BankForm(
      bank: "us.amex", dates: "MM/dd/yyyy",
      columns: [("Date", .date), ("Description", .text), ("Amount", .cardAmount)],
      answers: knowing("USD", [.positive: "out"])),
    BankForm(
      bank: "us.capitalone.card", dates: "yyyy-MM-dd",
      columns: [
        ("Transaction Date", .date), ("Posted Date", .value), ("Card No.", .fixed("1234")),
        ("Description", .text), ("Category", .fixed("Dining")), ("Debit", .out), ("Credit", .into),
      ], answers: knowing("USD")),
    BankForm(
      bank: "us.mint", dates: "MM/dd/yyyy",
      columns: [
        ("Date", .date), ("Description", .text), ("Original Description", .text),
        ("Amount", .unsigned), ("Transaction Type", .side(out: "debit", into: "credit")),
        ("Category", .fixed("Transfer")), ("Account Name", .fixed("1234")), ("Labels", .blank),
        ("Notes", .blank),
      ], answers: knowing("USD")),
    BankForm(
      bank: "ca.rbc", dates: "MM/dd/yyyy",
      columns: [
        ("Account Type", .fixed("Chequing")), ("Account Number", .fixed("00012-1234567")),
        ("Transaction Date", .date), ("Cheque Number", .blank), ("Description 1", .text),
        ("Description 2", .name), ("CAD$", .amount), ("USD$", .blank),
      ], answers: knowing("CAD", [.amount: "CAD$", .positive: "in"])),
    BankForm(
      bank: "ca.td", dates: "MM/dd/yyyy",
      columns: [
        ("", .date), ("", .text), ("", .out), ("", .into), ("", .balance),
      ], hasHeader: false,
      answers: knowing("CAD", [.out: "#3", .in: "#4", .amount: "#3", .balance: "#5"])),
  ]

  private static let pacific: [BankForm] = [
    BankForm(
      bank: "au.westpac", dates: "dd/MM/yyyy",
      columns: [
        ("Bank Account", .fixed("032000123456")), ("Date", .date), ("Narrative", .text),
        ("Debit Amount", .out), ("Credit Amount", .into), ("Balance", .balance),
        ("Categories", .fixed("PAYMENT")), ("Serial", .blank),
      ], answers: knowing("AUD")),
    BankForm(
      bank: "au.cba", dates: "dd/MM/yyyy",
      columns: [("", .date), ("", .amount), ("", .text), ("", .balance)], hasHeader: false,
      answers: knowing("AUD")),
    BankForm(
      bank: "nz.anz", dates: "dd/MM/yyyy",
      columns: [
        ("Type", .fixed("Eft-Pos")), ("Details", .name), ("Particulars", .text), ("Code", .blank),
        ("Reference", .text), ("Amount", .amount), ("Date", .date),
        ("ForeignCurrencyAmount", .blank),
        ("ConversionCharge", .blank),
      ], answers: knowing("NZD", [.positive: "in"])),
    BankForm(
      bank: "sg.dbs", dates: "dd MMM yyyy",
      columns: [
        ("Transaction Date", .date), ("Reference", .fixed("ICT")), ("Debit Amount", .out),
        ("Credit Amount", .into), ("Transaction Ref1", .text), ("Transaction Ref2", .name),
        ("Transaction Ref3", .blank),
      ],
      preamble: [
        "Account Details For:,DBS Savings 123-4-567890", "Statement as at:,31 Mar 2021",
        "Available Balance:,1000.00", "",
      ], answers: knowing("SGD")),
    BankForm(
      bank: "sg.ocbc", dates: "dd/MM/yyyy",
      columns: [
        ("Transaction date", .date), ("Value date", .value), ("Description", .text),
        ("Withdrawals (SGD)", .out), ("Deposits (SGD)", .into),
      ],
      preamble: [
        "Account details for:,FRANK Account 666-123456-001", "Available Balance,\"6,666.66\"",
        "Ledger Balance,\"6,666.66\"", "", "Transaction History",
      ], answers: statement),
    BankForm(
      bank: "jp.shinsei", dates: "yyyy/MM/dd",
      columns: [
        ("取引日", .date), ("摘要", .text), ("出金金額", .out), ("入金金額", .into), ("残高", .balance),
        ("メモ", .blank),
      ], isWhole: true, answers: knowing("JPY", [.out: "出金金額", .in: "入金金額"])),
  ]

  private static let germanSpeaking: [BankForm] = [
    BankForm(
      bank: "de.ing", dates: "dd.MM.yyyy",
      columns: [
        ("Buchung", .date), ("Valuta", .value), ("Auftraggeber/Empfänger", .name),
        ("Buchungstext", .fixed("Überweisung")), ("Verwendungszweck", .text), ("Saldo", .balance),
        ("Währung", .fixed("EUR")), ("Betrag", .amount), ("Währung", .fixed("EUR")),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: [
        "Umsatzanzeige;Datei erstellt am: 03.04.2021 22:08", ";Letztes Update: aktuell", "",
        "IBAN;DE89 3704 0044 0532 0130 00", "Kontoname;Girokonto", "Bank;ING",
        "Zeitraum;01.03.2021 - 03.04.2021", "Saldo;1.815,00;EUR", "",
      ], isNewestFirst: true, answers: statement),
    BankForm(
      bank: "de.dkb", dates: "dd.MM.yy",
      columns: [
        ("Buchungsdatum", .date), ("Wertstellung", .value), ("Status", .fixed("Gebucht")),
        ("Zahlungspflichtige*r", .name), ("Zahlungsempfänger*in", .name),
        ("Verwendungszweck", .text), ("Umsatztyp", .fixed("Ausgang")), ("IBAN", .iban),
        ("Betrag (€)", .amount), ("Gläubiger-ID", .blank), ("Mandatsreferenz", .blank),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: ["Girokonto;DE89370400440532013000", "Kontostand vom 31.03.2021:;1.000,00 €", ""],
      answers: statement.merging([.positive: "in"]) { $1 }),
    BankForm(
      bank: "de.sparkasse.camt", dates: "dd.MM.yy",
      columns: [
        ("Auftragskonto", .own("iban")), ("Buchungstag", .date), ("Valutadatum", .value),
        ("Buchungstext", .fixed("FOLGELASTSCHRIFT")), ("Verwendungszweck", .text),
        ("Beguenstigter/Zahlungspflichtiger", .name), ("Kontonummer/IBAN", .iban),
        ("BIC (SWIFT-Code)", .fixed("INGDDEFFXXX")), ("Betrag", .amount),
        ("Waehrung", .fixed("EUR")),
        ("Info", .fixed("Umsatz gebucht")),
      ], delimiter: ";", hasDecimalComma: true, answers: statement.merging([.positive: "in"]) { $1 }
    ),
    BankForm(
      bank: "de.deutsche.bank", dates: "d.MM.yyyy",
      columns: [
        ("Buchungstag", .date), ("Wert", .value), ("Umsatzart", .fixed("SEPA")),
        ("Begünstigter / Auftraggeber", .name), ("Verwendungszweck", .text),
        ("IBAN / Kontonummer", .iban), ("Soll", .out), ("Haben", .into), ("Währung", .fixed("EUR")),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: ["Umsätze Girokonto;;;Kundennummer: 123 4567890", "01.03.2021 - 31.03.2021", ""],
      footer: ["Kontostand;31.03.2021;;;1.000,00;EUR"], answers: statement),
    BankForm(
      bank: "at.easybank", dates: "dd.MM.yyyy",
      columns: [
        ("", .own("iban")), ("", .text), ("", .date), ("", .value), ("", .amount),
        ("", .fixed("EUR")),
      ], delimiter: ";", hasDecimalComma: true, hasHeader: false,
      answers: statement.merging([.positive: "in"]) { $1 }),
    BankForm(
      bank: "ch.postfinance", dates: "dd.MM.yyyy",
      columns: [
        ("Buchungsdatum", .date), ("Avisierungstext", .text), ("Gutschrift in CHF", .into),
        ("Lastschrift in CHF", .out), ("Valuta", .value), ("Saldo in CHF", .balance),
      ], delimiter: ";",
      preamble: ["Datum von:;01.03.2021", "Konto:;CH9300762011623852957", "Währung:;CHF", ""],
      footer: ["", "Disclaimer:", "Dies ist kein durch das Institut erstelltes Dokument."],
      answers: knowing("CHF", [.narration: "Avisierungstext"])),
  ]

  private static let lowCountries: [BankForm] = [
    BankForm(
      bank: "nl.ing", dates: "yyyyMMdd",
      columns: [
        ("Datum", .date), ("Naam / Omschrijving", .name), ("Rekening", .own("iban")),
        ("Tegenrekening", .iban), ("Code", .fixed("GT")), ("Af Bij", .side(out: "Af", into: "Bij")),
        ("Bedrag (EUR)", .unsigned), ("Mutatiesoort", .fixed("Online bankieren")),
        ("Mededelingen", .text),
      ], hasDecimalComma: true, answers: statement),
    BankForm(
      bank: "nl.rabobank", dates: "yyyy-MM-dd",
      columns: [
        ("IBAN/BBAN", .own("iban")), ("Munt", .fixed("EUR")), ("BIC", .fixed("RABONL2U")),
        ("Volgnr", .fixed("1")), ("Datum", .date), ("Rentedatum", .value), ("Bedrag", .amount),
        ("Saldo na trn", .balance), ("Tegenrekening IBAN/BBAN", .iban), ("Naam tegenpartij", .name),
        ("Omschrijving-1", .text),
      ], hasDecimalComma: true, answers: statement),
    BankForm(
      bank: "be.kbc", dates: "dd/MM/yyyy",
      columns: [
        ("Rekeningnummer", .own("iban")), ("Rubrieknaam", .blank), ("Naam", .fixed("Vera Muster")),
        ("Munt", .fixed("EUR")), ("Datum", .date), ("Omschrijving", .text), ("Valuta", .value),
        ("Bedrag", .amount), ("Saldo", .balance), ("credit", .into), ("debet", .out),
        ("rekeningnummer tegenpartij", .iban), ("Naam tegenpartij", .name),
      ], delimiter: ";", hasDecimalComma: true, answers: statement),
  ]

  private static let north: [BankForm] = [
    BankForm(
      bank: "se.nordea", dates: "yyyy-MM-dd",
      columns: [
        ("Bokföringsdag", .date), ("Belopp", .amount), ("Avsändare", .blank), ("Mottagare", .name),
        ("Namn", .blank), ("Rubrik", .text), ("Saldo", .balance), ("Valuta", .fixed("SEK")),
      ], delimiter: ";", hasDecimalComma: true, isNewestFirst: true, answers: statement),
    BankForm(
      bank: "se.savings", dates: "yyyy-MM-dd",
      columns: [("", .text), ("", .date), ("", .value), ("", .amount), ("", .balance)],
      delimiter: ";", hasDecimalComma: true, hasHeader: false, isNewestFirst: true,
      answers: knowing("SEK")),
    BankForm(
      bank: "no.dnb", dates: "dd.MM.yyyy",
      columns: [
        ("Dato", .date), ("Forklaring", .text), ("Rentedato", .value), ("Ut fra konto", .out),
        ("Inn på konto", .into),
      ], delimiter: ";", hasDecimalComma: true, answers: knowing("NOK")),
    BankForm(
      bank: "dk.danske", dates: "dd.MM.yyyy",
      columns: [
        ("Dato", .date), ("Tekst", .text), ("Beløb", .amount), ("Saldo", .balance),
        ("Status", .fixed("Udført")), ("Afstemt", .fixed("Nej")),
      ], delimiter: ";", hasDecimalComma: true, answers: knowing("DKK")),
  ]

  private static let east: [BankForm] = [
    BankForm(
      bank: "cz.fio", dates: "dd.MM.yyyy",
      columns: [
        ("ID pohybu", .text), ("Datum", .date), ("Objem", .amount), ("Měna", .fixed("CZK")),
        ("Protiúčet", .number), ("Název protiúčtu", .name), ("VS", .blank),
        ("Zpráva pro příjemce", .text),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: [
        "\"Výpis č. 3/2021 z účtu 2000111222/2010\"", "\"Počáteční stav: 1000,00 CZK\"", "",
      ],
      answers: statement.merging([.positive: "in", .account: "Protiúčet"]) { $1 }),
    BankForm(
      bank: "pl.mbank", dates: "yyyy-MM-dd",
      columns: [
        ("#Data operacji", .date), ("#Opis operacji", .text), ("#Rachunek", .fixed("eKonto")),
        ("#Kategoria", .fixed("Zakupy")), ("#Kwota", .amount), ("#Saldo po operacji", .balance),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: [
        "mBank S.A.;", "#Klient;", "VERA MUSTER;", "", "#Waluta;#Wpływy;#Wydatki;",
        "PLN;100,00;-50,00;", "",
      ],
      answers: statement.merging([.currency: "PLN"]) { $1 }),
    BankForm(
      bank: "ro.ing", dates: "dd.MM.yyyy",
      columns: [
        ("Data", .date), ("", .blank), ("", .blank), ("Detalii tranzactie", .text), ("", .blank),
        ("Debit", .out), ("Credit", .into),
      ], hasDecimalComma: true, answers: knowing("RON")),
  ]

  private static let south: [BankForm] = [
    BankForm(
      bank: "es.bbva", dates: "dd/MM/yyyy",
      columns: [
        ("F.Valor", .value), ("Fecha", .date), ("Concepto", .text), ("Movimiento", .fixed("Pago")),
        ("Importe", .amount), ("Divisa", .fixed("EUR")), ("Disponible", .balance),
        ("Divisa", .fixed("EUR")), ("Observaciones", .blank),
      ], delimiter: ";", hasDecimalComma: true,
      answers: statement.merging([.positive: "in", .balance: "Disponible"]) { $1 }),
    BankForm(
      bank: "fr.credit.agricole", dates: "dd/MM/yyyy",
      columns: [
        ("Date", .date), ("Libellé", .text), ("Débit euros", .out), ("Crédit euros", .into),
      ], delimiter: ";", hasDecimalComma: true,
      preamble: [
        "Téléchargement du 31/03/2021;", "", "Compte de dépôt n° 12345678901;",
        "Solde au 31/03/2021 1 000,00 €", "",
      ],
      answers: knowing(
        "EUR", [.out: "Débit euros", .in: "Crédit euros", .date: "Date", .narration: "Libellé"])),
    BankForm(
      bank: "it.unicredit", dates: "dd.MM.yyyy",
      columns: [
        ("Data Registrazione", .date), ("Data valuta", .value), ("Descrizione", .text),
        ("Importo (EUR)", .amount),
      ], delimiter: ";", hasDecimalComma: true,
      answers: statement.merging([.positive: "in"]) { $1 }),
    BankForm(
      bank: "br.nubank", dates: "dd/MM/yyyy",
      columns: [
        ("Data", .date), ("Valor", .amount), ("Identificador", .text), ("Descrição", .text),
      ], answers: knowing("BRL", [.positive: "in"])),
  ]

  private static let rest: [BankForm] = [
    BankForm(
      bank: "ng.gtb", dates: "dd-MMM-yyyy",
      columns: [
        ("Trans. Date", .date), ("Reference", .blank), ("Value. Date", .value), ("Debit", .out),
        ("Credit", .into), ("Balance", .balance), ("Remarks", .text),
      ], preamble: ["CUSTOMER STATEMENT,,", "Account No,0123456789", "Currency,NGN", ""],
      answers: knowing("NGN")),
    BankForm(
      bank: "za.fnb", dates: "yyyy/MM/dd",
      columns: [
        ("Date", .date), ("Amount", .amount), ("Balance", .balance), ("Description", .text),
      ],
      preamble: [
        "ACCOUNT TRANSACTION HISTORY", "", "Name:, Vera Muster", "Account:, 62000000001, [Cheque]",
        "Balance:, 100.00, 100.00", "",
      ],
      answers: knowing("ZAR")),
    BankForm(
      bank: "in.indicator", dates: "dd-MM-yyyy",
      columns: [
        ("Sl", .fixed("1")), ("Posted", .date), ("Remarks", .text), ("Sum", .unsigned),
        ("+/-", .side(out: "-", into: "+")), ("Left", .balance),
      ], answers: knowing("INR", [.balance: "Left", .amount: "Sum"])),
    BankForm(
      bank: "id.bca", dates: "dd/MM/yyyy",
      columns: [
        ("Tanggal", .date), ("Keterangan", .text), ("Cabang", .fixed("0000")),
        ("Jumlah", .unsigned),
        ("Mutasi", .side(out: "DB", into: "CR")), ("Saldo", .balance),
      ], answers: knowing("IDR", [.amount: "Jumlah"])),
  ]
}
