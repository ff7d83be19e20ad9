public import PaymentGraph

/// The fee that a pooled account keeps of a receipt: a rounded part of it, and a fixed sum.
public struct HubFee: Sendable, Hashable {
  /// The way in which the part is rounded to whole minor units.
  public enum Rounding: String, Sendable, Hashable, CaseIterable {
    case halfUp = "half up"
    case halfEven = "half to even"
    case halfDown = "half down"
    case up = "up"
    case down = "down"
  }

  /// The rate that makes the whole: ``rate`` is in thousandths of a per cent.
  static let whole: Int64 = 100_000

  /// The part that is kept, in thousandths of a per cent: 3400 is 3.4 %.
  public let rate: Int64
  /// The fixed sum that is kept, in minor units.
  public let fixed: Int64
  /// The rounding of the part.
  public let rounding: Rounding

  /// Creates a rule.
  public init(rate: Int64, fixed: Int64, rounding: Rounding = .halfUp) {
    self.rate = rate
    self.fixed = fixed
    self.rounding = rounding
  }

  /// True where nothing is kept.
  var isNothing: Bool { rate == 0 && fixed == 0 }

  /// The rule that keeps nothing.
  public static let none = HubFee(rate: 0, fixed: 0)

  /// Returns the net amount of a receipt, in minor units.
  public func net(of gross: Int64) -> Int64 {
    gross &- HubFee.part(of: gross, rate, rounding) &- fixed
  }

  static func part(of gross: Int64, _ rate: Int64, _ rounding: Rounding) -> Int64 {
    let (product, isTooLarge) = gross.multipliedReportingOverflow(by: rate)
    guard !isTooLarge else {
      let (quotient, remainder) = (Int128(gross) * Int128(rate)).quotientAndRemainder(
        dividingBy: Int128(whole))
      return Int64(truncatingIfNeeded: quotient)
        &+ step(
          Int64(truncatingIfNeeded: remainder), quotient: Int64(truncatingIfNeeded: quotient),
          rounding: rounding)
    }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: whole)
    return quotient &+ step(remainder, quotient: quotient, rounding: rounding)
  }

  /// Returns the amount that rounding adds to a quotient, for a remainder that is not negative.
  private static func step(_ remainder: Int64, quotient: Int64, rounding: Rounding) -> Int64 {
    let twice = remainder * 2
    switch rounding {
    case .down: return 0
    case .up: return remainder > 0 ? 1 : 0
    case .halfUp: return twice >= whole ? 1 : 0
    case .halfDown: return twice > whole ? 1 : 0
    case .halfEven: return twice > whole || (twice == whole && quotient & 1 == 1) ? 1 : 0
    }
  }

  /// The rate in per cent without needless digits: `3.4`.
  public var rateText: String {
    var digits = String(rate % 1_000 + 1_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return digits.isEmpty ? "\(rate / 1_000)" : "\(rate / 1_000).\(digits)"
  }

  /// The number of digits needed to state the rule: of several that explain as much, the plainest is shown.
  var plainness: Int {
    func digits(_ number: Int64) -> Int {
      var (rest, count) = (number, 0)
      while rest > 0, rest % 10 == 0 { rest /= 10 }
      while rest > 0 { (rest, count) = (rest / 10, count + 1) }
      return count
    }
    return digits(rate) + digits(fixed)
  }
}

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
