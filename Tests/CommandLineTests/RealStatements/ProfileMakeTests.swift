import Foundation
import TestSupport
import Testing

/// Profiles that are made of files ask what the files leave open, and read all their rows.
@Suite("Making profiles")
struct ProfileMakeTests {
  private static let faults = "fixtures/faults"

  private func made(
    _ file: String, in folder: String, _ flags: [String],
    then body: (_ made: Program.Run, _ yaml: String, _ out: String) throws -> Void
  ) throws {
    let out = FileManager.default.temporaryDirectory.appending(path: "\(UUID())/new")
    defer { try? FileManager.default.removeItem(at: out.deletingLastPathComponent()) }
    let run = try Program.run(
      ["profile", "make", file, "--name", "my.bank", "-o", out.path]
        + flags.flatMap { ["--set", $0] },
      in: folder)
    let yaml = (try? String(contentsOf: out.appending(path: "my.bank.yaml"), encoding: .utf8)) ?? ""
    try body(run, yaml, out.path)
  }

  /// Case 23, and a column of such words under any name.
  @Test(arguments: ["Transaction Type", "Sign", "+/-", "Dr/Cr", "Whatever", "Type"])
  func wordsOfDebitAndCreditAreTheSide(_ name: String) throws {
    let folder = "\(Self.faults)/23-profile-make-overlooks-debit-credit-column"
    let source = Repository.root.appending(path: "\(folder)/mint.csv")
    let text = try String(contentsOf: source, encoding: .utf8)
      .replacing("\"Transaction Type\"", with: "\"\(name)\"")
    let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data(text.utf8).write(to: copy)
    try made(copy.path, in: folder, ["shape=statement", "currency=USD"]) { run, yaml, out in
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.messages.contains("in all: in USD 2,345.67, out USD 1,529.99"))
      let check = try Program.run(["check", copy.path, "--profiles", out])
      #expect(check.output.contains("in USD 2,345.67, out USD 1,529.99"), "\(yaml)")
      // Case 24: the files of known banks stay theirs.
      let wide = "\(Self.faults)/24-made-profile-takes-over-files-of-known-banks"
      let others = try Program.run(["check", "monzo.csv", "wise.csv", "--profiles", out], in: wide)
      #expect(
        others.output.contains("in GBP 1,580.00") && others.output.contains("in GBP 1,000.00"))
      #expect(others.output.contains("gb.monzo.csv") && others.output.contains("wise.balance.csv"))
    }
  }

  @Test func amountsWithoutSignsAreAskedAbout() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(
      "Date,Text,Amount,Type\n2021-03-13,A,5.00,Card payment\n2021-03-14,B,6.00,Salary\n2021-03-15,C,7.00,Card payment\n"
        .utf8
    ).write(to: file)
    try made(file.path, in: ".", ["shape=statement", "currency=EUR"]) { run, _, _ in
      #expect(run.status == 3 && run.messages.contains("--set positive="), "\(run.messages)")
      #expect(run.messages.contains("\"Type\" has Card payment, Salary"))
    }
    try made(
      file.path, in: ".",
      ["shape=statement", "currency=EUR", "side=Type", "out-words=Card payment", "in-words=Salary"]
    ) { run, _, _ in
      #expect(
        run.status == 0 && run.messages.contains("in EUR 6.00, out EUR 12.00"), "\(run.messages)")
    }
  }

  /// On many cards a purchase is positive: where no balance shows it, it is asked.
  @Test func theMeaningOfAPositiveAmountIsAskedOnACard() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(
      "Date,Description,Amount\n13/03/2021,SHOP,25.00\n14/03/2021,PAYMENT RECEIVED - THANK YOU,-500.00\n"
        .utf8
    ).write(to: file)
    // The row that thanks for a payment shows it.
    try made(file.path, in: ".", ["shape=statement", "currency=GBP"]) { run, _, _ in
      #expect(
        run.status == 0 && run.messages.contains("in GBP 500.00, out GBP 25.00"), "\(run.messages)")
    }
    try made(file.path, in: ".", ["shape=statement", "currency=GBP", "positive=out"]) {
      run, yaml, _ in
      #expect(run.status == 0 && run.messages.contains("in GBP 500.00, out GBP 25.00"), "\(yaml)")
    }
  }

  /// Case 35.
  @Test func theTableBelowAPreambleOfTwoColumnsIsFound() throws {
    let folder = "\(Self.faults)/35-preamble-of-two-columns-hides-the-table"
    let answers = [
      "shape=statement", "date=Transaction date", "currency=SGD", "out=Withdrawals (SGD)",
      "in=Deposits (SGD)", "narration=Description",
    ]
    // The file shows all of it, so the answers may as well be left out.
    for flags in [answers, []] {
      try made("ocbc.csv", in: folder, flags) { run, yaml, out in
        #expect(run.status == 0, "\(run.messages)")
        #expect(run.messages.contains("in SGD 2,000.00, out SGD 1,300.00"))
        #expect(yaml.contains("join-text: true"))
        let check = try Program.run(["check", "ocbc.csv", "--profiles", out], in: folder)
        #expect(
          check.output.contains("6 rows = 3 loaded + 0 memo + 3 skipped + 0 rejected"),
          "\(check.output)")
        #expect(check.output.contains("header      line 6"))
      }
    }
    try made(
      "ing-de.csv", in: folder,
      [
        "shape=statement", "date=Buchung", "amount=Betrag", "currency=EUR",
        "narration=Verwendungszweck",
      ]
    ) { run, yaml, out in
      #expect(
        run.status == 0 && run.messages.contains("in EUR 2,000.00, out EUR 185.00"),
        "\(run.messages)")
      let check = try Program.run(["check", "ing-de.csv", "--profiles", out], in: folder)
      #expect(
        check.output.contains("header      line 11")
          && check.output.contains("1 of 1 balances follow"))
    }
    try made("ocbc.csv", in: folder, ["header=6"]) { run, _, _ in #expect(run.status == 0) }
    try made("ocbc.csv", in: folder, ["header=1", "date=Transaction date"]) { run, _, _ in
      #expect(run.status == 2 && run.messages.contains("--set header=N"), "\(run.messages)")
    }
  }

  /// Case 42.
  @Test func columnsOfIBANsAreAccounts() throws {
    let folder = "\(Self.faults)/42-profile-make-takes-iban-columns-for-names"
    try made("bunq.csv", in: folder, ["shape=statement", "currency=EUR"]) { run, yaml, out in
      #expect(run.status == 0, "\(run.messages)")
      #expect(yaml.contains("account: \"Counterparty\"") && yaml.contains("name: [\"Name\"]"))
      #expect(yaml.contains("account: [{columns: [\"Account\"], kind: iban}]"))
      let sinks = try Program.run(
        ["sinks", "v1.csv", "v2.csv", "v3.csv", "--profiles", out, "--victims", "all"], in: folder)
      #expect(
        sinks.output.contains("3  iban:NL91ABNA0417164300  R. de Vries  EUR 606.00"),
        "\(sinks.output)")
      let own = try Program.run(["check", "bunq.csv", "--profiles", out], in: folder)
      #expect(own.output.contains("iban:NL26BUNQ2025126409"), "\(own.output)")
    }
  }

  /// Case 43: a file without a header loses no row.
  @Test func aFileWithoutHeaderLosesNoRow() throws {
    let folder = "\(Self.faults)/43-first-row-of-a-file-without-header-vanishes"
    try made("sj.csv", in: folder, ["shape=statement", "positive=in"]) { run, yaml, out in
      #expect(run.status == 0 && yaml.contains("header: none"), "\(run.messages)")
      let check = try Program.run(["check", "sj.csv", "--profiles", out], in: folder)
      #expect(check.output.contains("in EUR 1,033.87, out EUR 33.87"), "\(check.output)")
      #expect(
        check.output.contains("2 rows = 2 loaded") && check.output.contains("header      none"))
    }
    try made(
      "transfers.csv", in: folder, ["shape=ledger", "from=#2", "to=#3"]
    ) { run, yaml, out in
      #expect(run.status == 0, "\(run.messages)")
      let check = try Program.run(["check", "transfers.csv", "--profiles", out], in: folder)
      #expect(
        check.output.contains("EUR 9,550.00") && check.output.contains("3 rows = 3 loaded"),
        "\(yaml)")
    }
  }

  /// A payee that all rows have, decimal commas in a ledger, and a currency that contradicts the rows.
  @Test func ledgersTakeConstantsAndCommas() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(
      "user;created_at;total;ccy\nu1;13.01.2010;1.234,50;EUR\nu2;14.01.2010;2,75;EUR\n".utf8
    ).write(to: file)
    try made(file.path, in: ".", ["shape=ledger", "from=user", "to=maplegate", "amount=total"]) {
      run, yaml, out in
      #expect(run.status == 0, "\(run.messages)")
      #expect(yaml.contains("constants: {to: \"maplegate\"}"), "\(yaml)")
      let sinks = try Program.run(["sinks", file.path, "--profiles", out, "--victims", "all"])
      #expect(sinks.output.contains("maplegate  EUR 1,237.25"), "\(sinks.output)")
    }
    try made(file.path, in: ".", ["shape=ledger", "from=usr"]) { run, _, _ in
      #expect(run.status == 2 && run.messages.contains("did you mean \"user\""), "\(run.messages)")
    }
    try made(file.path, in: ".", ["currency=USD"]) { run, _, _ in
      #expect(run.status == 2 && run.messages.contains("answer currency=ccy"), "\(run.messages)")
    }
  }

  @Test func whatIsOpenIsOneQuestionALine() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("Date,Text,Amount\n03/04/2021,A,-5.00\n05/04/2021,B,6.00\n".utf8).write(to: file)
    try made(file.path, in: ".", ["shape=statement"]) { run, _, _ in
      #expect(run.status == 3)
      let lines = run.messages.split(separator: "\n")
      for topic in ["dates", "positive", "currency"] {
        #expect(lines.count { $0.contains("--set \(topic)=") } == 1, "\(run.messages)")
      }
    }
  }
}
