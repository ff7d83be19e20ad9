package import BigInt
internal import Glibc

/// Numbers of ways to choose, exact or by their logarithms.
package enum Combinations {
  /// Returns the number of ways to choose *k* of *n*; 0 where there are none.
  package static func choose(_ n: Int, _ k: Int) -> BigInt {
    guard k >= 0, k <= n else { return 0 }
    var value = BigInt(1)
    for step in 0..<min(k, n - k) { value = value * BigInt(n - step) / BigInt(step + 1) }
    return value
  }

  package static func factorial(_ n: Int) -> BigInt {
    n < 2 ? 1 : (2...n).reduce(BigInt(1)) { $0 * BigInt($1) }
  }

  /// Returns the natural logarithm of the number of ways to choose *k* of *n*, with the rounding error of logarithms of
  /// factorials.
  package static func logChoose(_ n: Int, _ k: Int) -> Double {
    lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
  }
}
