import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// Fields that are listed once and shown in text, JSON and CSV.
@Suite("Fields of answers")
struct FieldTableTests {
  private struct Row {
    let name: String
    let count: Int
    let sums: MoneyTotals
    let part: Part?
  }

  private struct Part {
    let share: String
  }

  private let rows: [Row] = {
    var sums = MoneyTotals()
    sums.add(Money(minorUnits: 18_500, currency: SampleLedger.gbp))
    sums.add(Money(minorUnits: 200, currency: SampleLedger.inr))
    return [
      Row(name: "=anna", count: 1_204, sums: sums, part: Part(share: "0.5")),
      Row(name: "bela", count: 1, sums: MoneyTotals(), part: nil),
    ]
  }()

  private var fields: FieldTable<Row> {
    let parts = FieldTable<Part>([.word("share", \.share)])
    let fields: [Field<Row>] = [
      .text("name", column: .left("account")) { $0.name },
      .number("count", column: .right("payments", drops: 1), \.count), .currency,
      .money("sum", column: .right("received"), \.sums),
      .part("part", fields: parts, \.part), .flag("many") { $0.count > 1 },
      .flag("hidden") { _ in true }.without(.json, .csv),
    ]
    return FieldTable(
      fields, text: ["received", "account"],
      rowFor: { $0.sums.isEmpty ? [SampleLedger.gbp] : $0.sums.lines.map(\.currency) })
  }

  @Test func textHasItsOwnOrder() {
    #expect(
      fields.lines(rows, style: .plain) == [
        "             received  account  payments",
        "GBP 185.00 + INR 2.00  =anna       1,204",
        "                       bela            1",
      ])
    #expect(
      fields.table(rows, style: TextStyle(isColoured: false, width: 32)).layout.dropped
        == "columns left out for lack of room: payments (--width 0 shows all)")
  }

  @Test func objectsHaveTheFieldsInTheirOrder() {
    #expect(fields.members(rows[0]).map(\.name) == ["name", "count", "sum", "part", "many"])
    #expect(fields.members(rows[1])[3].value == .null)
    #expect(fields.members(rows[0])[3].value == .object([("share", .string("0.5"))]))
  }

  /// Each currency has a row, amounts stay numbers, and text that would be a formula does not.
  @Test func sheetsHaveARowForEachCurrency() {
    #expect(
      fields.csv(rows) == """
        name,count,currency,sum,share,many
        '=anna,1204,GBP,185.00,0.5,true
        '=anna,1204,INR,2.00,0.5,true
        bela,1,GBP,,,false

        """)
  }
}
