public import PaymentGraph

/// What the records say of one pooled account: which payouts pass on which receipts.
public struct HubMatch: Sendable {
  /// The hub.
  public let hub: AccountID
  /// How many transfers came in.
  public let receiptCount: Int
  /// How many went out.
  public let payoutCount: Int
  /// The fitted or stated fee rules: by currency, the one with the most pairs first.
  public let fees: [FittedFee]
  /// How long the hub waits.
  public let window: LagWindow
  /// Over which stretches of time, in which currency, the records are shown to be complete.
  public let completeness: Completeness
  /// The links, in ledger order of the payouts, then of the receipts.
  public let findings: [LinkFinding]
  /// Pairs that the records state and contradict (grade X), in the same order; never followed.
  public let contradicted: [LinkFinding]
  /// Closed blocks, in ledger order of their first receipts.
  public let blocks: [ClosedBlock]
  /// Where the trail ends, in ledger order.
  public let breaks: [HubBreak]
  /// Transfers that took no part: totals of several payments, rows without a time, fees.
  public let leftOutCount: Int
  /// Receipts of which not all candidates were compared, because more than
  /// ``mostCandidates`` fit.
  public let cutReceiptCount: Int

  /// How many candidates of one receipt are compared.
  public static let mostCandidates = 64
  /// So many of a receipt's candidates are looked at further where more than ``mostCandidates`` fit.
  public static let mostCandidatesOfMany = 8

  /// How many links have a grade.
  public func count(_ grade: Grade) -> Int { findings.count { $0.link.grade == grade } }
}
