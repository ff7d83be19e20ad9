internal import BigInt
internal import Glibc

/// Exact probabilities of counts drawn without putting back.
enum ExactChance {
  /// Returns the probability that of *drawn* among *population*, of which *marked* are marked, at least so many are
  /// marked: as a fraction in lowest terms, and as a score; nil where the numbers cannot be.
  ///
  /// Above 5,000 drawn the fraction would have thousands of digits: then the score's decimal stands for it.
  static func upperTail(
    population: Int, marked: Int, drawn: Int, atLeast count: Int
  ) -> (exact: String, score: Double)? {
    guard marked <= population, drawn <= population, count >= 0 else { return nil }
    let most = min(marked, drawn)
    guard count <= most else { return ("0", .infinity) }
    func logChoose(_ n: Int, _ k: Int) -> Double {
      lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
    }
    let least = max(count, drawn - (population - marked))
    let all = logChoose(population, drawn)
    let terms = (least...most).map {
      logChoose(marked, $0) + logChoose(population - marked, drawn - $0) - all
    }
    let top = terms.max() ?? 0
    let sum = terms.reduce(0) { $0 + exp($1 - top) }
    let score = max(0, -(top + log(sum)) / log(10))
    guard drawn <= 5_000 else { return ("\(pow(10, -score))", score) }
    func choose(_ n: Int, _ k: Int) -> BigInt {
      guard k >= 0, k <= n else { return 0 }
      var value = BigInt(1)
      for step in 0..<min(k, n - k) { value = value * BigInt(n - step) / BigInt(step + 1) }
      return value
    }
    let favourable = (least...most).reduce(BigInt(0)) {
      $0 + choose(marked, $1) * choose(population - marked, drawn - $1)
    }
    let whole = choose(population, drawn)
    let divisor = favourable.greatestCommonDivisor(with: whole)
    let (numerator, denominator) = (favourable / divisor, whole / divisor)
    return (denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)", score)
  }

  /// Returns Benjamini's and Hochberg's false discovery rates of chances given as scores, in their order.
  ///
  /// - Parameter tested: the number of tests, of which those given are the ones that found something.
  static func discoveryRates(_ scores: [Double], tested: Int) -> [Double] {
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    var rates = [Double](repeating: 1, count: scores.count)
    var least = 1.0
    // From the likeliest by chance to the least likely.
    for (place, index) in order.enumerated() {
      least = min(
        least,
        pow(10, -scores[index]) * Double(max(tested, scores.count)) / Double(scores.count - place))
      rates[index] = least
    }
    return rates
  }
}
