internal import FundTracing
internal import PaymentGraph

/// The matrix of places and victims: how much of whose money is held where.
///
/// Columns of a place add up to its total.
struct MatrixSchedule {
  private let answer: Tracing
  private let holdings: [VictimHolding]

  init(_ answer: Tracing) {
    self.answer = answer
    holdings = answer.victimHoldings
  }

  private var ledger: Ledger { answer.scope.ledger }

  private struct Column: Hashable {
    let place: Holding.Place
    let currency: Currency
  }

  private var columns: [Column] {
    var seen: Set<Column> = []
    return holdings.map { Column(place: $0.place, currency: $0.currency) }
      .filter { seen.insert($0).inserted }
  }

  func lines(_ style: TextStyle) -> [String] {
    columns.flatMap { column in
      let own = holdings.filter { $0.place == column.place && $0.currency == column.currency }
      let cells = AmountText.column(own.map(\.amount), column.currency)
      var table = AlignedTable(
        [("victim", .left), ("held", .right), ("exact", .right)], style: style)
      for (one, cell) in zip(own, cells) {
        table.add([
          ledger.account(one.victim).key, cell?.description ?? "",
          AmountText.exact(one.amount, column.currency),
        ])
      }
      let total = own.reduce(Fraction.zero) { $0 + $1.amount }
      table.add([
        "all", AmountText.people(total, column.currency),
        AmountText.exact(total, column.currency),
      ])
      return [style.head(TerminalText.safe(column.place.label(in: ledger)))] + table.lines + [""]
    }
  }

  var csv: String {
    var text = CSVText.line(
      ([.text("victim")] as [CSVText.Cell])
        + columns.map { .text("\($0.place.label(in: ledger)) \($0.currency)") })
    for victim in answer.victims {
      text += CSVText.line(
        ([.text(ledger.account(victim).key)] as [CSVText.Cell])
          + columns.map { column in
            let sum = holdings.filter {
              $0.victim == victim && $0.place == column.place && $0.currency == column.currency
            }.reduce(Fraction.zero) { $0 + $1.amount }
            return .value(AmountText.exact(sum, column.currency))
          })
    }
    return text
  }
}
