/// The treatment of money that no record explains: payments of an account beyond everything known to have come in, and
/// payments of a pooled account without a link.
///
/// Unknown is not own: such a credit in a mule's account may well be another victim's. The choice makes a difference
/// only under rules that put own funds first or last.
public enum UnidentifiedMoney: String, Sendable, Hashable, CaseIterable {
  /// The money is the holder's own: it is spent before claims under own-first rules.
  case own
  /// The money is another claimant's: it shares with claims.
  case claimant

  /// The choice in words, as answers print it.
  public var words: String {
    switch self {
    case .own: "money that no record explains counts as the account holder's own"
    case .claimant: "money that no record explains counts as another claimant's"
    }
  }
}
