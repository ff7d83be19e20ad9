internal import FundTracing
internal import PaymentGraph

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
    var table = AlignedTable(
      [
        .left("", title: "direction"), .left("when"), .left("other account"),
        .left("claim"), .right("carried"), .right("exact", drops: 1), .left("row", drops: 2),
      ], style: style)
    for one in answer.movements.prefix(MovementTable.top) {
      let transfer = ledger.transfer(one.transfer)
      table.add([
        one.arrives ? "in" : "out", transfer.time.iso8601,
        PartyText.both(one.arrives ? transfer.payer : transfer.beneficiary), claim(one),
        AmountText.people(one.amount, one.currency), ExactText.short(one.amount, one.currency),
        transfer.evidence.first?.description ?? "",
      ])
    }
    var lines =
      ["", style.head("what each transfer brought to the account and took from it")] + table.lines
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

  private func claim(_ one: FigureExplanation.Movement) -> String {
    one.claim.map { id in
      let claim = ledger.transfer(id)
      return claim.recordedID ?? "\(claim.payer.key) \(claim.time.iso8601)"
    } ?? "all claims"
  }

  var json: JSONValue {
    .array(
      answer.movements.map { one in
        let claim = one.claim.map(ledger.transfer)
        return .object(
          [
            ("direction", .string(one.arrives ? "in" : "out")),
            ("claim", .optional(claim?.payer.key)), ("claimId", .optional(claim?.recordedID)),
            ("currency", .string(one.currency.code)),
          ] + ExactMembers.of([("exact", one.amount)], one.currency) + [
            ("claimCurrency", .optional(claim?.sent.currency.code))
          ]
            + (claim.map {
              ExactMembers.of(
                [("claimExact", one.value)], $0.sent.currency, between: "claimBetween")
            } ?? []) + [("transfer", .transfer(ledger.transfer(one.transfer)))])
      })
  }

  var csv: String {
    let heads =
      [
        "rule", "account", "direction", "victim", "claim", "currency", "amount", "exact",
        "claimCurrency", "claimAmount", "claimExact",
      ] + TransferRow.heads
    var text = CSVText.line(heads.map { .value($0) })
    for (number, one) in answer.movements.enumerated() {
      let claim = one.claim.map(ledger.transfer)
      text += CSVText.line(
        [
          .value(answer.rule.name), .text(ledger.account(answer.account).key),
          .value(one.arrives ? "in" : "out"), .text(claim?.payer.key ?? ""),
          .text(claim?.recordedID ?? ""), .value(one.currency.code),
          .value(AmountText.decimal(one.amount, one.currency)),
          .value(AmountText.exact(one.amount, one.currency)),
          .value(claim?.sent.currency.code ?? ""),
          .value(claim.map { AmountText.decimal(one.value, $0.sent.currency) } ?? ""),
          .value(claim.map { AmountText.exact(one.value, $0.sent.currency) } ?? ""),
        ] + TransferRow.cells(ledger.transfer(one.transfer), step: number + 1))
    }
    return text
  }
}
