public import PaymentGraph

/// A fee rule that some pairs of receipt and payout obey, with all others that explain them equally well.
public struct FittedFee: Sendable, Hashable {
  /// The currency of both legs.
  public let currency: Currency
  /// The plainest of the rules that explain equally many pairs.
  public let rule: HubFee
  /// The number of pairs that obey the rule to the unit.
  public let obeying: Int
  /// The number of pairs in this currency.
  public let pairCount: Int
  /// The number of rules that explain equally many pairs.
  public let equivalentCount: Int
  /// True where the user stated the rule and it was not fitted.
  public let isStated: Bool
  /// True where the rule was fitted to pairs of another currency and all pairs of this one obey it.
  public let isBorrowed: Bool
  /// The equivalent rules that give the extremes for any receipt.
  let extremes: [HubFee]

  /// Creates a rule that is known without fitting; its fixed sum is in the standard minor unit of the currency.
  init(stated rule: HubFee, currency: Currency) {
    let fixed = DecimalScale.restated(
      rule.fixed, from: currency.standardExponent, to: currency.exponent)
    let rule = HubFee(
      rate: rule.rate, fixed: fixed?.value ?? rule.fixed, rounding: rule.rounding)
    self.init(
      currency: currency, rule: rule, obeying: 0, pairCount: 0, equivalentCount: 1, isStated: true,
      extremes: [rule])
  }

  init(
    currency: Currency, rule: HubFee, obeying: Int, pairCount: Int, equivalentCount: Int,
    isStated: Bool, isBorrowed: Bool = false, extremes: [HubFee]
  ) {
    self.currency = currency
    self.rule = rule
    self.obeying = obeying
    self.pairCount = pairCount
    self.equivalentCount = equivalentCount
    self.isStated = isStated
    self.isBorrowed = isBorrowed
    self.extremes = extremes
  }

  /// Returns the same rule for another currency, in which some pairs obey it.
  func borrowed(by currency: Currency, pairCount: Int) -> FittedFee {
    FittedFee(
      currency: currency, rule: rule, obeying: pairCount, pairCount: pairCount,
      equivalentCount: equivalentCount, isStated: false, isBorrowed: true, extremes: extremes)
  }

  /// Returns the net amounts of a receipt under the equivalent rules, from the least to the most: one amount where all
  /// rules agree.
  func net(of gross: Int64) -> ClosedRange<Int64> {
    var (least, most) = (Int64.max, Int64.min)
    for rule in extremes {
      let net = rule.net(of: gross)
      least = min(least, net)
      most = max(most, net)
    }
    return least <= most ? least...most : gross...gross
  }
}
