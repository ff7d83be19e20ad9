/// The rules that a walk must keep.
///
/// A walk is a sequence of transfers, each of which starts at the account where the one before ended and is not earlier
/// than that one.
public struct WalkRules: Sendable, Hashable {
  /// The rule for transfers of the same time.
  public var ties: TieRule
  /// The most transfers in a walk; nil for any number.
  public var maximumHops: Int?
  /// The longest wait between a receipt and the payout that follows it, in milliseconds.
  ///
  /// Nil for any wait. Where times are not known to the millisecond, the shortest wait that they allow counts.
  public var longestWait: Int64?
  /// The rule for passing pooled accounts.
  public var pooling: Pooling

  /// The thresholds for links at pooled accounts, and the facts stated of those accounts.
  public var matching = MatchSettings()

  /// Creates rules; omitted ones are the tool's defaults.
  public init(
    ties: TieRule = .recorded, maximumHops: Int? = nil, longestWait: Int64? = nil,
    pooling: Pooling = .links(minimumGrade: .c)
  ) {
    self.ties = ties
    self.maximumHops = maximumHops
    self.longestWait = longestWait
    self.pooling = pooling
  }

  /// Returns a wait in words, in the largest units that give it exactly: `3 days`, `90 minutes`.
  public static func words(wait milliseconds: Int64) -> String {
    let units: [(Int64, String)] = [
      (86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second"),
    ]
    for (length, name) in units where milliseconds % length == 0 {
      let number = milliseconds / length
      return "\(number) \(name)\(number == 1 ? "" : "s")"
    }
    return "\(milliseconds) milliseconds"
  }
}
