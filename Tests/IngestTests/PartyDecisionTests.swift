import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Files of decisions: which accounts are one, and which are not.
@Suite("Decisions on accounts")
struct PartyDecisionTests {
  private static let transfers = """
    id,time,from,to,amount,currency
    1,2024-01-01,v1,?:v1:FPS:SAMPLE,1.00,GBP
    2,2024-01-02,v2,Sample Ltd,2.00,GBP
    3,2024-01-03,in:HDFC:123456789,out,3.00,GBP
    4,2024-01-04,v2,in:HDFC:000123456789,4.00,GBP
    """

  /// Payer and beneficiary of each transfer, and the codes of the problems.
  private func load(_ decisions: [String], files: Int = 1) throws -> ([String], [String]) {
    let folder = try TemporaryFolder()
    var paths = [try folder.write(Self.transfers, as: "t.csv")]
    for part in 0..<files {
      let rows = decisions.enumerated().filter { $0.offset % files == part }.map(\.element)
      paths.append(
        try folder.write(
          "account,decision,other,by,on,reason\n"
            + rows.map { $0 + ",A,2024-02-01,why\n" }.joined(),
          as: "d\(part).csv"))
    }
    let intake = try TransactionReader().read(paths)
    return (
      intake.ledger.transfers.map { "\($0.payer.key) \($0.beneficiary.key)" },
      codes(intake)
    )
  }

  @Test func sameMakesOneAccountWhoseNumberIsKept() throws {
    let (found, codes) = try load([
      "?:v1:FPS:SAMPLE,same,Sample Ltd", "Sample Ltd,same,in:HDFC:0123456789",
    ])
    #expect(
      found == [
        "v1 in:HDFC:123456789", "v2 in:HDFC:123456789", "in:HDFC:123456789 out",
        "v2 in:HDFC:123456789",
      ])
    #expect(codes == ["accounts-united", "accounts-united"])
  }

  @Test func otherSpellingsStayAliasesWithTheirRow() throws {
    let folder = try TemporaryFolder()
    let intake = try TransactionReader().read([
      folder.write(Self.transfers, as: "t.csv"),
      folder.write("account,decision,other\nSample Ltd,same,in:HDFC:123456789\n", as: "d.csv"),
    ])
    let account = try #require(intake.ledger.account("Sample Ltd"))
    #expect(account.key == "in:HDFC:123456789")
    let alias = try #require(account.aliases.first { $0.spelling == "Sample Ltd" })
    #expect(alias.citation?.line == 3)
  }

  @Test func differentWinsOverWhatSamesAddUpTo() throws {
    let (found, codes) = try load([
      "?:v1:FPS:SAMPLE,same,Sample Ltd", "Sample Ltd,same,in:HDFC:123456789",
      "in:HDFC:123456789,different,?:v1:FPS:SAMPLE",
    ])
    #expect(found[0] == "v1 Sample Ltd" && found[1] == "v2 Sample Ltd")
    #expect(found[2] == "in:HDFC:123456789 out")
    #expect(codes.sorted() == ["accounts-united", "decision-conflict"])
  }

  @Test func orderOfRowsAndFilesChangesNothing() throws {
    let decisions = [
      "?:v1:FPS:SAMPLE,same,Sample Ltd", "Sample Ltd,same,in:HDFC:123456789", "out,same,v1",
      "in:HDFC:123456789,different,?:v1:FPS:SAMPLE", "v1,different,v2",
    ]
    let expected = try load(decisions).0
    for files in 1...3 {
      #expect(try load(decisions.reversed(), files: files).0 == expected)
      #expect(try load(Array(decisions[2...] + decisions[..<2]), files: files).0 == expected)
    }
  }

  @Test func whatIsOpenOrUnreadableJoinsNothing() throws {
    let (found, codes) = try load([
      "Sample Ltd,,in:HDFC:123456789", "Sample Ltd,maybe,in:HDFC:123456789",
      "Sample Ltd,same,nobody",
      "Sample Ltd,same,Sample Ltd",
    ])
    #expect(found[1] == "v2 Sample Ltd")
    #expect(codes.sorted() == ["decision-unknown", "decision-unreadable", "decision-unreadable"])
  }
}
