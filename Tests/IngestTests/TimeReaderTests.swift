import PaymentGraph
import Testing

@testable import Ingest

@Suite struct TimeReaderTests {
  private func read(_ text: String, _ style: TimeReader.Style = .yearFirst) -> PostingTime? {
    let bytes = Array(text.utf8)
    return TimeReader.read(
      bytes.span, Cell(start: 0, end: bytes.count), style: style)
  }

  @Test(arguments: [
    ("2010-03-04", "2010-03-04"), ("2010/03/04", "2010-03-04"),
    ("2022/09/01 00:20", "2022-09-01T00:20"), ("2010-03-04T10:05:06Z", "2010-03-04T10:05:06Z"),
    ("2010-03-04 10:05:06.7", "2010-03-04T10:05:06.700"),
    ("2022-03-29T21:41:18+00:00", "2022-03-29T21:41:18Z"),
    ("2010-03-04T03:00:00+05:30", "2010-03-03T21:30:00Z"),
    ("2010-03-04T20:00:00-0800", "2010-03-05T04:00:00Z"), ("2012-02-29", "2012-02-29"),
  ])
  func times(_ text: String, _ expected: String) { #expect(read(text)?.iso8601 == expected) }

  @Test(arguments: [
    "10-03-04", "2010-02-30", "2011-02-29", "2010-13-01", "0011-04-01", "3010-01-01",
    "2010-03-04T24:00", "2010-03-04T10:60", "2010-03-04T10:05:60", "2010-03/04", "2010-03-04x",
    "2010-03-04T10:05:06 XYZ", "04/03/2010", "", "2010-03-04T10:05:06+99:00",
  ])
  func noTimes(_ text: String) { #expect(read(text) == nil) }

  @Test(arguments: [("Mar 25, 2015", "2015-03-25"), ("jul 5, 2012", "2012-07-05")])
  func monthNames(_ text: String, _ expected: String) {
    #expect(read(text, .monthName)?.iso8601 == expected)
  }

  @Test(arguments: ["Mar 32, 2015", "Mar 5", "Marchy 5, 2015", "Foo 5, 2015", "Mar 5, 20155"])
  func noMonthNames(_ text: String) { #expect(read(text, .monthName) == nil) }

  @Test func stepsCountFromTheEpoch() {
    #expect(read("25", .step(.hour))?.iso8601 == "2017-01-02T01:00Z")
    #expect(read("-1", .step(.hour)) == nil)
    #expect(read("1.0", .step(.hour)) == nil)
  }

  @Test func daysOfFourCenturiesGoThereAndBack() throws {
    var day: Int64 = -86_400_000 * 60_000
    var before: CivilDate?
    while day < 86_400_000 * 90_000 {
      let date = CivilDate(milliseconds: day)
      #expect(date.milliseconds == day)
      if let before { #expect(before < date) }
      before = date
      day += 86_400_000 * 13
    }
  }
}
