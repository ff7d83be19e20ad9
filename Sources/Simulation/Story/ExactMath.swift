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
