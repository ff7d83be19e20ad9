import PaymentGraph
import Testing

@testable import Ingest

/// Amounts as exports, invoices and tables of many countries write them.
@Suite("Forms of amounts")
struct AmountFormTests {
  /// The mark of the column: a point, a comma, or nothing that shows it.
  private static let styles: [String: AmountStyle] = [
    "p": AmountStyle(decimalMark: 0x2E, isSure: true),
    "c": AmountStyle(decimalMark: 0x2C, isSure: true), "o": .point,
  ]

  /// The text, the currency, the column's mark, and minor units or what is said of the text.
  private static let table = """
    Rs.500.00|INR|p|50000
    Rs.2,000|INR|p|200000
    Rs.2,000.00|INR|o|200000
    Rs.1,23,456.78|INR|p|12345678
    Rs. 2,000|INR|p|200000
    Rs 2,000.50|INR|p|200050
    rs.75.50|INR|o|7550
    RS.75.50|INR|o|7550
    Re. 1|INR|o|100
    Re.1.00|INR|o|100
    Rs.500|PKR|o|50000
    Rs.500|LKR|o|50000
    Rs.500|NPR|o|50000
    Rs.500|GBP|o|other
    -Rs.500.00|INR|o|-50000
    Rs.-500.00|INR|o|-50000
    Rs.500.00-|INR|o|-50000
    (Rs.500.00)|INR|o|-50000
    Rs.(500.00)|INR|o|-50000
    500.00 Rs.|INR|o|50000
    Rs.500.|INR|o|50000
    Rs..50|INR|o|50
    INR2,000|INR|p|200000
    INR 2,000.00|INR|o|200000
    2,000.00 INR|INR|o|200000
    inr 5|INR|o|500
    ₹2,000.00|INR|o|200000
    ₹ 2,000/-|INR|p|200000
    2,000/-|INR|p|200000
    500/-|INR|o|50000
    Rs.500/-|INR|o|50000
    Rs. 1,00,000/-|INR|p|10000000
    2,000.50/-|INR|o|200050
    500/- Dr|INR|o|sided
    500/--|INR|o|number
    /-500|INR|o|number
    500/=|KES|o|50000
    KSh 1,500/=|KES|p|150000
    Ksh.1,500.00|KES|o|150000
    TSh 1,500.00|TZS|o|150000
    USh 1,500|UGX|p|1500
    500.-|CHF|o|50000
    500.-|CHF|p|50000
    500.-|EUR|c|50000
    1'250.-|CHF|o|125000
    1’250.-|CHF|o|125000
    -300.-|CHF|o|-30000
    - 300.-|CHF|o|-30000
    +300.-|CHF|o|30000
    (300.-)|CHF|o|-30000
    500.--|CHF|o|50000
    500.–|CHF|o|50000
    500.—|CHF|o|50000
    CHF 1'250.–|CHF|o|125000
    CHF 1'250.-|CHF|o|125000
    1'250.- CHF|CHF|o|125000
    Fr. 500.-|CHF|o|50000
    Fr.500.-|CHF|o|50000
    Fr. 12.50|CHF|o|1250
    sFr. 12.50|CHF|o|1250
    SFr.1'250.75|CHF|o|125075
    1'234'567.85|CHF|p|123456785
    500,-|EUR|c|50000
    500,-|EUR|o|50000
    500,--|EUR|c|50000
    500,— €|EUR|c|50000
    1.250,-|EUR|c|125000
    1.250,-|EUR|o|125000
    1.250,--|EUR|p|125000
    -300,-|EUR|c|-30000
    500,- Kč|CZK|c|50000
    1 500,- Kč|CZK|c|150000
    500,-kr|DKK|c|50000
    kr. 500,-|DKK|c|50000
    kr. 1.250,50|DKK|c|125050
    kr.500|DKK|o|50000
    500 kr.|SEK|o|50000
    500,50 kr|NOK|c|50050
    Kr 500|ISK|o|500
    500.-.-|CHF|o|number
    500.00.-|CHF|o|grouping
    500,50,-|EUR|c|grouping
    .-|CHF|o|number
    500.---- |CHF|o|number
    Rp500.000,-|IDR|c|50000000
    Rp 500.000|IDR|c|50000000
    Rp. 1.500.000,00|IDR|c|150000000
    S/.500.00|PEN|o|50000
    S/. 1,500.00|PEN|o|150000
    S/ 500|PEN|o|50000
    B/.12.50|PAB|o|1250
    R$ 1.250,00|BRL|c|125000
    R$500|BRL|o|50000
    R$-500,00|BRL|c|-50000
    R 1 234,56|ZAR|c|123456
    R500.00|ZAR|o|50000
    RM500.00|MYR|o|50000
    Bs. 100|BOB|o|10000
    US$ 1,250.00|USD|o|125000
    US $5|USD|o|500
    C$5.00|CAD|o|500
    HK$5.00|HKD|o|500
    NT$500|TWD|o|50000
    $1,250.00|USD|o|125000
    $.50|USD|o|50
    $-5.00|USD|o|-500
    -$5.00|USD|o|-500
    ($5.00)|USD|o|-500
    $(5.00)|USD|o|-500
    -$(5.00)|USD|o|number
    £185|GBP|o|18500
    £.50|GBP|o|50
    £1,234.56|GBP|o|123456
    £5|EUR|o|other
    ￡5.00|GBP|o|500
    ￥12,000|JPY|p|12000
    ¥12,000|JPY|p|12000
    １２，０００|JPY|p|12000
    １２．５０|EUR|o|1250
    1 234,56|EUR|c|123456
    1\u{A0}234,56|EUR|c|123456
    1\u{202F}234,56 €|EUR|c|123456
    1\u{2009}234,56|EUR|c|123456
    1\u{2007}234,56|EUR|c|123456
    € 1.234,56|EUR|c|123456
    €1.234,56|EUR|c|123456
    1.234,56 EUR|EUR|c|123456
    EUR 1.234,56|EUR|c|123456
    5,00 euros|EUR|c|500
    zł 5,00|PLN|c|500
    5,00 zł|PLN|c|500
    5 000 Ft|HUF|c|500000
    1 500,00 ₽|RUB|c|150000
    500 руб.|RUB|o|50000
    1.500,00 TL|TRY|c|150000
    ₺1.500,00|TRY|c|150000
    ₪5.00|ILS|o|500
    1.200 ₫|VND|c|1200
    1.200đ|VND|c|1200
    ₩12,000|KRW|p|12000
    ฿500.00|THB|o|50000
    ₦2,000.00|NGN|o|200000
    GH₵5.00|GHS|o|500
    5 000 FCFA|XOF|c|5000
    5 000 F CFA|XOF|c|5000
    Tk. 500|BDT|o|50000
    Dhs. 500.00|AED|o|50000
    +500|GBP|o|50000
    500+|GBP|o|50000
    −500.00|GBP|o|-50000
    –500.00|GBP|o|-50000
    500.00-|GBP|o|-50000
    500.00−|GBP|o|-50000
    (500.00)|GBP|o|-50000
    ( 500.00 )|GBP|o|-50000
    500.00 DR|GBP|o|sided
    500.00DR|GBP|o|sided
    500.00 Cr.|GBP|o|sided
    500.00 (Cr)|INR|o|sided
    1,234.00(Dr)|INR|o|sided
    500,00 S|EUR|c|sided
    500,00 H|EUR|c|sided
    Dr 500.00|GBP|o|sided
    ٥٠٠|AED|o|number
    ５００元|CNY|o|50000
    1,234|GBP|o|ambiguous
    1.234|GBP|c|123400
    1,234|GBP|p|123400
    £1,234|GBP|o|ambiguous
    1.234,5|EUR|c|123450
    1,2345.00|GBP|p|grouping
    12,34,567.00|INR|p|123456700
    500 abc|GBP|o|number
    abc 500|GBP|o|number
    500 GBP GBP GBP|GBP|o|number
    5 00|GBP|o|grouping
    1e3|GBP|o|100000
    --500|GBP|o|number
    +-500|GBP|o|number
    (-500)|GBP|o|number
    Rs.|INR|o|number
    -|GBP|o|number
    .|GBP|o|number
    """

