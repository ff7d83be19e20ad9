import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// An open reading of a file is asked about once for all files; flags decide it and nothing else.
@Suite("Open readings")
struct OpenReadingTests {
  private static let header = "id,time,from,to,amount,currency\n"
  /// A personal PayPal history: its service writes dates in either order.
  private static let wallet =
    "Date,Time,Time Zone,Name,Type,Status,Currency,Amount,Receipt ID,Balance\n"

  private func read(
    _ files: [(name: String, text: String)],
    _ change: (inout TransactionReader) -> Void = { _ in }
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    change(&reader)
    return try reader.read(files.map { try folder.write($0.text, as: $0.name) })
  }

  private func days(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { String($0.time.iso8601.prefix(10)) }.sorted()
  }

  @Test func allQuestionsOfAllFilesAreAskedAtOnce() throws {
    let error = #expect(throws: IngestError.self) {
      try read([
        ("a.csv", Self.header + "1,03/04/2010,a,b,\"1.234\",EUR\n"),
        ("b.csv", Self.header + "1,03-04-10,a,b,5.50,EUR\n"),
        ("c.csv", Self.header + "1,2010-03-04,a,b,5.50,EUR\n"),
        (
          "d.csv",
          Self.wallet + "02/03/2010,10:00:00,GMT,Shop,Payment,Completed,GBP,-1.500,,9.250\n"
        ),
      ])
    }
    let open = try #require(error)
    #expect(open.code == .twoReadings)
    let messages = ([open] + open.others).map { error in
      let name = error.path.split(separator: "/").last.map(String.init) ?? ""
      return "\(name): " + error.message.replacing(error.path, with: name)
    }
    #expect(
      messages == [
        "a.csv: day and month can be exchanged in every time, for example \"03/04/2010\"; choose "
          + "with --dates a.csv=dmy or --dates a.csv=mdy",
        "a.csv: no amount shows whether its point separates thousands or marks decimals, for example "
          + "\"1.234\"; choose with --decimal a.csv=point or --decimal a.csv=comma",
        "b.csv: day, month and year can be exchanged in every time, for example \"03-04-10\"; choose "
          + "with --dates b.csv=dmy, --dates b.csv=mdy or --dates b.csv=ymd",
        "d.csv: day and month can be exchanged in every date, for example \"02/03/2010\"; choose "
          + "with --dates d.csv=dmy or --dates d.csv=mdy",
        "d.csv: no amount shows whether its point separates thousands or marks decimals, for example "
          + "\"-1.500\", \"9.250\"; choose with --decimal d.csv=point or --decimal d.csv=comma",
      ])
    #expect(open.description.split(separator: "\n").count == 5)
  }

  @Test func aFlagForOneFileDecidesThatFile() throws {
    let files = [
      ("uk.csv", Self.header + "1,03/04/2010,a,b,5.50,GBP\n"),
      ("us.csv", Self.header + "2,03/04/2010,c,d,5.50,USD\n"),
      ("iso.csv", Self.header + "3,2010-05-06,e,f,5.50,USD\n"),
      ("named.csv", Self.header + "4,\"7 May 2010\",g,h,5.50,USD\n"),
    ]
    let intake = try read(files) {
      $0.mapping = ColumnMapping(dates: .dayFirst)
      $0.statedForms = ["us.csv": StatedForms(dates: .monthFirst)]
    }
    #expect(days(intake) == ["2010-03-04", "2010-04-03", "2010-05-06", "2010-05-07"])
    #expect(codes(intake).isEmpty)
    let both = try read(files) {
      $0.statedForms = [
        "us.csv": StatedForms(dates: .monthFirst), "uk.csv": StatedForms(dates: .dayFirst),
        "iso.csv": StatedForms(dates: .dayFirst),
      ]
    }
    #expect(days(both) == ["2010-03-04", "2010-04-03", "2010-05-06", "2010-05-07"])
    #expect(both.files[2].decisions.last?.contains("has no effect") == true)
  }

  @Test func aFlagAgainstWhatTheCellsShowIsNotFollowed() throws {
    let shown = [
      ("uk.csv", Self.header + "1,25/04/2010,a,b,\"1.234,50\",EUR\n2,03/04/2010,a,b,5,EUR\n")
    ]
    let named = try read(shown) {
      $0.statedForms = ["uk.csv": StatedForms(dates: .monthFirst, decimal: .point)]
    }
    #expect(days(named) == ["2010-04-03", "2010-04-25"])
    #expect(named.ledger.transfers.map(\.sent.minorUnits) == [500, 123_450])
    #expect(codes(named) == ["flag-contradicted", "flag-contradicted"])
    #expect(named.diagnostics.allSatisfy { $0.severity == .warning })
    let all = try read(shown) {
      $0.mapping = ColumnMapping(dates: .monthFirst, decimal: .point)
    }
    #expect(all.diagnostics.allSatisfy { $0.severity == .note })
    #expect(days(all) == ["2010-04-03", "2010-04-25"])
  }

  @Test func oneRowThatIsOpenAmongOthersIsRejectedWithItsFlag() throws {
    let text =
      Self.header + "1,2010-03-01,a,b,5,EUR\n2,2010-03-02,a,b,5,EUR\n3,03/04/2010,a,b,5,EUR\n"
    let intake = try read([("mixed.csv", text)])
    #expect(intake.rows.loaded == 2 && intake.rows.rejected == 1)
    #expect(codes(intake) == ["time-unparseable"])
    #expect(intake.diagnostics[0].remedy.contains("mixed.csv=dmy"))
    let decided = try read([("mixed.csv", text)]) { $0.mapping = ColumnMapping(dates: .monthFirst) }
    #expect(days(decided) == ["2010-03-01", "2010-03-02", "2010-03-04"])
    let shown = try read([
      (
        "mixed.csv",
        text.replacing("03/04/2010", with: "25/03/2010") + "4,\"6 May 2010\",a,b,5,EUR\n"
      )
    ])
    #expect(days(shown) == ["2010-03-01", "2010-03-02", "2010-03-25", "2010-05-06"])
  }

  // MARK: Decimals

  private func units(_ cells: [String], _ code: String) throws -> [Int64] {
    let rows = cells.enumerated().map {
      "t\($0.offset);2024-01-0\($0.offset + 1);a;b;\($0.element);\(code)"
    }
    return try load("id;time;from;to;amount;currency\n" + rows.joined(separator: "\n") + "\n")
      .ledger.transfers.map(\.sent.minorUnits)
  }

  @Test(arguments: [
    (["1.000", "2.500", "10.000"], "EUR"), (["1.000", "7"], "EUR"), (["150.000", "5.000"], "VND"),
    (["1.000"], "JPY"), (["1,000", "2.500"], "EUR"), (["1.250", "7"], "KWD"),
    (["1,250", "7"], "TND"),
  ])
  func threeDigitsAreAskedAbout(_ cells: [String], _ code: String) throws {
    let error = #expect(throws: IngestError.self) { try units(cells, code) }
    #expect(error?.code == .twoReadings)
  }

  @Test func currenciesOfThreeDecimalsDecideColumnsOfThem() throws {
    #expect(try units(["1.250", "0.500", "10.000"], "KWD") == [1_250, 500, 10_000])
    #expect(try units(["1.250", "2.500"], "BHD") == [1_250, 2_500])
    #expect(try units(["1,250", "2,500"], "TND") == [1_250, 2_500])
  }

  @Test func whereBothMarksAreDecimalNeitherIsTakenForSure() throws {
    let text =
      "id;time;from;to;amount;currency\nt1;2024-01-01;a;b;12.50;EUR\nt2;2024-01-01;a;b;13.50;EUR\n"
      + "t3;2024-01-01;a;b;5,50;EUR\nt4;2024-01-01;a;b;2.500;EUR\n"
    let intake = try load(text)
    #expect(intake.rows.loaded == 2 && intake.rows.rejected == 2)
    #expect(codes(intake).contains("amount-ambiguous"))
  }

  /// Swiss statement of one's own profile, whose balance may tell the scale of its amounts.
  private func statement(_ rows: [String], _ stated: StatedForms = StatedForms()) throws -> Intake {
    let folder = try TemporaryFolder()
    let profiles = folder.url.appending(path: "profiles")
    try FileManager.default.createDirectory(at: profiles, withIntermediateDirectories: true)
    _ = try folder.write(
      """
      profile: ch.y
      version: 1
      shape: statement
      match:
        headers: [["Datum", "Betrag", "Text", "Saldo"]]
      fields:
        date: "Datum"
        amount: {signed: "Betrag"}
        balance: {column: "Saldo"}
        currency: {always: CHF}
        narration: ["Text"]
      """, as: "profiles/ch.y.yaml")
    var reader = TransactionReader()
    try reader.addProfiles(from: profiles.path)
    reader.statedForms = ["s.csv": stated]
    let text = "Datum;Text;Betrag;Saldo\n" + rows.joined(separator: "\n") + "\n"
    return try reader.read([folder.write(text, as: "s.csv")])
  }

  @Test func balancesTellTheScaleOfAmounts() throws {
    let rows = [
      "2021-01-15;A;2.500;2.500", "2021-01-16;B;150;2.650", "2021-01-17;C;-1.000;1.650",
    ]
    #expect(
      try statement(rows).ledger.transfers.map(\.sent.minorUnits) == [250_000, 15_000, 100_000])
    let scaled = ["2021-01-15;A;2.500;2.500", "2021-01-16;B;1.250;3.750"]
    #expect(throws: IngestError.self) { try statement(scaled) }
    #expect(
      try statement(scaled, StatedForms(decimal: .point)).ledger.transfers.map(\.sent.minorUnits)
        == [250, 125])
  }

  @Test func statementsHaveEveryForm() throws {
    let rows = [
      "20210115;A;500.-;", "20210116;B;1'250.-;", "20210117;C;-4.20;", "20210118;D;-300.-;",
      "19. Januar 2021;E;Fr. 12.50;", "2021-01-20 10:00:00 +0100;F;(7.00);",
      "21.01.2021;G;5.00 DR;",
    ]
    let intake = try statement(rows)
    #expect(intake.rows.loaded == 7)
    #expect(
      intake.ledger.transfers.map(\.sent.minorUnits) == [
        50_000, 125_000, 420, 30_000, 1_250, 700, 500,
      ])
    #expect(
      intake.ledger.transfers.map { $0.time.day?.iso8601 ?? "" }
        == (15...21).map { "2021-01-\($0)" })
    let credits = try #require(intake.files[0].statement?.sections.first)
    #expect(credits.credits == 176_250 && credits.debits == 420 + 30_000 + 700 + 500)
  }

  @Test func dayNumbersOfStatementsAreReadWhereThatIsSaid() throws {
    let rows = ["44211;A;500.-;", "44212;B;1'250.-;"]
    let refused = try statement(rows)
    #expect(refused.rows.rejected == 2)
    #expect(
      refused.diagnostics.filter { $0.code == "time-unparseable" }.allSatisfy {
        $0.remedy.contains("s.csv=excel")
      })
    let read = try statement(rows, StatedForms(readsDayNumbers: true))
    #expect(days(read) == ["2021-01-15", "2021-01-16"])
  }

  // MARK: Zones

  @Test func zonesOfFilesTurnClocksIntoMoments() throws {
    let text = Self.header + "1,2010-07-01 10:00,a,b,5,EUR\n2,2010-07-01T10:00Z,a,b,5,EUR\n"
    func times(_ zone: String?) throws -> [String] {
      try read([("a.csv", text)]) { $0.statedForms = ["a.csv": StatedForms(zone: zone)] }
        .ledger.transfers.map(\.time.iso8601)
    }
    #expect(try times("Europe/London") == ["2010-07-01T09:00Z", "2010-07-01T10:00Z"])
    #expect(try times("+05:30") == ["2010-07-01T04:30Z", "2010-07-01T10:00Z"])
    // Nobody knows the zone: the time is no moment, and is not shown as one.
    let local = try read([("a.csv", Self.header + "1,2010-07-01 10:00,a,b,5,EUR\n")])
    #expect(local.ledger.transfers.map(\.time.iso8601) == ["2010-07-01T10:00"])
  }

  @Test func theLedgerKnowsWhoseClockHasNoZone() throws {
    func isLocal(_ time: String, _ zone: String? = nil) throws -> Bool {
      try read([("a.csv", Self.header + "1,\(time),a,b,5,EUR\n")]) {
        $0.mapping = ColumnMapping()
        $0.mapping?.forms.zone = zone
      }.ledger.recordedOrder.usesLocalTimes
    }
    #expect(try isLocal("2010-07-01 10:00"))
    #expect(try isLocal("25/07/2010 10:00"))
    #expect(try !isLocal("2010-07-01"))
    #expect(try !isLocal("2010-07-01T10:00Z"))
    #expect(try !isLocal("2010-07-01 10:00 +0100"))
    #expect(try !isLocal("2010-07-01 10:00", "Europe/London"))
  }

  @Test func anAbbreviationOfSeveralZonesKeepsTheDayAndNamesTheFlag() throws {
    let intake = try read([("ie.csv", Self.header + "1,2010-07-01 10:00 IST,a,b,5,EUR\n")])
    #expect(intake.ledger.transfers.map(\.time.iso8601) == ["2010-07-01"])
    #expect(codes(intake) == ["zone-unknown"])
    #expect(intake.diagnostics[0].remedy.contains("ie.csv=Asia/Kolkata"))
    #expect(intake.diagnostics[0].note.contains("Europe/Dublin"))
  }

  @Test(arguments: [
    ("2020-10-25 01:30", "Europe/London", "+01:00, +00:00"),
    ("2021-03-28 01:30", "Europe/London", "+00:00, +01:00"),
    ("2021-11-07 01:30", "America/Toronto", "-04:00, -05:00"),
    ("2020-10-25 10:00 CST", "Europe/London", "America/Chicago, Asia/Shanghai"),
  ])
  func anHourThatClocksRepeatOrSkipKeepsTheDay(_ time: String, _ zone: String, _ note: String)
    throws
  {
    let intake = try read([("a.csv", Self.header + "1,\(time),a,b,5,EUR\n")]) {
      $0.mapping = ColumnMapping()
      $0.mapping?.forms.zone = zone
    }
    #expect(intake.ledger.transfers.map(\.time.iso8601) == [String(time.prefix(10))])
    #expect(codes(intake) == ["zone-unknown"])
    #expect(intake.diagnostics.first?.note.contains(note) == true)
  }

  @Test func aStatedZoneDecidesAmongTheMeaningsOfAnAbbreviation() throws {
    let intake = try read([("a.csv", Self.header + "1,2020-07-01 10:00 CST,a,b,5,EUR\n")]) {
      $0.mapping = ColumnMapping()
      $0.mapping?.forms.zone = "Asia/Shanghai"
    }
    #expect(intake.ledger.transfers.map(\.time.iso8601) == ["2020-07-01T02:00Z"])
  }
}
