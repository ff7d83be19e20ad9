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
    let (steps, held) = (steps, ends)
    let late = Dictionary(uniqueKeysWithValues: answer.latePayments.map { ($0.transfer, $0) })
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
      var table = AlignedTable(
        [
          .left("when"), .left("from"), .left("to"), .right("of the claim"),
          .right("in the transfer", drops: 1), .left("row", drops: 2),
        ], style: style)
      for step in steps[claim] ?? [] {
        let hop = ledger.transfer(step.transfer)
        table.add([
          hop.time.iso8601 + (late[hop.id].map(VictimSchedule.words) ?? ""),
          PartyText.both(hop.payer), PartyText.both(hop.beneficiary),
          AmountText.people(step.part.value, transfer.sent.currency),
          AmountText.people(step.part.amount, hop.sent.currency) + " of \(hop.sent)",
          hop.evidence.first?.description ?? "",
        ])
      }
      lines += table.lines
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

  var csv: String {
    let heads =
      [
        "victim", "claim", "claimCurrency", "claimAmount", "claimExact", "partCurrency",
        "partAmount", "partExact",
      ] + TransferRow.heads
    var text = CSVText.line(heads.map { .value($0) })
    let steps = steps
    for (claim, all) in answer.claimsToldApart {
      let transfer = ledger.transfer(claim)
      let name =
        all.count == 1
        ? transfer.recordedID ?? "" : "\(Plural.text(all.count, "claim")) that count as one"
      for (number, step) in (steps[claim] ?? []).enumerated() {
        let hop = ledger.transfer(step.transfer)
        text += CSVText.line(
          [
            .text(transfer.payer.key), .text(name),
            .value(transfer.sent.currency.code),
            .value(AmountText.decimal(step.part.value, transfer.sent.currency)),
            .value(AmountText.exact(step.part.value, transfer.sent.currency)),
            .value(hop.sent.currency.code),
            .value(AmountText.decimal(step.part.amount, hop.sent.currency)),
            .value(AmountText.exact(step.part.amount, hop.sent.currency)),
          ] + TransferRow.cells(hop, step: number + 1))
      }
    }
    return text
  }
}
