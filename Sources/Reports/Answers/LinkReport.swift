public import FundTracing
public import PaymentGraph

/// The findings on the links of one transfer, or on one link: rows, arithmetic, reasons,
/// alternatives.
public struct LinkReport: Sendable {
  private let answer: HubMatches
  private let transfers: [TransferID]

  /// Creates a report on an answer's findings about one receipt or payout.
  public init(_ answer: HubMatches, of transfer: TransferID) {
    self.answer = HubMatches(answer, of: transfer)
    transfers = [transfer]
  }

  /// Creates a report on an answer's findings about one receipt and one payout: the link between
  /// them, or the reason why there is none.
  public init(_ answer: HubMatches, from receipt: TransferID, to payout: TransferID) {
    self.answer = HubMatches(answer, from: receipt, to: payout)
    transfers = [receipt, payout]
  }

  /// Writes the report in a format; CSV holds the rows of ``MatchReport`` that name the transfers.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style),
      json: MatchFacts(answer).json(.d, command: transfers.count == 1 ? "match" : "explain").text,
      csv: MatchReport(answer, minimumGrade: .d, top: 0).text(.csv, style: style))
  }

  private var ledger: Ledger { answer.scope.ledger }

  private func plain(_ style: TextStyle) -> String {
    var lines = transfers.map { style.head(TerminalText.safe(row($0))) }
    lines += LeftOutFacts.warnings(answer.scope, style)
    for hub in answer.hubs {
      for finding in hub.findings + hub.contradicted { lines += [""] + self.lines(finding) }
      for block in hub.blocks {
        lines += [
          "",
          "it is in a closed block, graded \(block.grade.letter): \(block.receipts.count) receipts "
            + "and \(block.payouts.count) payouts belong together, but which receipt belongs to which payout is open",
        ]
      }
      if transfers.count > 1, hub.findings.isEmpty, hub.contradicted.isEmpty, hub.blocks.isEmpty,
        isBetween(hub)
      {
        lines += [
          "", "nothing pairs the two: no record does, and their amounts and times do not fit",
        ]
      }
      lines += hub.breaks.map { item in
        let name =
          transfers.count > 1 ? "\(MatchFacts.name(ledger.transfer(item.transfer))): " : ""
        return TerminalText.safe(
          "\(name)the trail ends here: \(item.kind.words)"
            + (item.reason.isEmpty ? "" : "; \(item.reason)"))
      }
    }
    let warningCount = LeftOutFacts.warnings(answer.scope, style).count
    if transfers.count == 1, lines.count == 1 + warningCount {
      lines.append("it has no links, because it is at no pooled account")
    } else if transfers.count > 1, !answer.hubs.contains(where: isBetween) {
      lines.append(
        "no link can join them: no pooled account received the first and paid the second")
    }
    lines += ["", MatchFacts.thresholds(answer.settings)]
    return style.page(lines)
  }

  /// Returns true where the pooled account received the first transfer and paid the second.
  private func isBetween(_ hub: HubMatch) -> Bool {
    ledger.transfer(transfers[0]).beneficiary.id == hub.hub
      && ledger.transfer(transfers[1]).payer.id == hub.hub
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
      "  rests on \(link.basis.rawValue); the pooled account waited \(MatchFacts.wait(receipt, payout))",
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
      lines.append("  expected coincidences: \(count.text)")
    }
    for lack in finding.lacks { lines.append("  the grade is no better because \(lack.rawValue)") }
    lines += finding.otherReceipts.map { TerminalText.safe("  or receipt \(row($0))") }
    if finding.moreReceipts > 0 {
      lines.append("  or one of \(Plural.text(finding.moreReceipts, "receipt")) more")
    }
    lines += finding.otherPayouts.map { TerminalText.safe("  or payout \(row($0))") }
    if finding.morePayouts > 0 {
      lines.append("  or one of \(Plural.text(finding.morePayouts, "payout")) more")
    }
    return lines
  }

  private func row(_ id: TransferID) -> String {
    let transfer = ledger.transfer(id)
    let amount =
      transfer.sent == transfer.received
      ? "\(transfer.sent)" : "\(transfer.sent) -> \(transfer.received)"
    return
      "\(MatchFacts.name(transfer))  \(transfer.time.iso8601)  \(PartyText.both(transfer.payer)) -> "
      + "\(transfer.beneficiary.key)  \(amount)  "
      + transfer.evidence.map(\.description).joined(separator: ", ")
  }
}
