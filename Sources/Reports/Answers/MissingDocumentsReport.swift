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
      json: JSONValue.object([("missing", json)]).text, csv: fields.csv(rows))
  }

  private var ledger: Ledger { answer.scope.ledger }

  /// Writes the list as lines of text, to follow another answer.
  func lines(_ style: TextStyle) -> [String] {
    guard !answer.requests.isEmpty else {
      return [
        "no missing document would decide any of "
          + Plural.text(answer.claimCount, "claimed payment")
      ]
    }
    var lines = [style.head("Missing documents, by the claimed money that they would decide")]
    lines += fields.lines(rows.prefix(top), style: style)
    if answer.requests.count > top {
      lines.append("(+\(Plural.grouped(answer.requests.count - top)) more)")
    }
    lines.append(
      "decides up to: the sum of the claims concerned, each counted whole; for a payment or a balance, the gap "
        + "between the least and the most under any rule if nothing else was held. expected: the same less what a service leaves "
        + "unlinked where its records are loaded.")
    return lines
  }

  /// The list as a value of a JSON answer.
  var json: JSONValue { fields.json(rows) }

  /// A document with its rank, from 1.
  private struct Row {
    let rank: Int
    let request: DocumentRequest
    let account: Account
  }

  private var rows: [Row] {
    answer.requests.enumerated().map { number, request in
      Row(rank: number + 1, request: request, account: ledger.account(request.account))
    }
  }

  private var fields: FieldTable<Row> {
    let ledger = ledger
    let fields: [Field<Row>] = [
      .number("rank", column: .right("", title: "number"), \.rank).without(.json),
      .word("kind", column: .left("ask for")) { $0.request.kind.rawValue }
        .showing { MissingDocumentsReport.words($0.request.kind) },
      .json { JSONValue.account($0.account) },
      .text("account", column: .left("of")) { $0.account.key }.without(.json).showing { row in
        row.account.details.institution.map { "\(PartyText.key(row.account)), \($0)" }
          ?? PartyText.key(row.account)
      },
      .csv("institution") { .text($0.account.details.institution ?? "") },
      .json("from") { .optional($0.request.from?.iso8601) },
      .json("to") { .optional($0.request.to?.iso8601) },
      .csv(["from", "to"]) {
        [.value($0.request.from?.iso8601 ?? ""), .value($0.request.to?.iso8601 ?? "")]
      },
      .shown(.left("from")) { $0.request.from?.iso8601 ?? "the beginning" },
      .shown(.left("to")) { $0.request.to?.iso8601 ?? "now" },
      .shown(.right("decides up to")) {
        ($0.request.claims.isEmpty ? $0.request.unexplained : $0.request.claimed).words
      },
      .number("claims", column: .right("claims", drops: 2)) { $0.request.claims.count },
      .currency,
      .money("claimed") { $0.request.claimed },
      .money("expected", column: .right("expected", drops: 1)) { $0.request.expected },
      .money("unexplained") { $0.request.unexplained },
      .json("references") { .array($0.request.references.map { .string($0) }) },
      .csv("references") { .text($0.request.references.joined(separator: " ")) },
      .shown(.left("quote", drops: 3)) {
        MissingDocumentsReport.quoted($0.request.references)
      },
      .json("records") {
        .array($0.request.transfers.map { .string(ledger.transfer($0).recordedID ?? "") })
      },
      .json {
        $0.request.linkedShare.map {
          [("linkedReceipts", .integer($0.linked)), ("receipts", .integer($0.all))]
        } ?? []
      },
    ]
    return FieldTable(fields, rowFor: { MissingDocumentsReport.currencies($0.request) })
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
