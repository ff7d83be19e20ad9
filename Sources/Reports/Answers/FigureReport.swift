public import FundTracing
internal import PaymentGraph

/// The make-up of a figure of a trace, lot by lot and row by row, as people and programs read it.
public struct FigureReport: Sendable {
  private let answer: FigureExplanation

  /// Creates a report on an answer.
  public init(_ answer: FigureExplanation) { self.answer = answer }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var account: Account { ledger.account(answer.account) }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head(
        TerminalText.safe(
          "breakdown of the figures at \(PartyText.both(account)), by \(answer.rule.name)"))
    ]
    lines += NoteText.warnings(answer.notes, style)
    if answer.figures.isEmpty {
      lines += ["", "under this rule the account holds nothing of these victims' claims"]
    }
    for figure in answer.figures {
      let lots = answer.lots(of: figure)
      lines += [
        "",
        style.head(
          TerminalText.safe(
            "\(PartyText.both(ledger.account(figure.victim))) at "
              + "\(PartyText.both(figure.place, in: ledger)): "
              + "\(AmountText.people(figure.amount, figure.currency)), "
              + "\(ExactText.worded(figure.amount, figure.currency))\(claimed(figure))")),
      ]
      if answer.isByMovements { continue }
      for (number, lot) in lots.enumerated() {
        lines += self.lines(lot, number: number + 1, style: style)
      }
      let parts = lots.map { ExactText.short($0.amount, figure.currency) }
      let shown = parts.prefix(8).joined(separator: " + ")
      let more = parts.count > 8 ? " + \(Plural.grouped(parts.count - 8)) more" : ""
      lines.append(
        "sum of \(Plural.text(lots.count, "lot")): \(shown)\(more) = "
          + ExactText.short(lots.reduce(Fraction.zero) { $0 + $1.amount }, figure.currency))
    }
    if answer.isByMovements { lines += MovementTable(answer).lines(style) }
    if !answer.figures.isEmpty, !answer.isByMovements {
      lines += [
        "",
        answer.addsUp
          ? "checked: the lots of every figure add up to it exactly, in both currencies"
          : "NOT CHECKED: the lots of some figure do not add up to it; do not use these figures",
      ]
    }
    let files = ledger.files.map { "\($0.digest.hex.prefix(16))…  \(TerminalText.safe($0.path))" }
    lines += ["", "sha256 of the files:"] + files.map { "  \($0)" }
    lines += ["", "rule \(answer.rule.name): \(answer.rule.definition)"]
    lines += NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private func claimed(_ figure: VictimHolding) -> String {
    guard figure.currency != figure.claimCurrency else { return "" }
    return " (\(AmountText.people(figure.value, figure.claimCurrency)) of the claim)"
  }

  private func lines(_ lot: FigureExplanation.Lot, number: Int, style: TextStyle) -> [String] {
    let claim = ledger.transfer(lot.claim)
    var table = AlignedTable(
      [
        .left("", title: "step"), .left("when"), .left("from"), .left("to"), .right("paid"),
        .left("row"),
      ], style: style.indented(2))
    for (step, id) in lot.transfers.enumerated() {
      let transfer = ledger.transfer(id)
      let arrived = transfer.sent == transfer.received ? "" : " -> \(transfer.received)"
      table.add([
        "\(step + 1)", transfer.time.iso8601, PartyText.both(transfer.payer),
        PartyText.both(transfer.beneficiary), "\(transfer.sent)\(arrived)",
        transfer.evidence.first?.description ?? "",
      ])
    }
    return [
      TerminalText.safe(
        "lot \(number): \(AmountText.people(lot.amount, lot.site.currency)) of claim "
          + "\(claim.recordedID ?? claim.time.iso8601), "
          + "\(AmountText.people(lot.value, claim.sent.currency)) of \(claim.sent)")
    ] + style.moved(Array(table.layout.rows.joined()), by: 2)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("explain")), ("rule", .string(answer.rule.name)),
            ("definition", .string(answer.rule.definition)),
            ("victims", .array(answer.victims.map { .string(ledger.account($0).key) })),
            ("files", .array(ledger.files.map(JSONValue.file))),
          ] + LeftOutFacts.members(answer.scope))
      ),
      ("account", .object(JSONValue.account(account))),
      ("addsUp", .bool(answer.addsUp)),
      (
        "figures",
        .array(
          answer.figures.map { figure in
            .object(
              [
                ("account", .string(figure.place.label(in: ledger))),
                ("claim", .string(ledger.account(figure.victim).key)),
                ("currency", .string(figure.currency.code)),
              ] + ExactMembers.of([("exact", figure.amount)], figure.currency) + [
                ("claimCurrency", .string(figure.claimCurrency.code))
              ]
                + ExactMembers.of(
                  [("claimExact", figure.value)], figure.claimCurrency, between: "claimBetween")
                + [
                  (
                    "lots",
                    lotFields.json(answer.lots(of: figure).map { lotRow($0, number: 0) })
                  )
                ])
          })
      ), ("movements", MovementTable(answer).json), ("notes", .notes(answer.notes)),
    ])
  }

  /// The answer as CSV: one row for each lot and transfer, with the amounts of the lot; where lots
  /// are too many to list, one for each movement.
  private var csv: String {
    if answer.isByMovements { return MovementTable(answer).csv }
    var rows: [LotRow] = []
    for (number, lot) in answer.lots.enumerated() {
      for (step, id) in lot.transfers.enumerated() {
        var row = lotRow(lot, number: number + 1)
        row.hop = (ledger.transfer(id), step + 1)
        rows.append(row)
      }
    }
    return lotFields.csv(rows)
  }

  /// A lot, in CSV with one of the transfers that carried it.
  private struct LotRow {
    let number: Int
    let lot: FigureExplanation.Lot
    let claim: Transfer
    var hop: (transfer: Transfer, step: Int)
  }

  private func lotRow(_ lot: FigureExplanation.Lot, number: Int) -> LotRow {
    let claim = ledger.transfer(lot.claim)
    return LotRow(number: number, lot: lot, claim: claim, hop: (claim, 0))
  }

  private var lotFields: FieldTable<LotRow> {
    let (ledger, rule) = (ledger, answer.rule.name)
    let fields: [Field<LotRow>] = [
      .csv("rule") { _ in .value(rule) },
      .csv("account") { .text($0.lot.site.place.label(in: ledger)) },
      .csv("victim") { .text($0.claim.payer.key) },
      .text("claimId") { $0.claim.recordedID }.without(.csv),
      .csv("claim") { .text($0.claim.recordedID ?? "") },
      .number("lot", \.number).without(.json),
      .word("currency") { $0.lot.site.currency.code }.without(.json),
      .exact("exact", decimal: "lotAmount") { ($0.lot.amount, $0.lot.site.currency) }
        .named(csv: ["lotAmount", "lotExact"]),
      .word("claimCurrency") { $0.claim.sent.currency.code }.without(.json),
      .exact("claimExact", decimal: "claimAmount", between: "claimBetween") {
        ($0.lot.value, $0.claim.sent.currency)
      },
      .json("transfers") {
        .array($0.lot.transfers.map { .transfer(ledger.transfer($0)) })
      },
      .transfer(\.hop),
    ]
    return FieldTable(fields)
  }
}

