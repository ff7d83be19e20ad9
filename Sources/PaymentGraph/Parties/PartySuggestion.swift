/// Two accounts that may belong to one person or firm, or be one account, and why.
///
/// Never acted upon: whoever knows decides, and states it in a file of decisions.
public struct PartySuggestion: Sendable, Hashable {
  /// What the two may have in common.
  public enum Relation: String, Sendable, Hashable {
    /// They may be one account: one of them at least is no more than a name in another's records.
    case account
    /// They may be two accounts of one holder.
    case holder
  }

  /// The account that is known by less: a name in another's records comes before a number.
  public let account: AccountID
  /// The other account.
  public let other: AccountID
  /// What they may have in common.
  public let relation: Relation
  /// How alike the names are, from 0 to 100.
  public let score: Int
  /// Why, in words.
  public let reason: String
}
