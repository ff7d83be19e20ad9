/// Names that exports around the world give their columns, as ``HeaderNames/normal(_:)`` writes them, the most telling
/// first.
enum ColumnWords {
  static let names: [ProfileDraft.Topic: [String]] = [
    .from: ["from", "payer", "sender", "source", "fromaccount", "senderaccount", "payeraccount"],
    .to: ["to", "payee", "receiver", "beneficiary", "target", "toaccount", "receiveraccount"],
    .date: [
      "date", "transactiondate", "bookingdate", "posteddate", "postdate", "postingdate", "trandate",
      "txndate", "transdate", "dateposted", "entrydate", "processeddate", "completeddate",
      "createdat", "created", "timestamp", "datetime", "time", "posted", "buchungsdatum",
      "buchungstag", "buchung", "datum", "boekdatum", "boekingsdatum", "transactiedatum", "dato",
      "bokföringsdag", "bokföringsdatum", "bokførtdato", "bogføringsdato", "transaktionsdatum",
      "kirjauspäivä", "datumzaúčtování", "datumprovedení", "datumpohybu", "datumtransakce",
      "dataoperacji", "dataksięgowania", "datatransakcji", "fecha", "fechaoperación",
      "fechadeoperación", "fechadeproceso", "data", "datacontabile", "dataoperazione",
      "datamovimento", "datalançamento", "datadelançamento", "dateopération", "datedopération",
      "datedecomptabilisation", "datecomptable", "tarih", "işlemtarihi", "дата", "датаоперации",
      "取引日", "日付", "年月日", "取扱日付", "交易日期", "日期", "거래일자", "거래일시", "valuedate", "effectivedate",
    ],
    .amount: [
      "amount", "value", "sum", "transactionamount", "netamount", "betrag", "umsatz", "bedrag",
      "belopp", "beløp", "beløb", "måara", "määrä", "částka", "objem", "kwota", "kwotaoperacji",
      "kwotatransakcji", "importe", "monto", "importo", "valor", "montant", "tutar", "summa",
      "сумма", "金额", "交易金额", "金額", "거래금액", "total", "totalamount",
    ],
    .out: [
      "debit", "debitamount", "debits", "debitamt", "paidout", "moneyout", "withdrawal",
      "withdrawals", "withdrawalamount", "withdrawalamt", "withdrawn", "out", "dr", "outflow",
      "soll", "lastschrift", "belastung", "belastungen", "ausgang", "ausgaben", "debet", "af",
      "uit", "débito", "débitos", "debito", "debitos", "cargo", "cargos", "egreso", "egresos",
      "retiro", "retiros",
      "débit", "sortie", "addebito", "addebiti", "uscite", "dare", "ut", "uttag", "utfrakonto",
      "utbetalt", "obciążenia", "výdaj", "borç", "出金", "出金額", "出金金額", "お引出し", "お支払金額", "お支払い金額",
      "支出",
      "支出金额", "出금", "출금", "출금액", "spent", "charges", "расход",
    ],
    .in: [
      "credit", "creditamount", "credits", "creditamt", "paidin", "moneyin", "deposit", "deposits",
      "depositamount", "depositamt", "deposited", "in", "cr", "inflow", "haben", "gutschrift",
      "gutschriften", "eingang", "einnahmen", "kredit", "bij", "crédito", "créditos", "credito",
      "creditos",
      "abono", "abonos", "ingreso", "ingresos", "depósito", "depósitos", "crédit", "entrée",
      "accredito", "accrediti", "entrate", "avere", "inn", "insättning", "innpåkonto", "innbetalt",
      "uznania", "příjem", "alacak", "入金", "入金額", "入金金額", "お預入れ", "お預かり金額", "お預り金額", "收入", "收入金额",
      "입금", "입금액", "received", "lodgement", "lodgements", "приход",
    ],
    .currency: [
      "currency", "ccy", "currencycode", "accountcurrency", "transactioncurrency", "währung",
      "waehrung", "valuta", "munt", "muntsoort", "devise", "moneda", "divisa", "měna", "waluta",
      "moeda", "通貨", "币种", "валюта", "parabirimi", "unit",
    ],
    .narration: [
      "description", "narration", "details", "narrative", "memo", "notes", "particulars",
      "transactiondescription", "transactiondetails", "transactionremarks", "remarks",
      "paymentdetails", "verwendungszweck", "buchungstext", "buchungsdetails", "beschreibung",
      "mededelingen",
      "mededeling", "omschrijving", "libellé", "concepto", "descripción", "descrizione", "causale",
      "text", "tekst", "beskrivelse", "forklaring", "beskrivning", "meddelande", "selite",
      "zprávapropříjemce", "popis", "poznámka", "opisoperacji", "opistransakcji", "opis", "tytuł",
      "tytułem", "descrição", "histórico", "lançamento", "açıklama", "摘要", "お取引内容", "取引内容",
      "交易摘要", "내용", "적요", "selgitus", "paaiškinimai", "aprašymas", "paskirtis", "mokėjimopaskirtis",
      "maksājumamērķis", "apraksts", "detalii", "detaliitranzacție", "leírás", "közlemény",
      "призначенняплатежу",
      "деталіоперації", "beschrijving", "περιγραφή", "αιτιολογία", "keterangan", "diễngiải", "note",
      "описание", "назначениеплатежа", "transaction", "message",
    ],
    .balance: [
      "balance", "runningbalance", "closingbalance", "accountbalance", "balanceamount", "bal",
      "availablebalance", "ledgerbalance", "saldo", "kontostand", "saldonachbuchung",
      "saldonamutatie", "saldonatrn", "solde", "balans", "zůstatek", "saldopooperacji",
      "saldopotransakcji", "bokförtsaldo", "差引残高", "残高", "余额", "账户余额", "잔액", "bakiye",
      "остаток", "cumulativebalance",
    ],
    .id: [
      "transactionid", "txnid", "txid", "recordid", "id", "transactionnumber", "operationid",
      "uuid", "idpohybu", "idoperace",
    ],
    .reference: [
      "reference", "paymentreference", "ref", "refno", "referencenumber", "chqrefno", "utr", "rrn",
      "betalingskenmerk", "kundenreferenz", "variabilnísymbol", "vs", "kid", "referencia",
      "référence", "referência", "bankreference",
    ],
    .party: [
      "counterpartyname", "payeename", "beneficiarysremittersname", "counterpartysname",
      "merchantname", "beneficiaryname", "partyname",
      "counterparty", "nimi", "namn", "navn", "otherparty", "otherpartyname", "payee",
      "beneficiary", "merchant", "name",
      "nameofcounterparty", "auftraggeberempfänger", "auftraggeberbegünstigter",
      "begünstigterzahlungspflichtiger", "beguenstigterzahlungspflichtiger",
      "auftraggeberempfaenger", "auftraggeberbeguenstigter", "namezahlungsbeteiligter",
      "zahlungsbeteiligter",
      "zahlungsempfängerin", "zahlungsempfänger", "empfänger", "naamtegenpartij",
      "tegenpartijnaam", "tegenpartij", "naamomschrijving", "naam", "beneficiario", "ordenante",
      "nomcontrepartie", "contrepartie", "tiers", "názevprotiúčtu", "názevprotistrany",
      "nadawcaodbiorca", "odbiorcanadawca", "nazwakontrahenta", "danekontrahenta", "kontrahent",
      "mottaker", "mottagare", "modpart", "saajamaksaja", "destinatario", "favorecido", "相手先",
      "对方户名", "контрагент",
    ],
    .payerName: [
      "zahlungspflichtiger", "auftraggeber", "auftraggebername", "nameauftraggeber", "payername",
      "payer", "debtorname",
      "debtor", "sendername", "sender", "remittername", "remitter", "ordenante", "nombreordenante",
      "donneurdordre",
      "émetteur", "ordinante", "mittente", "nadawca", "nazwanadawcy", "plátce", "názevplátce",
      "opdrachtgever",
      "betaler", "maksaja", "pagador", "remetente", "originator",
    ],
    .payeeName: [
      "zahlungsempfängerin", "zahlungsempfänger", "empfänger", "empfängername", "nameempfänger",
      "begünstigter",
      "payeename", "payee", "creditorname", "creditor", "receivername", "receiver", "recipientname",
      "recipient",
      "beneficiaryname", "beneficiary", "beneficiario", "nombrebeneficiario", "bénéficiaire",
      "destinataire",
      "beneficiario", "destinatario", "odbiorca", "nazwaodbiorcy", "příjemce", "názevpříjemce",
      "begunstigde",
      "ontvanger", "saaja", "favorecido", "recebedor",
    ],
    .account: [
      "counterpartyaccount", "counterpartyaccountnumber", "counterpartyiban", "counteraccount",
      "otheraccount", "otherpartyaccount", "otherpartyaccountnumber", "payeeaccount",
      "payeeaccountnumber", "beneficiaryaccount", "beneficiaryaccountnumber", "beneficiaryiban",
      "theiraccount", "counterparty", "kontonummeriban", "ibanzahlungsbeteiligter",
      "ibanauftraggeberempfänger", "gegenkonto", "beneficiarysremittersaccount",
      "counterpartysaccount", "remittersaccount", "beneficiarysaccount", "payersaccount",
      "payeesaccount", "tegenrekening", "tegenrekeningibanbban",
      "tegenrekeningnummer", "tegenpartijrekening", "rekeningtegenpartij", "protiúčet",
      "čísloprotiúčtu", "protiúčetkódbanky", "rachunekkontrahenta", "numerrachunkukontrahenta",
      "nrrachunkukontrahenta", "numerrachunkunadawcyodbiorcy", "cuentabeneficiario",
      "cuentadestino", "comptecontrepartie", "ibancontrepartie", "ibancontroparte", "motkonto",
      "tilkonto", "modkonto", "saajantilinumero", "对方账号", "accountto", "partyaccount",
    ],
    .own: [
      "account", "accountnumber", "clientaccount", "ibanauftragskonto", "ibankontoinhaber",
      "accountid", "accountno", "accountiban", "myaccount", "ownaccount",
      "bankaccount", "bankaccountnumber", "auftragskonto", "konto", "kontonummer", "ibankonto",
      "rekening",
      "rekeningnummer", "ibanbban", "eigenrekening", "cuenta", "númerodecuenta", "compte",
      "numérodecompte", "conto", "númeroconta", "conta", "čísloúčtu", "účet", "numerrachunku",
      "numerkonta", "rachunek", "账号", "口座番号", "iban",
    ],
  ]

