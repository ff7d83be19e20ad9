internal import BigInt

/// A quotient of whole numbers in lowest terms.
struct ExactRatio: Sendable, Hashable, CustomStringConvertible {
  let numerator: BigInt
  let denominator: BigInt

  /// - Parameter denominator: not 0.
  init(_ numerator: BigInt, _ denominator: BigInt) {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    self.numerator = divisor == 0 ? numerator : numerator / divisor
    self.denominator = divisor == 0 ? denominator : denominator / divisor
  }

  var description: String { "\(numerator)/\(denominator)" }

  /// The nearest decimal.
  var decimal: Double {
    // Both are cut to 128 bits, so that neither is too large for a decimal.
    let surplus = max(0, denominator.bitWidth - 900)
    let (top, bottom) = (numerator >> surplus, denominator >> surplus)
    return Double(top) / Double(bottom)
  }
}

/// Numbers of ways to choose, exact.
enum Combinations {
  /// Returns the number of ways to choose *k* of *n*; 0 where there are none.
  static func choose(_ n: Int, _ k: Int) -> BigInt {
    guard k >= 0, k <= n else { return 0 }
    var value = BigInt(1)
    for step in 0..<min(k, n - k) { value = value * BigInt(n - step) / BigInt(step + 1) }
    return value
  }

  static func factorial(_ n: Int) -> BigInt {
    n < 2 ? 1 : (2...n).reduce(BigInt(1)) { $0 * BigInt($1) }
  }
}
