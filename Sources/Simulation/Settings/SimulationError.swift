/// A reason why a case cannot be made.
public enum SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A setting is outside its limits.
  case outOfRange(setting: String, value: Int, allowed: ClosedRange<Int>)

  /// The reason in one sentence.
  public var description: String {
    switch self {
    case .outOfRange(let setting, let value, let allowed):
      "\(setting) is \(value), and can be \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }
}
