import Foundation
import Testing

/// What a statement's balances say of the order of a day's rows, from files.
@Suite("Balances order a day's rows")
struct StatementSequenceTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  /// A row of a statement in HDFC's delimited form.
  private func row(
    _ day: Int, _ text: String, debit: String = "0.00", credit: String = "0.00", _ balance: String,
    number: Int
  ) -> String {
    "  0\(day)/03/23  ,\(text)      , 0\(day)/03/23 ,        \(debit)  ,        \(credit)  ,"
      + "000020000000000\(number)   ,        \(balance)  \n"
  }

  /// The sinks of a file, and what `check` says of it.
  private func answers(_ text: String) throws -> (sinks: [[String: Any]], check: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(
      to: folder.appending(path: "50100234567812_HDFC.csv"), atomically: true, encoding: .utf8)
    let sinks = try Program.shell(
      "cd \(folder.path) && $TRIBUTARY sinks *.csv --victims all --min-victims 1 --format json --quiet"
    )
    let check = try Program.shell("cd \(folder.path) && $TRIBUTARY check *.csv --quiet")
    let found = try JSONSerialization.jsonObject(with: Data(sinks.output.utf8)) as? [String: Any]
    return (try #require(found?["sinks"] as? [[String: Any]]), check.output + check.messages)
  }

  private let payer = "IMPS-379867366373-ASHOK KUMAR-ICIC-XXXXXXXX7890-RENT"
  private let payee = "IMPS-379867366999-BISWAS GOLD-BARB-XXXXXXXX1234-GOLD"

  private var before: String {
    (1...3).map { day in
      row(
        day, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00",
        "\(day)0.00", number: day)
    }.joined()
  }

  /// Rows that stand in one order and whose balances follow in another took place in the other: the account was paid,
  /// and then it paid.
  @Test(arguments: [false, true]) func balancesGoBeforeThePlaceOfRows(_ isSwapped: Bool) throws {
    let credit = row(4, payer, credit: "100.00", "130.00", number: 4)
    let debit = row(4, payee, debit: "125.00", "5.00", number: 5)
    let after = row(
      5, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00", "15.00", number: 6)
    let found = try answers(
      Self.head + before + (isSwapped ? debit + credit : credit + debit) + after)
    #expect(found.check.contains("the balances follow in the order") == isSwapped, "\(found.check)")
    let payees = found.sinks.filter { !"\($0["account"] ?? "")".hasPrefix("in:HDFC:") }
    #expect(payees.count == 1)
    // The customer, the one who paid on that day, and the account itself.
    #expect(payees.first?["victims"] as? Int == 3)
    #expect(payees.first?["finding"] as? String == "proven")
  }

  /// A day's rows have one balance after all of them, and as they stand the account would be overdrawn.
  @Test func overdraftsThatNoBalanceShowsOrderTwoRows() throws {
    let rows =
      row(4, payee, debit: "125.00", "", number: 4)
      + row(4, payer, credit: "100.00", "5.00", number: 5)
    let after = row(
      5, "NEFT CR-CITI0100000-SOME CUSTOMER-TECHASSIST-CITIN1", credit: "10.00", "15.00", number: 6)
    let found = try answers(Self.head + before + rows + after)
    #expect(
      found.check.contains("leaves no overdraft that the statement does not show"), "\(found.check)"
    )
    let payees = found.sinks.filter { !"\($0["account"] ?? "")".hasPrefix("in:HDFC:") }
    #expect(payees.first?["victims"] as? Int == 3)
    #expect(payees.first?["finding"] as? String == "proven")
  }
}
