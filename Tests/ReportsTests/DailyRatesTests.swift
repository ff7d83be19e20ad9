import PaymentGraph
import Testing

@testable import Reports

@Suite("Daily rates")
struct DailyRatesTests {
  private static let eur = Currency("EUR") ?? .none

  private func rates(_ text: String, unit: Currency = eur) throws -> DailyRates {
    try DailyRates(Array(text.utf8), name: "rates.csv", unit: unit)
  }

  private func value(_ minor: Int64, _ code: String, _ day: String, _ rates: DailyRates) -> Int128?
  {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]),
      let currency = Currency(code)
    else { return nil }
    return rates.value(Money(minorUnits: minor, currency: currency), on: date)
  }

  /// The rate of the day, else that of the last day before, for a week; never a later one.
  @Test func theRateIsThatOfTheDayOrOfTheLastDayBefore() throws {
    let rates = try rates("date,currency,rate\n2024-03-01,GBP,1.1700\n2024-03-04,GBP,1.16\n")
    #expect(value(10_000, "GBP", "2024-03-01", rates) == 11_700)
    #expect(value(10_000, "GBP", "2024-03-03", rates) == 11_700)
    #expect(value(10_000, "GBP", "2024-03-04", rates) == 11_600)
    #expect(value(10_000, "GBP", "2024-03-11", rates) == 11_600)
    #expect(value(10_000, "GBP", "2024-03-12", rates) == nil)
    #expect(value(10_000, "GBP", "2024-02-29", rates) == nil)
    #expect(value(10_000, "USD", "2024-03-01", rates) == nil)
    #expect(value(10_000, "EUR", "1999-01-01", rates) == 10_000)
  }

  /// Currencies have different minor units, and halves go up.
  @Test func minorUnitsAreThoseOfTheUnit() throws {
    let table =
      "rate,currency,date\n0.0061,JPY,2024-03-01\n3.005,KWD,2024-03-01\n0.5,GBP,2024-03-01\n"
    let rates = try rates(table)
    #expect(value(1_000, "JPY", "2024-03-01", rates) == 610)
    #expect(value(1_000, "KWD", "2024-03-01", rates) == 301)
    #expect(value(1, "GBP", "2024-03-01", rates) == 1)
    #expect(value(Int64.max, "GBP", "2024-03-01", rates) == (Int128(Int64.max) + 1) / 2)
    let yen = try self.rates(
      "date,currency,rate\n2024-03-01,EUR,163.24\n", unit: Currency("JPY") ?? .none)
    #expect(value(100, "EUR", "2024-03-01", yen) == 163)
  }

  @Test func marksAndBlanksOfSpreadsheetsDoNotMatter() throws {
    let rates = try rates(
      "\u{FEFF}\"Date\", Currency ,RATE\r\n\"2024-03-01\",gbp, 1.17 \r\n\r\n")
    #expect(value(100, "GBP", "2024-03-01", rates) == 117)
  }

  @Test(arguments: [
    ("", "1: the first line"), ("day,currency,rate\n", "1: the first line"),
    ("date,currency,rate\n01.03.2024,GBP,1\n", "2: the date"),
    ("date,currency,rate\n2024-02-30,GBP,1\n", "2: the date"),
    ("date,currency,rate\n2024-03-01,ZZY,1\n", "2: the currency"),
    ("date,currency,rate\n2024-03-01,GBP,0\n", "2: the rate"),
    ("date,currency,rate\n2024-03-01,GBP,-1.2\n", "2: the rate"),
    ("date,currency,rate\n2024-03-01,GBP,1.1234567890123456\n", "2: the rate"),
    ("date,currency,rate\n2024-03-01,GBP,1,17\n", "2: 4 fields"),
    ("date,currency,rate\n2024-03-01,GBP,1.1\n2024-03-01,GBP,1.2\n", "3: a second rate"),
  ])
  func whatIsNoTableOfRatesIsRefused(_ text: String, _ words: String) {
    let error = #expect(throws: RatesError.self) { try rates(text) }
    #expect(
      error?.description.contains("rates.csv:\(words)") == true, "\(String(describing: error))")
  }
}
