/// What it takes for one transfer to follow another of the same time.
///
/// Two transfers are tied where the stretches of time within which they happened overlap: equal
/// seconds, equal days, or a day and a moment of it.
public enum TieRule: String, Sendable, Hashable, CaseIterable {
  /// The place in the file decides where both stand in one file with the same time; others may
  /// follow each other in either order, because the records do not say which was first.
  case recorded
  /// Tied transfers may follow each other in either order.
  case allow
  /// Only what is certainly later may follow.
  case forbid

  /// The rule in words, as answers print it.
  public var words: String {
    switch self {
    case .recorded:
      "transfers of the same time follow in the order of their file; in different files, in either order"
    case .allow: "transfers of the same time may follow each other in either order"
    case .forbid: "a transfer follows only one that is certainly earlier"
    }
  }
}
