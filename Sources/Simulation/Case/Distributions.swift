internal import Glibc

// Numbers of distributions that chance draws; money comes from them as whole minor units.
extension Chance {
  /// Returns a number from 0 up to, and without, 1.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Returns a number of a nearly normal distribution: the sum of twelve uniform ones.
  mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
  }

  /// Returns a whole number of a log-normal distribution, at least 1.
  ///
  /// - Parameters:
  ///   - middle: the median.
  ///   - spread: the standard deviation of the decimal logarithm, in thousandths.
  mutating func logNormal(middle: Int64, spread: Int) -> Int64 {
    let exponent = normal() * Double(spread) / 1_000
    return max(1, Int64((Double(middle) * pow(10, exponent)).rounded()))
  }

  /// Returns a second of a day that lies around one in the early afternoon.
  mutating func secondOfDay() -> Int {
    min(86_399, max(0, Int((13 + 4 * normal()) * 3_600)))
  }
}
