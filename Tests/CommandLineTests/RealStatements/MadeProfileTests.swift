import Foundation
import TestSupport
import Testing

/// Profiles made of one file ask what leaves two readings, and refuse other files that are written otherwise.
@Suite("Profiles made of one file")
struct MadeProfileTests {
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
    // A person's statement about such files applies to files that leave it open, and not against what they show.
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
    // A name that is either's, and balances that close for each account alone.
    let either = try Desk([
      "a.csv": """
      Date,IBAN,Text,Amount,Balance
      14/03/2025,NL26BUNQ2025126409,A,-64.20,35.80
      15/03/2025,NL26BUNQ2025126409,B,10.00,45.80
      15/03/2025,NL44RABO0123456789,C,5.00,105.00
      16/03/2025,NL44RABO0123456789,C,5.00,110.00

      """
    ])
    #expect(try either.make("a.csv", "currency=EUR").status == 0)
    #expect(try either.check("a.csv").output.contains("account     iban:NL44RABO0123456789"))
    #expect(try either.check("a.csv").output.contains("balances: 2 of 2 follow"))
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
      return check.output.split(separator: "\n").filter { $0.hasPrefix("  account ") }.map(
        String.init)
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

  /// The payer's name of two is the other party's where money came in.
  @Test func theOtherPartyDependsOnTheWayOfTheMoney() throws {
    let desk = try Desk([
      "dkb.csv": """
      "Buchungsdatum";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Betrag (€)"
      "14.03.2025";"Max Muster";"Stadtwerke";"Abschlag";"-64,20"
      "12.03.2025";"Firma Nord";"Max Muster";"Gehalt";"2.450,00"

      """,
      "ids.csv":
        "when,payer,payee,sum,ccy\n2025-03-14,1001,2002,18.50,GBP\n2025-03-15,1003,2002,7.25,GBP\n",
    ])
    let made = try desk.make("dkb.csv", "shape=statement", "positive=in")
    #expect(made.messages.contains("in   EUR 2,450.00  from Firma Nord"), "\(made.messages)")
    #expect(made.messages.contains("out  EUR 64.20  to Stadtwerke"))
    // Ids that are numbers are parties where a column says so.
    let ids = try desk.make("ids.csv")
    #expect(ids.status == 0, "\(ids.messages)")
    #expect(
      desk.yaml.contains("from: \"payer\"") && desk.yaml.contains("amount: \"sum\""), "\(desk.yaml)"
    )
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
      #expect(other.messages.contains("knows its columns only by position"), "\(other.messages)")
      // The file by itself has another form.
      #expect(try desk.make("b.csv", "currency=AUD").status == 0)
      #expect(try desk.check("b.csv").output.contains("in AUD 2,450.00, out AUD 974.20"))
    }
    // The answer says so where nothing proves the columns.
    let bare = try Desk(["a.csv": "14/03/2025,SHOP,-64.20\n13/03/2025,SALARY,2450.00\n"])
    #expect(try bare.make("a.csv", "shape=statement", "currency=AUD", "positive=in").status == 0)
    #expect(try bare.check("a.csv").output.contains("no balance confirms it"))
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
