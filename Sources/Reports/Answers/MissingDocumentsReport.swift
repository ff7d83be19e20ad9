public import FundTracing
internal import PaymentGraph

/// The missing documents, ranked by the money that they would decide, as people and programs read
/// them.
///
/// The report ends the answers of `match` and `trace`.
public struct MissingDocumentsReport: Sendable {
  private let answer: MissingDocuments
  private let top: Int

  /// Creates a report on an answer; text shows the first `top` documents only, and says how many it
  /// leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ answer: MissingDocuments, top: Int = 10) {
    self.answer = answer
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: lines(style).joined(separator: "\n") + "\n",
      json: JSONValue.object([("missing", json)]).text,
      csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }

  /// Writes the list as lines of text, to follow another answer.
  func lines(_ style: TextStyle) -> [String] {
    guard !answer.requests.isEmpty else {
      return [
        "no missing document would decide any of "
          + Counted.text(answer.claimCount, "claimed payment")
      ]
    }
    var table = AlignedTable(
      [
        .right("", title: "number"), .left("ask for"), .left("of"), .left("from"), .left("to"),
        .right("decides up to"), .right("claims", drops: 2), .right("expected", drops: 1),
        .left("quote", drops: 3),
      ], style: style)
    for (number, request) in answer.requests.prefix(top).enumerated() {
      let account = ledger.account(request.account)
      let holder =
        account.details.institution.map { "\(PartyText.key(account)), \($0)" }
        ?? PartyText.key(account)
      let amounts = request.claims.isEmpty ? request.unexplained : request.claimed
      table.add([
        "\(number + 1)", MissingDocumentsReport.words(request.kind), holder,
        request.from?.iso8601 ?? "the beginning", request.to?.iso8601 ?? "now",
        amounts.lines.map(\.description).joined(separator: " + "),
        Counted.grouped(request.claims.count),
        request.expected.lines.map(\.description).joined(separator: " + "),
        MissingDocumentsReport.quoted(request.references),
      ])
    }
    var lines = [style.head("Missing documents, by the claimed money that they would decide")]
    lines += table.lines
    if answer.requests.count > top {
      lines.append("(+\(Counted.grouped(answer.requests.count - top)) more)")
    }
    lines.append(
      "decides up to: the sum of the claims concerned, each counted whole; for a payment or a balance, the gap "
        + "between the least and the most under any rule. expected: the same less what a service leaves "
        + "unlinked where its records are loaded.")
    return lines
  }

  /// The list as a value of a JSON answer.
  var json: JSONValue {
    .array(
      answer.requests.map { request in
        var members: [(String, JSONValue)] = [("kind", .string(request.kind.rawValue))]
        members += JSONValue.account(ledger.account(request.account))
        members += [
          ("from", request.from.map { .string($0.iso8601) } ?? .null),
          ("to", request.to.map { .string($0.iso8601) } ?? .null),
          ("claims", .integer(request.claims.count)), ("claimed", .totals(request.claimed)),
          ("expected", .totals(request.expected)), ("unexplained", .totals(request.unexplained)),
          ("references", .array(request.references.map { .string($0) })),
          (
            "records",
            .array(
              request.transfers.map { .string(ledger.transfer($0).recordedID ?? "") })
          ),
        ]
        if let share = request.linkedShare {
          members.append(("linkedReceipts", .integer(share.linked)))
          members.append(("receipts", .integer(share.all)))
        }
        return .object(members)
      })
  }

  /// The answer as CSV: one row for each document and currency, so that amounts stay numbers.
  private var csv: String {
    let heads = [
      "rank", "kind", "account", "institution", "from", "to", "claims", "currency", "claimed",
      "expected", "unexplained", "references",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for (number, request) in answer.requests.enumerated() {
      let account = ledger.account(request.account)
      for currency in MissingDocumentsReport.currencies(request) {
        func amount(_ totals: MoneyTotals) -> String {
          totals.lines.first { $0.currency == currency }?.decimalText ?? ""
        }
        text += CSVText.line([
          .value("\(number + 1)"), .value(request.kind.rawValue), .text(account.key),
          .text(account.details.institution ?? ""), .value(request.from?.iso8601 ?? ""),
          .value(request.to?.iso8601 ?? ""), .value("\(request.claims.count)"),
          .value(currency.code), .value(amount(request.claimed)), .value(amount(request.expected)),
          .value(amount(request.unexplained)),
          .text(request.references.joined(separator: " ")),
        ])
      }
    }
    return text
  }

  /// Returns the currencies of the sums that a document decides.
  static func currencies(_ request: DocumentRequest) -> [Currency] {
    Set(request.claimed.lines.map(\.currency) + request.unexplained.lines.map(\.currency)).sorted()
  }

  private static func words(_ kind: DocumentRequest.Kind) -> String {
    switch kind {
    case .statement: "statement"
    case .activity: "activity (none is loaded)"
    case .settlement: "onward payments of receipts"
    case .receipts: "receipts that payouts name"
    case .paymentSource: "sources of payments"
    case .balance: "balances after payments"
    }
  }

  /// Returns the first three references, made safe for a terminal, and the number of further ones.
  private static func quoted(_ references: [String]) -> String {
    let shown = references.prefix(3).map { TerminalText.safe($0) }.joined(separator: ", ")
    return references.count > 3 ? "\(shown) +\(references.count - 3)" : shown
  }
}
