internal import BigInt
internal import Glibc

/// The distribution of the number of payers with a property among `drawn` payers, chosen from a population by chance.
///
/// The null model of statistically validated networks (Tumminello and others, 2011): of a population of
/// *N* payers *K* reach an account; *n* of them are victims, of whom *k* reach it.
struct Hypergeometric: Sendable {
  /// The number of payers (*N*).
  let population: Int
  /// The number of them that reach the account (*K*).
  let marked: Int
  /// The number of them that are victims (*n*).
  let drawn: Int

  /// Creates a distribution; nil where the numbers contradict each other.
  init?(population: Int, marked: Int, drawn: Int) {
    guard population >= 0, (0...population).contains(marked), (0...population).contains(drawn)
    else {
      return nil
    }
    self.population = population
    self.marked = marked
    self.drawn = drawn
  }

  private var possible: ClosedRange<Int> {
    max(0, drawn - (population - marked))...min(marked, drawn)
  }

  /// Returns P(X = k).
  ///
  /// - Complexity: O(1), with the rounding error of logarithms of factorials.
  func probability(of count: Int) -> Double {
    guard possible.contains(count) else { return 0 }
    return exp(
      logChoose(marked, count) + logChoose(population - marked, drawn - count)
        - logChoose(population, drawn))
  }

  /// Returns P(X ≥ k), summed from the smallest terms up so that far tails keep their digits.
  ///
  /// - Complexity: O(*n*).
  func upperTail(from count: Int) -> Double {
    if count <= possible.lowerBound { return 1 }
    guard count <= possible.upperBound else { return 0 }
    var sum = 0.0
    for value in stride(from: possible.upperBound, through: count, by: -1) {
      sum += probability(of: value)
    }
    return min(1, sum)
  }

  /// Returns P(X > k) + P(X = k) / 2, which ranks fairly where probabilities come in steps.
  func midTail(from count: Int) -> Double {
    max(0, upperTail(from: count) - probability(of: count) / 2)
  }

  /// Returns P(X ≥ k) as a fraction in lowest terms, for statements.
  func exactUpperTail(from count: Int) -> (numerator: BigInt, denominator: BigInt) {
    var sum = BigInt(0)
    for value in possible where value >= count {
      sum += choose(marked, value) * choose(population - marked, drawn - value)
    }
    let all = choose(population, drawn)
    let divisor = sum.greatestCommonDivisor(with: all)
    return divisor == 0 ? (sum, all) : (sum / divisor, all / divisor)
  }

  private func logChoose(_ n: Int, _ k: Int) -> Double {
    lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
  }

  private func choose(_ n: Int, _ k: Int) -> BigInt {
    guard k >= 0, k <= n else { return 0 }
    var result = BigInt(1)
    for step in 0..<min(k, n - k) { result = result * BigInt(n - step) / BigInt(step + 1) }
    return result
  }
}
