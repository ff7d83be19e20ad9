import PaymentGraph
import Testing

@testable import Ingest

@Suite struct AmountReaderTests {
  private func read(
    _ text: String, _ code: String = "GBP", style: AmountStyle = .point
  ) throws -> AmountReader.Reading {
    let bytes = Array(text.utf8)
    return AmountReader.read(
      bytes.span, Cell(start: 0, end: bytes.count), in: try #require(Currency(code)),
      style: style)
  }

  private static let comma = AmountStyle(decimalMark: 0x2C, isSure: true)

  @Test(arguments: [
    ("185.00", 18_500), ("185", 18_500), ("0.5", 50), (".5", 50), ("+7.10", 710), ("-3.00", -300),
    ("1,234.56", 123_456), ("1,234,567.8", 123_456_780), ("12,345,678", 1_234_567_800),
    ("185.5000", 18_550), ("000185.00", 18_500), ("92233720368547758.07", Int64.max),
    ("1,23,456.78", 12_345_678), ("12,34,56,789.00", 12_345_678_900), ("1 234.00", 123_400),
    ("1'234.00", 123_400), ("£185", 18_500), ("185.00 GBP", 18_500), ("-£5", -500), ("£-5", -500),
    ("(5)", -500), ("5-", -500), ("\u{2212}5", -500), ("0", 0), ("0.000", 0),
    ("0.00000000000000000000", 0), ("5.", 500),
  ])
  func plainAmounts(_ text: String, _ units: Int64) throws {
    #expect(try read(text) == .amount(units, isExponential: false))
  }

  @Test(arguments: [
    ("5.689852347E7", 5_689_852_347), ("1.1623836125E8", 11_623_836_125), ("1e2", 10_000),
    ("25e-1", 250), ("1E+3", 100_000),
  ])
  func exponents(_ text: String, _ units: Int64) throws {
    #expect(try read(text) == .amount(units, isExponential: true))
  }

  @Test(arguments: ["€185", "185 EUR", "USD 5.00", "-5.00 kr"])
  func marksOfAnotherCurrency(_ text: String) throws {
    #expect(try read(text) == .otherCurrency)
  }

  @Test(arguments: [
    "1.234,56", "12a", "abc", "--5", "(-5)", "0x10", "1e", "e5",
    "1e9999", "-", ".", "NaN", "Infinity", "٣",
  ])
  func noNumbers(_ text: String) throws { #expect(try read(text) == .notANumber) }

  @Test(arguments: [
    "12,34.00", "1,2345.00", "1,23,45.78", "1234,567.00", "1,,234.00", "1.2.3", "1,234 567.00",
  ])
  func oddGrouping(_ text: String) throws { #expect(try read(text) == .badGrouping) }

  @Test func oneCommaIsAmbiguousUnlessTheColumnShowsWhatItMeans() throws {
    #expect(try read("1,234") == .ambiguous)
    let sure = AmountStyle(decimalMark: 0x2E, isSure: true)
    #expect(try read("1,234", style: sure) == .amount(123_400, isExponential: false))
    #expect(try read("1,234", style: Self.comma) == .ambiguous)
    let stated = AmountStyle(decimalMark: 0x2C, isSure: true, isStated: true)
    #expect(
      try read("1,234", style: stated)
        == .finer(1_234, exponent: 3, isExponential: false, isCut: false))
  }

  @Test(arguments: [
    ("185,00", 18_500), ("1.234,56", 123_456), ("1.234", 123_400), ("7", 700), ("-0,5", -50),
    ("1 234,5", 123_450), ("1.234.567,89 €", 123_456_789),
  ])
  func decimalCommas(_ text: String, _ units: Int64) throws {
    #expect(
      try read(text, "EUR", style: Self.comma)
        == .amount(units, isExponential: false))
  }

  @Test(arguments: ["12.34,5", "1,2,3", "185.00"])
  func notUnderADecimalComma(_ text: String) throws {
    #expect(try read(text, "EUR", style: Self.comma) == .badGrouping)
  }

  @Test func aPointBehindADecimalCommaIsNoNumber() throws {
    #expect(try read("1,234.56", "EUR", style: Self.comma) == .notANumber)
  }

  @Test(arguments: [
    ("0.001", 1, 3, "GBP"), ("1234.567", 1_234_567, 3, "GBP"),
    ("1449610.43", 144_961_043, 2, "JPY"),
    ("-0.0055", -55, 4, "GBP"), ("185.00000000000003", 18_500_000_000_000_003, 14, "GBP"),
    ("1,234.567", 1_234_567, 3, "GBP"), ("2.50", 25, 1, "JPY"), ("1000.50000", 10_005, 1, "JPY"),
    ("1.123456789012345678", 1_123_456_789_012_345_678, 18, "ETH"),
    ("0.000000000000000001", 1, 18, "ETH"),
  ])
  func finerAmountsAreReadExactly(
    _ text: String, _ units: Int64, _ exponent: Int, _ code: String
  ) throws {
    #expect(
      try read(text, code)
        == .finer(units, exponent: exponent, isExponential: false, isCut: false))
  }

  @Test(arguments: ["18.500", "1.250"]) func threeDigitsAfterAPointMayBeThousandsOfYen(
    _ text: String
  ) throws {
    #expect(try read(text, "JPY") == .ambiguous)
  }

  @Test(arguments: ["185.005", "1.234", "£7.125", "-12.345"])
  func threeDecimalsOfACurrencyWithFewerMayBeThousands(_ text: String) throws {
    #expect(try read(text) == .ambiguous)
    guard
      case .finer(_, exponent: 3, _, _) = try read(
        text, style: AmountStyle(decimalMark: 0x2E, isSure: true, isStated: true))
    else {
      Issue.record("\(text) is not read although the user says what its mark means")
      return
    }
  }

  @Test func whatNoNumberOfSixtyFourBitsHoldsIsCutAndSaid() throws {
    #expect(
      try read("0.12345678901234567890123", "ETH")
        == .finer(123_456_789_012_345_678, exponent: 18, isExponential: false, isCut: true))
    #expect(
      try read("173.123456789012345678", "ETH")
        == .finer(1_731_234_567_890_123_456, exponent: 16, isExponential: false, isCut: true))
  }

  @Test(arguments: [
    "92233720368547758.08", "99999999999999999999", "1e30", "123456789012345678901234567890.00",
  ])
  func tooLarge(_ text: String) throws { #expect(try read(text) == .tooLarge) }

  @Test func decimalsOfEtherBeyondGweiAreKept() throws {
    #expect(
      try read("0.16234169109711505", "ETH")
        == .finer(16_234_169_109_711_505, exponent: 17, isExponential: false, isCut: false))
  }
}