  /// Names of columns that give the kind of a row, and perhaps the direction of its money.
  static let kinds: Set<String> = [
    "type", "transactiontype", "txntype", "trantype", "drcr", "crdr", "debitcredit",
    "creditdebit", "debitorcredit", "creditdebitindicator", "dc", "direction", "sign", "afbij",
    "sollhaben", "sh", "kind", "art", "typ", "tipo", "indicator", "+/-", "umsatzart",
  ]

  /// Names of the two columns of a card's statement: purchases are money out, and payments of the bill money in.
  static let purchases: Set<String> = [
    "purchases", "purchase", "charges", "charge", "spend", "spending", "purchasesandcharges",
    "purchasesfees", "käufe", "achats", "compras", "acquisti", "köp", "køb", "kjøp", "aankopen",
  ]
  static let billPayments: Set<String> = [
    "payments", "payment", "repayments", "paymentscredits", "paymentsandcredits",
    "paymentsreceived", "paymentsandrefunds", "zahlungen", "paiements", "règlements", "pagos",
    "pagamenti", "pagamentos", "betalningar", "betalinger", "betalingen",
  ]

  /// Marks of an export of a card: in names of columns, of files, and in narrations.
  static let cards = "card|karte|tarjeta|visa|amex|mastercard|merchant"
}

