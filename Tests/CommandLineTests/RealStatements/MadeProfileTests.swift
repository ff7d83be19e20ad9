import Foundation
import Testing

/// Profiles made of one file ask what leaves two readings, and refuse other files that are written otherwise.
@Suite("Profiles made of one file")
struct MadeProfileTests {
  /// A folder with files, in which profiles are made.
  private struct Desk {
    let folder: URL

    init(_ files: [String: String]) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Makes `made.yaml` of a file.
    func make(_ file: String, _ answers: String...) throws -> Program.Run {
      try Program.run(
        ["profile", "make", path(file), "--name", "made", "--out", folder.path, "--force"]
          + answers.flatMap { ["--set", $0] })
    }

    func check(_ file: String, _ flags: String...) throws -> Program.Run {
      try Program.run(["check", path(file), path("made.yaml")] + flags)
    }

    var yaml: String { (try? String(contentsOfFile: path("made.yaml"), encoding: .utf8)) ?? "" }
  }

  // MARK: Dates

  /// Years of two digits that stand first are asked about among the readings that there are, and read so.
  @Test(arguments: ["-", "/", "."]) func yearsOfTwoDigitsAreAskedAbout(_ mark: String) throws {
    let rows = ["26-03-01", "26-03-02", "26-03-05"].map { $0.replacing("-", with: mark) }
    let desk = try Desk([
      "a.csv":
        "Date,Text,Amount,Balance\n\(rows[0]),A,-5.00,95.00\n\(rows[1]),B,-6.00,89.00\n\(rows[2]),C,10.00,99.00\n",
      "ledger.csv":
        "when,payer,payee,sum\n\(rows[0]),A,B,5.00\n\(rows[1]),B,C,6.00\n",
    ])
    let open = try desk.make("a.csv", "currency=SEK")
    #expect(
      open.status == 3 && open.messages.contains("dmy or ymd? --set dates="), "\(open.messages)")
    for (order, first, last) in [
      ("ymd", "2026-03-01", "2026-03-05"), ("dmy", "2001-03-26", "2005-03-26"),
    ] {
      let made = try desk.make("a.csv", "currency=SEK", "dates=\(order)")
      #expect(made.status == 0, "\(made.messages)")
      let check = try desk.check("a.csv")
      #expect(check.output.contains("period      \(first) to \(last)"), "\(check.output)")
      #expect(try desk.make("ledger.csv", "currency=SEK", "dates=\(order)").status == 0)
      let ledger = try desk.check("ledger.csv")
      #expect(ledger.output.contains("period      \(first) to "), "\(ledger.output) \(desk.yaml)")
    }
  }

  /// The order that one file showed is no rule for others of the same header.
  @Test(arguments: ["statement", "ledger"]) func eachFileShowsItsOwnOrder(_ shape: String) throws {
    func text(_ days: [String]) -> String {
      shape == "statement"
        ? "Date,Text,Amount\n" + days.map { "\($0),SHOP,-5.00\n" }.joined()
        : "When,Payer,Payee,Sum\n" + days.map { "\($0),A,B,5.00\n" }.joined()
    }
    let desk = try Desk([
      "dmy.csv": text(["03/04/2021", "13/04/2021"]), "mdy.csv": text(["04/03/2021", "04/13/2021"]),
      "open.csv": text(["03/04/2021", "05/04/2021"]),
    ])
    let answers = shape == "statement" ? "positive=in" : "shape=ledger"
    #expect(try desk.make("dmy.csv", "shape=\(shape)", "currency=GBP", answers).status == 0)
    #expect(desk.yaml.contains("dates-seen: dmy"))
    #expect(try desk.check("dmy.csv").output.contains("period      2021-04-03 to 2021-04-13"))
    let other = try desk.check("mdy.csv")
    #expect(other.status == 3, "\(other.transcript)")
    #expect(
      other.messages.contains("profile made says that dates have the day first"),
      "\(other.messages)")
    #expect(other.messages.contains("--dates"))
    let open = try desk.check("open.csv")
    #expect(
      open.status == 3 && open.messages.contains("was made has the day first"), "\(open.messages)")
    let stated = try desk.check("mdy.csv", "--dates", "mdy.csv=mdy")
    #expect(stated.output.contains("period      2021-04-03 to 2021-04-13"), "\(stated.transcript)")
    let decided = try desk.check("open.csv", "--dates", "dmy")
    #expect(
      decided.output.contains("period      2021-04-03 to 2021-04-05"), "\(decided.transcript)")
    // What a person said of such files holds for files that leave it open, and not against what they show.
    #expect(
      try desk.make("open.csv", "shape=\(shape)", "currency=GBP", answers, "dates=dmy").status == 0)
    #expect(desk.yaml.contains("dates: [dmy]"), "\(desk.yaml)")
    #expect(try desk.check("open.csv").output.contains("period      2021-04-03 to 2021-04-05"))
    #expect(try desk.check("mdy.csv").status == 3)
  }

  /// The same for the decimal mark.
  @Test func aFileWithAnotherDecimalMarkIsRefused() throws {
    let desk = try Desk([
      "point.csv": "Date,Text,Amount\n2021-04-03,SHOP,-5.00\n2021-04-04,SHOP,-1234.50\n",
      "comma.csv": "Date,Text,Amount\n2021-04-03,SHOP,\"-5,00\"\n2021-04-04,SHOP,\"-1.234,50\"\n",
    ])
    #expect(
      try desk.make("point.csv", "shape=statement", "currency=EUR", "positive=in").status == 0)
    let other = try desk.check("comma.csv")
    #expect(
      other.status == 3 && other.messages.contains("says that amounts have a decimal point"),
      "\(other.transcript)")
  }

  // MARK: Own accounts

  @Test func severalOwnAccountsAreReadRowByRow() throws {
    let bunq = try Desk([
      "a.csv": """
      "Date","Amount","Account","Counterparty","Name","Description"
      "2025-03-01","-100.00","NL26BUNQ2025126409","NL91ABNA0417164300","R. de Vries","Rent"
      "2025-03-02","50.00","NL26BUNQ2025126409","NL20INGB0001234567","J. Smit","Beer"
      "2025-03-03","-10.00","NL44RABO0123456789","NL91ABNA0417164300","R. de Vries","Rent"

      """
    ])
    #expect(try bunq.make("a.csv", "currency=EUR").status == 0)
    let check = try bunq.check("a.csv")
    #expect(check.output.contains("account     iban:NL26BUNQ2025126409"), "\(check.output)")
    #expect(check.output.contains("account     iban:NL44RABO0123456789"))
    #expect(check.output.contains("money       in EUR 50.00, out EUR 100.00"))
    #expect(check.output.contains("money       in EUR 0.00, out EUR 10.00"))
  }

  /// The holder beside it, and balances that close for each account alone, show whose the column is.
  @Test func theHolderAndTheBalancesShowTheOwnAccount() throws {
    let rows = """
      01/03/2025,20-04-15,12345678,MR A BELL,CARD SHOP,5.00,,95.00
      13/03/2025,20-04-15,12345678,MR A BELL,TRANSFER,6.00,,89.00
      14/03/2025,20-04-15,87654321,MRS C BELL,SALARY,,100.00,200.00
      15/03/2025,20-04-15,87654321,MRS C BELL,RENT,50.00,,150.00

      """
    for holder in ["Account Holder", "Kontoinhaber", "Titular", "Remarks"] {
      let desk = try Desk([
        "a.csv":
          "Date,Sort Code,Account Number,\(holder),Description,Debit,Credit,Balance\n\(rows)"
      ])
      let made = try desk.make("a.csv", "currency=GBP")
      #expect(made.status == 0, "\(holder) \(made.messages)")
      let check = try desk.check("a.csv")
      #expect(check.output.contains("account     gb:200415/12345678"), "\(check.output)")
      #expect(check.output.contains("balance     GBP 100.00 to GBP 89.00: 1 of 1 balances follow"))
      #expect(check.output.contains("account     gb:200415/87654321"))
      #expect(desk.yaml.contains("holder:") == (holder != "Remarks"))
    }
    let silent = try Desk([
      "a.csv": "Date,Account,Text,Amount\n2025-03-01,12345678,A,-5.00\n2025-03-02,87654321,B,6.00\n"
    ])
    let asked = try silent.make("a.csv", "shape=statement", "currency=GBP")
    #expect(asked.status == 3 && asked.messages.contains("--set own="), "\(asked.messages)")
  }

  /// Accounts that have names only are two in their file, and none beyond it.
  @Test func accountsByNameAreApartAndTheFilesOwn() throws {
    let text = """
      Date,Description,Amount,Transaction Type,Account Name
      3/14/2025,Shop,64.20,debit,Checking
      3/13/2025,Salary,2450.00,credit,Checking
      3/02/2025,Interest,1.10,credit,Savings
      3/01/2025,Fee,2.00,debit,Savings

      """
    let desk = try Desk(["a.csv": text, "b.csv": text.replacing("64.20", with: "70.00")])
    let asked = try desk.make("a.csv", "currency=USD")
    #expect(
      asked.status == 3 && asked.messages.contains("\"Checking\", \"Savings\""), "\(asked.messages)"
    )
    #expect(try desk.make("a.csv", "currency=USD", "own=Account Name").status == 0)
    let keys = try ["a.csv", "b.csv"].map { file in
      let check = try desk.check(file)
      #expect(check.output.contains("money       in USD 1.10, out USD 2.00"), "\(check.output)")
      return check.output.split(separator: "\n").filter { $0.contains("account ") }.map(String.init)
    }
    #expect(Set(keys[0]).isDisjoint(with: keys[1]) && keys[0].count == 2)
    #expect(try desk.make("a.csv", "currency=USD", "own=none").status == 0)
    #expect(try desk.check("a.csv").output.contains("money       in USD 2,451.10, out USD 66.20"))
  }

  /// Rows that are pending are no payments, and a word that nobody explained is asked about.
  @Test func pendingRowsAreNoPayments() throws {
    let head = """
      "Girokonto";"DE12500105170648489890"
      ""
      "Buchungsdatum";"Status";"Zahlungsempfänger*in";"Verwendungszweck";"IBAN";"Betrag (€)"

      """
    let rows = """
      "15.03.2025";"Vorgemerkt";"Shop Eins";"Karte";"";"-20,00"
      "14.03.2025";"Gebucht";"Stadtwerke";"Abschlag";"DE02120300000000202051";"-64,20"
      "12.03.2025";"Gebucht";"Firma Nord";"Gehalt";"DE02100500000054540402";"2.450,00"

      """
    let desk = try Desk([
      "dkb.csv": head + rows, "odd.csv": head + rows.replacing("Vorgemerkt", with: "Seltsam"),
    ])
    #expect(try desk.make("dkb.csv", "shape=statement", "positive=in").status == 0)
    let check = try desk.check("dkb.csv")
    #expect(
      check.output.contains("3 rows = 2 loaded + 1 memo + 0 skipped + 0 rejected"),
      "\(check.output)")
    #expect(check.output.contains("money       in EUR 2,450.00, out EUR 64.20"))
    #expect(check.output.contains("account     iban:DE12500105170648489890"))
    let odd = try desk.check("odd.csv")
    #expect(odd.output.contains("[status-unknown]") && odd.output.contains("1 rejected"))
    let asked = try desk.make("odd.csv", "shape=statement", "positive=in")
    #expect(asked.status == 3 && asked.messages.contains("--set settled="), "\(asked.messages)")
  }

  // MARK: Files without a header

  @Test func movedColumnsAndReversedSidesAreRefused() throws {
    let signed =
      "14/03/2025,-64.20,SHOP,1475.80\n13/03/2025,2450.00,SALARY,1540.00\n02/03/2025,-910.00,RENT,-910.00\n"
    let sided =
      "14/03/2025,SHOP,64.20,,1475.80\n13/03/2025,SALARY,,2450.00,1540.00\n02/03/2025,RENT,910.00,,-910.00\n"
    func moved(_ text: String, _ order: [Int]) -> String {
      text.split(separator: "\n").map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return order.map { String(cells[$0]) }.joined(separator: ",") + "\n"
      }.joined()
    }
    for (text, order) in [(signed, [0, 3, 2, 1]), (sided, [0, 1, 3, 2, 4])] {
      let desk = try Desk(["a.csv": text, "b.csv": moved(text, order)])
      #expect(try desk.make("a.csv", "currency=AUD").status == 0)
      #expect(try desk.check("a.csv").output.contains("in AUD 2,450.00, out AUD 974.20"))
      let other = try desk.check("b.csv")
      #expect(other.status == 2, "\(other.transcript)")
      #expect(other.messages.contains("knows its columns by their places"), "\(other.messages)")
      // Of itself it is another form.
      #expect(try desk.make("b.csv", "currency=AUD").status == 0)
      #expect(try desk.check("b.csv").output.contains("in AUD 2,450.00, out AUD 974.20"))
    }
    // Where nothing proves the columns, it is said.
    let bare = try Desk(["a.csv": "14/03/2025,SHOP,-64.20\n13/03/2025,SALARY,2450.00\n"])
    #expect(try bare.make("a.csv", "shape=statement", "currency=AUD", "positive=in").status == 0)
    #expect(try bare.check("a.csv").output.contains("no balance shows whether they stand there"))
    // Kinds of cells: an IBAN is no text, and a column that is empty stays so.
    let kinds = try Desk([
      "a.csv":
        "14/03/2025,SHOP,NL91ABNA0417164300,-64.20,\n13/03/2025,SALARY,NL20INGB0001234567,2450.00,\n",
      "b.csv":
        "14/03/2025,NL91ABNA0417164300,SHOP,-64.20,\n13/03/2025,NL20INGB0001234567,SALARY,2450.00,\n",
    ])
    #expect(try kinds.make("a.csv", "shape=statement", "currency=EUR", "positive=in").status == 0)
    #expect(kinds.yaml.contains("cells: [date, text, iban, amount, empty]"), "\(kinds.yaml)")
    #expect(try kinds.check("b.csv").status == 2)
  }

  // MARK: Amounts

  @Test(arguments: [
    ("amount_in_cents", "ZAR", "-6420", "245000"), ("Amount (pence)", "GBP", "-6420", "245000"),
    ("amountMinor", "EUR", "-6420", "245000"), ("Betrag in Cent", "EUR", "-6420", "245000"),
    ("amount", "USD", "-6420", "245000"), ("Amount", "GBp", "-6420", "245000"),
    ("Amount", "GBX", "-6420", "245000"),
  ])
  func hundredthsAreAskedAbout(_ form: (name: String, code: String, out: String, in: String)) throws
  {
    let desk = try Desk([
      "a.csv":
        "created,text,\(form.name),currency\n2025-03-14,Shop,\(form.out),\(form.code)\n2025-03-13,Salary,\(form.in),\(form.code)\n"
    ])
    let isCode = ["GBp", "GBX"].contains(form.code)
    let currency = isCode ? "GBP" : form.code
    let answers = [
      "shape=statement", "positive=in", "amount=\(form.name)",
      "currency=\(isCode ? "GBP" : "currency")",
    ]
    func make(_ more: String...) throws -> Program.Run {
      try Program.run(
        [
          "profile", "make", desk.path("a.csv"), "--name", "made", "--out", desk.folder.path,
          "--force",
        ]
          + (answers + more).flatMap { ["--set", $0] })
    }
    let asked = try make()
    #expect(asked.status == 3 && asked.messages.contains("--set units="), "\(asked.messages)")
    let minor = try make("units=minor")
    #expect(
      minor.messages.contains("in \(currency) 2,450.00, out \(currency) 64.20"), "\(minor.messages)"
    )
    let major = try make("units=major")
    #expect(major.messages.contains("in \(currency) 245,000.00, out \(currency) 6,420.00"))
    #expect(try desk.check("a.csv").output.contains("in \(currency) 245,000.00"))
  }

  @Test func hundredthsOfALedgerAndOfAMapping() throws {
    let desk = try Desk([
      "a.csv": "when,payer,payee,amount_pence\n2025-03-14,anna,bo,18500\n2025-03-15,bo,cy,18100\n",
      "yen.csv":
        "when,payer,payee,sum,ccy\n2025-03-14,anna,bo,18500,JPY\n2025-03-15,bo,cy,18100,JPY\n",
      "code.csv":
        "id,time,from,to,amount,currency\n1,2025-03-14,anna,bo,18500,GBp\n2,2025-03-14,anna,bo,185.00,GBP\n",
    ])
    #expect(
      try desk.make("a.csv", "shape=ledger", "currency=GBP", "amount=amount_pence", "units=minor")
        .status == 0)
    #expect(try desk.check("a.csv").output.contains("total       GBP 366.00"))
    #expect(
      try desk.make("yen.csv", "shape=ledger", "amount=sum").status == 0, "yen have no hundredths")
    let mapped = try Program.run([
      "check", desk.path("a.csv"), "--map", "from=payer", "--map", "to=payee", "--map", "time=when",
      "--map",
      "amount=amount_pence", "--set", "currency=GBP",
    ])
    #expect(mapped.output.contains("[minor-units]"), "\(mapped.output)")
    let code = try Program.run(["check", desk.path("code.csv")])
    #expect(
      code.output.contains("total       GBP 185.00") && code.output.contains("[currency-unknown]"))
  }

  /// No column of several amounts, and no currency of several, is taken without asking.
  @Test func severalAmountsAreAskedAbout() throws {
    let card = """
      Date,Merchant,Amount,Currency,Billing Amount,Billing Currency,Original Amount
      2025-03-14,SHOP OSLO,-110.00,NOK,-8.10,GBP,-110.00
      2025-03-13,SHOP LEEDS,-20.00,GBP,-20.00,GBP,-20.00
      2025-03-12,REFUND,5.00,GBP,5.00,GBP,5.00

      """
    let desk = try Desk([
      "card.csv": card,
      "local.csv":
        "Transaction Date,Description,Foreign Currency,Foreign Amount,Local Currency,Local Amount\n13 Mar 2025,SHOP,MYR,100.00,SGD,30.12\n15 Mar 2025,SHOP,SGD,12.00,SGD,12.00\n16 Mar 2025,THANKS,SGD,-50.00,SGD,-50.00\n",
      "one.csv":
        "Date,Text,Amount,Original Currency\n2025-03-14,A,-8.10,NOK\n2025-03-13,B,5.00,GBP\n",
      "closing.csv":
        "Date,Text,Amount,Original Amount,Balance\n2025-03-12,A,-8.10,-110.00,91.90\n2025-03-13,B,5.00,5.00,96.90\n2025-03-14,C,-1.00,-12.00,95.90\n",
      "sides.csv":
        "Date,Text,Debit (GBP),Credit (GBP),Debit (NOK),Credit (NOK)\n2025-03-12,A,8.10,,110.00,\n2025-03-13,B,,5.00,,68.00\n",
    ])
    let asked = try desk.make("card.csv")
    #expect(
      asked.messages.contains("\"Amount\", \"Billing Amount\"") && asked.status == 3,
      "\(asked.messages)")
    for (column, money) in [
      ("Billing Amount", "in GBP 5.00, out GBP 28.10"), ("Amount", "in NOK 0.00, out NOK 110.00"),
    ] {
      let made = try desk.make("card.csv", "shape=statement", "amount=\(column)", "positive=in")
      #expect(made.status == 0 && made.messages.contains(money), "\(made.messages)")
    }
    let local = try desk.make("local.csv", "shape=statement")
    #expect(local.messages.contains("\"Foreign Amount\", \"Local Amount\""), "\(local.messages)")
    let taken = try desk.make("local.csv", "shape=statement", "amount=Local Amount", "positive=out")
    #expect(taken.messages.contains("in SGD 50.00, out SGD 42.12"), "\(taken.messages)")
    let one = try desk.make("one.csv", "shape=statement", "positive=in")
    #expect(one.messages.contains("may be the currency of another amount"), "\(one.messages)")
    let closing = try desk.make("closing.csv", "currency=GBP")
    #expect(
      closing.messages.contains("in GBP 5.00, out GBP 9.10; 2 of 2 balances follow"),
      "\(closing.messages)")
    let sides = try desk.make("sides.csv", "shape=statement")
    #expect(
      sides.messages.contains("Several columns may be money that went out"), "\(sides.messages)")
    let named = try desk.make("sides.csv", "shape=statement", "out=Debit (GBP)", "in=Credit (GBP)")
    #expect(named.messages.contains("in GBP 5.00, out GBP 8.10"), "\(named.messages)")
  }

  // MARK: Totals and lookups

  @Test(arguments: [
    "Total,,,18.00,GBP", "Total,,,18.00,", ",Grand total,2021-03-02,18.00,GBP",
    "Total,2 transactions,2021-03-02,18.00,GBP", "TOTAL GBP,,,18.00,GBP", "Summe,,,\"18,00\",EUR",
    "Total,,2021-03-02,18.00,GBP", "Sum of 2 payments,,,18.00,GBP",
  ])
  func footsWithTotalsAreNoPayments(_ foot: String) throws {
    let desk = try Desk([
      "a.csv":
        "payer,payee,when,sum,cur\na,b,2021-03-01,10.00,GBP\nb,c,2021-03-02,8.00,GBP\n\(foot)\n"
    ])
    let check = try Program.run([
      "check", desk.path("a.csv"), "--map", "from=payer", "--map", "to=payee", "--map", "time=when",
      "--map",
      "amount=sum", "--map", "currency=cur",
    ])
    #expect(
      check.output.contains("3 rows = 2 loaded + 0 memo + 1 skipped + 0 rejected"),
      "\(check.output)")
    #expect(check.output.contains("total       GBP 18.00"))
    #expect(check.output.contains("a total of other rows"))
  }

  /// A company may be called Total.
  @Test(arguments: [
    "a,Total,2021-03-03,7.00,GBP", "a,Total,,7.00,GBP", "TOTAL ENERGIES,b,2021-03-03,18.00,GBP",
  ])
  func paymentsToACompanyOfThatNameStay(_ row: String) throws {
    let desk = try Desk([
      "a.csv":
        "payer,payee,when,sum,cur\na,b,2021-03-01,10.00,GBP\nb,c,2021-03-02,8.00,GBP\n\(row)\n"
    ])
    let check = try Program.run([
      "check", desk.path("a.csv"), "--map", "from=payer", "--map", "to=payee", "--map", "time=when",
      "--map",
      "amount=sum", "--map", "currency=cur",
    ])
    #expect(check.output.contains("3 rows = 3 loaded"), "\(check.output)")
  }

  @Test func lookupsAreWrittenAndReadWithNames() throws {
    let desk = try Desk([
      "payments.csv":
        "created,sender_id,receiver_id,total,ccy\n2010-03-04,U1001,U2002,185.00,CAD\n2010-03-05,U1003,U2002,185.00,CAD\n",
      "users.csv":
        "user_id,login,full_name\nU1001,alma@example.com,Alma Berg\nU1003,cai@example.com,Cai Dunn\nU2002,bo@example.com,Bo Early\n",
    ])
    let answers = ["shape=ledger", "from=sender_id", "to=receiver_id", "amount=total"]
    func make(_ more: [String]) throws -> Program.Run {
      try Program.run(
        [
          "profile", "make", desk.path("payments.csv"), "--name", "made", "--out", desk.folder.path,
          "--force",
        ]
          + (answers + more).flatMap { ["--set", $0] })
    }
    let plain = try make([])
    #expect(
      plain.status == 0 && plain.messages.contains("--set 'lookup=sender_id=KEY:VALUE'"),
      "\(plain.messages)")
    let made = try make([
      "lookup=sender_id=user_id:login:full_name,receiver_id=user_id:login:full_name"
    ])
    #expect(made.status == 0 && !made.messages.contains("holds ids"), "\(made.messages)")
    let sinks = try Program.run([
      "sinks", desk.path("payments.csv"), desk.path("users.csv"), desk.path("made.yaml"),
      "--victims", "all",
    ])
    #expect(sinks.output.contains("email:bo@example.com  Bo Early"), "\(sinks.output)")
    let wrong = try make(["lookup=sender_id"])
    #expect(wrong.status == 2 && wrong.messages.contains("COLUMN=KEY:VALUE"), "\(wrong.messages)")
  }

  /// `--profile` knows a profile that is named among the files.
  @Test func aProfileAmongTheFilesCanBeChosen() throws {
    let desk = try Desk([
      "a.csv": "Date,Text,Amount\n2021-04-03,SHOP,-5.00\n2021-04-14,SHOP,-6.00\n"
    ])
    #expect(try desk.make("a.csv", "shape=statement", "currency=EUR", "positive=in").status == 0)
    for choice in ["made", "a.csv=made"] {
      let check = try desk.check("a.csv", "--profile", choice)
      #expect(check.status == 0 && check.output.contains("profile     made"), "\(check.transcript)")
    }
    let unknown = try desk.check("a.csv", "--profile", "mad")
    #expect(
      unknown.status == 2 && unknown.messages.contains("did you mean made"), "\(unknown.messages)")
  }
}
