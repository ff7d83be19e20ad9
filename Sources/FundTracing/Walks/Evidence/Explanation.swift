public import PaymentGraph

/// The chain of evidence behind one account: one walk for each victim.
///
/// The answer of ``PaymentGraph/LedgerView/explain(_:of:rules:)``.
public struct Explanation: Sendable {
  /// A victim and a walk that shows how its money reaches the account.
  public struct Witness: Sendable, Hashable {
    /// The victim's account.
    public let victim: AccountID
    /// A walk of the strongest grade with the fewest hops; of several the one that arrives first.
    public let walk: Walk
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The account.
  public let account: AccountID
  /// One walk for each victim whose money reaches the account, in the order of their keys.
  public let witnesses: [Witness]
  /// The victims whose money does not reach the account under these rules, in the order of their keys.
  public let others: [AccountID]
  /// The notes that a reader must know beside the walks.
  public let notes: [AnswerNote]

  /// The rows that show the transfers of all walks, in the order of the walks; a row may come twice.
  public var evidence: [Citation] {
    witnesses.flatMap(\.walk.transfers).flatMap { scope.ledger.transfer($0).evidence }
  }
}
