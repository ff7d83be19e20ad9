public import FundTracing
internal import PaymentGraph

/// The accounts whose money can have come to some accounts, as people and programs read them.
public struct OriginsReport: Sendable {
  private let answer: Origins
  private let top: Int?

  /// Creates a report on an answer; text shows only the first `top` accounts, if it is given, and
  /// says how many it leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ answer: Origins, top: Int? = nil) {
    self.answer = answer
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var question: QuestionFacts { QuestionFacts(scope: answer.scope, rules: answer.rules) }

  private func plain(_ style: TextStyle) -> String {
    let count = answer.accounts.count
    let targets = answer.targets.prefix(3).map { PartyText.both(ledger.account($0)) }
      .joined(separator: ", ")
    let more = answer.targets.count > 3 ? " and \(answer.targets.count - 3) more" : ""
    var lines = [
      style.head(
        TerminalText.safe(
          "money of \(Counted.text(count, "account")) can have come to \(targets)\(more)"))
    ]
    lines += NoteText.warnings(answer.notes, style)
    lines += question.lines
    let shown = answer.accounts.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .right("hops", drops: 6), .left("account"), .left("name"), .left("role", drops: 5),
          .right("sent"), .right("transfers", drops: 1), .left("grade", drops: 7),
          .left("finding"), .left("earliest", drops: 3), .left("latest", drops: 2),
          .left("", drops: 4, title: "source"),
        ], style: style)
      for origin in shown {
        let account = ledger.account(origin.account)
        table.add([
          "\(origin.hops)", PartyText.key(account), PartyText.name(account), account.role.name,
          origin.sent.lines.map(\.description).joined(separator: " + "),
          Counted.grouped(origin.transfers.count), origin.grade.letter, origin.finding.rawValue,
          origin.earliest?.iso8601 ?? "no time", origin.latest?.iso8601 ?? "",
          origin.isSource ? "source" : "",
        ])
      }
      lines += [""] + table.lines
    }
    if count > shown.count {
      lines.append(Counted.leftOut(count - shown.count, "account", of: count))
    }
    let words =
      shown.contains(where: \.isSource)
      ? ["source: nothing that it received is on the way", "sent: gross, on the transfers counted"]
      : []
    lines += ["", (words + [question.footer]).joined(separator: "; ")]
    lines += NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("reach")),
            ("targets", .array(answer.targets.map { .string(ledger.account($0).key) })),
          ] + question.members)
      ),
      ("totals", question.totals([])),
      (
        "accounts",
        .array(
          answer.accounts.map { origin in
            .object(
              JSONValue.account(ledger.account(origin.account)) + [
                ("hops", .integer(origin.hops)), ("grade", .string(origin.grade.letter)),
                ("finding", .string(origin.finding.rawValue)),
                ("openOrders", .openOrders(origin.openOrders, in: ledger)),
                ("transfers", .integer(origin.transfers.count)),
                ("sent", .totals(origin.sent)), ("source", .bool(origin.isSource)),
                ("earliest", .time(origin.earliest)), ("latest", .time(origin.latest)),
              ])
          })
      ),
      ("notes", .notes(answer.notes)),
    ])
  }

  /// The answer as CSV: one row for each account and currency, so that amounts stay numbers.
  private var csv: String {
    let heads =
      CSVText.accountHeads + [
        "hops", "grade", "finding",
        "transfers", "currency", "sent", "source", "earliest", "latest",
      ]
    var text = CSVText.line(heads.map { .value($0) })
    for origin in answer.accounts {
      let account = ledger.account(origin.account)
      for total in origin.sent.lines {
        text += CSVText.line(
          CSVText.cells(of: account) + [
            .value("\(origin.hops)"), .value(origin.grade.letter), .value(origin.finding.rawValue),
            .value("\(origin.transfers.count)"), .value(total.currency.code),
            .value(total.decimalText), .value("\(origin.isSource)"),
            .value(origin.earliest?.iso8601 ?? ""), .value(origin.latest?.iso8601 ?? ""),
          ])
      }
    }
    return text
  }
}
