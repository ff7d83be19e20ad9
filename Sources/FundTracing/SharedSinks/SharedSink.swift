public import PaymentGraph

/// An account at which the money of several victims arrives.
public struct SharedSink: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The accounts of the victims whose money reaches it, in the order of their keys.
  public let victims: [AccountID]
  /// The evidence that all of them need: the strongest grade under which every victim reaches it.
  public let grade: Grade
  /// True where walks of links graded A or B, in an order that the records decide, prove it for every victim; else it
  /// is possible.
  public let finding: Finding
  /// The fewest transfers from any victim.
  public let hops: Int
  /// The transfers into it that lie on walks from victims, in ledger order.
  public let transfers: [TransferID]
  /// What arrived on those transfers, gross, by currency.
  ///
  /// That is not how much of it is the victims' money: a transfer on a walk can carry others' money
  /// as well.
  public let received: MoneyTotals
  /// When the first of those transfers took place; nil where none has a time.
  public let first: PostingTime?
  /// When the last of them took place.
  public let last: PostingTime?
  /// Whether nothing leaves the account afterwards in the data.
  public let isTerminal: Bool
  /// Whether no account before it on the walks is already reached by the same victims.
  public let isFirstConvergence: Bool
  /// How many accounts pay into it in all: an account that everybody pays is popular, not suspect.
  public let popularity: Int
  /// What came into it in scope in all, by currency: ``received`` is the part on walks.
  public let inflow: MoneyTotals
  /// Whether chance and popularity explain it; nil where the records do not tell.
  public let surprise: Surprise?
}
