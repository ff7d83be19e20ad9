public import FundTracing
internal import PaymentGraph

/// The accounts at the ends of walks, as people and programs read them: those that some sources'
/// money reaches, or those whose money can have come to some accounts.
public struct ReachReport: Sendable {
  /// An account at an end of walks.
  private struct Row: Sendable {
    let account: Account
    let hops: Int
    let grade: Grade
    let finding: Finding
    let openOrders: [OpenOrder]
    let openWaits: [OpenWait]
    let transfers: Int
    /// The sum that arrived at it, or that it sent.
    let money: MoneyTotals
    let earliest: PostingTime?
    let latest: PostingTime?
    /// True where nothing that the account received is on the way.
    var isSource = false
  }

  private let rows: [Row]
  private let top: Int?
  private let question: QuestionFacts
  private let notes: [AnswerNote]
  /// The sentence that says what was found.
  private let head: String
  /// True where the walks end at the accounts of the question.
  private let isBackwards: Bool
  /// The accounts of the question.
  private let asked: [Account]
  /// The number of payments from which the walks start; nil where the question names their ends.
  private var claimCount: Int?

  /// Creates a report on what was reached; text shows only the first `top` accounts, if it is
  /// given, and says how many it leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ answer: Reach, top: Int? = nil) {
    let ledger = answer.scope.ledger
    rows = answer.accounts.map { one in
      Row(
        account: ledger.account(one.account), hops: one.hops, grade: one.grade,
        finding: one.finding, openOrders: one.openOrders, openWaits: one.openWaits,
        transfers: one.transfers.count,
        money: one.received, earliest: one.earliest, latest: one.latest)
    }
    self.top = top
    question = QuestionFacts(scope: answer.scope, rules: answer.rules)
    notes = answer.notes
    isBackwards = false
    asked = answer.sources.map(ledger.account)
    claimCount = answer.claimCount
    head =
      "\(Plural.text(rows.count, "account")) \(rows.count == 1 ? "is" : "are") reached from "
      + "\(Plural.text(asked.count, "account")) by \(Plural.text(answer.claimCount, "payment"))"
  }

  /// Creates a report on the accounts from which money can have come; see the other initialiser.
  public init(_ answer: Origins, top: Int? = nil) {
    let ledger = answer.scope.ledger
    rows = answer.accounts.map { one in
      Row(
        account: ledger.account(one.account), hops: one.hops, grade: one.grade,
        finding: one.finding, openOrders: one.openOrders, openWaits: one.openWaits,
        transfers: one.transfers.count,
        money: one.sent, earliest: one.earliest, latest: one.latest, isSource: one.isSource)
    }
    self.top = top
    question = QuestionFacts(scope: answer.scope, rules: answer.rules)
    notes = answer.notes
    isBackwards = true
    asked = answer.targets.map(ledger.account)
    let targets = asked.prefix(3).map(PartyText.both).joined(separator: ", ")
    let more = asked.count > 3 ? " and \(asked.count - 3) more" : ""
    head = TerminalText.safe(
      "money of \(Plural.text(rows.count, "account")) can have come to \(targets)\(more)")
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: fields.csv(rows))
  }

  private func plain(_ style: TextStyle) -> String {
    var lines = [style.head(head)]
    lines += NoteText.warnings(notes, style) + question.lines
    let shown = rows.prefix(top ?? .max)
    if !shown.isEmpty { lines += [""] + fields.lines(shown, style: style) }
    if rows.count > shown.count {
      lines.append(Plural.leftOut(rows.count - shown.count, "account", of: rows.count))
    }
    let words =
      shown.contains(where: \.isSource)
      ? ["source: nothing that it received is on the way", "sent: gross, on the transfers counted"]
      : []
    lines += ["", (words + [question.footer]).joined(separator: "; ")]
    lines += NoteText.lines(notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("reach")),
            (
              isBackwards ? "targets" : "sources", .array(asked.map { .string($0.key) })
            ),
          ] + question.members)
      ),
      ("totals", question.totals(claimCount.map { [("claims", .integer($0))] } ?? [])),
      ("accounts", fields.json(rows)), ("notes", .notes(notes)),
    ])
  }

  private var fields: FieldTable<Row> {
    // One column more goes before the others where sources are marked.
    let shift = isBackwards ? 1 : 0
    let money = isBackwards ? "sent" : "received"
    let ledger = question.scope.ledger
    var source = Field<Row>.flag("source", \.isSource)
    if !isBackwards { source = source.without(.json, .csv) }
    var fields: [Field<Row>] = [
      .account(.left("account"), \.account),
      .shown(.left("name")) { PartyText.name($0.account) },
      .shown(.left("role", drops: 4 + shift)) { $0.account.role.name },
      .number("hops", column: .right("hops", drops: 5 + shift), \.hops),
      .word("grade", column: .left("grade", drops: 6 + shift)) { $0.grade.letter },
      .word("finding", column: .left("finding")) { $0.finding.rawValue },
      .json("openOrders") { .openOrders($0.openOrders, in: ledger) },
      .number("transfers", column: .right("transfers", drops: 1), \.transfers), .currency,
      .money(money, column: .right(money), \.money),
      source,
      .time("earliest", column: .left("earliest", drops: 3), unknown: "no time", \.earliest),
      .time("latest", column: .left("latest", drops: 2), \.latest),
      .shown(.left("", drops: 4, title: "source")) { $0.isSource ? "source" : "" },
    ]
    if rows.contains(where: { !$0.openWaits.isEmpty }) {
      fields.append(.json("openWaits") { .openWaits($0.openWaits, in: ledger) })
    }
    return FieldTable(
      fields,
      text: [
        "hops", "account", "name", "role", money, "transfers", "grade", "finding", "earliest",
        "latest", "source",
      ], rowFor: { $0.money.lines.map(\.currency) })
  }
}
