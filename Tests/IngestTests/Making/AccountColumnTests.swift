import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Columns of accounts in exports that no profile knows: whose account a column holds is shown by names and values, or
/// it is asked.
@Suite("Columns of accounts, own and other")
struct AccountColumnTests {
  private static let own = ["EE287700771001234567", "EE277700771009999990"]
  private static let others = ["EE471000001020145685", "EE382200221020145685"]

  /// Rows of two own accounts: the first pays and is paid, and so is the second.
  private static func twoAccounts(_ ownName: String, _ otherName: String) -> String {
    "\(ownName);Datum;\(otherName);Betrag;Text\n"
      + "\(own[0]);14.03.2024;\(others[0]);-100,00;aaa\n\(own[0]);15.03.2024;\(others[1]);500,00;bbb\n"
      + "\(own[1]);16.03.2024;\(others[0]);-70,00;ccc\n\(own[1]);17.03.2024;\(others[1]);30,00;ddd\n"
  }

  @Test(arguments: [
    ("Customer account no", "Sender/receiver account"), ("Konto", "Gegenkonto"),
    ("Konts", "Partnera konts"), ("Sąskaita", "Kito sąskaita"), ("Cont", "Cont partener"),
    ("Rekening", "Tegenrekening"), ("Kliendi konto", "Saaja/maksja konto"),
    ("Compte", "Compte du bénéficiaire"), ("Cuenta", "Cuenta del beneficiario"),
    ("Konto", "Saajan tili"), ("Konto", "Motkonto"), ("Bankkonto", "Counterparty IBAN"),
    ("Рахунок", "Рахунок отримувача"), ("Számla", "Ellenoldali számla"),
  ])
  func namesTellTheOwnAccount(_ ownName: String, _ otherName: String) throws {
    let made = try MadeStatement(Self.twoAccounts(ownName, otherName))
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    #expect(
      intake.ledger.transfers.map { "\($0.payer.key)>\($0.beneficiary.key)" } == [
        "iban:\(Self.own[0])>iban:\(Self.others[0])", "iban:\(Self.others[1])>iban:\(Self.own[0])",
        "iban:\(Self.own[1])>iban:\(Self.others[0])", "iban:\(Self.others[1])>iban:\(Self.own[1])",
      ])
  }

  /// The order of the columns tells nothing.
  @Test func theOtherAccountMayStandFirst() throws {
    let rows = Self.twoAccounts("Konto", "Gegenkonto").split(separator: "\n").map { line in
      let cells = line.split(separator: ";")
      return [cells[2], cells[1], cells[0], cells[3], cells[4]].joined(separator: ";")
    }
    let made = try MadeStatement(rows.joined(separator: "\n") + "\n")
    #expect(made.open.isEmpty)
    #expect(try made.read().ledger.transfers.first?.payer.key == "iban:\(Self.own[0])")
  }

  @Test(arguments: [("Product", "Transfer account"), ("IBAN 1", "IBAN 2"), ("Nummer", "Zahl")])
  func namesThatTellNothingAreAskedFor(_ one: String, _ other: String) throws {
    var made = try MadeStatement(Self.twoAccounts(one, other), [(.positive, "in")])
    #expect(made.open == ["own"])
    try made.draft.answer(.own, one)
    #expect(made.open.isEmpty)
    #expect(try made.read().ledger.transfers.first?.beneficiary.key == "iban:\(Self.others[0])")
  }

  /// A file whose rows have the payer and the payee shows the account that is in all of them.
  @Test(arguments: [
    ("Maksaja", "Maksunsaaja"), ("Avsändare", "Mottagare"), ("Betaler", "Mottaker"),
    ("From", "To"), ("Payer IBAN", "Payee IBAN"), ("Von Konto", "An Konto"), ("A", "B"),
  ])
  func theAccountOfAllRowsIsTheStatements(_ payer: String, _ payee: String) throws {
    let own = Self.own[0]
    let text =
      "Päivä;Määrä;\(payer);\(payee);Teksti\n2024-03-14;-55,00;\(own);\(Self.others[0]);ostos\n"
      + "2024-03-15;1500,00;\(Self.others[1]);\(own);palkka\n2024-03-16;-20,00;\(own);\(Self.own[1]);siirto\n"
    var made = try MadeStatement(text)
    if made.open.contains("positive") { try made.draft.answer(.positive, "in") }
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    #expect(
      intake.ledger.transfers.map { "\($0.payer.key)>\($0.beneficiary.key)" } == [
        "iban:\(own)>iban:\(Self.others[0])", "iban:\(Self.others[1])>iban:\(own)",
        "iban:\(own)>iban:\(Self.own[1])",
      ])
    #expect(intake.money == "in 150000, out 7500")
  }

  /// A number means nothing without the code of its bank.
  @Test(arguments: [
    ("Kontonummer", "Bankleitzahl", ["1234567", "37040044", "50010517"]),
    ("Konto-Nr.", "BLZ", ["12345678", "37040044", "50010517"]),
    ("Protiúčet", "Kód banky", ["2900233333", "2010", "0100"]),
    ("Beneficiary account number", "Bank code", ["12345678901", "044", "058"]),
  ])
  func numbersHaveBanks(_ account: String, _ code: String, _ values: [String]) throws {
    let made = try MadeStatement(
      "Datum;\(account);\(code);Name;Betrag\n14.03.2011;\(values[0]);\(values[1]);Karl Baum;-400,00\n"
        + "15.03.2011;\(values[0]);\(values[2]);Eva Strauch;-20,00\n16.03.2011;\(values[0]);;Anna Ohne;-5,00\n",
      [(.account, account), (.positive, "in")])
    let payees = try made.read().ledger.transfers.map(\.beneficiary.key)
    #expect(Set(payees).count == 3, "\(payees)")
    #expect(payees[0].contains(values[1]) && payees[1].contains(values[2]))
    // Without its code the number is nobody's in other files.
    #expect(payees[2].hasPrefix("?:"), "\(payees)")
  }

  @Test func britishNumbersHaveSortCodes() throws {
    let made = try MadeStatement(
      "Date,Payee,Payee account number,Sort code,Amount\n14/03/2024,A,12345678,20-04-15,-10.00\n15/03/2024,B,12345678,20-90-35,-20.00\n",
      [(.currency, "GBP"), (.account, "Payee account number"), (.positive, "in")])
    #expect(
      try made.read().ledger.transfers.map(\.beneficiary.key) == [
        "gb:200415/12345678", "gb:209035/12345678",
      ])
  }

  /// Accounts that a column names by words, masked numbers or short ones.
  @Test(arguments: [
    ("Account Name", "CHECKING ...1234", "Visa Platinum"), ("Account ID", "acc_1", "acc_2"),
    ("Hesap No", "1234567", "7654321"), ("Masked account", "****1234", "****5678"),
    ("Card Number", "XXXX-1234", "XXXX-5678"), ("Account holder", "Ann", "Cleo"),
    ("Bank Account", "Business", "Tax"), ("Account Nickname", "Main", "Rainy day"),
    ("Счет", "40817810099910004312", "40817810099910004313"),
    ("BSB/Account", "062-000 12345678", "062-000 87654321"),
    ("Sort code / account", "20-90-35 11223344", "20-90-35 55667788"), ("Wallet", "Main", "Spare"),
  ])
  func severalOwnAccountsAreNotOne(_ name: String, _ one: String, _ other: String) throws {
    let text =
      "\(name);Datum;Text;Betrag\n\(one);14.03.2024;aaa;-100,00\n\(one);15.03.2024;bbb;500,00\n\(other);16.03.2024;ccc;-70,00\n"
    var made = try MadeStatement(text, [(.positive, "in")])
    #expect(made.open == ["own"], "\(made.draft.yaml)")
    try made.draft.answer(.own, name)
    #expect(made.open.isEmpty)
    #expect(try made.read().files.first?.statement?.sections.count == 2, "\(made.draft.yaml)")
  }

  /// A column that names the other party is read, or asked about; it is never passed over.
  @Test(arguments: [
    ("Recipient account number", "12345678901", "98765432101"),
    ("Beneficiary A/c No", "50200409191714", "401566432001"),
    ("Счет получателя", "40817810099910004312", "40702810500000012345"),
    ("Счёт контрагента", "40817810099910004312", "40702810500000012345"),
    ("CLABE", "032180000118359719", "002010077777777771"),
    ("Email", "bea@example.com", "eve@example.com"),
    ("Phone number", "+254712345678", "+254700000001"),
    ("Address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    ("UPI ID", "bea@okaxis", "eve@ybl"), ("Rekening tujuan", "1234567890", "9876543210"),
    ("상대계좌", "110123456789", "220987654321"),
  ])
  func accountsOfOthersAreRead(_ name: String, _ one: String, _ other: String) throws {
    let text =
      "Date;Description;\(name);Amount\n14.03.2024;aaa;\(one);-100,00\n15.03.2024;bbb;\(other);500,00\n16.03.2024;ccc;\(one);-70,00\n"
    var made = try MadeStatement(text, [(.positive, "in")])
    if made.open == ["own"] { try made.draft.answer(.account, name) }
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let payees = try made.read().ledger.transfers.filter { $0.payer.key.hasPrefix("?:") }
      .map(\.beneficiary.key)
    #expect(payees.count == 2 && Set(payees).count == 1 && !payees[0].hasPrefix("?:"), "\(payees)")
  }

  @Test(arguments: [
    "Name of sender/receiver", "Destinataire", "Получатель", "交易对方", "From/To", "Recipient",
    "Sender / Receiver", "Nimi", "Namn", "Partnernév", "Alıcı", "Modtager",
    "Empfänger/Auftraggeber", "Saaja/Maksja", "Gavėjas",
  ])
  func namesOfOthersAreRead(_ name: String) throws {
    let made = try MadeStatement(
      "Date;\(name);Amount;Memo\n14.03.2024;Bea Two;-25,00;pizza\n15.03.2024;Ann Lee;60,00;\n16.03.2024;Bea Two;-5,00;tea\n",
      [(.positive, "in")])
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let ledger = try made.read().ledger
    #expect(
      ledger.transfers.map { $0.beneficiary.displayName }.first == "Bea Two", "\(made.draft.yaml)")
  }
}

