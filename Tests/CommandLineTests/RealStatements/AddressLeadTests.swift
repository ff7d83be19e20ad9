import Foundation
import TestSupport
import Testing

/// A UPI address that one payment ties to an account, in payments that name the address alone.
@Suite("Addresses that led to an account")
struct AddressLeadTests {
  private static let head =
    "\n  Date     ,Narration      ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  private func row(
    _ day: Int, _ text: String, debit: String = "0.00", credit: String = "0.00", balance: String
  ) -> String {
    "  0\(day)/03/23  ,\(text)      , 0\(day)/03/23 ,        \(debit)  ,        \(credit)  ,"
      + "0000300000000000   ,        \(balance)  \n"
  }

  /// Returns the answers of `path`, about the way from the second victim to the mule's beneficiary, and of `check`.
  private func answer(_ decisions: String? = nil) throws -> (path: String, check: String) {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ text: String) throws {
      try folder.write(text, as: name)
    }
    try write(
      "50100999911112_HDFC.csv",
      Self.head
        + row(
          4, "UPI-HELP DESK-HELP42@OKAXIS-HDFC0001234-306312345670-HELP", debit: "500.00",
          balance: "1500.00"))
    try write(
      "50100999922223_HDFC.csv",
      Self.head
        + row(
          5, "UPI-HELP DESK-HELP42@OKAXIS-HDFC0001234-306412345671-HELP", debit: "700.00",
          balance: "800.00"))
    try write(
      "50200234567812_HDFC.csv",
      Self.head
        + row(
          4, "UPI-ASHA RAO-ASHA.RAO@YBL-HDFC0004321-306312345670-HELP", credit: "500.00",
          balance: "500.00")
        + row(
          8, "IMPS-306712345672-BISWAS GOLD-BARB-XXXXXXXX1234-GOLD", debit: "400.00",
          balance: "100.00"))
    if let decisions {
      try write("decisions.csv", "account,decision,other\n\(decisions)\n")
    }
    let payee = "?:in:HDFC:50200234567812:IMPS:BISWAS GOLD/BARB/1234"
    let path = try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY path --from in:HDFC:50100999922223 --to '\(payee)' *.csv --quiet"
    )
    let check = try Program.shell("cd \(folder.url.path) && $TRIBUTARY check *.csv")
    return (path.output, check.output + check.messages)
  }

  @Test func theAnswerIsPossibleAndNamesTheAddress() throws {
    let found = try answer()
    #expect(found.path.contains(": possible\n"), "\(found.path)")
    #expect(
      found.path.contains(
        "only if upi:help42@okaxis leads to in:HDFC:50200234567812, as it did in another payment"
      ), "\(found.path)")
    #expect(found.check.contains("1 other payment names only the address [address-elsewhere]"))
  }

  @Test func aDecisionSettlesIt() throws {
    let same = try answer("upi:help42@okaxis,same,in:HDFC:50200234567812")
    #expect(same.path.contains(": proven\n"), "\(same.path)")
    #expect(!same.check.contains("address-elsewhere"))
    let different = try answer("upi:help42@okaxis,different,in:HDFC:50200234567812")
    #expect(different.path.contains(": excluded"), "\(different.path)")
    // The number that both rows print is no proof against what was decided of the accounts.
    #expect(!different.check.contains("[statements-matched]"), "\(different.check)")
  }
}
