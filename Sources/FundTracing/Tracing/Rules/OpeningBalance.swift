public import PaymentGraph

/// What was in an account before its first transfer, as somebody states it.
///
/// Several balances of one account lie in the order given, the oldest first. Stating any balance,
/// even zero, says that the account's records are complete: what it then pays beyond its money is
/// an overdraft. Where nothing is stated, the least opening balance that makes all payments possible
/// is assumed, and its owner is unknown.
public struct OpeningBalance: Sendable, Hashable {
  /// Whose the money is.
  public enum Owner: String, Sendable, Hashable, CaseIterable {
    /// Proved to be the account holder's.
    case own
    /// Not known.
    case unknown
  }

  /// The account.
  public let account: AccountID
  /// How much; negative for an account that is overdrawn.
  public let money: Money
  /// Whose it is.
  public let owner: Owner

  /// A balance; see the properties.
  public init(account: AccountID, money: Money, owner: Owner = .own) {
    self.account = account
    self.money = money
    self.owner = owner
  }
}
