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