/// Accounts of both parties, which a name beside them does not replace.
extension AccountColumnTests {
  /// The code of a bank belongs to the account that its name tells, or that stands next to it.
  @Test(arguments: [
    "Auftragskonto;Bankleitzahl;Datum;Zahlungsbeteiligter;Gegenkonto;BLZ Gegenbank;Betrag\n1234567;37040044;05.03.2024;Meyer;7654321;50010517;-1250,00\n1234567;37040044;15.03.2024;Schulz;1112223;10050000;800,00\n1234567;37040044;25.03.2024;Meyer;7654321;60050101;-99,50\n",
    "Číslo účtu;Kód banky;Datum;Protiúčet;Kód banky protiúčtu;Název protiúčtu;Částka\n2000145399;0800;13.03.2024;2000145399;0300;Novák;-100,00\n2000145399;0800;14.03.2024;19-123457;0100;Dvořák;300,00\n2000145399;0800;15.03.2024;2000145399;2010;Svoboda;-70,00\n",
    "Account No;Bank code;Datum;Name;Counterparty account;Counterparty bank code;Betrag\n1234567;044;13.03.2024;A;7654321;058;-1,00\n1234567;044;14.03.2024;B;7654321;011;2,00\n1234567;044;15.03.2024;C;1234567;058;-3,00\n",
  ])
  func codesBelongToTheirAccounts(_ text: String) throws {
    var made = try MadeStatement(text)
    if made.open == ["positive"] { try made.draft.answer(.positive, "in") }
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    let own = try #require(intake.files.first?.statement?.sections.first?.account)
    let others = intake.ledger.transfers.map {
      $0.payer.key == own ? $0.beneficiary.key : $0.payer.key
    }
    #expect(Set(others).count == 3 && !others.contains(own), "\(others)")
  }

