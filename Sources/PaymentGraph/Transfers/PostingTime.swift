/// The time of a transfer: the stretch within which the moment is known to lie.
///
/// A bank statement gives a day, a payment service a second, a table of totals a period, some
/// records nothing at all. The stretch is half open: ``start`` is included, ``end`` is not. Times
/// are counted in milliseconds from 1970-01-01T00:00:00Z; a record without a zone is counted as if
/// it were of UTC, and is shown as the local time that it is; the ledger knows how far it may be
/// from UTC.
public struct PostingTime: Hashable, Sendable {
  /// The first millisecond at which the transfer can have happened.
  public let start: Int64
  /// The first millisecond at which it can no longer have happened.
  public let end: Int64
  /// The precision to which the time is known.
  public let precision: TimePrecision
  /// True for the time of a clock whose zone is unknown, which is no moment beside other clocks.
  ///
  /// It does not count when times are compared: two times are equal where their stretches are.
  public private(set) var isLocal = false

  /// Creates a moment known to a precision.
  ///
  /// - Parameters:
  ///   - start: Milliseconds since 1970, at the start of the day, hour, minute or second.
  ///   - precision: The precision; `.unknown` gives ``unknown``.
  public init(start: Int64, precision: TimePrecision) {
    guard let length = precision.milliseconds else {
      self = .unknown
      return
    }
    self.start = start
    self.end = start &+ length
    self.precision = precision
  }

  /// Creates the stretch from one day to another, both included, given as the milliseconds at which
  /// they start.
  public init(fromDay first: Int64, toDay last: Int64) {
    start = min(first, last)
    end = max(first, last) &+ 86_400_000
    precision = first == last ? .day : .period
  }

  /// Creates a stretch that starts at a moment and has no recorded end.
  package init(since start: Int64) {
    self.start = start
    end = max(PostingTime.openEnd, start &+ 1)
    precision = .period
  }

  /// The end of a stretch whose end is not recorded: the last moment of the calendar.
  package static let openEnd: Int64 = 253_402_300_800_000

  /// True where only the beginning of the stretch is recorded.
  package var isOpen: Bool { precision == .period && end >= PostingTime.openEnd }

  private init(unknownFrom start: Int64, to end: Int64) {
    self.start = start
    self.end = end
    precision = .unknown
  }

  /// The time where none is recorded.
  public static let unknown = PostingTime(unknownFrom: .min, to: .max)

  package init(start: Int64, end: Int64, precision: TimePrecision) {
    self.start = start
    self.end = end
    self.precision = precision
  }

  /// The same time as that of a clock whose zone is unknown; a day, and no time at all, belong to
  /// no clock.
  package var local: PostingTime {
    var time = self
    time.isLocal = precision.isTimeOfDay
    return time
  }

  /// Returns true where two times name one stretch to one precision.
  public static func == (one: PostingTime, other: PostingTime) -> Bool {
    one.start == other.start && one.end == other.end && one.precision == other.precision
  }

  /// Hashes the stretch and the precision.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(end)
    hasher.combine(precision)
  }

  /// The time as ISO 8601 text to its precision, `2010-03-04` or `2010-03-04T10:05:00Z`, a local time without the
  /// `Z`; a period as `2010-03-04/2010-03-09` with both days included, or as `2010-03-04/..` where its end is not
  /// recorded; empty where no time is recorded.
  public var iso8601: String {
    guard precision != .unknown else { return "" }
    let day = CivilDate(milliseconds: start)
    let within = start - CivilDate.dayStart(of: start)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let hour = two(within / 3_600_000)
    let minute = two(within / 60_000 % 60)
    let second = two(within / 1_000 % 60)
    let zone = isLocal ? "" : "Z"
    switch precision {
    case .unknown: return ""
    case .day: return day.iso8601
    case .hour, .minute: return "\(day.iso8601)T\(hour):\(minute)\(zone)"
    case .second: return "\(day.iso8601)T\(hour):\(minute):\(second)\(zone)"
    case .millisecond:
      let fraction = String(within % 1_000 + 1_000).dropFirst()
      return "\(day.iso8601)T\(hour):\(minute):\(second).\(fraction)\(zone)"
    case .period where isOpen: return "\(day.iso8601)/.."
    case .period:
      return "\(day.iso8601)/\(CivilDate(milliseconds: end - 1).iso8601)"
    }
  }

  /// The day on which the stretch starts; nil where no time is recorded.
  public var day: CivilDate? {
    precision == .unknown ? nil : CivilDate(milliseconds: start)
  }
}

/// The precision to which a time is known.
public enum TimePrecision: UInt8, CaseIterable, Sendable, Hashable {
  /// No time is recorded: the transfer may have been before or after any other.
  case unknown
  /// Only the day is known.
  case day
  /// The hour is known.
  case hour
  /// The minute is known.
  case minute
  /// The second is known.
  case second
  /// The millisecond is known.
  case millisecond
  /// The row stands for payments between two days, and the day of each is unknown.
  case period

  /// The name as outputs spell it.
  public var name: String { String(describing: self) }

  /// The length of the stretch within which the moment lies, in milliseconds; nil where the
  /// precision alone does not fix it.
  package var milliseconds: Int64? {
    switch self {
    case .unknown, .period: nil
    case .day: 86_400_000
    case .hour: 3_600_000
    case .minute: 60_000
    case .second: 1_000
    case .millisecond: 1
    }
  }
}
