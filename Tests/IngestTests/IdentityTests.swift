import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Rows that share an id are one record where they say the same, and several where they do not.
@Suite("Ids of several records")
struct IdentityTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func recordsOfOneIdAreThoseThatSayOtherThings(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let rows = (0..<40).map { _ -> String in
      let id = ["x", "y", ""].randomElement(using: &random) ?? ""
      let payer = ["a", "b"].randomElement(using: &random) ?? ""
      let day = Int.random(in: 1...3, using: &random)
      let amount = ["5.00", "5.000", "6.00"].randomElement(using: &random) ?? ""
      return "\(id),2021-03-0\(day),\(payer),m,\(amount),GBP"
    }
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "id,time,from,to,amount,currency\n" + rows.joined(separator: "\n") + "\n", as: "t.csv")
    let intake = try TransactionReader().read([file])
    // 5.00 and 5.000 are one amount, so they are one record.
    let named = rows.filter { !$0.hasPrefix(",") }.map { $0.replacing("5.000", with: "5.00") }
    let expected = rows.count { $0.hasPrefix(",") } + Set(named).count
    #expect(intake.ledger.transferCount == expected, "seed \(seed)")
    #expect(intake.rows.loaded + intake.rows.skipped == rows.count)
  }

  @Test func manyRecordsOfOneIdAreAllLoaded() throws {
    let rows = (0..<3_000).map { "same,2021-03-04,a\($0 % 7),b,\($0).50,GBP\n" }
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "id,time,from,to,amount,currency\n" + rows.joined() + rows.joined(), as: "t.csv")
    let intake = try TransactionReader().read([file])
    #expect(intake.ledger.transferCount == 3_000)
    #expect(intake.rows.skipped == 3_000 && intake.rows.rejected == 0)
  }

  /// A file of NULs is said to be one, and costs no memory for cells.
  @Test func aFileOfNULsIsSaidToBeOne() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(String(repeating: "\0", count: 100_000), as: "t.csv")
    let intake = try TransactionReader().read([file])
    let found = intake.files[0].diagnostics
    #expect(found.map(\.code) == ["file-empty"])
    #expect(found.first?.summary.hasSuffix("each of its 100000 bytes is a NUL") ?? false)
  }
}
