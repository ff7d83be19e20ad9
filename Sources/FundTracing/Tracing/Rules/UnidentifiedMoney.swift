/// How money is treated that no record explains: what an account paid out beyond everything that is
/// known to have come in, and what a processor paid without a link.
///
/// Unknown is not own: such a credit in a mule's account may well be another victim's. Only rules
/// that put own funds first or last treat the two differently.
public enum UnidentifiedMoney: String, Sendable, Hashable, CaseIterable {
  /// As the holder's own: it is spent before claims under own-first rules.
  case own
  /// As another claimant's: it shares with claims.
  case claimant

  /// The choice in words, as answers print it.
  public var words: String {
    switch self {
    case .own: "money that no record explains counts as the account holder's own"
    case .claimant: "money that no record explains counts as another claimant's"
    }
  }
}
