public import FundTracing
internal import PaymentGraph

/// All rules side by side, and where they differ.
public struct ComparisonReport: Sendable {
  private let comparison: RuleComparison

  /// A report on a comparison.
  public init(_ comparison: RuleComparison) { self.comparison = comparison }

  /// The report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var names: [String] { comparison.answers.map(\.method.name) }
  private var ledger: Ledger? { comparison.answers.first?.scope.ledger }

  private func plain(_ style: TextStyle) -> String {
    guard let ledger, let first = comparison.answers.first else { return "" }
    var lines = [style.head("whose money is where, under every rule"), ""]
    lines += comparison.answers.map { "\($0.method.name): \($0.method.definition)" }
    lines += TraceFacts(answer: first).lines.dropFirst()
    var seen: Set<AnswerNote> = []
    let notes = comparison.answers.flatMap(\.notes).filter { seen.insert($0).inserted }
    lines += NoteText.warnings(notes, style)
    let differing = comparison.rows.filter { !$0.agrees }
    lines += [
      "",
      "\(Counted.text(comparison.rows.count - differing.count, "figure")) of "
        + "\(Counted.grouped(comparison.rows.count)) \(differing.isEmpty ? "are" : "are") the same "
        + "under all rules; \(Counted.grouped(differing.count)) differ (marked *)", "",
    ]
    var table = AlignedTable(
      [("", .left), ("where", .left), ("victim", .left), ("", .left)]
        + names.map { ($0, .right) }, style: style)
    for row in comparison.rows {
      table.add(
        [
          row.agrees ? "" : "*", row.place.label(in: ledger), ledger.account(row.victim).key,
          row.currency.code,
        ] + row.amounts.map { $0.isZero ? "-" : AmountText.decimal($0, row.currency) })
    }
    lines += table.lines
    lines += NoteText.lines(notes, style)
    return lines.joined(separator: "\n") + "\n"
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
      (["account", "claim", "currency", "differs"] + names).map { .value($0) })
    for row in comparison.rows {
      text += CSVText.line(
        [
          .text(row.place.label(in: ledger)), .text(ledger.account(row.victim).key),
          .value(row.currency.code), .value("\(!row.agrees)"),
        ] + row.amounts.map { .value(AmountText.exact($0, row.currency)) })
    }
    return text
  }
}
