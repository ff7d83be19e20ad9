import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Claims by id, by row, and by account, day and amount.
@Suite("Claims")
struct ClaimTests {
  private static let rows = """
    id,time,from,to,amount,currency,memo
    a1,2021-01-01,v1,m,5.00,GBP,"two
    lines"
    a2,2021-01-01,v1,m,5.00,GBP,x
    a3,2021-01-02,v1,m,0,GBP,x
    a4,2021-01-02,v1,m,abc,GBP,x

    a2,2021-01-01,v1,m,5.00,GBP,x
    a5,2021-01-03,v1,m,7.50,GBP,x
    a6,2021-01-03,v2,m,1000.5,JPY,x

    """

  private func intake(_ claims: String, rows: String = Self.rows) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read([
      folder.write(rows, as: "rows.csv"), folder.write(claims, as: "claims.csv"),
    ])
  }

  private func ids(_ intake: Intake) -> [String] {
    (intake.claims ?? []).compactMap { intake.ledger.transfer($0).recordedID }
  }

  /// The problems of the claims file.
  private func problems(_ intake: Intake) -> [Diagnostic] {
    intake.files[1].diagnostics
  }

  @Test(arguments: [
    ("rows.csv:2", ["a1"]), ("rows.csv:3", ["a1"]), ("rows.csv:4", ["a2"]), ("rows.csv:8", ["a2"]),
    ("rows.csv:9", ["a5"]), ("a5", ["a5"]),
  ])
  func aRowIsNamedByAnyOfItsLines(_ claim: String, _ expected: [String]) throws {
    let intake = try intake("claim\n\(claim)\n")
    #expect(ids(intake) == expected && problems(intake).isEmpty)
    #expect(intake.files[1].rows.loaded == 1)
  }

  @Test(arguments: [
    ("rows.csv:1", "line 1 is the header"), ("rows.csv:5", "memo: the amount is zero"),
    ("rows.csv:6", "rejected: amount \"abc\" is not a number"), ("rows.csv:7", "line 7 is empty"),
    ("rows.csv:77", "the file has"), ("claims.csv:2", "holds claims, not transfers"),
    ("nope.csv:2", "no loaded file is called nope.csv"),
    ("a9", "a claim names a transfer by the id of its record"),
  ])
  func aLineThatIsNoTransferIsSaidToBeSo(_ claim: String, _ note: String) throws {
    let intake = try intake("claim\n\(claim)\n")
    let found = problems(intake)
    #expect(ids(intake).isEmpty && found.map(\.code) == ["claim-unknown"])
    #expect(found.first?.note.contains(note) ?? false, "\(found.first?.note ?? "")")
    let rows = intake.files[1].rows
    #expect(rows.read == 1 && rows.rejected == 1 && rows.loaded == 0)
  }

  @Test(arguments: [
    "v1,2021-01-03,7.5,GBP", "v1,03 Jan 2021,7.50,", "v1,2021-01-03,-7.50,GBP",
    "v1,2021-01-03,\"7,50\",", "v1,2021-01-03,£7.50,", "v1,2021-01-03,GBP 7.50,",
  ])
  func accountDayAndAmountNameAPayment(_ claim: String) throws {
    #expect(ids(try intake("account,date,amount,currency\n\(claim)\n")) == ["a5"])
  }

  @Test(arguments: ["€7.50", "EUR 7.50", "$7.50 USD"])
  func aSignOfAnotherCurrencyNamesNoPayment(_ amount: String) throws {
    let intake = try intake("account,date,amount\nv1,2021-01-03,\(amount)\n")
    #expect(ids(intake).isEmpty && problems(intake).map(\.code) == ["claim-unknown"])
  }

  @Test func amountsAreComparedInTheUnitsOfTheLedger() throws {
    #expect(ids(try intake("account,date,amount\nv2,2021-01-03,1000.50\n")) == ["a6"])
    #expect(ids(try intake("account,date,amount\nv2,2021-01-03,1000.5000\n")) == ["a6"])
    #expect(ids(try intake("account,date,amount\nv2,2021-01-03,1000\n")).isEmpty)
  }

  /// A claim names the day that the record prints, not the day of its moment in UTC.
  @Test(arguments: [("2021-03-10", "b1"), ("2021-03-11", "b2"), ("2021-03-13", "b3")])
  func aClaimNamesTheDayThatTheRecordPrints(_ day: String, _ id: String) throws {
    let rows = """
      id,time,from,to,amount,currency
      b1,2021-03-10T23:30:00-05:00,v1,m,5.00,GBP
      b2,2021-03-11T23:30:00-05:00,v1,m,5.00,GBP
      b3,2021-03-13T00:30:00+05:30,v1,m,5.00,GBP

      """
    #expect(ids(try intake("account,date,amount\nv1,\(day),5\n", rows: rows)) == [id])
    // No record prints the day of UTC.
    #expect(ids(try intake("account,date,amount\nv1,2021-03-12,5\n", rows: rows)).isEmpty)
  }

  @Test func severalPaymentsThatFitAreListedAndNoneIsTaken() throws {
    let intake = try intake("account,date,amount\nv1,2021-01-01,5\nv1,2021-01-03,7.50\n")
    #expect(ids(intake) == ["a5"])
    let found = problems(intake)
    #expect(found.map(\.code) == ["claim-ambiguous"])
    #expect(found.first?.citation?.line == 2)
    let note = found.first?.note ?? ""
    #expect(note.contains("rows.csv:2 (") && note.contains("rows.csv:4 ("))
    let rows = intake.files[1].rows
    #expect(rows.loaded == 1 && rows.rejected == 1 && rows.read == 2)
  }

  @Test func asManyClaimsAsPaymentsClaimThemAll() throws {
    let both = try intake("account,date,amount\nv1,2021-01-01,5\nv1,2021-01-01,5.00\n")
    #expect(ids(both) == ["a1", "a2"] && both.files[1].rows.loaded == 2)
    let more = try intake(
      "account,date,amount\nv1,2021-01-01,5\nv1,2021-01-01,5.00\nv1,2021-01-01,5\n")
    #expect(ids(more) == ["a1", "a2"])
    #expect(more.files[1].rows.loaded == 2 && more.files[1].rows.skipped == 1)
    let twice = try intake("account,date,amount\nv1,2021-01-03,7.5\nv1,2021-01-03,7.5\n")
    #expect(ids(twice) == ["a5"] && twice.files[1].rows.skipped == 1)
  }

  @Test(arguments: [
    ("v1,2021-01-02,7.50", "another day: "), ("v1,2021-01-03,8.00", "other amounts: "),
    ("m,2021-01-03,7.50", "received it: "), ("v3,2021-01-03,7.50", "no account \"v3\""),
  ])
  func whatIsNearIsSaid(_ claim: String, _ note: String) throws {
    let found = problems(try intake("account,date,amount\n\(claim)\n"))
    #expect(found.map(\.code) == ["claim-unknown"])
    #expect(found.first?.note.contains(note) ?? false, "\(found.first?.note ?? "")")
  }

  @Test(arguments: [
    ("v1,03/01/2021,7.50", "time-ambiguous"), ("v1,soon,7.50", "time-unparseable"),
    ("v1,2021-01-03,seven", "amount-unparseable"),
    ("v1,2021-01-03,\"1,234\"", "amount-unparseable"),
    ("v1,2021-01-03,", "claim-unknown"), ("v1,2021-01-03,0", "amount-unparseable"),
  ])
  func whatHasTwoReadingsIsNotTaken(_ claim: String, _ code: String) throws {
    let intake = try intake("account,date,amount\n\(claim)\n")
    #expect(problems(intake).map(\.code) == [code] && ids(intake).isEmpty)
    #expect(intake.files[1].rows.rejected == 1 && intake.files[1].rows.read == 1)
  }

  @Test func anIdThatSeveralRecordsHaveIsListed() throws {
    let rows =
      "id,time,from,to,amount,currency\nx,2021-01-01,a,m,1.00,GBP\nx,2021-01-02,b,m,2.00,GBP\n"
    let found = problems(try intake("claim\nx\n", rows: rows))
    #expect(found.map(\.code) == ["claim-ambiguous"])
    #expect(found.first?.note.contains("rows.csv:2 (2021-01-01, GBP 1.00)") ?? false)
  }

  @Test func filesOfOneNameAreToldApartByTheirFolders() throws {
    let folder = try TemporaryFolder()
    let header = "id,time,from,to,amount,currency\n"
    func file(_ name: String, _ row: String) throws -> String {
      let path = folder.url.appending(path: name)
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      return try folder.write(header + row, as: "\(name)/bank.csv")
    }
    let paths = [
      try file("jan", "1,2021-01-01,a,m,1.00,GBP\n"),
      try file("feb", "2,2021-02-01,b,m,2.00,GBP\n"),
    ]
    func claim(_ text: String) throws -> Intake {
      try TransactionReader().read(paths + [folder.write("claim\n\(text)\n", as: "claims.csv")])
    }
    #expect(ids(try claim("jan/bank.csv:2")) == ["1"])
    #expect(ids(try claim("feb\\bank.csv:2")) == ["2"])
    let both = try claim("bank.csv:2")
    #expect(ids(both).isEmpty && both.files[2].diagnostics.map(\.code) == ["claim-ambiguous"])
  }

  /// A row that was united with one of another file is claimed from either place.
  @Test func overlappingFilesAreClaimedFromEitherRow() throws {
    let folder = try TemporaryFolder()
    let header = "id,time,from,to,amount,currency\n"
    let rows = (1...6).map { "t\($0),2021-01-0\($0),v\($0),m,\($0).00,GBP" }
    let paths = [
      try folder.write(header + rows[0..<5].joined(separator: "\n") + "\n", as: "one.csv"),
      try folder.write(header + rows[2..<6].joined(separator: "\n") + "\n", as: "two.csv"),
    ]
    for (claim, id) in [("one.csv:4", "t3"), ("two.csv:2", "t3"), ("two.csv:5", "t6")] {
      let claims = try folder.write("claim\n\(claim)\n", as: "claims.csv")
      let intake = try TransactionReader().read(paths + [claims])
      #expect(intake.ledger.transferCount == 6)
      #expect(ids(intake) == [id], "\(claim)")
    }
  }

  /// Every transfer of a random ledger is claimed by each of its names.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func everyTransferIsClaimedByEachOfItsNames(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = "id,time,from,to,amount,currency,memo\n"
    var line = 2
    var names: [(id: String, lines: ClosedRange<Int>, words: String)] = []
    for number in 0..<20 {
      let day = Int.random(in: 10...28, using: &random)
      let units = number * 100 + Int.random(in: 1...99, using: &random)
      let amount = "\(units / 100).\(units % 100 < 10 ? "0" : "")\(units % 100)"
      let extra = Int.random(in: 0...2, using: &random)
      let memo = "\"m" + String(repeating: "\nm", count: extra) + "\""
      text += "t\(number),2021-03-\(day),v\(number % 4),m,\(amount),GBP,\(memo)\n"
      names.append(("t\(number)", line...line + extra, "v\(number % 4),2021-03-\(day),\(amount)"))
      line += extra + 1
      if Int.random(in: 0..<5, using: &random) == 0 {
        text += "\n"
        line += 1
      }
    }
    let folder = try TemporaryFolder()
    let rows = try folder.write(text, as: "rows.csv")
    for name in names {
      let lines = name.lines.map { "rows.csv:\($0)" }
      let claims = try folder.write(
        "claim\n" + ([name.id] + lines).joined(separator: "\n") + "\n", as: "claims.csv")
      let words = try folder.write("account,date,amount\n\(name.words)\n", as: "words.csv")
      for file in [claims, words] {
        let intake = try TransactionReader().read([rows, file])
        #expect(ids(intake) == [name.id], "seed \(seed)")
        #expect(intake.rows.rejected == 0)
      }
    }
  }
}
