public import PaymentGraph

/// An account at which the money of several victims arrives.
public struct SharedSink: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The accounts of the victims whose money reaches it, in the order of their keys.
  public let victims: [AccountID]
  /// The evidence that all victims have: the strongest grade under which every victim reaches the account.
  public let grade: Grade
  /// The finding that the victims' money arrives: proven for every victim by walks of links graded A or B in an order
  /// that the records decide; else possible.
  public let finding: Finding
  /// The fewest transfers from any victim.
  public let hops: Int
  /// The transfers into it that lie on walks from victims, in ledger order.
  public let transfers: [TransferID]
  /// The gross sum that arrived on those transfers, by currency.
  ///
  /// Not all of it need be the victims' money: a transfer on a walk can carry others' money as well.
  public let received: MoneyTotals
  /// The time of the first of those transfers; nil where none has a time.
  public let first: PostingTime?
  /// The time of the last of them.
  public let last: PostingTime?
  /// True where nothing leaves the account afterwards in the data.
  public let isTerminal: Bool
  /// True where no earlier account on the walks is already reached by the same victims.
  public let isFirstConvergence: Bool
  /// The number of accounts that pay into it in all: an account that everybody pays is popular, not suspect.
  public let popularity: Int
  /// All receipts of the account in scope, by currency: ``received`` is the part on walks.
  public let inflow: MoneyTotals
  /// The comparison with chance and popularity; nil where the records do not allow it.
  public let surprise: Surprise?
}
