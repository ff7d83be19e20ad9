public import FundTracing
internal import PaymentGraph

/// A comparison of all rules side by side, with their differences.
public struct ComparisonReport: Sendable {
  private let comparison: RuleComparison

  /// Creates a report on a comparison.
  public init(_ comparison: RuleComparison) { self.comparison = comparison }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var names: [String] { comparison.answers.map(\.method.name) }
  private var ledger: Ledger? { comparison.answers.first?.scope.ledger }

  private func plain(_ style: TextStyle) -> String {
    guard let ledger, let first = comparison.answers.first else { return "" }
    var lines = [style.head("where the victims' money is, under every rule")]
    let facts = TraceFacts(answer: first)
    var seen: Set<AnswerNote> = []
    let notes = comparison.answers.flatMap(\.notes).filter { seen.insert($0).inserted }
    lines += NoteText.warnings(notes, style) + facts.lines
    let differing = comparison.rows.filter { !$0.agrees }
    lines += [
      "",
      "\(Plural.text(comparison.rows.count - differing.count, "figure")) of "
        + "\(Plural.grouped(comparison.rows.count)) are the same "
        + "under all rules; \(Plural.grouped(differing.count)) differ (marked *)", "",
    ]
    lines += fields(ledger).lines(comparison.rows, style: style) + ["", "rules: \(facts.terms)"]
    lines += comparison.answers.map { "\($0.method.name): \($0.method.definition)" }
    lines += NoteText.lines(notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    guard let ledger else { return .null }
    return .object([
      (
        "question",
        .object(
          [
            ("command", .string("trace")), ("compare", .bool(true)),
            (
              "rules",
              .array(
                comparison.answers.map {
                  .object([
                    ("rule", .string($0.method.name)),
                    ("definition", .string($0.method.definition)),
                  ])
                })
            ), ("files", .files(of: ledger)),
          ] + (comparison.answers.first.map { LeftOutFacts.members($0.scope) } ?? []))
      ),
      ("rows", fields(ledger).json(comparison.rows)),
    ])
  }

  private var csv: String { ledger.map { fields($0).csv(comparison.rows) } ?? "" }

  private func fields(_ ledger: Ledger) -> FieldTable<RuleComparison.Row> {
    let names = names
    let fields: [Field<RuleComparison.Row>] = [
      .shown(.left("", title: "differs")) { $0.agrees ? "" : "*" },
      .text("account", column: .left("where")) { $0.place.label(in: ledger) }
        .showing { PartyText.key($0.place, in: ledger) },
      .shown(.left("name", title: "account's name")) { PartyText.name($0.place, in: ledger) },
      .key("claim", column: .left("victim")) { ledger.account($0.victim) },
      .shown(.left("name", title: "victim's name")) { PartyText.name(ledger.account($0.victim)) },
      .word("currency") { $0.currency.code }, .flag("differs") { !$0.agrees },
      .json("exact") {
        .object(
          ExactMembers.of(zip(names, $0.amounts).map { (name: $0, amount: $1) }, $0.currency))
      },
    ]
    return FieldTable(
      fields
        + names.enumerated().map { number, name in
          .exact("\(name)Exact", decimal: name, column: .right(name)) {
            ($0.amounts[number], $0.currency)
          }.without(.json).showing {
            let amount = $0.amounts[number]
            return amount.isZero ? "-" : AmountText.people(amount, $0.currency)
          }
        })
  }
}
