public import FundTracing
internal import PaymentGraph

/// The accounts where victims' money meets, as people and programs read them.
public struct SinksReport: Sendable {
  private let answer: SharedSinks
  private let top: Int?

  /// Creates a report on an answer; text shows only the first `top` sinks, if it is given, and says
  /// how many it leaves out.
  ///
  /// JSON and CSV hold all.
  public init(_ answer: SharedSinks, top: Int? = nil) {
    self.answer = answer
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: json.text, csv: fields.csv(answer.sinks.lazy.enumerated().map(row)))
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var question: QuestionFacts { QuestionFacts(scope: answer.scope, rules: answer.rules) }

  /// The noun for sources: payers are not called victims unless the data says that they are.
  private var noun: String { answer.areVictims ? "victim" : "payer" }

  private func plain(_ style: TextStyle) -> String {
    let victims = Plural.text(answer.victims.count, noun)
    let claimed = answer.claimed.words
    var lines = [
      style.head(
        "\(Plural.text(answer.sinks.count, "account")) "
          + "\(answer.sinks.count == 1 ? "is" : "are") reached by the money of "
          + "\(answer.minimumVictims) or more of \(victims)")
    ]
    lines += NoteText.warnings(answer.notes, style)
    lines.append(
      Plural.text(answer.claimCount, answer.areVictims ? "claimed payment" : "payment")
        + (claimed.isEmpty ? "" : ", \(claimed)"))
    lines += question.lines
    let shown = answer.choosing(nil, atMost: top ?? .max)
    if !answer.sinks.isEmpty {
      lines += [""] + columns(shown).lines(shown.enumerated().map(row), style: style)
    }
    let left = answer.sinks.count - shown.count
    if left > 0 {
      lines.append(Plural.leftOut(left, "account", of: answer.sinks.count))
    }
    var words: [String] = []
    if !answer.sinks.isEmpty {
      words = [
        "end: no later payment leaves the account in the data",
        "first: no earlier account had received money of all these \(noun)s",
        "paid by: the number of accounts that pay into it",
        "received: gross, on the transfers counted",
      ]
      if shown.contains(where: { $0.surprise != nil }) {
        words += [
          "others: payers other than victims whose money reaches it",
          "lift: how many times as often victims' money reaches it",
          "chance: no more than chance explains",
        ]
      }
    }
    lines += ["", (words + [question.footer]).joined(separator: "; ")]
    lines += NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  /// A sink with its account and its rank in the answer, from 0.
  private struct Row {
    let rank: Int
    let sink: SharedSink
    let account: Account
  }

  private func row(_ rank: Int, _ sink: SharedSink) -> Row {
    Row(rank: rank, sink: sink, account: ledger.account(sink.account))
  }

  private static func marks(_ sink: SharedSink) -> String {
    [
      sink.isTerminal ? "end" : nil, sink.isFirstConvergence ? "first" : nil,
      sink.surprise?.isExplained == true ? "chance" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("sinks")), ("minVictims", .integer(answer.minimumVictims)),
            ("includePooled", .bool(answer.includesPooled)),
          ] + question.members)
      ),
      (
        "totals",
        question.totals([
          ("victims", .integer(answer.victims.count)), ("claims", .integer(answer.claimCount)),
          ("claimed", .totals(answer.claimed)),
          ("transfersWithoutPayer", .integer(answer.scope.unnamedPayerCount)),
        ])
      ),
      (
        "sinks",
        fields.json(answer.choosing(nil, atMost: .max).enumerated().map(row))
      ),
      ("notes", .notes(answer.notes)),
    ])
  }

  /// The fields of JSON and CSV.
  private var fields: FieldTable<Row> { columns([]) }

  /// Returns the fields, with the columns of text that some sinks need.
  ///
  /// In a narrow terminal the columns of victims, account, name, amount and finding stay, and the
  /// others go by their use to a reader.
  private func columns(_ shown: [SharedSink]) -> FieldTable<Row> {
    let ledger = ledger
    let accounts = shown.map { ledger.account($0.account) }
    let isCompared = shown.contains { $0.surprise != nil }
    func column(_ isShown: Bool, _ column: AlignedTable.Column) -> AlignedTable.Column? {
      isShown ? column : nil
    }
    let fields: [Field<Row>] = [
      .csv("rank") { .value("\($0.rank + 1)") },
      .account(.left("account"), \.account),
      .word("", column: column(accounts.contains { !PartyText.name($0).isEmpty }, .left("name"))) {
        PartyText.name($0.account)
      }.without(.json, .csv),
      .word(
        "", column: column(accounts.contains { $0.role != .unknown }, .left("role", drops: 7))
      ) {
        $0.account.role.name
      }.without(.json, .csv),
      .word(
        "",
        column: column(
          accounts.contains { !PartyText.place($0).isEmpty }, .left("where", drops: 10))
      ) { PartyText.place($0.account) }.without(.json, .csv),
      .number("victims", column: .right("\(noun)s")) { $0.sink.victims.count },
      .json("victimAccounts") {
        .array($0.sink.victims.map { .string(ledger.account($0).key) })
      },
      .number("hops", column: .right("hops", drops: 3)) { $0.sink.hops },
      .number("transfers", column: .right("transfers", drops: 5)) { $0.sink.transfers.count },
      .currency,
      .money("received", column: .right("received")) { $0.sink.received },
      .time("first", column: .left("first", drops: 9), unknown: "no time") { $0.sink.first },
      .time("last", column: .left("last", drops: 8)) { $0.sink.last },
      .word("grade", column: .left("grade", drops: 11)) { $0.sink.grade.letter },
      .word("finding", column: .left("finding")) { $0.sink.finding.rawValue },
      .flag("terminal") { $0.sink.isTerminal },
      .flag("firstConvergence") { $0.sink.isFirstConvergence },
      .number("popularity", column: .right("paid by", drops: 6)) { $0.sink.popularity },
      .money("inflow") { $0.sink.inflow },
      .part("surprise", fields: SinksReport.surprise) { $0.sink.surprise },
      .word("", column: column(isCompared, .right("others", drops: 2))) {
        $0.sink.surprise.map {
          "\(Plural.grouped($0.others)) of \(Plural.grouped($0.otherCount))"
        } ?? ""
      }.without(.json, .csv),
      .word("", column: column(isCompared, .right("lift", drops: 1))) {
        $0.sink.surprise.map { DecimalText.short($0.lift) } ?? ""
      }.without(.json, .csv),
      .shown(.left("", drops: 4, title: "marks")) { SinksReport.marks($0.sink) },
      .csv("victimAccounts") {
        .text($0.sink.victims.map { ledger.account($0).key }.joined(separator: "; "))
      },
    ]
    return FieldTable(
      fields,
      text: [
        "\(noun)s", "account", "name", "role", "where", "received", "transfers", "paid by",
        "others", "lift", "hops", "grade", "finding", "first", "last", "marks",
      ], rowFor: { $0.sink.received.lines.map(\.currency) })
  }

  /// The fields of a comparison with chance.
  private static var surprise: FieldTable<Surprise> {
    FieldTable([
      .number("victims", \.victims).without(.csv),
      .number("victimCount", \.victimCount).without(.csv),
      .number("others", \.others), .number("otherCount", \.otherCount),
      .word("probability") { DecimalText.scientific($0.probability) },
      .word("falseDiscoveryRate") { DecimalText.scientific($0.falseDiscoveryRate) },
      .word("lift") { DecimalText.short($0.lift) },
      .word("liftLowerLimit") { DecimalText.short($0.liftLowerLimit) },
      .word("exclusivity") { DecimalText.short($0.exclusivity) }.without(.csv),
      .word("rateRatio") { DecimalText.short($0.rateRatio) }.without(.csv),
      .flag("beyondChance", \.isBeyondChance),
      .flag("explained", \.isExplained).without(.csv),
    ])
  }
}
