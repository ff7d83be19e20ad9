import PaymentGraph
import Testing

@Suite("Days and times")
struct CalendarTests {
  @Test func everyDayOfEightCenturiesComesBack() throws {
    var expected = try #require(CivilDate(year: 1600, month: 1, day: 1)).milliseconds
    var days = 0
    for year in 1600..<2400 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CivilDate(year: year, month: month, day: day) else { continue }
          #expect(date.milliseconds == expected)
          #expect(CivilDate(milliseconds: expected + 86_399_999) == date)
          expected += 86_400_000
          days += 1
        }
      }
    }
    #expect(days == 2 * 146_097)
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 4, 31), (0, 1, 1), (2024, 1, 0),
  ])
  func daysThatDoNotExist(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func textToThePrecisionKnown() throws {
    let noon = try #require(CivilDate(year: 2024, month: 2, day: 29)).milliseconds + 43_200_000
    #expect(PostingTime(start: noon, precision: .second).iso8601 == "2024-02-29T12:00:00Z")
    #expect(PostingTime(start: noon, precision: .minute).iso8601 == "2024-02-29T12:00Z")
    #expect(
      PostingTime(start: noon + 7, precision: .millisecond).iso8601 == "2024-02-29T12:00:00.007Z")
    let day = PostingTime(start: noon - 43_200_000, precision: .day)
    #expect(day.iso8601 == "2024-02-29" && day.end - day.start == 86_400_000)
    #expect(PostingTime.unknown.iso8601.isEmpty && PostingTime.unknown.day == nil)
    let period = PostingTime(fromDay: day.start, toDay: day.start + 86_400_000)
    #expect(period.iso8601 == "2024-02-29/2024-03-01")
  }

  @Test func periodsHoldTheirFirstDayAndNotTheirEnd() throws {
    let first = try #require(CivilDate(year: 2024, month: 1, day: 1))
    let end = try #require(CivilDate(year: 2024, month: 2, day: 1))
    let january = Period(from: first, until: end)
    #expect(january.contains(PostingTime(start: first.milliseconds, precision: .second)))
    #expect(january.contains(PostingTime(start: end.milliseconds - 1, precision: .millisecond)))
    #expect(!january.contains(PostingTime(start: end.milliseconds, precision: .second)))
    #expect(!january.contains(.unknown) && Period().contains(.unknown))
  }
}
