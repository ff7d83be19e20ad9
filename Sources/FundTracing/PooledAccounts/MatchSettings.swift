public import PaymentGraph

/// The settings of matching at pooled accounts: thresholds, and the facts that the user knows of the accounts.
///
/// They are printed with every answer that rests on them.
public struct MatchSettings: Sendable, Hashable {
  /// A balance of an account that a record states.
  public struct StatedBalance: Sendable, Hashable {
    /// The account.
    public let account: AccountID
    /// The time: the balance includes all transfers that start before this stretch of time ends, so that the balance of
    /// a day is the one at its end.
    public let time: PostingTime
    /// The balance.
    public let amount: Money

    /// Creates a balance; see the properties.
    public init(account: AccountID, time: PostingTime, amount: Money) {
      self.account = account
      self.time = time
      self.amount = amount
    }
  }

  /// The most coincidences that may be expected of a link graded B.
  public var mostCoincidences = ExpectedCoincidences(0.05)
  /// The most coincidences that may be expected of a receipt that is only in some sets and still graded C.
  public var mostCoincidencesForC = ExpectedCoincidences(1)
  /// The most coincidences that may be expected where sets of receipts are searched at all.
  public var mostCoincidencesSearched = ExpectedCoincidences(3)
  /// The fewest pairs from which a rule or a window is fitted.
  public var fewestPairs = 5
  /// The longest wait where none can be fitted, in milliseconds.
  public var longestWaitByDefault: Int64 = 7 * 86_400_000
  /// The shortest and the longest wait, where they are known without fitting, in milliseconds.
  public var window: ClosedRange<Int64>?
  /// The most by which an exact payout may differ from the fitted amount, in minor units.
  public var tolerance: Int64 = 0
  /// The most possible pairings of one transfer that are graded C and not D.
  public var mostAlternatives = 20
  /// The number of 100 recorded pairs that must obey the fitted rules, one receipt to one payout, before anything is
  /// graded B.
  public var leastObeyed = 95
  /// The pooled accounts whose records the user states to be complete.
  public var complete: Set<AccountID> = []
  /// Balances by which the records of pooled accounts are shown to be complete.
  public var balances: [StatedBalance] = []
  /// True where only links that records state are followed, and none is inferred.
  public var recordedOnly = false
  /// Documented fee rules, by pooled account.
  public var fees: [AccountID: HubFee] = [:]

  /// Creates the defaults.
  public init() {}

  /// Returns the amounts that miss some amounts by the tolerance at most, as far as 64 bits hold them.
  func tolerated(_ amounts: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let (low, isTooLow) = amounts.lowerBound.subtractingReportingOverflow(tolerance)
    let (high, isTooHigh) = amounts.upperBound.addingReportingOverflow(tolerance)
    return (isTooLow ? .min : low)...(isTooHigh ? .max : high)
  }
}

/// The shortest and the longest wait of a pooled account between a receipt and the payout that passes it on, in
/// milliseconds.
public struct LagWindow: Sendable, Hashable {
  /// The shortest wait.
  public let shortest: Int64
  /// The longest wait.
  public let longest: Int64
  /// The wait up to which other receipts are considered before a pairing is called the only one.
  public let guardedLongest: Int64
  /// The number of pairs from which it was fitted; 0 where it was not fitted.
  public let pairCount: Int
  /// True where the user stated it.
  public let isStated: Bool

  /// True where it is more than a default.
  var isKnown: Bool { isStated || pairCount > 0 }

  private static let day: Int64 = 86_400_000

  /// Fits the window to the waits of pairs, from the 1st to the 99th percentile; a default where there are too few.
  ///
  /// - Parameter waits: the shortest and the longest wait that the times of each pair allow.
  init(_ waits: [ClosedRange<Int64>], _ settings: MatchSettings) {
    isStated = settings.window != nil
    guard settings.window == nil, waits.count >= settings.fewestPairs else {
      let window = settings.window ?? 0...settings.longestWaitByDefault
      shortest = window.lowerBound
      longest = window.upperBound
      guardedLongest = LagWindow.guarded(longest)
      pairCount = 0
      return
    }
    // Nearest rank; the outer bound of an uncertain wait counts.
    let least = waits.map(\.lowerBound).sorted()
    let most = waits.map(\.upperBound).sorted()
    shortest = max(0, least[(waits.count + 99) / 100 - 1])
    longest = max(shortest, most[(waits.count * 99 + 99) / 100 - 1])
    guardedLongest = LagWindow.guarded(longest)
    pairCount = waits.count
  }

  /// Returns twice a wait, or a week more where that is longer; at most what can be added to any time.
  private static func guarded(_ longest: Int64) -> Int64 {
    let known = min(longest, .max / 8)
    return known + max(known, 7 * day)
  }

  /// Returns true where a wait known to lie between two bounds may be within the window.
  func mayHold(_ wait: ClosedRange<Int64>) -> Bool {
    wait.upperBound >= shortest && wait.lowerBound <= longest
  }
}
