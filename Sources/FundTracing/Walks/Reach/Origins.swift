public import PaymentGraph

/// All accounts whose money can have come to some accounts: the answer of
/// ``PaymentGraph/LedgerView/origins(of:rules:)``.
public struct Origins: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The accounts at which walks end, in the order of their keys; they are not among the origins.
  public let targets: [AccountID]
  /// The accounts: fewest hops first, then in the order of keys.
  public let accounts: [OriginAccount]
  /// Every transfer on a walk, in ledger order.
  public let transfers: [TransferID]
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]
}

/// An account from which a walk leads to one of the accounts of a question.
public struct OriginAccount: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The fewest transfers from it.
  public let hops: Int
  /// The strongest evidence with which a walk leads from it.
  public let grade: Grade
  /// The finding that the account's money can have come: proven by a walk of links graded A or B in an order that the
  /// records decide; else possible.
  public let finding: Finding
  /// The order of payments that a walk from the account needs and the records leave open; empty where the finding is
  /// proven, or where only links are weak.
  public let openOrders: [OpenOrder]
  /// True where that walk follows a payment that rests on somebody's decision that two rows show one payment.
  public let restsOnDecision: Bool
  /// The transfers out of it that lie on walks, in ledger order.
  public let transfers: [TransferID]
  /// The money that the account sent with those transfers, by currency.
  public let sent: MoneyTotals
  /// True where none of the account's own receipts lies on a walk, so that the money starts there as far as the records
  /// show.
  public let isSource: Bool
  /// The time of the first of those transfers that has one; nil where none has.
  public let earliest: PostingTime?
  /// The time of the last of them.
  public let latest: PostingTime?
}
