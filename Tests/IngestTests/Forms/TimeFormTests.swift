import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Dates and times as exports of many countries and programs write them.
@Suite("Forms of times")
struct TimeFormTests {
  private func reading(_ text: String, _ change: (inout TimeForms) -> Void = { _ in })
    -> TimeForms.Reading
  {
    var forms = TimeForms()
    change(&forms)
    let bytes = Array(text.utf8)
    return forms.read(bytes.span, Cell(start: 0, end: bytes.count))
  }

  private func time(_ text: String, _ change: (inout TimeForms) -> Void = { _ in }) -> String {
    switch reading(text, change) {
    case .time(let time, _): time.iso8601
    case .day(let day, let zone, _): "\(day.iso8601) in \(zone)"
    case .fault(let fault): "\(fault)"
    }
  }

  @Test(arguments: [
    ("2018-02-25 12:34:56 +0000", "2018-02-25T12:34:56Z"),
    ("2018-02-25 12:34:56 +0100", "2018-02-25T11:34:56Z"),
    ("2018-02-25 12:34:56 +01", "2018-02-25T11:34:56Z"),
    ("2018-02-25 12:34:56 +01:00", "2018-02-25T11:34:56Z"),
    ("2018-02-25 12:34:56 -05:30", "2018-02-25T18:04:56Z"),
    ("2018-02-25 12:34:56 \u{2212}05:30", "2018-02-25T18:04:56Z"),
    ("2018-02-25 12:34:56 Z", "2018-02-25T12:34:56Z"),
    ("2018-02-25T12:34:56 UTC", "2018-02-25T12:34:56Z"),
    ("2018-02-25 12:34:56 GMT", "2018-02-25T12:34:56Z"),
    ("2018-02-25 12:34:56 UTC+1", "2018-02-25T11:34:56Z"),
    ("2018-02-25 12:34:56 GMT-08:00", "2018-02-25T20:34:56Z"),
    ("2018-02-25 12:34:56 (UTC)", "2018-02-25T12:34:56Z"),
    ("2018-02-25 12:34:56 PST", "2018-02-25T20:34:56Z"),
    ("2018-07-25 12:34:56 CEST", "2018-07-25T10:34:56Z"),
    ("2018-07-25 12:34 Europe/London", "2018-07-25T11:34Z"),
    ("2018-02-25 12:34 Europe/London", "2018-02-25T12:34Z"),
    ("2018-07-25T12:34+01:00[Europe/London]", "2018-07-25T11:34Z"),
    ("2018-07-25 12:34 Asia/Kolkata", "2018-07-25T07:04Z"),
    ("2010/3/6 9:05", "2010-03-06T09:05Z"), ("2010/3/6", "2010-03-06"),
    ("2010-3-6 9:05:07", "2010-03-06T09:05:07Z"), ("2010.03.06", "2010-03-06"),
    ("2010.03.06.", "2010-03-06"), ("2010-Mar-06", "2010-03-06"),
    ("2010-03-06 09:05:07.25", "2010-03-06T09:05:07.250Z"),
    ("2010-03-06 09:05:07,250", "2010-03-06T09:05:07.250Z"),
    ("2010-03-06 09:05:07.123456789", "2010-03-06T09:05:07.123Z"),
    ("2010-03-06 09:05 AM", "2010-03-06T09:05Z"), ("2010-03-06 9:05 PM", "2010-03-06T21:05Z"),
    ("2010-03-06 12:05 a.m.", "2010-03-06T00:05Z"), ("2010-03-06 12:05pm", "2010-03-06T12:05Z"),
    ("2010-03-06 9:05:07 PM EST", "2010-03-07T02:05:07Z"),
    ("2010-03-06, 09:05", "2010-03-06T09:05Z"), ("2010-03-06 at 09:05", "2010-03-06T09:05Z"),
    ("2010-03-06 um 09:05 Uhr", "2010-03-06T09:05Z"), ("2010-03-06 09.05", "2010-03-06T09:05Z"),
    ("2010-03-06 09h05", "2010-03-06T09:05Z"), ("2010-03-06T09:05:07z", "2010-03-06T09:05:07Z"),
    ("2010-03-06\u{A0}09:05", "2010-03-06T09:05Z"), ("20100306", "2010-03-06"),
    ("20100306T090507Z", "2010-03-06T09:05:07Z"), ("20100306090507", "2010-03-06T09:05:07Z"),
    ("201003060905", "2010-03-06T09:05Z"), ("20100306 09:05", "2010-03-06T09:05Z"),
    ("2010-03-06Z", "2010-03-06"), ("2010-03-06+01:00", "2010-03-06"),
  ])
  func oneReading(_ text: String, _ expected: String) {
    #expect(time(text) == expected)
  }

