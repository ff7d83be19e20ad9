internal import FundTracing
internal import PaymentGraph

/// The tracing schedule: every claimed payment with each transfer that carried any of it, down to
/// the rows, and its accounts at the end.
struct VictimSchedule {
  private let answer: Tracing

  init(_ answer: Tracing) { self.answer = answer }

  private var ledger: Ledger { answer.scope.ledger }

  private struct Step {
    let transfer: TransferID
    let part: TracedTransfer.Part
  }

  private var steps: [TransferID: [Step]] {
    var found: [TransferID: [Step]] = [:]
    for step in answer.transfers {
      for part in step.parts {
        guard let claim = part.origin.claim else { continue }
        found[claim, default: []].append(Step(transfer: step.transfer, part: part))
      }
    }
    return found
  }

  private var ends: [TransferID: [Holding]] {
    var found: [TransferID: [Holding]] = [:]
    for holding in answer.holdings {
      if let claim = holding.origin.claim { found[claim, default: []].append(holding) }
    }
    return found
  }

  func lines(_ style: TextStyle) -> [String] {
    let (steps, held, fields) = (steps, ends, fields)
    var lines: [String] = []
    for (claim, all) in answer.claimsToldApart {
      let transfer = ledger.transfer(claim)
      let total =
        AmountText.total(
          all.reduce(Int128(0)) { $0 + Int128(ledger.transfer($1).sent.minorUnits) },
          transfer.sent.currency)?.description ?? ""
      let words =
        all.count == 1
        ? "claim \(transfer.recordedID ?? transfer.time.iso8601)"
        : "\(Plural.text(all.count, "claim")) that count as one"
      lines += [
        "",
        style.head(
          TerminalText.safe("\(PartyText.both(transfer.payer)): \(words), \(total)")),
      ]
      let rows = (steps[claim] ?? []).map { row($0, of: claim, all) }
      lines += fields.lines(rows, style: style)
      let found = held[claim] ?? []
      let parts = AmountText.column(
        found.map(\.value), transfer.sent.currency, addsUpToWhole: true)
      let ends = zip(found, parts).map { holding, part in
        "\(part?.description ?? "") at \(PartyText.both(holding.place, in: ledger))"
      }
      lines.append(
        TerminalText.safe("at the end: \(ends.joined(separator: " + ")) = \(total)"))
    }
    return lines
  }

  private static func words(_ late: LatePayment) -> String {
    late.place == nil ? ", on its way" : ", arrived \(late.came.iso8601)"
  }

  /// A transfer that carried a part of a claim.
  private struct Row {
    let claim: Transfer
    /// The id of the claim, or the number of claims that count as one.
    let name: String
    let part: TracedTransfer.Part
    let hop: Transfer
    let step: Int
  }

  private func row(_ step: Step, of claim: TransferID, _ all: [TransferID], number: Int = 0) -> Row
  {
    let transfer = ledger.transfer(claim)
    return Row(
      claim: transfer,
      name: all.count == 1
        ? transfer.recordedID ?? "" : "\(Plural.text(all.count, "claim")) that count as one",
      part: step.part, hop: ledger.transfer(step.transfer), step: number)
  }

  private var fields: FieldTable<Row> {
    let late = Dictionary(uniqueKeysWithValues: answer.latePayments.map { ($0.transfer, $0) })
    let fields: [Field<Row>] = [
      .csv(["victim", "claim"]) { [.text($0.claim.payer.key), .text($0.name)] },
      .shown(.left("when")) {
        $0.hop.time.iso8601 + (late[$0.hop.id].map(VictimSchedule.words) ?? "")
      },
      .shown(.left("from")) { PartyText.both($0.hop.payer) },
      .shown(.left("to")) { PartyText.both($0.hop.beneficiary) },
      .csv("claimCurrency") { .value($0.claim.sent.currency.code) },
      .exact("claimExact", decimal: "claimAmount", column: .right("of the claim")) {
        ($0.part.value, $0.claim.sent.currency)
      },
      .csv("partCurrency") { .value($0.hop.sent.currency.code) },
      .exact("partExact", decimal: "partAmount", column: .right("in the transfer", drops: 1)) {
        ($0.part.amount, $0.hop.sent.currency)
      }.showing {
        AmountText.people($0.part.amount, $0.hop.sent.currency) + " of \($0.hop.sent)"
      },
      .shown(.left("row", drops: 2)) { $0.hop.evidence.first?.description ?? "" },
      .transfer { ($0.hop, $0.step) },
    ]
    return FieldTable(fields)
  }

  var csv: String {
    let steps = steps
    let rows = answer.claimsToldApart.flatMap { claim, all in
      (steps[claim] ?? []).enumerated().map { row($1, of: claim, all, number: $0 + 1) }
    }
    return fields.csv(rows)
  }
}
