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
    format.choose(text: plain(style), json: json.text, csv: fields.csv(suggestions))
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head(
        "\(Plural.text(suggestions.count, "pair")) of accounts may be one account or have one holder"
      ),
      Plural.text(ledger.accountCount, "account"),
    ]
    let shown = suggestions.prefix(top ?? .max)
    if !shown.isEmpty { lines += [""] + fields.lines(shown, style: style) }
    if suggestions.count > shown.count {
      lines.append(
        "(+\(Plural.text(suggestions.count - shown.count, "more pair")): "
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
      ("pairs", fields.json(suggestions)),
    ])
  }

  private var fields: FieldTable<PartySuggestion> {
    let ledger = ledger
    func key(_ account: AccountID) -> String { ledger.account(account).key }
    let fields: [Field<PartySuggestion>] = [
      .text("account", column: .left("account")) { key($0.account) },
      .csv("decision") { _ in .value("") },
      .text("other", column: .left("other")) { key($0.other) },
      .csv(["by", "on"]) { _ in [.value(""), .value("")] },
      .csv("reason") { .text($0.reason) },
      .word("relation", column: .left("may be")) { $0.relation.rawValue }
        .showing { PartiesReport.words($0.relation) },
      .number("score", column: .right("score", drops: 1), \.score),
      .text("reason", column: .left("because", drops: 2)) { $0.reason }.without(.csv),
    ]
    return FieldTable(fields, text: ["account", "may be", "other", "score", "because"])
  }

  private static func words(_ relation: PartySuggestion.Relation) -> String {
    switch relation {
    case .account: "the account"
    case .holder: "of the holder of"
    }
  }
}
