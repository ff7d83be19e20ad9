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
