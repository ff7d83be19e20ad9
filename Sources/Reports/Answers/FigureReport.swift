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
        .object([
          ("command", .string("explain")), ("rule", .string(answer.rule.name)),
          ("definition", .string(answer.rule.definition)),
          ("victims", .array(answer.victims.map { .string(ledger.account($0).key) })),
          ("files", .array(ledger.files.map(JSONValue.file))),
        ])
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
                + [("lots", .array(answer.lots(of: figure).map(lot)))])
          })
      ), ("movements", MovementTable(answer).json), ("notes", .notes(answer.notes)),
    ])
  }

  private func lot(_ lot: FigureExplanation.Lot) -> JSONValue {
    let claim = ledger.transfer(lot.claim)
    return .object(
      [("claimId", .optional(claim.recordedID))]
        + ExactMembers.of([("exact", lot.amount)], lot.site.currency)
        + ExactMembers.of(
          [("claimExact", lot.value)], claim.sent.currency, between: "claimBetween")
        + [("transfers", .array(lot.transfers.map { .transfer(ledger.transfer($0)) }))])
  }

  /// The answer as CSV: one row for each lot and transfer, with the amounts of the lot; where lots
  /// are too many to list, one for each movement.
  private var csv: String {
    if answer.isByMovements { return MovementTable(answer).csv }
    let heads =
      [
        "rule", "account", "victim", "claim", "lot", "currency", "lotAmount", "lotExact",
        "claimCurrency", "claimAmount", "claimExact",
      ] + TransferRow.heads
    var text = CSVText.line(heads.map { .value($0) })
    for (number, lot) in answer.lots.enumerated() {
      let claim = ledger.transfer(lot.claim)
      for (step, id) in lot.transfers.enumerated() {
        text += CSVText.line(
          [
            .value(answer.rule.name), .text(lot.site.place.label(in: ledger)),
            .text(claim.payer.key), .text(claim.recordedID ?? ""), .value("\(number + 1)"),
            .value(lot.site.currency.code),
            .value(AmountText.decimal(lot.amount, lot.site.currency)),
            .value(AmountText.exact(lot.amount, lot.site.currency)),
            .value(claim.sent.currency.code),
            .value(AmountText.decimal(lot.value, claim.sent.currency)),
            .value(AmountText.exact(lot.value, claim.sent.currency)),
          ] + TransferRow.cells(ledger.transfer(id), step: step + 1))
      }
    }
    return text
  }
}
