import Foundation
import TestSupport
import Testing

/// The order of the rows of a day is shown by rows of the same account only.
@Suite("Order within a day, account by account")
struct AccountDirectionTests {
  private static let head = "Number,Date,Account,Amount,Subcategory,Memo\n"

  private func finding(_ rows: [String]) throws -> (finding: String, check: String) {
    let folder = try TemporaryFolder(["bank.csv": Self.head + rows.map { "\($0)\n" }.joined()])
    let path = folder.path("bank.csv")
    let run = try Program.run(["path", path, "--from", "VIC", "--to", "SINK", "--quiet"])
    #expect(run.status == 0, "\(run.messages)")
    let check = try Program.run(["check", path])
    let line = run.output.split(separator: "\n").first.map(String.init) ?? ""
    let word = ["proven", "possible", "excluded"].first { line.contains($0) }
    return (word ?? run.output, check.output)
  }

  private static let day = [
    " ,02/03/2021,20-00-00 11111111,100.00,FT,\"VIC\"",
    " ,02/03/2021,20-00-00 11111111,-100.00,PAYMENT,\"SINK\"",
  ]

  private static func row(_ account: String, _ day: String) -> String {
    " ,\(day),20-00-00 \(account),-2.00,PAYMENT,\"SHOP B\""
  }

  @Test func aRowOfAnotherAccountShowsNothing() throws {
    #expect(try finding(Self.day).finding == "possible")
    let after = try finding(Self.day + [Self.row("22222222", "03/03/2021")])
    #expect(after.finding == "possible", "\(after.check)")
    #expect(after.check.contains("of account gb:200000/11111111"), "\(after.check)")
    let before = try finding([Self.row("22222222", "01/03/2021")] + Self.day)
    #expect(before.finding == "possible", "\(before.check)")
    // Another account with several days shows nothing either.
    let several = try finding(
      [Self.row("22222222", "01/03/2021"), Self.row("22222222", "02/03/2021")] + Self.day)
    #expect(several.finding == "possible", "\(several.check)")
  }

  @Test func aRowOfTheSameAccountShowsIt() throws {
    let own = try finding(Self.day + [Self.row("11111111", "03/03/2021")])
    #expect(own.finding == "proven", "\(own.check)")
    let beside = try finding(
      Self.day + [Self.row("11111111", "03/03/2021"), Self.row("22222222", "04/03/2021")])
    #expect(beside.finding == "proven", "\(beside.check)")
    // Days that run backwards show nothing of the rows of a day.
    let backwards = try finding([Self.row("11111111", "03/03/2021")] + Self.day)
    #expect(backwards.finding == "possible", "\(backwards.check)")
  }
}
