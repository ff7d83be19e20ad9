internal import BigInt
internal import FundTracing
internal import Glibc

/// The exact test of whether victims are on a list more often than others of the same strata.
///
/// If the list played no part, the exposed victims of a stratum are drawn from its victims and others without putting
/// back (or, where the rate is stated, independently); their sum over the strata has the convolved distribution.
struct StratifiedTest: Sendable {
  /// P(T ≥ k): as many exposed victims or more.
  let p: Double
  /// The same with half of P(T = k), for ranking.
  let midP: Double
  /// The least p that these margins can give: that of as many exposed victims as possible.
  let least: Double
  /// The number of exposed victims that chance would give.
  let expected: Double

  private let strata: [StratumCounts]

  /// - Complexity: O(*n*) for each stratum, and O(*n*²) for their convolution.
  init(_ strata: [StratumCounts]) {
    let strata = strata.filter { $0.victims > 0 }
    self.strata = strata
    var known = (first: 0, chances: [1.0])
    for stratum in strata {
      known = StratifiedTest.convolved(known, StratifiedTest.distribution(stratum))
    }
    let found = strata.reduce(0) { $0 + $1.exposed }
    // Summed from the far end, so that small terms keep their digits.
    var tail = 0.0
    var at = 0.0
    for (place, chance) in known.chances.enumerated().reversed() {
      let count = known.first + place
      if count < found { break }
      tail += chance
      if count == found { at = chance }
    }
    p = found <= known.first ? 1 : min(1, max(tail, .leastNormalMagnitude))
    midP = max(0, p - at / 2)
    least =
      known.chances.count == 1 ? 1 : max(known.chances.last ?? 1, .leastNormalMagnitude)
    expected = strata.reduce(0) { sum, stratum in
      let (n, m) = (Double(stratum.victims), Double(stratum.reference))
      if let rate = stratum.statedRate { return sum + n * rate }
      return sum + n * (Double(stratum.exposed) + stratum.referenceExposed.value) / (n + m)
    }
  }

  // MARK: Decimals

  /// Returns the probabilities of the numbers of exposed victims of one stratum, from the least possible number on.
  private static func distribution(_ stratum: StratumCounts) -> (first: Int, chances: [Double]) {
    let n = stratum.victims
    let (first, last, mode): (Int, Int, Int)
    let ratio: (Int) -> Double
    if let rate = stratum.statedRate {
      guard rate > 0 else { return (0, [1]) }
      guard rate < 1 else { return (n, [1]) }
      (first, last, mode) = (0, n, min(n, Int(Double(n + 1) * rate)))
      ratio = { Double(n - $0) / Double($0 + 1) * rate / (1 - rate) }
    } else {
      let all = n + stratum.reference
      let marked = stratum.exposed + stratum.roundedReference
      first = max(0, n - (all - marked))
      last = min(n, marked)
      mode = min(last, max(first, (n + 1) * (marked + 1) / (all + 2)))
      ratio = {
        Double(marked - $0) * Double(n - $0)
          / (Double($0 + 1) * Double(all - marked - n + $0 + 1))
      }
    }
    // From the likeliest number both ways: one term fixes all others, and none is lost to rounding.
    var chances = [Double](repeating: 0, count: last - first + 1)
    chances[mode - first] = 1
    for count in stride(from: mode, to: last, by: 1) {
      chances[count + 1 - first] = chances[count - first] * ratio(count)
    }
    for count in stride(from: mode, to: first, by: -1) {
      chances[count - 1 - first] = chances[count - first] / ratio(count - 1)
    }
    let total = chances.sorted().reduce(0, +)
    return (first, chances.map { $0 / total })
  }

  private static func convolved(
    _ one: (first: Int, chances: [Double]), _ other: (first: Int, chances: [Double])
  ) -> (first: Int, chances: [Double]) {
    if one.chances.count == 1, one.chances[0] == 1 {
      return (one.first + other.first, other.chances)
    }
    var sums = [Double](repeating: 0, count: one.chances.count + other.chances.count - 1)
    for (left, chance) in one.chances.enumerated() where chance > 0 {
      for (right, next) in other.chances.enumerated() { sums[left + right] += chance * next }
    }
    return (one.first + other.first, sums)
  }

  // MARK: Fractions

  /// The probabilities as fractions in lowest terms.
  struct Exact: Sendable {
    let p: ExactRatio
    let midP: ExactRatio
    let least: ExactRatio
  }

  /// The most victims for whom fractions are worked out.
  static let mostVictims = 60

  /// The probabilities as fractions; nil where rates are stated or the victims are more than 60.
  var exact: Exact? {
    guard strata.allSatisfy({ $0.statedRate == nil }),
      strata.reduce(0, { $0 + $1.victims }) <= StratifiedTest.mostVictims
    else { return nil }
    var (first, counts, all) = (0, [BigInt(1)], BigInt(1))
    for stratum in strata {
      let (n, m) = (stratum.victims, stratum.reference)
      let marked = stratum.exposed + stratum.roundedReference
      let least = max(0, n - (n + m - marked))
      let own = (least...min(n, marked)).map {
        Combinations.choose(marked, $0) * Combinations.choose(n + m - marked, n - $0)
      }
      var sums = [BigInt](repeating: 0, count: counts.count + own.count - 1)
      for (left, count) in counts.enumerated() {
        for (right, next) in own.enumerated() { sums[left + right] += count * next }
      }
      (first, counts, all) = (first + least, sums, all * Combinations.choose(n + m, n))
    }
    let found = strata.reduce(0) { $0 + $1.exposed }
    let tail = counts[max(0, min(counts.count, found - first))...].reduce(BigInt(0), +)
    let at = counts.indices.contains(found - first) ? counts[found - first] : 0
    return Exact(
      p: ExactRatio(tail, all), midP: ExactRatio(tail * 2 - at, all * 2),
      least: ExactRatio(counts.last ?? 0, all))
  }

  /// The expected number of exposed victims as a fraction, for one stratum with a whole number of others.
  var exactExpected: ExactRatio? {
    guard strata.count == 1, let one = strata.first, one.statedRate == nil else { return nil }
    return ExactRatio(
      BigInt(one.victims * (one.exposed + one.roundedReference)),
      BigInt(one.victims + one.reference))
  }
}
