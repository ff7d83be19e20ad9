public import PaymentGraph

/// All accounts that walks from some sources reach: the answer of
/// ``PaymentGraph/LedgerView/reach(of:rules:)``.
public struct Reach: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The accounts of the sources, in the order of their keys; they are not among the reached.
  public let sources: [AccountID]
  /// The number of payments that the sources claim.
  public let claimCount: Int
  /// The accounts: fewest hops first, then in the order of keys.
  public let accounts: [ReachedAccount]
  /// Every transfer on a walk, in ledger order, the claimed ones included.
  public let transfers: [TransferID]
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]
}
