public import PaymentGraph

/// The accounts that may be one account, or belong to one holder, as people and programs read them.
///
/// CSV has the form of a file of decisions with the decisions left open.
public struct PartiesReport: Sendable {
  private let ledger: Ledger
  private let suggestions: [PartySuggestion]
  private let top: Int?

  /// Creates a report on suggestions; text shows only the first `top` of them, if it is given, and
  /// says how many it leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ suggestions: [PartySuggestion], in ledger: Ledger, top: Int? = nil) {
    self.suggestions = suggestions
    self.ledger = ledger
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head(
        "\(Counted.text(suggestions.count, "pair")) of accounts may be one account or have one holder"
      ),
      Counted.text(ledger.accountCount, "account"),
    ]
    let shown = suggestions.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .left("account"), .left("may be"), .left("other"), .right("score", drops: 1),
          .left("because", drops: 2),
        ], style: style)
      for one in shown {
        table.add([
          key(one.account), words(one.relation), key(one.other), "\(one.score)", one.reason,
        ])
      }
      lines += [""] + table.lines
    }
    if suggestions.count > shown.count {
      lines.append(
        "(+\(Counted.text(suggestions.count - shown.count, "more pair")): "
          + "--top \(suggestions.count) shows all)")
    }
    lines += [
      "",
      "Names are compared without regard to capitals, accents, titles and legal forms. "
        + "A name is no proof. Decide and say why: --format csv writes a file whose column decision takes "
        + "same or different. Load it with the other files, and each pair marked same becomes one account.",
    ]
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object([
          ("command", .string("parties")), ("files", .files(of: ledger)),
        ])
      ),
      (
        "totals",
        .object([
          ("accounts", .integer(ledger.accountCount)), ("pairs", .integer(suggestions.count)),
        ])
      ),
      (
        "pairs",
        .array(
          suggestions.map { one in
            .object([
              ("account", .string(key(one.account))), ("other", .string(key(one.other))),
              ("relation", .string(one.relation.rawValue)), ("score", .integer(one.score)),
              ("reason", .string(one.reason)),
            ])
          })
      ),
    ])
  }

  private var csv: String {
    let heads = ["account", "decision", "other", "by", "on", "reason", "relation", "score"]
    let rows = suggestions.map { one in
      CSVText.line([
        .text(key(one.account)), .value(""), .text(key(one.other)), .value(""), .value(""),
        .text(one.reason), .value(one.relation.rawValue), .value("\(one.score)"),
      ])
    }
    return CSVText.line(heads.map(CSVText.Cell.value)) + rows.joined()
  }

  private func words(_ relation: PartySuggestion.Relation) -> String {
    switch relation {
    case .account: "the account"
    case .holder: "of the holder of"
    }
  }

  private func key(_ account: AccountID) -> String { ledger.account(account).key }
}
