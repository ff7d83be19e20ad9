internal import Glibc

/// The expected number of sets of amounts that add up to a target by chance.
///
/// The sums of all 2ⁿ sets are about normally distributed around half the total; the number that hits a target is their
/// number times the density there times the width of a hit: the tolerance to both sides, and one step of the lattice on
/// which the amounts lie. Round amounts lie on a coarse lattice and meet often; without that factor the estimate is
/// wrong by as much.
///
/// The estimate screens matches and is not money: floating point is allowed here.
struct Coincidences: Sendable {
  /// The unit on which most coincidences are expected, of those that divide the target and more than half of the
  /// amounts.
  let lattice: Int64
  /// The expected number among the amounts on that lattice.
  let expected: ExpectedCoincidences
  /// The expected number among all amounts on a lattice of one minor unit: too small where amounts are round.
  let expectedOnMinorUnits: ExpectedCoincidences

  /// - Parameters:
  ///   - amounts: positive, in minor units.
  ///   - target: the sum wanted.
  ///   - width: the number of further sums above the target that count as hits.
  init(_ amounts: [Int64], target: Int64, width: Int64 = 0) {
    // Amounts off a lattice can hardly be in a set whose sum is on it, so they do not count there.
    let found = Coincidences.lattices(amounts, target: target).map { unit in
      (unit, Coincidences.number(amounts.filter { $0 % unit == 0 }, target, width, unit))
    }
    let most = found.max { ($0.1, $0.0) < ($1.1, $1.0) }
    lattice = most?.0 ?? 1
    expected = most?.1 ?? ExpectedCoincidences(0)
    expectedOnMinorUnits = Coincidences.number(amounts, target, width, 1)
  }

  private static func number(
    _ amounts: [Int64], _ target: Int64, _ width: Int64, _ lattice: Int64
  ) -> ExpectedCoincidences {
    guard !amounts.isEmpty else { return ExpectedCoincidences(0) }
    let values = amounts.map(Double.init)
    let mean = values.reduce(0, +) / 2
    let deviation = values.reduce(0) { $0 + $1 * $1 / 4 }.squareRoot()
    guard deviation > 0 else { return ExpectedCoincidences(0) }
    let distance = (Double(target) - mean) / deviation
    // The number of sets is a power of two; it is computed in logarithms, so that hundreds of receipts do not overflow.
    let logarithm =
      Double(amounts.count) * log(2)
      + log(Double(width + lattice) / (deviation * (2 * Double.pi).squareRoot()))
      - distance * distance / 2
    return ExpectedCoincidences(exp(min(logarithm, 600)))
  }

  /// Returns the units that divide the target and more than half of the amounts.
  private static func lattices(_ amounts: [Int64], target: Int64) -> [Int64] {
    // Every such unit that matters is the greatest common divisor of the target and some of the
    // amounts; all of those are divisors of the target, so there are never many.
    var units: Set<Int64> = [target, 1]
    for amount in amounts {
      units.formUnion(units.map { divisor($0, amount) })
    }
    return units.filter { unit in
      unit > 0 && amounts.count { $0 % unit == 0 } * 2 > amounts.count
    }
  }

  private static func divisor(_ left: Int64, _ right: Int64) -> Int64 {
    var (large, small) = (left, right)
    while small != 0 { (large, small) = (small, large % small) }
    return large
  }
}
