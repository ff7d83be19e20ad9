public import PaymentGraph

/// All accounts that walks from some sources reach: the answer of
/// ``PaymentGraph/LedgerView/reach(of:rules:)``.
public struct Reach: Sendable {
  /// What was looked at.
  public let scope: LedgerView
  /// What counted as a walk.
  public let rules: WalkRules
  /// The accounts of the sources, in the order of their keys; they are not among the reached.
  public let sources: [AccountID]
  /// How many payments the sources claim.
  public let claimCount: Int
  /// The accounts: fewest hops first, then in the order of keys.
  public let accounts: [ReachedAccount]
  /// Every transfer on a walk, in ledger order, the claimed ones included.
  public let transfers: [TransferID]
  /// What a reader must know beside the figures.
  public let notes: [AnswerNote]
}
