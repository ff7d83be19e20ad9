public import PaymentGraph

/// What one victim has at one place: the lots of all its claims together.
public struct VictimHolding: Sendable, Hashable {
  /// What became of money that lies somewhere.
  public enum Fate: String, Sendable, Hashable, CaseIterable {
    /// In an account where it can still be.
    case held
    /// In a pooled account, and no link says where it went on: a break of the records.
    case stoppedAtPooled = "stopped"
    /// Back in the victim's own account.
    case returned
    /// On its way to an account where it had not come yet.
    case onItsWay = "on its way"
    /// Drawn as cash, kept as a fee, or with the bank of an overdrawn account.
    case dissipated
  }

  /// Where it is.
  public let place: Holding.Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// Whose it was.
  public let victim: AccountID
  /// The currency in which the victim claims it.
  public let claimCurrency: Currency
  /// How much, in minor units of ``currency``: exact.
  public let amount: Fraction
  /// How much of the claim it is, in minor units of ``claimCurrency``: exact.
  public let value: Fraction
  /// What became of it.
  public let fate: Fate
}
