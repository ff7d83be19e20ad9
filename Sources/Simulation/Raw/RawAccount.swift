/// An account of a raw case.
public struct RawAccount: Sendable, Hashable {
  /// The key that the files give the account; empty where they name it by a name only.
  public let key: String
  /// The invented name.
  public let name: String
  /// The bank or service; empty where the case names none.
  public let institution: String
  /// The two letters of the country; empty where the case names none.
  public let country: String
  /// True where the account is a victim's.
  public let isVictim: Bool

  init(
    _ key: String, name: String, institution: String = "", country: String = "",
    isVictim: Bool = false
  ) {
    self.key = key
    self.name = name
    self.institution = institution
    self.country = country
    self.isVictim = isVictim
  }
}