  private static let cases = table.split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func thereAreManyForms() { #expect(Self.cases.count >= 150) }

  @Test(arguments: cases) func isRead(_ parts: [String]) throws {
    #expect(parts.count == 4)
    let bytes = Array(parts[0].utf8)
    let cell = CellText.trimmed(bytes.span, Cell(start: 0, end: bytes.count))
    let reading = AmountReader.read(
      bytes.span, cell, in: try #require(Currency(parts[1])),
      style: try #require(Self.styles[parts[2]]))
    let expected: AmountReader.Reading
    switch parts[3] {
    case "other": expected = .otherCurrency
    case "number": expected = .notANumber
    case "grouping": expected = .badGrouping
    case "ambiguous": expected = .ambiguous
    case "sided": expected = .sided
    case let units:
      expected = .amount(
        try #require(Int64(units)), isExponential: parts[0].contains("e3"))
    }
    #expect(reading == expected, "\(parts[0])")
  }

  @Test(arguments: [
    ("500.00 DR", 50_000, AmountText.Side.debit), ("1,234.00(Cr)", 123_400, .credit),
    ("500.-", 50_000, .none), ("-500.-", -50_000, .none), ("500.00CR.", 50_000, .credit),
    ("Rs.2,000.00 Dr.", 200_000, .debit), ("500.00 Debit", 50_000, .debit),
  ])
  func statementsNameSides(_ text: String, _ units: Int64, _ side: AmountText.Side) throws {
    let reading = StatementAmount.read(
      text, in: try #require(Currency("INR")), style: AmountStyle(decimalMark: 0x2E, isSure: true))
    guard case .amount(let value, let found) = reading else {
      Issue.record("\(text) is no amount")
      return
    }
    #expect(value == units && found == side)
  }

  // MARK: Evidence of a column

  private func evidence(_ cells: [String]) -> AmountEvidence {
    var evidence = AmountEvidence()
    for text in cells {
      let bytes = Array(text.utf8)
      evidence.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    return evidence
  }

  private func mark(_ cells: [String]) -> String {
    switch evidence(cells).decide(StatedChoice()) {
    case .style(let style, _): style.decimalMark == 0x2C ? "comma" : "point"
    case .twoReadings: "open"
    }
  }

  @Test(arguments: [
    (["2.500", "1.000"], "open"), (["2,500"], "open"), (["2.500", "2,500"], "open"),
    (["2.500", "7"], "open"), (["-2.500"], "open"), (["£2.500"], "open"), (["2.500 EUR"], "open"),
    (["2.500", "12.5"], "point"), (["2.500", "3.25"], "point"), (["2.500", "0.500"], "point"),
    (["2.500", "1234.500"], "point"), (["2.500", "1,234.56"], "point"),
    (["2.500", "1.234,56"], "comma"), (["2.500", "5,50"], "comma"),
    (["2.500", "1.234.567"], "comma"),
    (["2,500", "1,234,567"], "point"), (["2,500", "12.5"], "point"), (["2.500", "5,-"], "comma"),
    (["2.500", "500.-"], "point"), (["2.500", "1'250.-"], "point"), (["Rs.500"], "point"),
    (["Rs.500", "Rs.2,000"], "open"), (["Rs.500.00", "Rs.2,000"], "point"),
    (["Rs.500.00", "Rs.2,000", "Rs.1,23,456.78"], "point"), (["kr. 500", "kr. 1.250,50"], "comma"),
    (["S/.500", "S/.1,500.00"], "point"), (["EUR 1.234,56", "EUR 2.500"], "comma"),
    (["1.234,56 DEBIT"], "comma"), (["7", "150"], "point"), ([], "point"),
  ])
  func columnsShowTheirMark(_ cells: [String], _ expected: String) {
    #expect(mark(cells) == expected)
    #expect(mark(cells.reversed()) == expected)
  }

  @Test func aFlagDecidesOnlyWhatIsOpen() {
    func mark(_ cells: [String], file: ColumnMapping.DecimalMark?, all: ColumnMapping.DecimalMark?)
      -> UInt8?
    {
      let stated = StatedChoice(forFile: file, forAll: all)
      guard case .style(let style, _) = evidence(cells).decide(stated) else { return nil }
      return style.decimalMark
    }
    #expect(mark(["2.500"], file: nil, all: .comma) == 0x2C)
    #expect(mark(["2.500"], file: .point, all: .comma) == 0x2E)
    #expect(mark(["2.50"], file: .comma, all: nil) == 0x2E)
    #expect(mark(["2,50"], file: nil, all: .point) == 0x2C)
    #expect(evidence(["2,50"]).contradiction(of: .point)?.cells == 1)
    #expect(evidence(["2.500"]).contradiction(of: .comma) == nil)
  }
}
