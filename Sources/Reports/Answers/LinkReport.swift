public import FundTracing
public import PaymentGraph

/// All that is said of the links of one transfer: rows, arithmetic, reasons, alternatives.
public struct LinkReport: Sendable {
  private let answer: HubMatches
  private let transfer: TransferID

  /// A report on what an answer says of one receipt or payout.
  public init(_ answer: HubMatches, of transfer: TransferID) {
    self.answer = answer
    self.transfer = transfer
  }

  /// The report in a format; CSV holds the rows of ``MatchReport`` that name the transfer.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    let hubs = HubMatches(answer, of: transfer)
    return format.choose(
      text: plain(hubs, style), json: MatchFacts(answer).json(.d, of: transfer).text,
      csv: MatchReport(hubs, minimumGrade: .d, top: 0).text(.csv, style: style))
  }

  private var ledger: Ledger { answer.scope.ledger }

  private func plain(_ hubs: HubMatches, _ style: TextStyle) -> String {
    var lines = [style.head(TerminalText.safe(row(transfer)))]
    for hub in hubs.hubs {
      for finding in hub.findings + hub.contradicted { lines += [""] + self.lines(finding) }
      for block in hub.blocks {
        lines += [
          "",
          "it is in a closed block, graded \(block.grade.letter): \(block.receipts.count) receipts "
            + "and \(block.payouts.count) payouts belong together, which to which is open",
        ]
      }
      lines += hub.breaks.map { item in
        "the trail ends here: \(item.kind.words)" + (item.reason.isEmpty ? "" : "; \(item.reason)")
      }
    }
    if lines.count == 1 { lines.append("nothing is said of it: it is at no pooled account") }
    lines += ["", MatchFacts.thresholds(answer.settings)]
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ finding: LinkFinding) -> [String] {
    let link = finding.link
    let (receipt, payout) = (ledger.transfer(link.inbound), ledger.transfer(link.outbound))
    var lines = [
      TerminalText.safe(
        "grade \(link.grade.letter): payout \(MatchFacts.name(payout)) \(link.grade.wording)"
          + (link.grade == .b ? "; receipt " : " receipt ") + MatchFacts.name(receipt)),
      TerminalText.safe("  receipt  \(row(link.inbound))"),
      TerminalText.safe("  payout   \(row(link.outbound))"),
      "  rests on \(link.basis.rawValue); the hub waited \(MatchFacts.wait(receipt, payout))",
    ]
    if let fee = finding.fee, let net = finding.expected,
      receipt.received.currency == payout.sent.currency
    {
      let least = Money(minorUnits: net.lowerBound, currency: fee.currency)
      let most = Money(minorUnits: net.upperBound, currency: fee.currency)
      lines.append(
        "  \(receipt.received) less \(MatchFacts.rule(fee.rule, fee.currency)) is \(least)"
          + (least == most ? "" : " to \(most)"))
    }
    if let share = link.share, share != payout.sent {
      lines.append("  its share of the payout: \(share)")
    }
    if let count = finding.coincidences {
      lines.append("  coincidences to be expected: \(count.text)")
    }
    for lack in finding.lacks { lines.append("  no better grade because \(lack.rawValue)") }
    lines += finding.otherReceipts.map { TerminalText.safe("  or receipt \(row($0))") }
    lines += finding.otherPayouts.map { TerminalText.safe("  or payout \(row($0))") }
    return lines
  }

  private func row(_ id: TransferID) -> String {
    let transfer = ledger.transfer(id)
    let amount =
      transfer.sent == transfer.received
      ? "\(transfer.sent)" : "\(transfer.sent) -> \(transfer.received)"
    return "\(MatchFacts.name(transfer))  \(transfer.time.iso8601)  \(transfer.payer.key) -> "
      + "\(transfer.beneficiary.key)  \(amount)  "
      + transfer.evidence.map(\.description).joined(separator: ", ")
  }
}
