public import FundTracing
internal import PaymentGraph

/// The accounts that some sources' money reaches, as people and programs read them.
public struct ReachReport: Sendable {
  private let answer: Reach
  private let top: Int?

  /// Creates a report on an answer; text shows only the first `top` accounts, if it is given, and
  /// says how many it leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ answer: Reach, top: Int? = nil) {
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
    var lines = [
      style.head(
        "\(Counted.text(count, "account")) \(count == 1 ? "is" : "are") reached from "
          + "\(Counted.text(answer.sources.count, "account")) by "
          + Counted.text(answer.claimCount, "payment"))
    ]
    lines += NoteText.warnings(answer.notes, style) + question.lines
    let shown = answer.accounts.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .right("hops", drops: 5), .left("account"), .left("name"), .left("role", drops: 4),
          .right("received"), .right("transfers", drops: 1), .left("grade", drops: 6),
          .left("finding"), .left("earliest", drops: 3), .left("latest", drops: 2),
        ], style: style)
      for reached in shown {
        let account = ledger.account(reached.account)
        table.add([
          "\(reached.hops)", PartyText.key(account), PartyText.name(account), account.role.name,
          reached.received.lines.map(\.description).joined(separator: " + "),
          Counted.grouped(reached.transfers.count), reached.grade.letter,
          reached.finding.rawValue, reached.earliest?.iso8601 ?? "no time",
          reached.latest?.iso8601 ?? "",
        ])
      }
      lines += [""] + table.lines
    }
    if count > shown.count {
      lines.append(Counted.leftOut(count - shown.count, "account", of: count))
    }
    lines += ["", question.footer] + NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("reach")),
            ("sources", .array(answer.sources.map { .string(ledger.account($0).key) })),
          ] + question.members)
      ),
      ("totals", question.totals([("claims", .integer(answer.claimCount))])),
      (
        "accounts",
        .array(
          answer.accounts.map { reached in
            .object(
              JSONValue.account(ledger.account(reached.account)) + [
                ("hops", .integer(reached.hops)), ("grade", .string(reached.grade.letter)),
                ("finding", .string(reached.finding.rawValue)),
                ("openOrders", .openOrders(reached.openOrders, in: ledger)),
                ("transfers", .integer(reached.transfers.count)),
                ("received", .totals(reached.received)), ("earliest", .time(reached.earliest)),
                ("latest", .time(reached.latest)),
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
        "transfers", "currency", "received", "earliest", "latest",
      ]
    var text = CSVText.line(heads.map { .value($0) })
    for reached in answer.accounts {
      let account = ledger.account(reached.account)
      for total in reached.received.lines {
        text += CSVText.line(
          CSVText.cells(of: account) + [
            .value("\(reached.hops)"), .value(reached.grade.letter),
            .value(reached.finding.rawValue), .value("\(reached.transfers.count)"),
            .value(total.currency.code),
            .value(total.decimalText), .value(reached.earliest?.iso8601 ?? ""),
            .value(reached.latest?.iso8601 ?? ""),
          ])
      }
    }
    return text
  }
}
