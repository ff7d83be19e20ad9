public import FundTracing
internal import PaymentGraph

/// The payments that join two accounts whatever their times, as people and programs read them.
public struct ConnectionReport: Sendable {
  private let answer: Connection
  private var ledger: Ledger { answer.scope.ledger }

  /// The statement that every such answer makes.
  static let warning =
    "in any order of time this is no walk of money: without --ties any-order, path asks for one"

  /// Creates a report on an answer.
  public init(_ answer: Connection) { self.answer = answer }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: json.text, csv: fields.csv(steps))
  }

  private var steps: [(transfer: Transfer, step: Int)] {
    (answer.transfers ?? []).enumerated().map { (ledger.transfer($1), $0 + 1) }
  }

  private var fields: FieldTable<(transfer: Transfer, step: Int)> {
    FieldTable([.transfer(\.self)])
  }

  private func plain(_ style: TextStyle) -> String {
    let (from, to) = (
      PartyText.both(ledger.account(answer.from)), PartyText.both(ledger.account(answer.to))
    )
    let question = QuestionFacts(
      scope: answer.scope, rules: answer.rules, basis: answer.transfers.map { Set($0) })
    guard let transfers = answer.transfers else {
      let reason =
        answer.wasCut
        ? "at most \(Plural.text(answer.rules.maximumHops ?? 0, "payment")) cannot join them; more may"
        : "no payments join them, in any order of time"
      return style.page(
        [style.head(TerminalText.safe("\(from) to \(to): not joined")), reason] + question.lines)
    }
    let order =
      answer.isInOrder
      ? "each payment stands after the one before it"
      : "a payment stands before the one that should precede it"
    var lines = [
      style.head(
        TerminalText.safe(
          "\(from) to \(to): joined by \(Plural.text(transfers.count, "payment")), grade \(answer.grade.letter)"
        )), order, ConnectionReport.warning,
    ]
    lines += question.lines + [""]
    let walk = AlignedTable(
      [
        .left("time"), .left("from"), .left("to"), .right("amount"), .left("evidence"),
      ], style: style)
    var table = walk
    for (transfer, _) in steps {
      table.add([
        transfer.time.precision == .unknown ? "no time" : transfer.time.iso8601,
        PartyText.both(transfer.payer), PartyText.both(transfer.beneficiary),
        transfer.sent.description, transfer.evidence.map(\.description).joined(separator: ", "),
      ])
    }
    return style.page(lines + table.lines)
  }

  private var json: JSONValue {
    let question = QuestionFacts(scope: answer.scope, rules: answer.rules)
    return .object([
      (
        "question",
        .object(
          [
            ("command", .string("path")), ("fromAccount", .string(ledger.account(answer.from).key)),
            ("toAccount", .string(ledger.account(answer.to).key)),
          ]
            + question.members.map { name, value in
              (name, name == "ties" ? .string("anyOrder") : value)
            })
      ),
      ("joined", .bool(answer.transfers != nil)),
      ("length", answer.transfers.map { .integer($0.count) } ?? .null),
      ("isInOrder", .bool(answer.isInOrder)), ("grade", .string(answer.grade.letter)),
      ("wasCut", .bool(answer.wasCut)),
      ("transfers", .array((answer.transfers ?? []).map { .transfer(ledger.transfer($0)) })),
      ("warning", .string(ConnectionReport.warning)),
    ])
  }
}
