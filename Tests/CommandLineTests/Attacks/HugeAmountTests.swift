import Foundation
import TestSupport
import Testing

/// Amounts as large as a row can hold: no sum of them is wrong without a word, and none ends the program.
@Suite("Attacks by huge amounts")
struct HugeAmountTests {
  /// Runs the program in the folder of a case.
  private func run(_ words: [String], in folder: TemporaryFolder) throws -> Program.Run {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    return try Program.shell(
      "cd '\(folder.url.path)'; export SWIFT_BACKTRACE=enable=no; exec $TRIBUTARY \(quoted)")
  }

  private static let lloyds =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,"
    + "Credit Amount,Balance\n"

  /// The sums of a statement are those of its rows, also where they do not fit in 64 bits.
  @Test(arguments: [2, 3, 7]) func sumsOfAStatement(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let rows = (1...count).map {
      "0\($0)/03/2021,FPI,'30-96-26,50000001,A PAYER \($0) 309626 5000077\($0),,50000000000000000.00,\n"
    }
    try folder.write(Self.lloyds + rows.joined(), as: "s.csv")
    let json = try run(["check", "s.csv", "--format", "json"], in: folder)
    let answer = JSONAnswer(try JSONSerialization.jsonObject(with: Data(json.output.utf8)))
    let file = answer.value is [Any] ? answer[0] : answer.files[0]
    #expect(file.loaded.number == count)
    let account = file.statement.accounts[0]
    #expect(account.credits.text == "\(count * 5)0000000000000000.00", "\(account.value ?? "")")
    #expect(account.debits.text == "0.00")
    let text = try run(["check", "s.csv"], in: folder)
    #expect(text.output.contains("in GBP \(count * 50),000,000,000,000,000.00"), "\(text.output)")
  }

  /// A balance that does not follow is missed by what it is missed by.
  @Test func differencesOfBalances() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.lloyds
        + "01/03/2021,FPI,'30-96-26,50000001,A PAYER,,1.00,-90000000000000000.00\n"
        + "02/03/2021,FPI,'30-96-26,50000001,B PAYER,,1.00,90000000000000000.00\n", as: "s.csv")
    let run = try run(["check", "s.csv"], in: folder)
    #expect(
      run.messages.contains("179999999999999999.00 is not accounted for")
        || run.output.contains("179999999999999999.00 is not accounted for"),
      "\(run.output) \(run.messages)")
  }

  /// Holds, fees, conversions, payouts and refunds of services, each of the largest amounts.
  @Test(arguments: [
    "paypal.activity.en", "paypal.activity.en.2010", "paypal.statement.en", "paypal.consumer.en",
    "stripe.balance.csv", "stripe.payments.csv", "wise.transfers.csv", "wise.balance.csv",
    "payoneer.csv", "revolut.business.csv", "revolut.personal.csv", "gb.monzo.csv",
  ])
  func exportsOfServices(_ profile: String) throws {
    let folder = try TemporaryFolder()
    let source = Repository.root.appending(path: "fixtures/profiles/\(profile)/input.csv")
    let text = String(decoding: try Data(contentsOf: source), as: UTF8.self)
    for amount in ["92233720368547758.07", "46116860184273879.04", "50000000000000000.00"] {
      let huge = text.replacing(/([",;])(-?)\d[\d,]*\.\d\d(?=[",;\r\n])/) {
        "\($0.1)\($0.2)\(amount)"
      }
      #expect(huge != text)
      try folder.write(huge, as: "s.csv")
      for command in [
        ["check", "s.csv"], ["trace", "s.csv", "--victims", "all", "--rule", "fifo"],
      ] {
        let run = try run(command, in: folder)
        #expect([0, 1, 2, 3].contains(run.status), "\(command) \(amount): \(run.status)")
      }
    }
  }

  @Test(arguments: ["-92233720368547758.07", "92233720368547758.07", "50000000000000000.00"])
  func aProfileIsMadeOfThem(_ amount: String) throws {
    let folder = try TemporaryFolder()
    let rows = (1...6).map { "0\($0)/03/2021,SHOP \($0),\(amount),\(amount)\n" }
    try folder.write(rows.joined(), as: "s.csv")
    let run = try run(
      [
        "profile", "make", "s.csv", "--name", "x.y", "--out", ".", "--set", "shape=statement",
        "--set",
        "currency=GBP", "--set", "dates=dmy", "--set", "amount=#3", "--set", "balance=#4", "--set",
        "narration=#2", "--set", "positive=in", "--set", "date=#1",
      ], in: folder)
    #expect([0, 1, 2, 3].contains(run.status), "\(run.status) \(run.messages.prefix(500))")
  }

  /// A service that is paid, and pays out, as much as a row can hold, under every option that adds to an amount.
  @Test(arguments: [
    "", "--tolerance 1000", "--fee hub=50%+46116860184273879.03", "--fee hub=0.01 --tolerance 5",
    "--window 0d..3650d --complete hub", "--fee hub=92233720368547758.07",
  ])
  func servicesOfHugeAmounts(_ options: String) throws {
    let folder = try TemporaryFolder()
    var rows = "id,time,from,to,amount,currency,from_role,to_role,link\n"
    for (place, amount) in [
      "92233720368547758.07", "92233720368547758.07", "46116860184273879.04", "1.00",
      "50000000000000000.00", "46116860184273879.03",
    ].enumerated() {
      rows += "r\(place),2020-01-0\(place + 1),v\(place),hub,\(amount),GBP,,processor,\n"
      rows +=
        "p\(place),2020-01-0\(place + 2),hub,m,\(amount),GBP,processor,,\(place > 3 ? "r\(place)" : "")\n"
    }
    rows += "q,2020-01-09,hub,m,92233720368547758.07,GBP,processor,,\n"
    try folder.write(rows, as: "t.csv")
    for command in [
      "match t.csv --min-grade D", "sinks t.csv --victims v0,v1 --min-grade D",
      "trace t.csv --victims v0,v1 --rule fifo",
    ] {
      let run = try run(
        (command + " " + options).split(separator: " ").map(String.init), in: folder)
      #expect(run.status == 0, "\(command) \(options): \(run.status) \(run.messages.suffix(300))")
      #expect(run.messages.contains("13 rows = 13 loaded"), "\(run.messages.suffix(300))")
    }
  }
}
