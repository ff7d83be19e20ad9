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
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var question: QuestionFacts { QuestionFacts(scope: answer.scope, rules: answer.rules) }

  /// The noun for sources: payers are not called victims unless the data says that they are.
  private var noun: String { answer.areVictims ? "victim" : "payer" }

  private func plain(_ style: TextStyle) -> String {
    let victims = Counted.text(answer.victims.count, noun)
    let claimed = answer.claimed.lines.map(\.description).joined(separator: " + ")
    var lines = [
      style.head(
        "\(Counted.text(answer.sinks.count, "account")) "
          + "\(answer.sinks.count == 1 ? "is" : "are") reached by the money of "
          + "\(answer.minimumVictims) or more of \(victims)")
    ]
    lines += NoteText.warnings(answer.notes, style)
    lines.append(
      Counted.text(answer.claimCount, answer.areVictims ? "claimed payment" : "payment")
        + (claimed.isEmpty ? "" : ", \(claimed)"))
    lines += question.lines
    let shown = answer.choosing(nil, atMost: top ?? .max)
    if !answer.sinks.isEmpty { lines += [""] + table(shown, style) }
    let left = answer.sinks.count - shown.count
    if left > 0 {
      lines.append(Counted.leftOut(left, "account", of: answer.sinks.count))
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

  /// Builds the table; in a narrow terminal the columns of victims, account, name, amount and
  /// finding stay, and the others go by their use to a reader.
  private func table(_ shown: [SharedSink], _ style: TextStyle) -> [String] {
    let hasNames = shown.contains { !PartyText.name(ledger.account($0.account)).isEmpty }
    let hasPlaces = shown.contains { !place(ledger.account($0.account)).isEmpty }
    let hasRoles = shown.contains { ledger.account($0.account).role != .unknown }
    var heads: [AlignedTable.Column] = [.right("\(noun)s"), .left("account")]
    if hasNames { heads.append(.left("name")) }
    if hasRoles { heads.append(.left("role", drops: 7)) }
    if hasPlaces { heads.append(.left("where", drops: 10)) }
    let isCompared = shown.contains { $0.surprise != nil }
    heads += [.right("received"), .right("transfers", drops: 5), .right("paid by", drops: 6)]
    if isCompared { heads += [.right("others", drops: 2), .right("lift", drops: 1)] }
    heads += [
      .right("hops", drops: 3), .left("grade", drops: 11), .left("finding"),
      .left("first", drops: 9), .left("last", drops: 8), .left("", drops: 4, title: "marks"),
    ]
    var table = AlignedTable(heads, style: style)
    for sink in shown {
      let account = ledger.account(sink.account)
      var row = [Counted.grouped(sink.victims.count), PartyText.key(account)]
      if hasNames { row.append(PartyText.name(account)) }
      if hasRoles { row.append(account.role.name) }
      if hasPlaces { row.append(place(account)) }
      row += [
        sink.received.lines.map(\.description).joined(separator: " + "),
        Counted.grouped(sink.transfers.count), Counted.grouped(sink.popularity),
      ]
      if isCompared {
        row += [
          sink.surprise.map { "\(Counted.grouped($0.others)) of \(Counted.grouped($0.otherCount))" }
            ?? "",
          sink.surprise.map { DecimalText.short($0.lift) } ?? "",
        ]
      }
      row += [
        "\(sink.hops)", sink.grade.letter, sink.finding.rawValue,
        sink.first?.iso8601 ?? "no time", sink.last?.iso8601 ?? "", marks(sink),
      ]
      table.add(row)
    }
    return table.lines
  }

  private func place(_ account: Account) -> String {
    [account.details.institution, account.details.country].compactMap { $0 }
      .joined(separator: ", ")
  }

  private func marks(_ sink: SharedSink) -> String {
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
      ("sinks", .array(answer.choosing(nil, atMost: .max).map(json))),
      ("notes", .notes(answer.notes)),
    ])
  }

  private func json(_ sink: SharedSink) -> JSONValue {
    .object(
      JSONValue.account(ledger.account(sink.account)) + [
        ("victims", .integer(sink.victims.count)),
        ("victimAccounts", .array(sink.victims.map { .string(ledger.account($0).key) })),
        ("hops", .integer(sink.hops)), ("transfers", .integer(sink.transfers.count)),
        ("received", .totals(sink.received)), ("first", .time(sink.first)),
        ("last", .time(sink.last)), ("grade", .string(sink.grade.letter)),
        ("finding", .string(sink.finding.rawValue)),
        ("terminal", .bool(sink.isTerminal)), ("firstConvergence", .bool(sink.isFirstConvergence)),
        ("popularity", .integer(sink.popularity)), ("inflow", .totals(sink.inflow)),
        ("surprise", sink.surprise.map(json) ?? .null),
      ])
  }

  private func csv(_ surprise: Surprise?) -> [CSVText.Cell] {
    guard let surprise else { return Array(repeating: .value(""), count: 7) }
    return [
      .value("\(surprise.others)"), .value("\(surprise.otherCount)"),
      .value(DecimalText.scientific(surprise.probability)),
      .value(DecimalText.scientific(surprise.falseDiscoveryRate)),
      .value(DecimalText.short(surprise.lift)), .value(DecimalText.short(surprise.liftLowerLimit)),
      .value("\(surprise.isBeyondChance)"),
    ]
  }

  private func json(_ surprise: Surprise) -> JSONValue {
    .object([
      ("victims", .integer(surprise.victims)), ("victimCount", .integer(surprise.victimCount)),
      ("others", .integer(surprise.others)), ("otherCount", .integer(surprise.otherCount)),
      ("probability", .string(DecimalText.scientific(surprise.probability))),
      ("falseDiscoveryRate", .string(DecimalText.scientific(surprise.falseDiscoveryRate))),
      ("lift", .string(DecimalText.short(surprise.lift))),
      ("liftLowerLimit", .string(DecimalText.short(surprise.liftLowerLimit))),
      ("exclusivity", .string(DecimalText.short(surprise.exclusivity))),
      ("rateRatio", .string(DecimalText.short(surprise.rateRatio))),
      ("beyondChance", .bool(surprise.isBeyondChance)),
      ("explained", .bool(surprise.isExplained)),
    ])
  }

  /// The answer as CSV: one row for each sink and currency, so that amounts stay numbers.
  private var csv: String {
    let heads = [
      "rank", "account", "name", "role", "institution", "country", "victims", "hops", "transfers",
      "currency", "received", "first", "last", "grade", "finding", "terminal", "firstConvergence",
      "popularity", "inflow", "others", "otherCount", "probability", "falseDiscoveryRate", "lift",
      "liftLowerLimit", "beyondChance", "victimAccounts",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for (rank, sink) in answer.sinks.enumerated() {
      let account = ledger.account(sink.account)
      for total in sink.received.lines {
        text += CSVText.line(
          [
            .value("\(rank + 1)"), .text(account.key), .text(account.details.name ?? ""),
            .value(account.role.name), .text(account.details.institution ?? ""),
            .text(account.details.country ?? ""), .value("\(sink.victims.count)"),
            .value("\(sink.hops)"), .value("\(sink.transfers.count)"), .value(total.currency.code),
            .value(total.decimalText), .value(sink.first?.iso8601 ?? ""),
            .value(sink.last?.iso8601 ?? ""), .value(sink.grade.letter),
            .value(sink.finding.rawValue), .value("\(sink.isTerminal)"),
            .value("\(sink.isFirstConvergence)"),
            .value("\(sink.popularity)"),
            .value(
              sink.inflow.lines.first { $0.currency == total.currency }?.decimalText ?? ""),
          ] + csv(sink.surprise) + [
            .text(sink.victims.map { ledger.account($0).key }.joined(separator: "; "))
          ])
      }
    }
    return text
  }
}
