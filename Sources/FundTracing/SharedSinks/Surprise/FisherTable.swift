package import BigInt
internal import Glibc

/// Counts of victims and controls, with and without a property: Fisher's exact test and odds ratios.
struct FisherTable: Sendable {
  let victimsWith: Int
  let victimsWithout: Int
  let controlsWith: Int
  let controlsWithout: Int

  private var model: Hypergeometric? {
    Hypergeometric(
      population: victimsWith + victimsWithout + controlsWith + controlsWithout,
      marked: victimsWith + controlsWith, drawn: victimsWith + victimsWithout)
  }

  /// The probability of as many victims with the property or more, given all margins.
  var oneSided: Double { model?.upperTail(from: victimsWith) ?? 1 }

  /// The one-sided probability with half the probability of just as many.
  var midP: Double { model?.midTail(from: victimsWith) ?? 1 }

  /// The probability of all tables that are no likelier than this one.
  var twoSided: Double {
    guard let model else { return 1 }
    let here = model.probability(of: victimsWith)
    // Equally likely tables may differ by rounding.
    return min(
      1,
      (0...(victimsWith + victimsWithout)).map { model.probability(of: $0) }
        .filter { $0 <= here * (1 + 1e-9) }.sorted().reduce(0, +))
  }

  /// The one-sided probability as a fraction in lowest terms.
  var exactOneSided: (numerator: BigInt, denominator: BigInt) {
    model?.exactUpperTail(from: victimsWith) ?? (1, 1)
  }