  @Test(arguments: [
    "March 5, 2010", "Mar 5, 2010", "Mar. 5, 2010", "March 5 2010", "march 5th, 2010",
    "5 March 2010", "5 Mar 2010", "05-Mar-10", "05-MAR-2010", "5/Mar/2010", "05Mar2010",
    "5th March 2010", "5th of March 2010", "5 März 2010", "5. März 2010", "5. Maerz 2010",
    "05. Mrz. 2010", "5 MÄRZ 2010", "5 mars 2010", "5er mars 2010", "5 de marzo de 2010",
    "5 marzo 2010", "5 de março de 2010", "5 maart 2010", "5 mrt 2010", "5 mrt. 2010",
  ])
  func namesOfMonths(_ text: String) { #expect(time(text) == "2010-03-05") }

  @Test func everyMonthOfEveryLanguage() {
    let languages = [
      "January February March April May June July August September October November December",
      "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
      "januari februari maart april mei juni juli augustus september oktober november december",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
      "ene feb mar abr may jun jul ago sept oct nov dic",
      "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
      "gen feb mar apr mag giu lug ago set ott nov dic",
      "jan fev mar abr mai jun jul ago set out nov dez",
      "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
      "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
    ]
    for language in languages {
      for (index, name) in language.split(separator: " ").enumerated() {
        let month = index < 9 ? "0\(index + 1)" : "\(index + 1)"
        #expect(time("7 \(name) 2019") == "2019-\(month)-07", "\(name)")
        #expect(time("07 \(name.uppercased()) 2019") == "2019-\(month)-07", "\(name)")
      }
    }
  }

  @Test(arguments: [
    ("2010-02-30", "noSuchDay"), ("31 February 2010", "noSuchDay"), ("2010-13-01", "noSuchDay"),
    ("20100231", "noSuchDay"), ("2010-03-04T25:00", "noSuchClock"),
    ("2010-03-04T24:00", "noSuchClock"), ("2010-03-04 10:60", "noSuchClock"),
    ("2010-03-04 13:05 PM", "noSuchClock"), ("2010-03-04T10:05:60", "noSuchClock"),
    ("0011-04-01", "yearOutside(11)"), ("3010-01-01", "yearOutside(3010)"),
    ("soon", "formUnknown"), ("2010-03", "formUnknown"), ("2010-03/04", "formUnknown"),
    ("5 Foober 2010", "formUnknown"), ("2010-03-04T10:05:06+99:00", "formUnknown"),
    ("2010-03-04 10:05 +1 +2", "formUnknown"), ("2010-W10-4", "formUnknown"),
    ("04/03/2010", "orderOpen"), ("25/03/2010", "2010-03-25"), ("03/25/2010", "2010-03-25"),
    ("31/02/2010", "noSuchDay"), ("2010-03-04 10:05 IST", "2010-03-04 in IST"),
    ("2010-03-04 10:05 CST", "2010-03-04 in CST"), ("2010-03-04 10:05 LMT", "2010-03-04 in LMT"),
  ])
  func faults(_ text: String, _ expected: String) { #expect(time(text) == expected) }

  @Test func theCountryOrAFlagDecidesAbbreviations() {
    #expect(time("2010-03-04 10:00 IST") { $0.country = "IN" } == "2010-03-04T04:30Z")
    #expect(time("2010-03-04 10:00 IST") { $0.country = "IE" } == "2010-03-04T09:00Z")
    #expect(time("2010-03-04 10:00 IST") { $0.country = "IL" } == "2010-03-04T08:00Z")
    #expect(time("2010-03-04 10:00 IST") { $0.zone = "Asia/Kolkata" } == "2010-03-04T04:30Z")
    #expect(time("2010-03-04 10:00 PST") { $0.zone = "Asia/Kolkata" } == "2010-03-04T18:00Z")
    #expect(time("2010-03-04 10:00") { $0.zone = "Asia/Kolkata" } == "2010-03-04T04:30Z")
    guard case .day(_, _, .ambiguous(let places)) = reading("2010-03-04 10:00 IST") else {
      Issue.record("IST is taken for one zone")
      return
    }
    #expect(places == ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"])
  }

  /// Summer time as it was: until 2006 American clocks changed in April, British ones as today.
  @Test func placesFollowTheRulesOfTheirTime() {
    func utc(_ text: String, _ zone: String) -> String { time(text) { $0.zone = zone } }
    #expect(utc("2006-03-20 10:00", "America/New_York") == "2006-03-20T15:00Z")
    #expect(utc("2007-03-20 10:00", "America/New_York") == "2007-03-20T14:00Z")
    #expect(utc("2010-03-27 10:00", "Europe/London") == "2010-03-27T10:00Z")
    #expect(utc("2010-03-28 10:00", "Europe/London") == "2010-03-28T09:00Z")
    // The hour that clocks repeat, and that which they skip, have two offsets.
    #expect(utc("2010-10-31 01:30", "Europe/London") == "2010-10-31 in Europe/London")
    #expect(utc("2010-10-31 02:30", "Europe/London") == "2010-10-31T02:30Z")
    #expect(utc("2010-03-28 01:30", "europe/london") == "2010-03-28 in europe/london")
  }

  @Test func onlyZonesThatHoldForAFileCanBeStated() {
    for zone in ["Europe/London", "asia/kolkata", "America/Los Angeles", "UTC", "+05:30", "GMT-8"] {
      #expect(StatedForms.isZone(zone), "\(zone)")
    }
    for zone in ["IST", "PST", "BST", "CET", "Europe/Atlantis", "", "London", "+25:00"] {
      #expect(!StatedForms.isZone(zone), "\(zone)")
    }
  }

  @Test func numbersAreDaysWhereThatIsSaid() throws {
    #expect(
      reading("42172")
        == .fault(.dayNumber(try #require(CivilDate(year: 2015, month: 6, day: 17)))))
    #expect(time("42172") { $0.readsDayNumbers = true } == "2015-06-17")
    #expect(time("44256.5") { $0.readsDayNumbers = true } == "2021-03-01T12:00:00Z")
    #expect(time("44256,25") { $0.readsDayNumbers = true } == "2021-03-01T06:00:00Z")
    #expect(time("44256.0") { $0.readsDayNumbers = true } == "2021-03-01")
    #expect(time("44256.4243055556") { $0.readsDayNumbers = true } == "2021-03-01T10:11:00Z")
    #expect(time("25569") { $0.readsDayNumbers = true } == "1970-01-01")
    #expect(time("99999") { $0.readsDayNumbers = true } == "formUnknown")
    #expect(time("2021-03-01") { $0.readsDayNumbers = true } == "2021-03-01")
  }

  // MARK: Evidence of a column

  private func order(
    _ cells: [String], _ stated: ColumnMapping.DateOrder? = nil
  ) -> String {
    var evidence = TimeEvidence()
    for text in cells {
      let bytes = Array(text.utf8)
      evidence.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    switch evidence.decide(StatedChoice(forAll: stated)) {
    case .forms(let forms, _): return forms.order.map { "\($0)" } ?? "none"
    case .twoReadings(let question):
      return question.orders.map(\.rawValue).joined(separator: " ")
    }
  }

  @Test func theYearInTwoDigitsIsDecidedOrAsked() {
    #expect(order(["21-03-10"]) == "dmy ymd")
    #expect(order(["21-03-10"], .yearFirst) == "yearFirst")
    #expect(order(["21-03-10"], .dayFirst) == "dayFirst")
    #expect(order(["04/03/10"]) == "dmy mdy ymd")
    #expect(order(["10-03-04", "10-03-21", "10-04-17"]) == "yearFirst")
    #expect(order(["04-03-10", "21-03-10", "17-04-10"]) == "dayFirst")
    #expect(order(["03/04/10", "03/21/10"]) == "monthFirst")
    #expect(order(["99-03-10"]) == "yearFirst")
    #expect(order(["21-03-99"]) == "dayFirst")
    #expect(order(["4/3/10", "25/3/10"]) == "dayFirst")
    // One damaged cell makes no year of what is a day.
    #expect(order(["04-03-10", "21-03-10", "17-04-10", "45-04-10"]) == "dayFirst")
  }

  @Test func aFlagDecidesOnlyWhatIsOpen() {
    #expect(order(["04/03/2010"]) == "dmy mdy")
    #expect(order(["04/03/2010"], .monthFirst) == "monthFirst")
    #expect(order(["25/03/2010", "04/03/2010"], .monthFirst) == "dayFirst")
    #expect(order(["14 Jan 2021", "28 Jan 2021"], .dayFirst) == "none")
    #expect(order(["2010-03-04"], .dayFirst) == "none")
    // Both orders stand in the column: then what fits both is as the flag says.
    #expect(order(["25/03/2010", "03/26/2010", "04/05/2010"], .monthFirst) == "monthFirst")
  }

  /// Dates of any days in the forms of one style come back, and a column of them is one of that style.
  @Test(arguments: 0..<80) func columnsComeBack(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let mark = try #require(["/", "-", "."].randomElement(using: &random))
    let clock = try #require(["", " 9:05", " 09:05:30", ", 9:05 PM"].randomElement(using: &random))
    let writers: [(CivilDate) -> String] = [
      { "\(two($0.day))\(mark)\(two($0.month))\(mark)\($0.year)" },
      { "\($0.day)\(mark)\($0.month)\(mark)\($0.year)" },
      { "\(two($0.month))\(mark)\(two($0.day))\(mark)\($0.year)" },
      { "\($0.year)\(mark)\(two($0.month))\(mark)\(two($0.day))" },
      { "\($0.year)\(mark)\($0.month)\(mark)\($0.day)" },
      { "\($0.year)\(two($0.month))\(two($0.day))" },
      { "\($0.day) \(months[$0.month - 1]) \($0.year)" },
      { "\(months[$0.month - 1]) \($0.day), \($0.year)" },
      { "\(two($0.year % 100))\(mark)\(two($0.month))\(mark)\(two($0.day))" },
      { "\(two($0.day))\(mark)\(two($0.month))\(mark)\(two($0.year % 100))" },
    ]
    let writer = try #require(writers.randomElement(using: &random))
    let year = Int.random(in: 2003...2022, using: &random)
    let days = (0..<12).compactMap { number in
      CivilDate(
        year: year, month: Int.random(in: 1...12, using: &random),
        day: number == 0 ? 30 : number == 1 ? 2 : Int.random(in: 1...28, using: &random))
        ?? CivilDate(year: year, month: 1, day: 30)
    }
    let rows = days.enumerated().map { number, day in
      "t\(number),\"\(writer(day))\(clock)\",a,b,1.00,EUR"
    }
    let intake = try load(
      "id,time,from,to,amount,currency\n" + rows.joined(separator: "\n") + "\n")
    #expect(intake.rows.loaded == days.count)
    let found = intake.ledger.transfers.compactMap { transfer in
      transfer.recordedID.map { ($0, transfer.time.day) }
    }
    for (id, day) in found { #expect(day == days[try #require(Int(id.dropFirst()))]) }
  }
}
