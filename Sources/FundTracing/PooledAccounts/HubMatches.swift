public import PaymentGraph

/// The links at pooled accounts: the answer of
/// ``PaymentGraph/LedgerView/matches(at:settings:)``.
public struct HubMatches: Sendable {
  /// The transfers in scope: links are found in the whole ledger, and those of transfers in scope are shown.
  public let scope: LedgerView
  /// The thresholds, and the facts that the user stated of the pooled accounts.
  public let settings: MatchSettings
  /// The matches of each pooled account, in the order of account keys.
  public let hubs: [HubMatch]
  /// The notes that a reader must know beside the links.
  public let notes: [AnswerNote]
}

extension HubMatches {
  /// Keeps the part of an answer that names one transfer.
  public init(_ answer: HubMatches, of transfer: TransferID) {
    self.init(answer) { $0.contains(transfer) }
  }

  /// Keeps the part of an answer that names both a receipt and a payout, and the breaks at either of them.
  public init(_ answer: HubMatches, from receipt: TransferID, to payout: TransferID) {
    self.init(answer) { named in
      named.count == 1
        ? [receipt, payout].contains(named[0]) : named.contains(receipt) && named.contains(payout)
    }
  }

  private init(_ answer: HubMatches, naming isWanted: ([TransferID]) -> Bool) {
    scope = answer.scope
    settings = answer.settings
    notes = answer.notes
    func isNamed(_ finding: LinkFinding) -> Bool {
      isWanted([finding.link.inbound, finding.link.outbound])
    }
    hubs = answer.hubs.map { hub in
      HubMatch(
        hub: hub.hub, receiptCount: hub.receiptCount, payoutCount: hub.payoutCount, fees: hub.fees,
        window: hub.window, completeness: hub.completeness,
        findings: hub.findings.filter(isNamed), contradicted: hub.contradicted.filter(isNamed),
        blocks: hub.blocks.filter { isWanted($0.receipts + $0.payouts) },
        breaks: hub.breaks.filter { isWanted([$0.transfer]) }, leftOutCount: hub.leftOutCount,
        cutReceiptCount: hub.cutReceiptCount)
    }
  }
}
