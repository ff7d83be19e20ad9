import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Claims looked up in tables name the same payments as a look at every payment does.
@Suite("Many claims")
struct ManyClaimTests {
  /// One payment of the random ledgers: `v1,2021-03-04T23:30:00-05:00,5.00,GBP`.
  private struct Row {
    let payer: String
    let time: String
    let units: Int
    let currency: String

    var day: String { String(time.prefix(10)) }
    var amount: String { "\(units / 100).\(units % 100 < 10 ? "0" : "")\(units % 100)" }
  }

  private func rows(_ random: inout SplitMix64) -> [Row] {
    (0..<30).map { _ in
      let day = "2021-03-0\(Int.random(in: 1...4, using: &random))"
      let times = ["", "T10:05:00Z", "T23:30:00-05:00", "T00:30:00+05:30"]
      return Row(
        payer: "v\(Int.random(in: 0...2, using: &random))",
        time: day + (times.randomElement(using: &random) ?? ""),
        units: Int.random(in: 1...4, using: &random) * 125,
        currency: Bool.random(using: &random) ? "GBP" : "EUR")
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func claimsByDayNameWhatALookAtEveryPaymentDoes(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let rows = rows(&random)
    let folder = try TemporaryFolder()
    let text = rows.enumerated().map { number, row in
      "t\(number),\(row.time),\(row.payer),m,\(row.amount),\(row.currency)\n"
    }
    let ledger = try folder.write(
      "id,time,from,to,amount,currency\n" + text.joined(), as: "rows.csv")
    // Claims of payments that are there, and of some that are not.
    let claims = (0..<12).map { number in
      let row = rows[Int.random(in: 0..<rows.count, using: &random)]
      return number % 4 == 0
        ? "v\(number % 3),2021-03-0\(Int.random(in: 1...5, using: &random)),\(row.amount),"
        : "\(row.payer),\(row.day),\(row.amount),\(number % 2 == 0 ? row.currency : "")"
    }
    let file = try folder.write(
      "account,date,amount,currency\n" + claims.joined(separator: "\n") + "\n", as: "claims.csv")
    let intake = try TransactionReader().read([ledger, file])
    var expected: Set<String> = []
    var rejected = 0
    for (claim, count) in Dictionary(grouping: claims) { $0 }.mapValues(\.count) {
      let cells = claim.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let fitting = rows.indices.filter { number in
        let row = rows[number]
        return row.payer == cells[0] && row.day == cells[1] && row.amount == cells[2]
          && (cells[3].isEmpty || row.currency == cells[3])
      }
      if (1...count).contains(fitting.count) {
        expected.formUnion(fitting.map { "t\($0)" })
      } else {
        rejected += fitting.isEmpty ? 1 : count
      }
    }
    let found = (intake.claims ?? []).compactMap { intake.ledger.transfer($0).recordedID }
    #expect(Set(found) == expected, "seed \(seed)")
    #expect(intake.files[1].rows.rejected == rejected, "seed \(seed)")
  }

  /// Every day that a record prints is found, and no other: held against a search for each way to write it.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func daysOfARecordAreThoseWhoseFormsStandInIt(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "2021", "03", "04", "11", "12", "-", "-", "/", "/", ".", " ", ",", "2", "20210304", "x",
    ]
    for _ in 0..<50 {
      let text = (0..<Int.random(in: 1...9, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let found = PrintedDay(record: Array(text.utf8)).days
      for month in 1...12 {
        for day in 1...28 {
          guard let date = CivilDate(year: 2021, month: month, day: day) else { continue }
          #expect(found.contains(date) == prints(text, month, day), "\(text) \(month) \(day)")
        }
      }
    }
  }

  private func prints(_ text: String, _ month: Int, _ day: Int) -> Bool {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let parts = ["2021", two(month), two(day)]
    let bytes = Array(text.utf8)
    func isDigit(_ place: Int) -> Bool {
      bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place])
    }
    return ["-", "/", ".", ""].contains { mark in
      [[0, 1, 2], [2, 1, 0], [1, 2, 0]].contains { order in
        let form = Array(order.map { parts[$0] }.joined(separator: mark).utf8)
        return bytes.indices.contains { start in
          bytes[start...].starts(with: form) && !isDigit(start - 1) && !isDigit(start + form.count)
        }
      }
    }
  }

  /// Thousands of claims that name nothing: each is rejected, and what is near is said of the first.
  @Test func ofManyClaimsThatNameNothingTheFirstAreExplained() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\nt1,2021-03-04,v,m,5.00,GBP\n", as: "rows.csv")
    let count = ClaimResolver.mostExplained + 20
    let claims = (0..<count).map { "v,2021-03-04,\(100 + $0).00\n" }.joined()
    let file = try folder.write("account,date,amount\n" + claims, as: "claims.csv")
    let intake = try TransactionReader().read([rows, file])
    let problems = intake.files[1].diagnostics
    #expect(problems.count == count && problems.allSatisfy { $0.code == "claim-unknown" })
    #expect(intake.files[1].rows.rejected == count && intake.files[1].rows.loaded == 0)
    #expect(problems[0].note.contains("other amounts: "))
    #expect(
      problems[count - 1].note.contains("the first \(ClaimResolver.mostExplained) such claims"))
  }
}
