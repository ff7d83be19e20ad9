/// The tests of an order.
public enum OrderTestKind: String, Sendable, Hashable, CaseIterable {
  /// One caller who worked through the list from its start, perhaps with others mixed in.
  case kendallUp = "kendall-up"
  /// The same from its end.
  case kendallDown = "kendall-down"
  /// A few callers side by side, each from the start on.
  case chainsUp = "chains-up"
  /// The same from the end.
  case chainsDown = "chains-down"
  /// Neighbours in the list called one after the other, with restarts, in blocks, in either direction.
  case steps

  /// The direction; nil where the test has none.
  public var direction: String? {
    switch self {
    case .kendallUp, .chainsUp: "up"
    case .kendallDown, .chainsDown: "down"
    case .steps: nil
    }
  }
}
