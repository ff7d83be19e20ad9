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

/// The condition under which one transfer may follow another of the same time.
///
/// Two transfers are of one time where the stretches within which they happened overlap: equal seconds, equal days, or
/// a day and a moment of it. Their order is *decided* by the order of rows in one file, by a statement's running
/// balance, or by a payment's position in both statements that show it; never by file names, digests or the order of
/// arguments. An order that nothing decides is a *tie*. A local time without a zone orders the rows of its file, and
/// counts as its day beside the days of other files. Beside a moment of UTC in another file, a day is as long as its
/// zone allows: exactly known where the zone is stated or the bank's country has one zone, else from 14 hours before
/// the day of UTC to 12 hours after it. A row without a time decides nothing.
public enum TieRule: String, Sendable, Hashable, CaseIterable {
  /// Orders that rows decide hold; tied transfers may follow each other in either order, but only a walk that needs no
  /// tie is called proven.
  case recorded
  /// Transfers of one time may follow each other in either order, even against the order of their rows.
  case allow
  /// Only a transfer that is certainly later may follow.
  case forbid

  /// The rule in words, as answers print it.
  public var words: String {
    switch self {
    case .recorded:
      "for payments of the same time, the rows decide which was first; if they do not, either may be, and nothing is proven"
    case .allow: "payments of the same time may follow each other in either order"
    case .forbid: "a payment follows only one that is certainly earlier"
    }
  }
}

/// The rule by which a walk passes a pooled account.
public enum Pooling: Sendable, Hashable {
  /// Passes only from a receipt to a payout that is linked with it by evidence of at least this grade.
  case links(minimumGrade: Grade)
  /// Passes it as any other account; every result that rests on that is graded D.
  case asOrdinary
}
