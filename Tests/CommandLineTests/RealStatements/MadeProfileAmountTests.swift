import Foundation
import TestSupport
import Testing

/// Amounts in hundredths, several amounts, totals below the rows, and ids that other tables explain.
@Suite("Amounts of profiles made of one file")
struct MadeProfileAmountTests {
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
          "profile", "make", desk.path("a.csv"), "--name", "made", "-o", desk.folder.url.path,
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
          "profile", "make", desk.path("payments.csv"), "--name", "made", "-o",
          desk.folder.url.path,
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
}
