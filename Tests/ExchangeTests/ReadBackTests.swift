import PaymentGraph
import TestSupport
import Testing

@testable import Exchange

/// Outputs are read again by readers of their own, which see what the bytes say and not what was meant.
@Suite("Reading back")
struct ReadBackTests {
  private func tally(_ text: String, _ reader: any OutputReader) throws(ExportError) -> OutputTally
  {
    var reading = OutputReading(reader, path: "x", names: nil)
    // In pieces of seven bytes, which no line respects.
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      try reading.take(Array(bytes[place..<min(place + 7, bytes.count)]))
      place += 7
    }
    try reading.finish()
    return reading.tally
  }

  @Test func markup() throws {
    let text = """
      <node id="a&quot;"><data key="n.label">x</data></node>
      <edge id="t" source="a" target="b"><data key="e.amount">1.50</data><data key="e.amountMinor">150</data><data key="e.currency">EUR</data></edge>
      <edge id="u" source="a" target="b"><data key="e.amount">2</data><data key="e.currency">JPY</data><data key="e.received">3.25</data><data key="e.receivedCurrency">EUR</data></edge>

      """
    let found = try tally(text, MarkupReader(form: .data))
    #expect(found.accounts == 1 && found.transfers == 2)
    #expect("\(found.sent)" == "EUR 1.50 + JPY 2" && "\(found.received)" == "EUR 3.25")
  }

  @Test func tables() throws {
    let text = "id,amount,amount_minor,currency\n\"a\n\"\"b\"\",\",1.50,150,EUR\nx,0.005,5,KWD\n"
    let found = try tally(text, TableReader(.transfer))
    #expect(found.transfers == 2 && "\(found.sent)" == "EUR 1.50 + KWD 0.005")
  }

  @Test func wrongBytesAreSeen() throws {
    for line in ["1.50,151,EUR", ",150,EUR", "1.5.0,150,EUR", "1e3,1000,EUR", "1.50,150,"] {
      #expect(throws: ExportError.self) {
        _ = try tally("amount,amount_minor,currency\n\(line)\n", TableReader(.transfer))
      }
    }
  }

  @Test func objects() throws {
    let text = """
      {"id":"a-1","schema":"BankAccount","properties":{"name":["amount"]}}
      {"id":"t-1","schema":"Payment","properties":{"amount":["10.00"],"currency":["EUR"],"purpose":["\\"currency\\":\\"GBP\\""]}}

      """
    let found = try tally(text, JSONLineReader(.entities))
    #expect(found.accounts == 1 && found.transfers == 1 && "\(found.sent)" == "EUR 10.00")
  }

  @Test func amountsAreExact() {
    var sums = CurrencySums()
    sums.add(Int128(Int64.max), decimals: 2, code: "EUR".utf8)
    sums.add(Int128(Int64.max), decimals: 2, code: "EUR".utf8)
    sums.add(5, decimals: 3, code: "EUR".utf8)
    #expect("\(sums)" == "EUR 184467440737095516.145")
    #expect(DecimalDigits.amount(-5, exponent: 2) == "-0.05")
    #expect(DecimalDigits.amount(.min, exponent: 0) == "-9223372036854775808")
    #expect(DecimalDigits.amount(1_234, exponent: 3) == "1.234")
    #expect(DecimalDigits.amount(0, exponent: 2) == "0.00")
  }
}
