import Testing

@testable import Ingest

@Suite struct AmountReaderTests {
  private func read(_ text: String, exponent: Int = 2, cuts: Bool = false) -> AmountReader.Reading {
    let bytes = Array(text.utf8)
    return AmountReader.read(
      bytes.span, Cell(start: 0, end: bytes.count), exponent: exponent,
      cutsExcess: cuts)
  }

  @Test(arguments: [
    ("185.00", 18_500), ("185", 18_500), ("0.5", 50), (".5", 50), ("+7.10", 710), ("-3.00", -300),
    ("1,234.56", 123_456), ("1,234,567.8", 123_456_780), ("12,345,678", 1_234_567_800),
    ("185.5000", 18_550), ("000185.00", 18_500), ("92233720368547758.07", Int64.max),
    ("0", 0), ("0.000", 0), ("0.00000000000000000000", 0), ("5.", 500),
  ])
  func plainAmounts(_ text: String, _ units: Int64) {
    #expect(read(text) == .amount(units, isExponential: false, isCut: false))
  }

  @Test(arguments: [
    ("5.689852347E7", 5_689_852_347), ("1.1623836125E8", 11_623_836_125), ("1e2", 10_000),
    ("25e-1", 250), ("1E+3", 100_000),
  ])
  func exponents(_ text: String, _ units: Int64) {
    #expect(read(text) == .amount(units, isExponential: true, isCut: false))
  }

  @Test(arguments: [
    "1.234,56", "12a", "abc", "£185", "1 234.00", "--5", "1.2.3", "0x10", "5-", "(5)", "1e", "e5",
    "1e9999", "-", ".", "NaN", "Infinity", "٣",
  ])
  func noNumbers(_ text: String) { #expect(read(text) == .notANumber) }

  @Test(arguments: ["12,34.00", "1,2345.00", "1,23,456.78", "1234,567.00", "1,,234.00"])
  func oddGrouping(_ text: String) { #expect(read(text) == .badGrouping) }

  @Test func oneCommaIsAmbiguous() { #expect(read("1,234") == .ambiguous) }

  @Test(arguments: ["185.005", "0.001", "1e-3", "0.12345678901234567890123"])
  func tooManyDecimals(_ text: String) { #expect(read(text) == .tooPrecise) }

  @Test(arguments: [
    "92233720368547758.08", "99999999999999999999", "1e30", "123456789012345678901234567890.00",
  ])
  func tooLarge(_ text: String) { #expect(read(text) == .tooLarge) }

  @Test func excessDecimalsOfEtherAreCutAndReported() {
    #expect(
      read("0.16234169109711505", exponent: 9, cuts: true)
        == .amount(162_341_691, isExponential: false, isCut: true))
  }
}
