/// A pair of accounts that may belong to one person or firm, or be one account, and the reason.
///
/// The tool never acts on it: a person who knows decides, and states it in a file of decisions.
public struct PartySuggestion: Sendable, Hashable {
  /// The possible relation of the two accounts.
  public enum Relation: String, Sendable, Hashable {
    /// The two may be one account: at least one of them is no more than a name in another's
    /// records.
    case account
    /// The two may belong to one holder.
    case holder
  }

  /// The account of which less is known: a name in another's records comes before a number.
  public let account: AccountID
  /// The other account.
  public let other: AccountID
  /// The possible relation of the two.
  public let relation: Relation
  /// The likeness of the names, from 0 to 100.
  public let score: Int
  /// The reason, in words.
  public let reason: String
}
