import PaymentGraph
import Testing

@Suite("Money")
struct MoneyTests {
  private func money(_ units: Int64, _ code: String) throws -> Money {
    Money(minorUnits: units, currency: try #require(Currency(code)))
  }

  @Test(arguments: [
    ("GBP", 18500, "185.00", "GBP 185.00"), ("JPY", 1_234_567, "1234567", "JPY 1,234,567"),
    ("KWD", -1, "-0.001", "KWD -0.001"), ("GBP", 5, "0.05", "GBP 0.05"),
    ("BTC", 150_000_000, "1.50000000", "BTC 1.50"),
    ("USD", 123_456_789, "1234567.89", "USD 1,234,567.89"),
  ])
  func text(_ code: String, _ units: Int64, _ decimal: String, _ shown: String) throws {
    #expect(try money(units, code).decimalText == decimal)
    #expect(try money(units, code).description == shown)
  }

  @Test func currenciesNeverMixAndSumsNeverWrap() throws {
    let gbp = try money(.max, "GBP")
    #expect(throws: MoneyError.mixedCurrencies(gbp.currency, try money(1, "EUR").currency)) {
      try gbp.adding(try money(1, "EUR"))
    }
    #expect(throws: MoneyError.tooLarge(gbp.currency)) { try gbp.adding(try money(1, "GBP")) }
    #expect(try money(3, "GBP").adding(money(4, "GBP")) == money(7, "GBP"))
  }

  @Test func totalsKeepCurrenciesApartAndHoldMoreThanOneAmountCan() throws {
    var totals = MoneyTotals()
    for _ in 0..<3 { totals.add(try money(.max, "GBP")) }
    totals.add(try money(1, "EUR"))
    #expect(totals.lines.map(\.currency.code) == ["EUR", "GBP"])
    #expect(totals.lines[1].minorUnits == Int128(Int64.max) * 3)
    #expect(totals.lines[1].decimalText == "276701161105643274.21")
  }

  @Test func codesInAnyCaseAndNoOthers() {
    #expect(Currency("gbp")?.code == "GBP")
    #expect(Currency("QQQ") == nil && Currency("") == nil && Currency("POUNDS") == nil)
    #expect(Currency("JPY")?.exponent == 0 && Currency("BTC")?.exponent == 8)
  }
}