  /// Old numbers beside IBANs do not make the column a text.
  @Test func numbersBesideIBANsAreAccounts() throws {
    let made = try MadeStatement(
      "Datum;IBAN/BBAN;Bedrag;Saldo na trn;Tegenrekening IBAN/BBAN;Naam tegenpartij\n2024-03-13;NL91ABNA0417164300;-10,00;+90,00;NL20INGB0001234567;Jansen\n2024-03-14;NL91ABNA0417164300;-15,00;+75,00;NL39RABO0300065264;Jansen\n2024-03-15;NL91ABNA0417164300;+5,00;+80,00;1234567;Klaas\n"
    )
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let transfers = try made.read().ledger.transfers
    #expect(
      transfers.prefix(2).map(\.beneficiary.key) == [
        "iban:NL20INGB0001234567", "iban:NL39RABO0300065264",
      ])
  }

  /// The payer's name is that of the payer's account, whoever holds the statement.
  @Test func namesFollowTheDirection() throws {
    let made = try MadeStatement(
      "Date,Ordering account,Ordering customer,Beneficiary account,Beneficiary,Debit amount,Credit amount\n2024-03-13,DE89370400440532013000,Own AG,DE04500105170000012345,Foo,10.00,\n2024-03-14,NL39RABO0300065264,Piet,DE89370400440532013000,Own AG,,5.00\n2024-03-15,NL20INGB0001234567,Joris,DE89370400440532013000,Own AG,,7.00\n"
    )
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let transfers = try made.read().ledger.transfers
    #expect(transfers.dropFirst().map { $0.payer.displayName } == ["Piet", "Joris"])
    #expect(transfers.first?.beneficiary.displayName == "Foo")
  }

  @Test(arguments: ["Payee/Payer Account", "Beneficiary account no.", "Account of the other side"])
  func oneMoreAccountIsTheOtherPartys(_ name: String) throws {
    let made = try MadeStatement(
      "Date,Account Number,Payee/Payer Name,\(name),Dr/Cr,Amount\n13/03/2024,11223344,J Smith,31926819,DR,10.00\n14/03/2024,11223344,J Smith,44870213,DR,7.00\n15/03/2024,11223344,Vic,58201938,CR,4.00\n"
    )
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    #expect(
      try made.read().ledger.transfers.prefix(2).map(\.beneficiary.key) == ["31926819", "44870213"])
  }

  /// In a ledger two people of one name have two accounts, with a profile and without.
  @Test(arguments: [
    ("payer", "payee", "payer_account", "payee_account"),
    ("from", "to", "from_account", "to_account"),
    ("sender", "receiver", "sender_iban", "receiver_iban"),
  ])
  func accountsOfALedgerComeBeforeNames(_ names: (String, String, String, String)) throws {
    let text =
      "date,\(names.0),\(names.1),\(names.2),\(names.3),amount,currency\n2024-03-13,Vic,J Smith,DE89370400440532013000,DE04500105170000012345,10.00,EUR\n2024-03-14,Wim,J Smith,ES9121000418450200051332,NL39RABO0300065264,3.00,EUR\n"
    let folder = try TemporaryFolder()
    let path = try folder.write(text)
    let plain = try TransactionReader().read([path])
    #expect(
      plain.ledger.transfers.map(\.beneficiary.key) == [
        "iban:DE04500105170000012345", "iban:NL39RABO0300065264",
      ])
    #expect(plain.ledger.transfers.first?.beneficiary.name == "J Smith")
    var draft = try ProfileDraft(path: path)
    try draft.answer(.name, "x.ledger")
    #expect(draft.questions.isEmpty, "\(draft.questions)")
    let made = try draft.trial().intake
    #expect(
      made.ledger.transfers.map(\.beneficiary.key) == plain.ledger.transfers.map(\.beneficiary.key))
    #expect(made.ledger.transfers.first?.payer.name == "Vic")
  }

  /// The words of a column tell the direction where amounts have no signs.
  @Test(arguments: [
    ("Type", "Sent", "Received", "Sender account", "Recipient account"),
    ("Dr/Cr", "Dr", "Cr", "Remitter A/c", "Beneficiary A/c"),
    ("Richtung", "Ausgang", "Eingang", "Von", "An"),
  ])
  func wordsTellTheDirectionOfBothParties(_ names: (String, String, String, String, String)) throws
  {
    let made = try MadeStatement(
      "Date,\(names.0),\(names.3),\(names.4),Amount\n2024-03-13,\(names.1),31926819,44870213,10.00\n2024-03-14,\(names.2),58201938,31926819,5.00\n2024-03-15,\(names.1),31926819,67201944,2.00\n"
    )
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    let intake = try made.read()
    #expect(
      intake.ledger.transfers.map { "\($0.payer.key)>\($0.beneficiary.key)" } == [
        "31926819>44870213", "58201938>31926819", "31926819>67201944",
      ])
  }

  /// Own accounts of short and long numbers are numbers in all files, not names of one file.
  @Test func shortOwnNumbersAreNumbers() throws {
    let made = try MadeStatement(
      "Date,My account,Payee,Amount\n2024-01-13,12345678,FOO,-10.00\n2024-01-14,12345678,BAR,50.00\n2024-01-14,999,FOO,-1.00\n",
      [(.own, "My account"), (.positive, "in")])
    #expect(made.draft.yaml.contains("kind: plain"))
    #expect(try made.read().ledger.transfers.first?.payer.key == "12345678")
  }

  /// Own accounts that are named by words are the other party of each other.
  @Test func ownAccountsByNamePayEachOther() throws {
    let made = try MadeStatement(
      "Date,Account,Counterparty,Amount\n2024-03-13,Main,Bob,-10.00\n2024-03-14,Savings,Main,7.00\n2024-03-14,Main,Transfer : Savings,-7.00\n2024-03-15,Main,Cyd,3.00\n",
      [(.own, "Account"), (.positive, "in")])
    let intake = try made.read()
    let accounts = Set(intake.ledger.transfers.flatMap { [$0.payer.key, $0.beneficiary.key] })
    #expect(accounts.count == 4, "\(accounts)")
  }

  /// A number without a bank may be the end of another file's account: equal rows are told.
  @Test(arguments: ["DE89370400440532013000", "37040044/532013000"])
  func oneAccountInTwoSpellingsIsDoubted(_ account: String) throws {
    let folder = try TemporaryFolder()
    let message = try folder.write(
      ":20:R\n:25:\(account)\n:28C:1/1\n:60F:C240312EUR1000,00\n:61:2403130313D100,00NTRFNONREF//B5\n:86:177?00X?20RENT?30INGDDEFF?31DE04500105170000012345?32FOO\n:62F:C240313EUR900,00\n",
      as: "a.sta")
    let made = try MadeStatement(
      "Buchung;Eigenes Konto;Gegenkonto;Name;Betrag\n13.03.2024;532013000;DE04500105170000012345;FOO;-100,00\n",
      [(.own, "Eigenes Konto"), (.account, "Gegenkonto"), (.positive, "in")])
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: [try Format(text: made.draft.yaml, source: "made")])
    let intake = try reader.read([made.path, message])
    #expect(intake.diagnostics.contains { $0.code == "statements-overlap" })
  }
}
