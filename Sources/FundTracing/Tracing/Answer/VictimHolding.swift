public import PaymentGraph

/// One victim's money in one account, with one bank or in fees: the lots of all its claims together.
public struct VictimHolding: Sendable, Hashable {
  /// The fates of money.
  public enum Fate: String, Sendable, Hashable, CaseIterable {
    /// The money is in an account where it can still be.
    case held
    /// The money is in a pooled account, and no link says where it went on: a break of the records.
    case stoppedAtPooled = "stopped"
    /// The money is back in the victim's own account.
    case returned
    /// The money is on its way to an account at which it has not arrived yet.
    case onItsWay = "on its way"
    /// The money was drawn as cash, kept as a fee, or paid to the bank of an overdrawn account.
    case dissipated
  }

  /// The account, bank or fee where the money is.
  public let place: Holding.Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// The victim.
  public let victim: AccountID
  /// The currency in which the victim claims it.
  public let claimCurrency: Currency
  /// The amount, in minor units of ``currency``: exact.
  public let amount: Fraction
  /// The amount in minor units of ``claimCurrency``: exact.
  public let value: Fraction
  /// The fate of the money.
  public let fate: Fate
}
