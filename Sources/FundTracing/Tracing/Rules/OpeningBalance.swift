public import PaymentGraph

/// A balance of an account before its first transfer, as somebody states it.
///
/// Several balances of one account lie in the order given, the oldest first. To state any balance, even zero, is to say
/// that the account's records are complete: any payment beyond its money is then an overdraft. Where nothing is stated,
/// the tool assumes the least opening balance that makes all payments possible, with an unknown owner.
public struct OpeningBalance: Sendable, Hashable {
  /// The owner of the money.
  public enum Owner: String, Sendable, Hashable, CaseIterable {
    /// Proved to be the account holder.
    case own
    /// Not known.
    case unknown
  }

  /// The account.
  public let account: AccountID
  /// The amount; negative for an account that is overdrawn.
  public let money: Money
  /// The owner of the money.
  public let owner: Owner

  /// Creates a balance; see the properties.
  public init(account: AccountID, money: Money, owner: Owner = .own) {
    self.account = account
    self.money = money
    self.owner = owner
  }
}
