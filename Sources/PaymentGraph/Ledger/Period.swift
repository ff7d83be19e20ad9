/// A stretch of days: the first is included, the day after the last is not.
public struct Period: Hashable, Sendable {
  /// The first day; nil for no limit.
  public let from: CivilDate?
  /// The day after the last; nil for no limit.
  public let until: CivilDate?

  /// Creates the stretch from one day, included, until another, excluded.
  public init(from: CivilDate? = nil, until: CivilDate? = nil) {
    self.from = from
    self.until = until
  }

  /// Returns true where a transfer's stretch of time starts within the period.
  ///
  /// A transfer without a time counts only where the period has no limits.
  public func contains(_ time: PostingTime) -> Bool {
    if from == nil, until == nil { return true }
    guard time.precision != .unknown else { return false }
    if let from, time.start < from.milliseconds { return false }
    if let until, time.start >= until.milliseconds { return false }
    return true
  }
}

extension Period: CustomStringConvertible {
  /// The period in words, such as `2010-01-01 until 2010-07-01 (excluded)`.
  public var description: String {
    switch (from, until) {
    case (nil, nil): "all time"
    case (let from?, nil): "from \(from.iso8601)"
    case (nil, let until?): "until \(until.iso8601) (excluded)"
    case (let from?, let until?): "\(from.iso8601) until \(until.iso8601) (excluded)"
    }
  }
}
