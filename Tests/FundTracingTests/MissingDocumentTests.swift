import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Requests for documents, on ledgers small enough to see through.
@Suite("Missing documents")
struct MissingDocumentTests {
  private func requests(_ literal: LedgerLiteral, of victims: String...) throws -> [String] {
    let ledger = literal.ledger
    let answer = try ledger.whole.missingDocuments(
      of: victims.map { Source(account: literal[$0]) })
    return answer.requests.map { request in
      let days = "\(request.from?.iso8601 ?? "-")/\(request.to?.iso8601 ?? "-")"
      let amounts = (request.claims.isEmpty ? request.unexplained : request.claimed).lines
      return "\(request.kind) \(ledger.account(request.account).key) \(days) "
        + "\(amounts.map(\.description)) \(request.references)"
    }
  }

  @Test func theStatementOfAnAccountThatNothingLeaves() throws {
    let found = try requests(
      """
      2024-03-01 v1 -> mule 100.00
      2024-03-05 v2 -> mule 50.00
      2024-03-09 v2 -> other 20.00
      2024-03-20 x -> y 1.00
      """, of: "v1", "v2")
    #expect(
      found == [
        "statement mule 2024-03-01/- [\"EUR 150.00\"] []",
        "statement other 2024-03-09/- [\"EUR 20.00\"] []",
      ])
  }

  /// Its own record goes on to the end and shows nothing: there is nothing to ask for.
  @Test func anAccountWhoseRecordGoesOnIsNotAskedFor() throws {
    let rows = """
      2024-03-01 v1 -> mule 100.00 EUR
      2024-02-01 a -> mule 1.00 EUR file:b
      2024-03-01 b -> mule 1.00 EUR file:b
      """
    #expect(
      try requests(LedgerLiteral(rows + "\n2024-03-30 c -> mule 1.00 EUR file:b"), of: "v1") == [])
    // The record ends weeks before all others do: what came after is not known.
    #expect(
      try requests(LedgerLiteral(rows + "\n2024-04-30 x -> y 1.00 EUR"), of: "v1") == [
        "statement mule 2024-03-02/- [\"EUR 100.00\"] []"
      ])
  }

  /// A payment service's activity is missing for February; what came in then went somewhere then.
  @Test func theGapInAServicesActivity() throws {
    var rows = """
      role psp processor
      2024-01-20 v1 -> psp 100.00 EUR id:c1
      2024-02-14 v1 -> psp 70.00 EUR id:c2
      2024-01-21 psp -> mule 98.00 EUR link:c1 file:b
      2024-03-30 mule -> bank 98.00 EUR
      2024-03-30 x -> bank 1.00 EUR file:c
      2024-02-01 y -> bank 1.00 EUR file:c
      """
    for day in 1...31 where day != 21 {
      let text = day < 10 ? "0\(day)" : "\(day)"
      rows += "\n2024-01-\(text) k\(day) -> psp 9.00 EUR file:b"
      rows += "\n2024-03-\(text) k\(day) -> psp 9.00 EUR file:b"
    }
    // One file with a hole is one record with a long pause: the hole shows only between files.
    #expect(
      try requests(LedgerLiteral(rows), of: "v1").first
        == "settlement psp 2024-02-14/2024-02-14 [\"EUR 70.00\"] [\"c2\"]")
    let divided = rows.split(separator: "\n").map(String.init).map { row in
      let line = row.replacing("bank 1.00 EUR file:c", with: "bank 1.00 EUR")
      return row.contains("2024-01-") ? row : line.replacing("file:b", with: "file:c")
    }
    #expect(
      try requests(LedgerLiteral(lines: divided), of: "v1")
        .contains("activity psp 2024-02-01/2024-03-01 [\"EUR 70.00\"] [\"c2\"]"))
  }

  /// A payout to an account that victims' money reaches names a receipt that nobody has.
  @Test func receiptsThatPayoutsName() throws {
    let found = try requests(
      """
      role psp processor
      2024-01-20 v1 -> psp 100.00 EUR id:c1
      2024-01-21 psp -> mule 98.00 EUR link:c1
      2024-01-22 psp -> mule 55.00 EUR link:zz-9 id:o2
      2024-01-23 psp -> elsewhere 77.00 EUR link:zz-7
      2024-01-24 mule -> cash 150.00 EUR
      """, of: "v1")
    #expect(
      found.contains { $0.hasPrefix("activity psp") && $0.contains("[\"EUR 55.00\"] [\"zz-9\"]") })
    #expect(!found.contains { $0.contains("zz-7") })
  }

  @Test func nobodyIsAskedAboutWhatCameBack() throws {
    let found = try requests(
      """
      role psp processor
      2024-01-20 v1 -> psp 100.00 EUR id:c1
      2024-01-21 psp -> v1 100.00 EUR link:c1
      2024-01-25 v1 -> shop 30.00 EUR
      2024-02-25 x -> y 30.00 EUR
      """, of: "v1")
    #expect(!found.contains { $0.contains("v1") })
  }
}
