internal import FundTracing
internal import PaymentGraph

/// The tracing schedule: every claimed payment with each transfer that carried any of it, down to the
/// rows, and where it lies at the end.
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
        guard case .claim(let claim) = part.origin else { continue }
        found[claim, default: []].append(Step(transfer: step.transfer, part: part))
      }
    }
    return found
  }

  private var ends: [TransferID: [Holding]] {
    var found: [TransferID: [Holding]] = [:]
    for holding in answer.holdings {
      if case .claim(let claim) = holding.origin { found[claim, default: []].append(holding) }
    }
    return found
  }

  func lines(_ style: TextStyle) -> [String] {
    let (steps, ends) = (steps, ends)
    let late = Dictionary(uniqueKeysWithValues: answer.latePayments.map { ($0.transfer, $0) })
    var lines: [String] = []
    for claim in answer.claims {
      let transfer = ledger.transfer(claim)
      lines += [
        "",
        style.head(
          TerminalText.safe(
            "\(PartyText.both(transfer.payer)): claim \(transfer.recordedID ?? transfer.time.iso8601), "
              + "\(transfer.sent)")),
      ]
      var table = AlignedTable(
        [
          .left("when"), .left("from"), .left("to"), .right("of the claim"),
          .right("in the transfer", drops: 1), .left("row", drops: 2),
        ], style: style)
      for step in steps[claim] ?? [] {
        let hop = ledger.transfer(step.transfer)
        table.add([
          hop.time.iso8601
            + (late[hop.id].map { $0.place == nil ? ", on its way" : ", came \($0.came.iso8601)" }
              ?? ""),
          PartyText.both(hop.payer), PartyText.both(hop.beneficiary),
          AmountText.people(step.part.value, transfer.sent.currency),
          AmountText.people(step.part.amount, hop.sent.currency) + " of \(hop.sent)",
          hop.evidence.first?.description ?? "",
        ])
      }
      lines += table.lines
      let found = ends[claim] ?? []
      let parts = AmountText.column(
        found.map(\.value), transfer.sent.currency, addsUpToWhole: true)
      let words = zip(found, parts).map { holding, part in
        "\(part?.description ?? "") at \(PartyText.both(holding.place, in: ledger))"
      }
      lines.append(
        TerminalText.safe("at the end: \(words.joined(separator: " + ")) = \(transfer.sent)"))
    }
    return lines
  }

  var csv: String {
    let heads =
      [
        "victim", "claim", "claimCurrency", "claimAmount", "claimExact", "partCurrency",
        "partAmount", "partExact",
      ] + TransferRow.heads
    var text = CSVText.line(heads.map { .value($0) })
    let steps = steps
    for claim in answer.claims {
      let transfer = ledger.transfer(claim)
      for (number, step) in (steps[claim] ?? []).enumerated() {
        let hop = ledger.transfer(step.transfer)
        text += CSVText.line(
          [
            .text(transfer.payer.key), .text(transfer.recordedID ?? ""),
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
