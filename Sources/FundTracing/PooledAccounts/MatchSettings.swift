public import PaymentGraph

/// What links at pooled accounts are asked for: thresholds, and what the user knows of the hubs.
///
/// Printed with every answer that rests on them.
public struct MatchSettings: Sendable, Hashable {
  /// A balance that a record states of an account.
  public struct StatedBalance: Sendable, Hashable {
    /// The account.
    public let account: AccountID
    /// When: it holds all transfers that start before this stretch of time ends, so that the balance of
    /// a day is the one at the end of it.
    public let time: PostingTime
    /// The balance.
    public let amount: Money

    /// A balance; see the properties.
    public init(account: AccountID, time: PostingTime, amount: Money) {
      self.account = account
      self.time = time
      self.amount = amount
    }
  }

  /// The most coincidences that may be expected of a link graded B.
  public var mostCoincidences = ExpectedCoincidences(0.05)
  /// The most that may be expected of a receipt that is in some set only and still graded C.
  public var mostCoincidencesForC = ExpectedCoincidences(1)
  /// The most that may be expected where sets of receipts are searched at all.
  public var mostCoincidencesSearched = ExpectedCoincidences(3)
  /// The fewest pairs from which a rule or a window is fitted.
  public var fewestPairs = 5
  /// The longest wait where none can be fitted, in milliseconds.
  public var longestWaitByDefault: Int64 = 7 * 86_400_000
  /// How long hubs wait, where that is known without fitting, in milliseconds.
  public var window: ClosedRange<Int64>?
  /// How far from the fitted amount a payout may be and still be called exact, in minor units.
  public var tolerance: Int64 = 0
  /// The most possible pairings of one transfer that are graded C and not D.
  public var mostAlternatives = 20
  /// Of 100 pairs that the records state, how many must obey the fitted rules, one receipt to one
  /// payout, before anything is graded B.
  public var leastObeyed = 95
  /// The hubs whose records the user takes to be complete.
  public var complete: Set<AccountID> = []
  /// Balances by which the records of hubs are shown to be complete.
  public var balances: [StatedBalance] = []
  /// Documented fee rules, by hub.
  public var fees: [AccountID: HubFee] = [:]

  /// The defaults.
  public init() {}
}
