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