  /// The odds ratio under which this table is the expected one, given the margins; nil where the ratio is not finite
  /// because the count is the least or the greatest possible.
  ///
  /// Found by halving: the expected count of Fisher's noncentral distribution rises with the ratio.
  var conditionalOddsRatio: Double? {
    guard let model else { return nil }
    let counts = (0...(victimsWith + victimsWithout)).filter { model.probability(of: $0) > 0 }
    guard let least = counts.first, let most = counts.last, victimsWith > least, victimsWith < most
    else { return nil }
    let logs = counts.map { (Double($0), log(model.probability(of: $0))) }
    func expected(_ logRatio: Double) -> Double {
      let weights = logs.map { $0.1 + $0.0 * logRatio }
      let top = weights.max() ?? 0
      let scaled = weights.map { exp($0 - top) }
      return zip(logs, scaled).reduce(0) { $0 + $1.0.0 * $1.1 } / scaled.reduce(0, +)
    }
    var (low, high) = (-60.0, 60.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if expected(middle) < Double(victimsWith) { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  /// The odds ratio with half a person added to each cell (Haldane and Anscombe), so that it stays finite beside a
  /// zero, and its 95 per cent limits on the logarithmic scale.
  var haldaneOddsRatio: (ratio: Double, low: Double, high: Double) {
    let cells = [victimsWith, victimsWithout, controlsWith, controlsWithout].map {
      Double($0) + 0.5
    }
    let ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    let deviation = cells.reduce(0) { $0 + 1 / $1 }.squareRoot()
    return (
      ratio, ratio * exp(-1.959_963_984_540_054 * deviation),
      ratio * exp(1.959_963_984_540_054 * deviation)
    )
  }
}

/// The distribution of the number of payers with a property among `drawn` payers, chosen from a population by chance.
///
/// The null model of statistically validated networks (Tumminello and others, 2011): of a population of
/// *N* payers *K* reach an account; *n* of them are victims, of whom *k* reach it.
package struct Hypergeometric: Sendable {
  /// The number of payers (*N*).
  let population: Int
  /// The number of them that reach the account (*K*).
  let marked: Int
  /// The number of them that are victims (*n*).
  package let drawn: Int

  /// Creates a distribution; nil where the numbers contradict each other.
  package init?(population: Int, marked: Int, drawn: Int) {
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
      Combinations.logChoose(marked, count)
        + Combinations.logChoose(population - marked, drawn - count)
        - Combinations.logChoose(population, drawn))
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

  /// Returns log₁₀ P(X ≥ k), also where the probability is below what a number of floating point holds.
  ///
  /// - Complexity: O(*n*).
  package func log10UpperTail(from count: Int) -> Double {
    let least = max(count, possible.lowerBound)
    guard least <= possible.upperBound else { return -.infinity }
    let all = Combinations.logChoose(population, drawn)
    let terms = (least...possible.upperBound).map {
      Combinations.logChoose(marked, $0)
        + Combinations.logChoose(population - marked, drawn - $0) - all
    }
    let top = terms.max() ?? 0
    let sum = terms.reduce(0) { $0 + exp($1 - top) }
    return min(0, (top + log(sum)) / log(10))
  }

  /// Returns P(X > k) + P(X = k) / 2, which ranks fairly where probabilities come in steps.
  func midTail(from count: Int) -> Double {
    max(0, upperTail(from: count) - probability(of: count) / 2)
  }

  /// Returns P(X ≥ k) as a fraction in lowest terms, for statements.
  package func exactUpperTail(from count: Int) -> (numerator: BigInt, denominator: BigInt) {
    var sum = BigInt(0)
    for value in possible where value >= count {
      sum +=
        Combinations.choose(marked, value) * Combinations.choose(population - marked, drawn - value)
    }
    let all = Combinations.choose(population, drawn)
    let divisor = sum.greatestCommonDivisor(with: all)
    return divisor == 0 ? (sum, all) : (sum / divisor, all / divisor)
  }
}

/// The distribution of the number of independent events that happen, where each has its own probability.
///
/// Victims differ in the number of accounts that they pay, and thus in their probability of reaching any one of them.
/// The distribution is computed by plain convolution, whose far tail is exact to rounding; transforms lose it.
struct PoissonBinomial: Sendable {
  /// P(X = k) for k from 0 on.
  let probabilities: [Double]

  /// - Parameter chances: the probabilities, each from 0 to 1; a value outside counts as the nearer limit.
  /// - Complexity: O(*n*²).
  init(_ chances: [Double]) {
    var known = [1.0]
    for chance in chances {
      let chance = min(1, max(0, chance))
      var next = Array(repeating: 0.0, count: known.count + 1)
      for (count, probability) in known.enumerated() {
        next[count] += probability * (1 - chance)
        next[count + 1] += probability * chance
      }
      known = next
    }
    probabilities = known
  }

  /// Returns P(X ≥ k), summed from the end.
  func upperTail(from count: Int) -> Double {
    guard count > 0 else { return 1 }
    guard count < probabilities.count else { return 0 }
    return min(1, probabilities[count...].reversed().reduce(0, +))
  }
}

/// Kendall's exact test of whether two orders of the same things agree more than chance would have it.
struct OrderTest: Sendable {
  /// The number of pairs in the same order less the number in the other order.
  let score: Int
  /// The number of orders of *n* things with at least this score, over the number of all orders.
  let numerator: BigInt
  let denominator: BigInt

  /// - Parameter places: the index in the first order of each thing, in the second order; all different.
  /// - Complexity: O(*n*³).
  init(_ places: [Int]) {
    var inversions = 0
    for (index, place) in places.enumerated() {
      inversions += places[..<index].count { $0 > place }
    }
    let pairs = places.count * (places.count - 1) / 2
    score = pairs - 2 * inversions
    // Counts the permutations with each number of inversions (Mahonian numbers).
    var counts = [BigInt(1)]
    for size in 1..<max(2, places.count + 1) {
      var next = Array(repeating: BigInt(0), count: size * (size - 1) / 2 + 1)
      for (known, count) in counts.enumerated() {
        for added in 0..<size where known + added < next.count { next[known + added] += count }
      }
      counts = next
    }
    let found = counts.prefix(inversions + 1).reduce(BigInt(0), +)
    let all = counts.reduce(BigInt(0), +)
    let divisor = found.greatestCommonDivisor(with: all)
    numerator = found / divisor
    denominator = all / divisor
  }
}

/// The likelihood of the victims if a share of the calls came from a list, compared with chance.
struct SourceLikelihood: Sendable {
  /// The number of victims on the list, and of all victims.
  let listed: Int
  let victims: Int
  /// The share of controls on the list.
  let baseRate: Double
  /// The share of calls that came from the list, supposing that it was used.
  let share: Double

  /// The logarithm to base 10 of the likelihood ratio.
  var log10Ratio: Double {
    let used = share + (1 - share) * baseRate
    let unlisted = Double(victims - listed)
    let gain = listed == 0 ? 0 : Double(listed) * (log10(used) - log10(baseRate))
    return gain + (unlisted == 0 ? 0 : unlisted * log10(1 - share))
  }
}