/// Words by which exports tell the direction of money, compared in capitals.
enum SideWords {
  static let out: Set<String> = [
    "DR", "DR.", "D", "DB", "DBT", "DBIT", "DEBIT", "DEBITS", "DEBET", "DEBIT CARD", "OUT",
    "MONEY OUT", "PAID OUT",
    "OUTGOING", "OUTFLOW", "WITHDRAWAL", "WITHDRAWALS", "W", "WD", "SOLL", "S", "LASTSCHRIFT",
    "BELASTUNG", "AUSGANG", "AF", "UIT", "DÉBIT", "DÉBITO", "DEBITO", "CARGO", "EGRESO", "DARE",
    "ADDEBITO", "USCITA", "UT", "UTTAG", "OBCIĄŻENIE", "WN", "BORÇ", "SENT", "DEDUCTION", "-",
    "\u{2212}", "EXPENSE",
    "支出", "出金", "借",
  ]

  static let `in`: Set<String> = [
    "CR", "CR.", "C", "CRDT", "CREDIT", "CREDITS", "CDT", "KREDIT", "IN", "MONEY IN",
    "PAID IN", "INCOMING", "INFLOW", "DEPOSIT", "DEPOSITS", "HABEN", "H", "GUTSCHRIFT", "EINGANG",
    "BIJ",
    "CRÉDIT", "CRÉDITO", "CREDITO", "ABONO", "INGRESO", "AVERE", "ACCREDITO", "ENTRATA", "INN",
    "INSÄTTNING", "UZNANIE", "MA", "ALACAK", "RECEIVED", "+", "INCOME", "收入", "入金", "贷",
  ]
}
