import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Entries that two files of one account show in two ways.
@Suite struct NearDuplicateTests {
  private static let whole =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"

  private func row(_ day: Int, _ text: String, _ amount: String) -> String {
    "\(day)/03/2011,DEB,'30-96-26,12345678,\(text),\(amount),,\n"
  }

  private func load(_ one: String, _ other: String) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read([
      folder.write(Self.whole + one, as: "one.csv"),
      folder.write(Self.whole + other, as: "other.csv"),
    ])
  }

  private func pairs(_ intake: Intake) -> [Set<Int>] {
    intake.relations.filter { $0.kind == .repeated }.map { [$0.first.line, $0.second.line] }
  }

  /// Of rows that more rows of the other file may repeat than are compared nothing is listed, which is said once.
  @Test(arguments: [NearDuplicates.crowd, NearDuplicates.crowd + 20])
  func rowsThatTooManyMayRepeatAreCounted(_ count: Int) throws {
    let (first, last) = (row(1, "FIRST", "2.00"), row(28, "LAST", "1.00"))
    func rows(_ word: String, on day: Int) -> String {
      first + (0..<count).map { row(day, "\(word) NUMBER \(1_000 + $0 * 7)", "40.00") }.joined()
        + last
    }
    // On one day they would be the same bookings.
    let intake = try load(rows("SHOP", on: 14), rows("SHOPS", on: 15))
    let found = intake.files.flatMap(\.diagnostics).filter { $0.code == "duplicate-possible" }
    let isCrowded = count > NearDuplicates.crowd
    #expect(pairs(intake).isEmpty == isCrowded)
    #expect(found.contains { $0.summary.contains("each of \(count) rows") } == isCrowded)
    #expect(found.count == (isCrowded ? 1 : pairs(intake).count))
    #expect(intake.ledger.transferCount == 2 * count + 2)
  }

  @Test func aTextThatTheBankWroteAnewIsShown() throws {
    let intake = try load(
      row(28, "LAST", "1.00") + row(14, "PETROL STATION 14", "40.00") + row(10, "FIRST", "2.00"),
      row(28, "LAST", "1.00") + row(16, "PETROL STATION 14 CD", "40.00") + row(10, "FIRST", "2.00"))
    #expect(pairs(intake) == [[3]])
    // Nothing is merged: the two other rows count once, these twice.
    #expect(intake.ledger.transferCount == 4)
    #expect(codes(intake).contains("duplicate-possible"))
  }

  /// Another text, amount or day, a row that both files have, or days that only one file covers.
  @Test(arguments: [
    ("PETROL STATION 14", "BAKERY AND CAKES", "40.00", 14),
    ("PETROL STATION 14", "PETROL STATION 14", "40.01", 15),
    ("PETROL STATION 14", "PETROL STATION 14", "40.00", 18),
  ])
  func whatDiffersIsNot(_ one: String, _ other: String, _ amount: String, _ day: Int) throws {
    let intake = try load(
      row(28, "LAST", "1.00") + row(14, one, "40.00") + row(10, "FIRST", "2.00"),
      row(28, "LAST", "1.00") + row(day, other, amount) + row(10, "FIRST", "2.00"))
    #expect(pairs(intake).isEmpty && !codes(intake).contains("duplicate-possible"))
  }

  @Test func aSubscriptionAtTheSeamIsNot() throws {
    let intake = try load(
      row(14, "MUSIC CLUB", "9.99") + row(1, "FIRST", "2.00"),
      row(28, "LAST", "1.00") + row(15, "MUSIC CLUB", "9.99"))
    #expect(pairs(intake).isEmpty)
  }

  @Test func aRowThatBothFilesHaveIsNot() throws {
    let rows = row(28, "LAST", "1.00") + row(14, "COFFEE", "2.50") + row(13, "COFFEE", "2.50")
    let intake = try load(rows, rows + row(1, "FIRST", "3.00"))
    #expect(pairs(intake).isEmpty && intake.ledger.transferCount == 4)
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("flaw", "lawn", 2),
  ])
  func changesAreCounted(_ left: String, _ right: String, _ count: Int) {
    #expect(EditDistance.between(Array(left), Array(right)) == count)
  }
}
