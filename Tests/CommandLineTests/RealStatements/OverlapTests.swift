import Foundation
import TestSupport
import Testing

/// Files that show one account, one payment or one person twice, through the program.
@Suite("One payment counted once")
struct OverlapTests {
  private static let folder = "fixtures/overlaps"

  private func run(_ words: String, in name: String) throws -> Program.Run {
    try Program.run(
      words.split(separator: " ").map(String.init), in: "\(Self.folder)/\(name)")
  }

  private func rows(
    _ files: String, in name: String, _ columns: [String] = ["time", "from", "to", "amount"]
  ) throws -> [String] {
    Table(try run("transfers --format csv --quiet \(files)", in: name).output).rows(columns)
  }

  // MARK: One account in two layouts

  @Test(arguments: [
    "lloyds.ofx", "lloyds14.ofx", "lloyds_bic.ofx", "lloyds_memo.ofx", "lloyds.xml",
  ])
  func anAccountInTwoLayouts(_ other: String) throws {
    let name = "01-csv-and-ofx-twice"
    for files in ["lloyds.csv \(other)", "\(other) lloyds.csv", "lloyds.csv \(other) lloyds.xml"] {
      let amounts = try rows(files, in: name, ["time", "amount"])
      #expect(
        amounts == [
          "2024-03-04 10.00", "2024-03-05 200.00", "2024-03-06 45.50", "2024-03-07 12.34",
          "2024-03-08 1500.00",
        ], "\(files)")
      let accounts = try run("accounts -q \(files)", in: name).output
      #expect(accounts.contains("GBP 1,700.00") && accounts.contains("GBP 67.84"), "\(accounts)")
    }
    let check = try run("check lloyds.csv \(other)", in: name).output
    #expect(check.contains("[rows-overlap]") && !check.contains("[statements-overlap]"), "\(check)")
    #expect(
      check.contains("shown by") || check.contains("a row of another file shows the same transfer"))
  }

  @Test func aBatchAndAnAmountAfterCharges() throws {
    let name = "03-batch-charges-twice"
    for files in ["c.xml m.sta", "m.sta c.xml", "c.xml o_iban.ofx", "c.xml m.sta o_iban.ofx"] {
      let found = try rows(files, in: name, ["id", "amount", "from"])
      #expect(
        found.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
          "REFB/1 10.00", "REFB/2 20.00", "REFB/3 30.00", "REFC 500.00", "REFC/fee 7.75",
        ], "\(files): \(found)")
      let check = try run("check \(files)", in: name).output
      #expect(
        !check.contains("[statements-overlap]") && !check.contains("the ledger has"), "\(check)")
    }
  }

  /// `check` and every answer say so if only part coincides.
  @Test(arguments: [
    "check", "transfers", "accounts", "sums", "sinks --victims all --min-victims 1",
    "reach --from gb:309626/12345678", "trace --victims gb:309626/12345678 --rule fifo",
    "path --from gb:309626/12345678 --to gb:309626/12345678", "patterns",
  ])
  func whatIsOpenIsToldWithEveryAnswer(_ command: String) throws {
    let quiet = command == "check" ? "" : " --quiet"
    let run = try Program.run(
      (command + quiet).split(separator: " ").map(String.init) + ["march.csv", "later.sta"],
      in: "fixtures/diagnostics/statements-overlap")
    #expect(
      run.output.contains("[statements-overlap]")
        && run.output.contains("2011-03-10 to 2011-03-20"),
      "\(command): \(run.output) \(run.messages)")
  }

  // MARK: Stand-ins

  @Test func twoExportsThatNameNoAccount() throws {
    let name = "20-monzo-overlap"
    for files in ["m1.csv m2.csv", "m2.csv m1.csv"] {
      let found = try rows(files, in: name, ["id", "amount"])
      #expect(
        found == [
          "tx_0000A1 12.34", "tx_0000A2 185.00", "tx_0000A3 500.00", "tx_0000A4 86.50",
          "tx_0000A5 50.00",
        ])
    }
    let seam = try rows("s1.csv s2.csv", in: name, ["time", "amount"])
    #expect(
      seam == ["2024-03-04 12.34", "2024-03-05 50.00", "2024-03-06 500.00", "2024-03-07 20.00"])
    let check = try run("check m1.csv m2.csv s1.csv s2.csv", in: name).output
    #expect(check.contains("[accounts-united]") && check.contains("tx_0000A3"))
  }

  /// Counters of rows are no ids, and other balances are those of another account.
  @Test(arguments: ["1", "0000001", "TX000001"])
  func twoAccountsStayTwo(_ id: String) throws {
    let head =
      "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In\n"
    let row =
      "\(id),04/03/2024,10:11:12,Card payment,Tesco,,Groceries,-12.34,GBP,-12.34,GBP,,,,TESCO,,-12.34,\n"
    let folder = try TemporaryFolder([
      "a.csv": head + row, "b.csv": head + row.replacing("Groceries", with: "Food"),
    ])
    let run = try Program.run([
      "transfers", "--format", "csv", "--quiet", folder.path("a.csv"), folder.path("b.csv"),
    ])
    #expect(Table(run.output).cells.count == 2, "\(run.output)")
  }

  /// A statement that names no account beside the same account's OFX: nothing is united, and it is told.
  @Test func aStandInMayBeAnAccount() throws {
    let folder = try TemporaryFolder([
      "s.csv":
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n04/03/2024,Tesco,T,CONTACTLESS,-12.34,,GROCERIES,\n05/03/2024,John Smith,S,FASTER PAYMENT,-50.00,,PAYMENTS,\n06/03/2024,Jane Doe,RENT,FASTER PAYMENT,500.00,,INCOME,\n",
      "s.sta":
        ":20:S\n:25:GB20LOYD30906224648987\n:28C:3/1\n:60F:C240304GBP1000,00\n:61:2403040304DR12,34NTRFNONREF//1\n:86:Tesco\n:61:2403050305DR50,00NTRFNONREF//2\n:86:John Smith\n:61:2403060306CR500,00NTRFNONREF//3\n:86:Jane Doe\n:62F:C240306GBP1437,66\n-\n",
    ])
    let files = [folder.path("s.csv"), folder.path("s.sta")]
    let run = try Program.run(["transfers", "--quiet"] + files)
    #expect(
      run.output.contains("[statements-overlap]") && run.output.contains("6 transfers"),
      "\(run.output)")
    let named = try Program.run(
      ["transfers", "--quiet", "--own-account", "\(files[0])=GB20LOYD30906224648987"] + files)
    #expect(named.output.contains("3 transfers"), "\(named.output) \(named.messages)")
  }

  // MARK: End-to-end ids

  @Test func oneEndToEndIdIsOnePayment() throws {
    let name = "06-wrong-merge-e2e"
    #expect(
      try rows("9a.xml 9b.xml", in: name, ["time", "amount", "reference"])
        == ["2024-03-05/2024-03-06 10.00 E0", "2024-03-06/2024-03-07 10.00 E1"])
    let check = try run("check 9a.xml 9b.xml", in: name).output
    #expect(!check.contains("the ledger has") && !check.contains("[match-possible]"), "\(check)")
    // Two ids are two payments; fillers prove nothing.
    #expect(try rows("1a.xml 1b.xml", in: name).count == 2)
    #expect(try rows("11a.xml 11b.xml", in: name).count == 4)
    #expect(try rows("12a.xml 12b.xml", in: name).count == 2)
  }

  // MARK: Names of files

  @Test(arguments: ["my_first_direct_deposit.csv", "HSBC.csv", "first direct 2021.csv", "boi.csv"])
  func aFileNameDecidesNothing(_ name: String) throws {
    let text = try String(
      contentsOf: Repository.root.appending(
        path: "\(Self.folder)/08-file-name-decides/my_first_direct_deposit.csv"), encoding: .utf8)
    let folder = try TemporaryFolder([name: text])
    let run = try Program.run(["transfers", folder.path(name)])
    #expect(run.status == 3 && run.output.isEmpty, "\(run.output)")
    #expect(run.messages.contains("the currency") && run.messages.contains("03/04/2024"))
    #expect(run.messages.contains("as the file's name suggests") == name.contains("irst"))
  }

  // MARK: Cards

  @Test func aCardsPurchaseIsMoneyOut() throws {
    let check = try run("check natwest_card.csv", in: "21-natwest-card").output
    #expect(check.contains("in GBP 100.00, out GBP 12.34"), "\(check)")
    #expect(check.contains("a positive amount is money out: line 3 says so"))
    #expect(
      check.contains("to GBP -250.00")
        && check.contains("4 rows = 2 loaded + 1 memo + 1 skipped + 0 rejected"))
  }

  private static let natwest =
    "Date, Type, Description, Value, Balance, Account Name, Account Number\n"

  @Test func aCardsFileWithoutEvidenceIsRefused() throws {
    let folder = try TemporaryFolder([
      "card.csv": Self.natwest
        + "04 Mar 2024,,\"'TESCO STORES\",12.34,,\"'E M\",\"'543460******1234\"\n05 Mar 2024,,\"'UBER\",7.00,,\"'E M\",\"'543460******1234\"\n"
    ])
    let run = try Program.run(["check", folder.path("card.csv")])
    #expect(
      run.status == 3 && run.messages.contains("--set positive=out"),
      "\(run.output) \(run.messages)")
  }

  /// A current account whose rows thank nobody keeps its signs, and so does one that pays a card's bill.
  @Test func aCurrentAccountKeepsItsSigns() throws {
    let folder = try TemporaryFolder([
      "n.csv": Self.natwest
        + "04/03/2024,D/D,\"'AMEX PAYMENT THANK YOU\",-100.00,900.00,\"'E M\",\"'600008-49127454\"\n03/03/2024,POS,\"'TESCO\",-12.34,1000.00,\"'E M\",\"'600008-49127454\"\n01/03/2024,BAC,\"'ACME SALARY\",1012.34,1012.34,\"'E M\",\"'600008-49127454\"\n"
    ])
    let run = try Program.run(["check", folder.path("n.csv")])
    #expect(run.output.contains("in GBP 1,012.34, out GBP 112.34"), "\(run.output) \(run.messages)")
  }

  @Test func aCardUnderAHeaderOfManyBanks() throws {
    let folder = try TemporaryFolder([
      "c.csv":
        "Date,Description,Amount,Balance\n25/03/2024,TESCO STORES 2041,12.34,262.34\n26/03/2024,PAYMENT RECEIVED - THANK YOU,-100.00,162.34\n27/03/2024,UBER TRIP,7.50,169.84\n"
    ])
    let run = try Program.run(["check", folder.path("c.csv"), "--set", "currency=GBP"])
    #expect(run.output.contains("in GBP 100.00, out GBP 19.84"), "\(run.output) \(run.messages)")
    #expect(run.output.contains("GBP -250.00 to GBP -169.84"))
  }

  // MARK: Balances

  @Test func aBalanceInDebitIsNegative() throws {
    let check = try run("check kotak.csv", in: "23-kotak-overdraft").output
    #expect(check.contains("INR 100.00 to INR 100,415.00: 1 of 1 balances follow"), "\(check)")
    #expect(!check.contains("[balance-break]") && !check.contains("the ledger has"))
  }

  // MARK: Names

  @Test func aNameAloneReturnsNothing() throws {
    let trace = try run(
      "trace -q mule_lloyds.csv claims.csv --rule fifo", in: "19-name-only-merge"
    ).output
    let total = trace.split(separator: "\n").first { $0.hasPrefix("all in GBP") } ?? ""
    #expect(
      total.split(separator: " ").filter { $0.contains(".") || $0 == "-" }
        == ["1,500.00", "1,500.00", "-", "-", "-"], "\(trace)")
    #expect(
      trace.contains("[returned-by-name]") && trace.contains("GBP 400.00 of the claims of J SMITH")
        && trace.contains("mule_lloyds.csv:2"), "\(trace)")
  }
}