/// The amounts of the claims that every transfer into and out of an account carried, where lots are
/// too many to list.
struct MovementTable {
  private let answer: FigureExplanation
  private static let top = 40

  init(_ answer: FigureExplanation) { self.answer = answer }

  private var ledger: Ledger { answer.scope.ledger }

  /// Writes the first forty rows, receipts together with payouts, and whether all rows add up to
  /// the figures.
  func lines(_ style: TextStyle) -> [String] {
    var lines =
      ["", style.head("what each transfer brought to the account and took from it")]
      + fields.lines(rows.prefix(MovementTable.top), style: style)
    let more = answer.movements.count - MovementTable.top
    if more > 0 { lines.append("(+\(Plural.grouped(more)) more: --format csv)") }
    return lines + ["", checked]
  }

  private var checked: String {
    guard answer.movementsCanBeAddedUp else {
      return
        "not checked: claims are not told apart by transfer, or replaced earlier debits"
    }
    return answer.movementsAddUp
      ? "checked: for every claim, money in less money out is the balance (for bounds, the sums overlap)"
      : "NOT CHECKED: money in less money out differs from some figure; do not use these figures"
  }

  /// A movement with its transfer and claim.
  private struct Row {
    let number: Int
    let one: FigureExplanation.Movement
    let transfer: Transfer
    /// The claim that was carried; nil for all together.
    let claim: Transfer?
  }

  private var rows: some Sequence<Row> {
    answer.movements.lazy.enumerated().map { number, one in
      Row(
        number: number, one: one, transfer: ledger.transfer(one.transfer),
        claim: one.claim.map(ledger.transfer))
    }
  }

  var json: JSONValue { fields.json(rows) }
  var csv: String { fields.csv(rows) }

  private var fields: FieldTable<Row> {
    let (rule, account) = (answer.rule.name, ledger.account(answer.account).key)
    let fields: [Field<Row>] = [
      .csv(["rule", "account"]) { _ in [.value(rule), .text(account)] },
      .word("direction", column: .left("", title: "direction")) { $0.one.arrives ? "in" : "out" },
      .shown(.left("when"), \.transfer.time.iso8601),
      .shown(.left("other account")) {
        PartyText.both($0.one.arrives ? $0.transfer.payer : $0.transfer.beneficiary)
      },
      .text("claim") { $0.claim?.payer.key }.without(.csv),
      .csv("victim") { .text($0.claim?.payer.key ?? "") },
      .text("claimId") { $0.claim?.recordedID }.without(.csv),
      .csv("claim") { .text($0.claim?.recordedID ?? "") },
      .shown(.left("claim")) {
        $0.claim.map { $0.recordedID ?? "\($0.payer.key) \($0.time.iso8601)" } ?? "all claims"
      },
      .word("currency") { $0.one.currency.code },
      .exact("exact", decimal: "amount", column: .right("carried")) {
        ($0.one.amount, $0.one.currency)
      },
      .shown(.right("exact", drops: 1)) { ExactText.short($0.one.amount, $0.one.currency) },
      .text("claimCurrency") { $0.claim?.sent.currency.code },
      .exact("claimExact", decimal: "claimAmount", between: "claimBetween") { row in
        row.claim.map { (row.one.value, $0.sent.currency) }
      },
      .shown(.left("row", drops: 2)) { $0.transfer.evidence.first?.description ?? "" },
      .json("transfer") { .transfer($0.transfer) },
      .transfer { ($0.transfer, $0.number + 1) },
    ]
    return FieldTable(fields)
  }
}
