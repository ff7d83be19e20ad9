public import PaymentGraph

/// The links at one pooled account: which payouts pass on which receipts.
public struct HubMatch: Sendable {
  /// The pooled account.
  public let hub: AccountID
  /// The number of receipts.
  public let receiptCount: Int
  /// The number of payouts.
  public let payoutCount: Int
  /// The fitted or stated fee rules: by currency, the one with the most pairs first.
  public let fees: [FittedFee]
  /// The shortest and the longest wait between a receipt and its payout.
  public let window: LagWindow
  /// The periods, by currency, in which the records are shown to be complete.
  public let completeness: Completeness
  /// The links, in ledger order of the payouts, then of the receipts.
  public let findings: [LinkFinding]
  /// Links that the records state and contradict (grade X), in the same order; they are never followed.
  public let contradicted: [LinkFinding]
  /// Closed blocks, in ledger order of their first receipts.
  public let blocks: [ClosedBlock]
  /// The transfers at which the trail ends, in ledger order.
  public let breaks: [HubBreak]
  /// The number of transfers that took no part: totals of several payments, rows without a time, fees.
  public let leftOutCount: Int
  /// The number of receipts with more than ``mostCandidates`` candidates, of which not all were compared.
  public let cutReceiptCount: Int

  /// The most candidates of one receipt that are compared.
  public static let mostCandidates = 64
  /// The number of a receipt's candidates that are examined further where more than ``mostCandidates`` fit.
  public static let mostCandidatesOfMany = 8

  /// Returns the number of links with a grade.
  public func count(_ grade: Grade) -> Int { findings.count { $0.link.grade == grade } }
}
