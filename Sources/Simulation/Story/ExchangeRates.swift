internal import PaymentGraph

/// Invented day rates: rupees for one unit, in ten-thousandths, varying about a centre.
struct ExchangeRates {
  private let pounds: [Int64]
  private let euros: [Int64]

  init(seed: UInt64, days: Int) {
    pounds = ExchangeRates.walk(
      Chance(seed: seed, chapter: "rates/GBP"), centre: 910_000, days: days)
    euros = ExchangeRates.walk(
      Chance(seed: seed, chapter: "rates/EUR"), centre: 805_000, days: days)
  }

  /// Returns the rupees (paise) for an amount in pounds or euros (minor units) on a day of the
  /// story.
  func rupees(for money: Money, day: Int) -> Int64 {
    let rates = money.currency.code == "EUR" ? euros : pounds
    return ExactMath.halfUp(
      money.minorUnits, rates[min(max(0, day), rates.count - 1)], over: 10_000)
  }

  private static func walk(_ chance: Chance, centre: Int64, days: Int) -> [Int64] {
    var chance = chance
    var rate = centre
    return (0..<days).map { _ in
      rate += Int64(chance.within(-3_500...3_500)) + (centre - rate) / 40
      return rate
    }
  }
}

/// Exact arithmetic on whole minor units.
enum ExactMath {
  /// Returns `value` × `numerator` ÷ `denominator`, rounded half up; none of them may be negative.
  static func halfUp(_ value: Int64, _ numerator: Int64, over denominator: Int64) -> Int64 {
    let product = Int128(value) * Int128(numerator)
    return Int64((2 * product + Int128(denominator)) / (2 * Int128(denominator)))
  }

  /// Divides `total` into whole shares in proportion to the weights, which add up to it exactly.
  ///
  /// Each share is the difference of two rounded running sums, so it is less than one unit off.
  static func shares(of total: Int64, by weights: [Int64]) -> [Int64] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    var running: Int64 = 0
    var given: Int64 = 0
    return weights.map { weight in
      running += weight
      let upTo = halfUp(total, running, over: sum)
      defer { given = upTo }
      return upTo - given
    }
  }
}

extension Money {
  /// Converts the amount to another currency at a rate in ten-thousandths, rounded half up.
  func exchanged(into currency: Currency, at rate: Int64) -> Money {
    Money(minorUnits: ExactMath.halfUp(minorUnits, rate, over: 10_000), currency: currency)
  }
}
