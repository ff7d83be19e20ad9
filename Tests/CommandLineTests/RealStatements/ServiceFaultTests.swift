import Foundation
import TestSupport
import Testing

/// Handed cases of payment services: who paid whom, how much, in which currency, and where it is.
@Suite("Cases of payment services")
struct ServiceFaultTests {
  private static func folder(_ name: String) -> String { "fixtures/faults/\(name)" }

  /// The transfers of a file, as rows of chosen columns.
  private func transfers(
    _ profile: String, _ file: String, in folder: String, columns: [String]
  ) throws -> [String] {
    let run = try Program.run(["profile", "test", profile, file], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    return Table(run.output).rows(columns)
  }

  private func trace(_ files: [String], of victims: String, in folder: String) throws -> String {
    let run = try Program.run(
      ["trace"] + files + ["--victims", victims, "--rule", "fifo", "--format", "json"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    return run.output
  }

  @Test func whatAFeeLeavesOfAPaymentIsConvertedOnce() throws {
    let folder = Self.folder("12-paypal-conversion-of-a-payment-with-fee-falls-apart")
    let rows = try transfers(
      "paypal.activity.en", "paypal.csv", in: folder,
      columns: ["from", "to", "amount", "currency", "received_amount", "received_currency", "kind"])
    let shop = "email:shop@example.net"
    #expect(rows.count == 4)
    #expect(rows[2] == "\(shop) \(shop) 193.05 EUR 166.00 GBP fx")
    #expect(rows.allSatisfy { !$0.contains(":fx:") })
    let held = try Holdings(trace(["paypal.csv"], of: "email:walt@example.com", in: folder))
    #expect(held.lines.contains { $0.hasPrefix("?:\(shop):bank:") && $0.hasSuffix(" 166.00 GBP") })
    #expect(held.lines.contains("processor:paypal 6.95 EUR"))
    #expect(held.lines.count == 2)
  }

  @Test func holdsAndReleasesMoveNothing() throws {
    let folder = Self.folder("14-paypal-holds-and-their-releases-read-differently")
    let check = try Program.run(["check", "paypal.csv"], in: folder)
    #expect(check.output.contains("14 rows = 2 loaded + 12 memo + 0 skipped + 0 rejected"))
    #expect(check.output.contains("money       in GBP 1,000.00, out GBP 1,000.00\n"))
    #expect(check.output.contains("GBP 0.00 to GBP 0.00: 13 of 13 balances follow"))
    #expect(!check.output.contains("warning"))
    let held = try Holdings(trace(["paypal.csv"], of: "email:vera@example.com", in: folder))
    #expect(held.lines.count == 1 && held.lines[0].hasSuffix(" 1000.00 GBP"))
    #expect(held.lines[0].hasPrefix("?:email:shop@example.net:bank:"))
  }

  /// With the account named, and as the files are.
  @Test(arguments: [true, false]) func aConversionInTwoFilesIsOne(_ isNamed: Bool) throws {
    let folder = Self.folder("15-wise-one-file-per-currency-conversion-not-joined")
    let files = ["statement_EUR.csv", "statement_USD.csv"]
    let named = isNamed ? files.flatMap { ["--own-account", "\($0)=wise:P1"] } : []
    let check = try Program.run(["check"] + files + named, in: folder)
    #expect(check.output.contains("the two sides of conversion BALANCE-77"))
    let own = isNamed ? "wise:P1" : "?:c70b0a71402d:own"
    let payer = "?:\(own):payment:B SAMPLE"
    let held = try Holdings(trace(files + named, of: payer, in: folder))
    // C Layer's account number stands in the file.
    #expect(held.lines == ["123456789 1085.15 USD", "processor:wise 4.00 USD"], "\(held.lines)")
  }

  @Test func feesAreInTheCurrencyThatArrived() throws {
    let folder = Self.folder("17-stripe-fee-and-net-are-in-the-converted-currency")
    let rows = try transfers(
      "stripe.payments.csv", "payments.csv", in: folder,
      columns: ["id", "from", "amount", "currency", "received_amount", "received_currency"])
    #expect(
      rows == [
        "ch_1 email:walt@example.com 100.00 USD 86.00 GBP",
        "ch_1/fee ?:741ccdeae366:own 2.62 GBP  ",
        "ch_2 email:xena@example.com 10000 JPY 58.00 GBP", "ch_2/fee ?:741ccdeae366:own 1.88 GBP  ",
      ], "\(rows)")
  }

  @Test func aChargebackThatIsReversedIsNoSecondPayment() throws {
    let folder = Self.folder("32-paypal-chargeback-fee-and-reversal")
    let rows = try transfers(
      "paypal.activity.en", "paypal.csv", in: folder, columns: ["id", "to", "amount", "kind"])
    #expect(rows.contains("CF1 processor:paypal 14.00 fee"))
    #expect(rows.contains("DF1 processor:paypal 8.00 fee"))
    #expect(rows.contains("CB1 email:walt@example.com 200.00 chargeback"))
    let run = try Program.run(
      ["trace", "paypal.csv", "--victims", "email:walt@example.com", "--rule", "fifo"], in: folder)
    #expect(
      run.output.contains("email:walt@example.com  Walt Victim  GBP 200.00  GBP 164.10"),
      "\(run.output)")
    #expect(!run.messages.contains("return-unlinked"))
    let held = try Holdings(trace(["paypal.csv"], of: "email:walt@example.com", in: folder))
    // The balance column begins at nothing, so the fees came out of his money, and what was overdrawn after the
    // chargeback was owed when it came back: the shop ends with 171.05.
    #expect(
      held.lines == [
        "bank:email:shop@example.net 28.95 GBP", "email:shop@example.net 164.10 GBP",
        "processor:paypal 6.95 GBP",
      ])
  }

  @Test func whoPaidIsTheSourceAndWhoWasPaidTheTarget() throws {
    let folder = Self.folder("41-payoneer-payer-is-called-by-the-payees-name")
    let rows = try transfers(
      "payoneer.csv", "payoneer.csv", in: folder, columns: ["amount", "from_name", "to_name"])
    #expect(rows == ["500.00 ALPHA LLC ", "300.00 BETA INC ", "700.00  GAMMA LTD"])
    let sinks = try Program.run(["sinks", "payoneer.csv", "--victims", "all"], in: folder)
    #expect(sinks.output.contains("\n     3  GAMMA LTD (known by name only) "), "\(sinks.output)")
  }
}
