internal import FundTracing
internal import PaymentGraph

/// The figures of methods that are no traces: exposures, or shares of a pool.
struct FigureTable {
  private let answer: Tracing

  init(_ answer: Tracing) { self.answer = answer }

  private var ledger: Ledger { answer.scope.ledger }

  func lines(_ style: TextStyle) -> [String] {
    var table = AlignedTable(
      [
        .left("account"), .left("name", drops: 3, title: "account's name"), .left("victim"),
        .left("name", drops: 2, title: "victim's name"), .right("amount"),
        .right("exact", drops: 1),
      ], style: style)
    for figure in answer.figures {
      table.add([
        figure.account.map { PartyText.key(ledger.account($0)) } ?? "the pool",
        figure.account.map { PartyText.name(ledger.account($0)) } ?? "",
        PartyText.key(ledger.account(figure.victim)), PartyText.name(ledger.account(figure.victim)),
        AmountText.people(figure.amount, figure.currency),
        ExactText.short(figure.amount, figure.currency),
      ])
    }
    return table.lines
  }

  var csv: String {
    var text = CSVText.line(
      ["rule", "account", "claim", "currency", "amount", "exact"].map { .value($0) })
    for figure in answer.figures {
      text += CSVText.line([
        .value(answer.method.name),
        .text(figure.account.map { ledger.account($0).key } ?? "POOL"),
        .text(ledger.account(figure.victim).key), .value(figure.currency.code),
        .value(AmountText.decimal(figure.amount, figure.currency)),
        .value(AmountText.exact(figure.amount, figure.currency)),
      ])
    }
    return text
  }
}
