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
    var table = AlignedTable(
      [
        .left("", title: "differs"), .left("where"), .left("name", title: "account's name"),
        .left("victim"), .left("name", title: "victim's name"),
      ] + names.map { AlignedTable.Column.right($0) }, style: style)
    for row in comparison.rows {
      table.add(
        [
          row.agrees ? "" : "*", PartyText.key(row.place, in: ledger),
          PartyText.name(row.place, in: ledger), PartyText.key(ledger.account(row.victim)),
          PartyText.name(ledger.account(row.victim)),
        ] + row.amounts.map { $0.isZero ? "-" : AmountText.people($0, row.currency) })
    }
    lines += table.lines + ["", "rules: \(facts.terms)"]
    lines += comparison.answers.map { "\($0.method.name): \($0.method.definition)" }
    lines += NoteText.lines(notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    guard let ledger else { return .null }
    return .object([
      (
        "question",
        .object([
          ("command", .string("trace")), ("compare", .bool(true)),
          (
            "rules",
            .array(
              comparison.answers.map {
                .object([
                  ("rule", .string($0.method.name)), ("definition", .string($0.method.definition)),
                ])
              })
          ), ("files", .files(of: ledger)),
        ])
      ),
      (
        "rows",
        .array(
          comparison.rows.map { row in
            .object([
              ("account", .string(row.place.label(in: ledger))),
              ("claim", .string(ledger.account(row.victim).key)),
              ("currency", .string(row.currency.code)), ("differs", .bool(!row.agrees)),
              (
                "exact",
                .object(
                  ExactMembers.of(
                    zip(names, row.amounts).map { (name: $0, amount: $1) }, row.currency))
              ),
            ])
          })
      ),
    ])
  }

  private var csv: String {
    guard let ledger else { return "" }
    var text = CSVText.line(
      (["account", "claim", "currency", "differs"] + names.flatMap { [$0, "\($0)Exact"] })
        .map { .value($0) })
    for row in comparison.rows {
      text += CSVText.line(
        [
          .text(row.place.label(in: ledger)), .text(ledger.account(row.victim).key),
          .value(row.currency.code), .value("\(!row.agrees)"),
        ]
          + row.amounts.flatMap {
            [
              .value(AmountText.decimal($0, row.currency)),
              .value(AmountText.exact($0, row.currency)),
            ]
          })
    }
    return text
  }
}
