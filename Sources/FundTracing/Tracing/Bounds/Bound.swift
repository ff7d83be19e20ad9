public import PaymentGraph

/// The least and the most of somebody's money that can lie at one site at the end, under any rule that respects time
/// and balances.
public struct Bound: Sendable, Hashable {
  /// The victims whose money is counted together, in the order of their keys.
  public let victims: [AccountID]
  /// The account, bank or fee where the money is.
  public let place: Holding.Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// The currency of the claims, in which all amounts are.
  public let claimCurrency: Currency
  /// The sum of their claims, in minor units.
  public let claimed: Int128
  /// The least, in minor units: this much is there under any rule.
  public let lower: Int128
  /// The most, in minor units; 0 excludes the site on these records.
  public let upper: Int128
  /// The limits that keep ``upper`` from being more, in ledger order: together they let exactly that much pass.
  public let bottlenecks: [Bottleneck]
}
