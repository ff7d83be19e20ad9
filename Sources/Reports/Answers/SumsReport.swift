public import PaymentGraph

/// The sums that every account paid every other, as people and programs read them.
public struct SumsReport: Sendable {
  private let sums: [PaymentSum]
  private let scope: LedgerView
  private var ledger: Ledger { scope.ledger }
  private let top: Int?

  /// Creates a report on sums; text shows only the first `top`, if it is given.
  public init(_ sums: [PaymentSum], in ledger: Ledger, top: Int? = nil) {
    self.init(sums, of: ledger.whole, top: top)
  }

  /// Creates a report on sums of a view, which says what the view leaves out as a hypothesis.
  public init(_ sums: [PaymentSum], of scope: LedgerView, top: Int? = nil) {
    self.sums = sums
    self.scope = scope
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style),
      json: JSONValue.object(
        LeftOutFacts.members(scope) + [("sums", fields.json(sums))]
      ).text,
      csv: fields.csv(sums))
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head("\(Plural.text(sums.count, "pair")) of payer, payee and currency")
    ]
    lines += LeftOutFacts.warnings(scope, style) + LeftOutFacts.timeless(scope, style)
    let shown = sums.prefix(top ?? .max)
    if !shown.isEmpty { lines += [""] + fields.lines(shown, style: style) }
    if sums.count > shown.count {
      lines.append(
        "(+\(Plural.text(sums.count - shown.count, "more pair")): --top \(sums.count) shows all)")
    }
    return style.page(lines)
  }

  private var fields: FieldTable<PaymentSum> {
    func total(_ sum: PaymentSum) -> MoneyTotals {
      var totals = MoneyTotals()
      totals.add(sum.sent, in: sum.currency)
      return totals
    }
    let ledger = ledger
    func payer(_ sum: PaymentSum) -> Account { ledger.account(sum.payer) }
    func payee(_ sum: PaymentSum) -> Account { ledger.account(sum.beneficiary) }
    let fields: [Field<PaymentSum>] = [
      .key("payer", column: .left("payer"), payer),
      .json("payerName") { .optional(payer($0).details.name) },
      .csv("payer_name") { .text(payer($0).details.name ?? "") },
      .shown(.left("name", drops: 4, title: "payer's name")) { PartyText.name(payer($0)) },
      .key("payee", column: .left("payee"), payee),
      .json("payeeName") { .optional(payee($0).details.name) },
      .csv("payee_name") { .text(payee($0).details.name ?? "") },
      .shown(.left("name", drops: 3, title: "payee's name")) { PartyText.name(payee($0)) },
      .number("transfers", column: .right("transfers"), \.count),
      .word("currency") { $0.currency.code },
      .word("sent", column: .right("sent")) { total($0).lines.first?.decimalText ?? "" }
        .showing { total($0).words },
      .time("first", column: .left("first", drops: 2), unknown: "no time", \.first),
      .time("last", column: .left("last", drops: 1), \.last),
    ]
    return FieldTable(
      fields,
      text: [
        "payer", "payer's name", "payee", "payee's name", "sent", "transfers", "first", "last",
      ])
  }
}
