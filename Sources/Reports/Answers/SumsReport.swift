public import PaymentGraph

/// The sums that every account paid every other, as people and programs read them.
public struct SumsReport: Sendable {
  private let sums: [PaymentSum]
  private let ledger: Ledger
  private let top: Int?

  /// Creates a report on sums; text shows only the first `top`, if it is given.
  public init(_ sums: [PaymentSum], in ledger: Ledger, top: Int? = nil) {
    self.sums = sums
    self.ledger = ledger
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private func total(_ sum: PaymentSum) -> MoneyTotal? {
    var totals = MoneyTotals()
    totals.add(sum.sent, in: sum.currency)
    return totals.lines.first
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head("\(Counted.text(sums.count, "pair")) of payer, payee and currency")
    ]
    let shown = sums.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .left("payer"), .left("name", drops: 4, title: "payer's name"), .left("payee"),
          .left("name", drops: 3, title: "payee's name"), .right("sent"), .right("transfers"),
          .left("first", drops: 2), .left("last", drops: 1),
        ], style: style)
      for sum in shown {
        let (payer, payee) = (ledger.account(sum.payer), ledger.account(sum.beneficiary))
        table.add([
          PartyText.key(payer), PartyText.name(payer), PartyText.key(payee), PartyText.name(payee),
          total(sum)?.description ?? "", Counted.grouped(sum.count),
          sum.first?.iso8601 ?? "no time",
          sum.last?.iso8601 ?? "",
        ])
      }
      lines += [""] + table.lines
    }
    if sums.count > shown.count {
      lines.append(
        "(+\(Counted.text(sums.count - shown.count, "more pair")): --top \(sums.count) shows all)")
    }
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "sums",
        .array(
          sums.map { sum in
            .object([
              ("payer", .string(ledger.account(sum.payer).key)),
              ("payerName", .optional(ledger.account(sum.payer).details.name)),
              ("payee", .string(ledger.account(sum.beneficiary).key)),
              ("payeeName", .optional(ledger.account(sum.beneficiary).details.name)),
              ("transfers", .integer(sum.count)), ("currency", .string(sum.currency.code)),
              ("sent", .string(total(sum)?.decimalText ?? "")), ("first", .time(sum.first)),
              ("last", .time(sum.last)),
            ])
          })
      )
    ])
  }

  private var csv: String {
    let heads = [
      "payer", "payer_name", "payee", "payee_name", "transfers", "currency", "sent", "first",
      "last",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for sum in sums {
      let (payer, payee) = (ledger.account(sum.payer), ledger.account(sum.beneficiary))
      text += CSVText.line([
        .text(payer.key), .text(payer.details.name ?? ""), .text(payee.key),
        .text(payee.details.name ?? ""), .value("\(sum.count)"), .value(sum.currency.code),
        .value(total(sum)?.decimalText ?? ""), .value(sum.first?.iso8601 ?? ""),
        .value(sum.last?.iso8601 ?? ""),
      ])
    }
    return text
  }
}
