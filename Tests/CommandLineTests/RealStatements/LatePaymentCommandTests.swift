import Foundation
import TestSupport
import Testing

/// Payments that the payer's statement has on one day and the payee's on a later one.
@Suite("Money on its way")
struct LatePaymentCommandTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  private func row(
    _ date: String, _ text: String, _ number: String, debit: String = "0.00",
    credit: String = "0.00", balance: String
  ) -> String {
    "  \(date)  ,\(text)      , \(date) ,        \(debit)  ,        \(credit)  ,"
      + "\(number)   ,        \(balance)  \n"
  }

  /// Two statements of one bank: INR 500.00 leaves the first on the 4th and comes to the second on the 7th, which paid
  /// INR 150.00 of its own on the 6th and INR 400.00 on the 8th.
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      "50200234567812_HDFC.csv",
      Self.head
        + row(
          "03/03/23", "UPI-ASHA RAO-ASHA.RAO@YBL-HDFC0004321-306212345670-HELP",
          "0000306212345670", credit: "500.00", balance: "500.00")
        + row(
          "04/03/23", "NEFT DR-HDFC0000240-BISWAS GOLD-NETBANK MUM-N063230000123456",
          "N063230000123456", debit: "500.00", balance: "0.00"))
    try write(
      "50200987654321_HDFC.csv",
      Self.head
        + row(
          "05/03/23", "CASH DEP MUMBAI", "0000000000000000", credit: "200.00", balance: "200.00")
        + row(
          "06/03/23", "IMPS-306512345671-MEENA SHAH-BARB-XXXXXXXX1234-RENT", "0000306512345671",
          debit: "150.00", balance: "50.00")
        + row(
          "07/03/23", "NEFT CR-HDFC0000001-RAVI KUMAR-BISWAS GOLD-N063230000123456",
          "N063230000123456", credit: "500.00", balance: "550.00")
        + row(
          "08/03/23", "IMPS-306712345672-KIRAN MEHTA-BARB-XXXXXXXX9876-GOLD",
          "0000306712345672", debit: "400.00", balance: "150.00"))
    return folder
  }

  private func run(_ options: String) throws -> String {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Program.shell(
      "cd \(folder.path) && $TRIBUTARY trace --victims upi:asha.rao@ybl \(options) *.csv --quiet 2>&1"
    ).output
  }

  @Test(arguments: ["lifo", "ownLast-fifo", "proRata"])
  func whatWasPaidBeforeItCameIsNoneOfIt(_ rule: String) throws {
    let text = try run("--rule \(rule) --schedule accounts")
    let lines = text.split(separator: "\n")
    let rent = try #require(lines.first { $0.contains("INR 150.00") && $0.contains("2023-03-06") })
    #expect(rent.contains("  -  "), "\(text)")
    // It stands in the payee's schedule on the day on which it came.
    #expect(lines.contains { $0.hasPrefix("2023-03-07") && $0.contains("INR 500.00") }, "\(text)")
    #expect(!text.contains("[in-transit]") && text.contains("[on-its-way]"), "\(text)")
    #expect(text.contains("closing INR 150.00"), "\(text)")
  }

  @Test func aPeriodThatEndsBetweenShowsItOnItsWay() throws {
    let text = try run("--rule fifo --schedule accounts --cutoff 2023-03-05")
    #expect(
      text.contains("on its way at the end: INR 500.00 to in:HDFC:50200987654321"), "\(text)")
    #expect(text.contains("closing INR 0.00"), "\(text)")
    let summary = try run("--rule fifo --cutoff 2023-03-05")
    #expect(summary.contains("on its way to in:HDFC:50200987654321"), "\(summary)")
    #expect(summary.contains("reconciled: the holdings of every claim add up"), "\(summary)")
    let json = try run("--rule fifo --cutoff 2023-03-05 --format json")
    #expect(
      json.contains("\"isOnItsWay\": true") && json.contains("\"came\": \"2023-03-07\""), "\(json)")
  }
}
