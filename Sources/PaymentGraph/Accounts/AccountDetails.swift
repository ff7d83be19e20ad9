/// The facts that are known of an account beside its key.
public struct AccountDetails: Hashable, Sendable {
  /// The account's part in the case.
  public var role: AccountRole
  /// True where the accounts file says that the money of many customers is mixed in the account,
  /// false where it denies it; nil where it says nothing, and then role ``AccountRole/processor``
  /// decides.
  public var statedPooled: Bool?
  /// The name that the data gives the account.
  public var name: String?
  /// The person or firm that controls the account.
  public var holder: String?
  /// The bank or service that keeps the account.
  public var institution: String?
  /// The country, as the data spells it.
  public var country: String?

  /// Creates details; a property that is not given is unknown.
  public init(
    role: AccountRole = .unknown, statedPooled: Bool? = nil, name: String? = nil,
    holder: String? = nil, institution: String? = nil, country: String? = nil
  ) {
    self.role = role
    self.statedPooled = statedPooled
    self.name = name
    self.holder = holder
    self.institution = institution
    self.country = country
  }

  /// True where the money of many customers is mixed in this account.
  public var isPooled: Bool { statedPooled ?? (role == .processor) }
}
