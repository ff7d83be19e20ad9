internal import FundTracing
internal import Glibc

/// The share of contacts that came from a list, as an exact posterior distribution.
///
/// With probability θ a contact is a customer of the list (seen as one with the stratum's visibility), else a person
/// like the others. θ is uniform beforehand, the list's rate has Jeffreys' prior and is learned from victims and others
/// together. Given that *J* victims came from the list, θ is Beta(J + 1, n − J + 1); the weights of the mixture say how
/// many did.
struct SharePosterior: Sendable {
  /// The number of victims.
  let victims: Int
  /// The probability that exactly *J* victims came from the list, given that it was used.
  let weights: [Double]
  /// The Bayes factor, in powers of ten: the likelihood of the records if the list was used over that if it was not.
  let log10BayesFactor: Double

  /// - Complexity: O(*k*) for each stratum with full visibility, else O(*k*(*n* − *k*)); O(*n*²) for all.
  init(_ strata: [StratumCounts]) {
    let strata = strata.filter { $0.victims > 0 }
    var known = (scale: 0.0, terms: [1.0])
    for stratum in strata {
      let logs = SharePosterior.logTerms(stratum)
      let top = logs.max() ?? 0
      let own = logs.map { exp($0 - top) }
      var sums = [Double](repeating: 0, count: known.terms.count + own.count - 1)
      for (left, term) in known.terms.enumerated() where term > 0 {
        for (right, next) in own.enumerated() { sums[left + right] += term * next }
      }
      let largest = max(sums.max() ?? 1, .leastNormalMagnitude)
      known = (known.scale + top + log(largest), sums.map { $0 / largest })
    }
    let n = strata.reduce(0) { $0 + $1.victims }
    victims = n
    let logs = known.terms.enumerated().map { count, term in
      term > 0 ? log(term) + logBeta(Double(count + 1), Double(n - count + 1)) : -.infinity
    }
    let top = logs.max() ?? 0
    let terms = logs.map { exp($0 - top) }
    let total = terms.sorted().reduce(0, +)
    weights = terms.map { $0 / total }
    log10BayesFactor = (known.scale + top + log(total)) / log(10)
  }

  /// Returns the logarithms of the terms of a stratum, by the number of its victims that came from the list.
  private static func logTerms(_ stratum: StratumCounts) -> [Double] {
    let (k, n) = (stratum.exposed, stratum.victims)
    if let rate = stratum.statedRate {
      guard rate > 0 else {
        return k == 0 ? [0] : (0...k).map { Combinations.logChoose(k, $0) + 700 * Double($0) }
      }
      return (0...k).map { Combinations.logChoose(k, $0) - Double($0) * log(rate) }
    }
    let (c, m) = (stratum.referenceExposed.value, Double(stratum.reference))
    let whole = logBeta(Double(k) + c + 0.5, Double(n - k) + m - c + 0.5)
    func rest(_ seen: Int, _ unseen: Int) -> Double {
      logBeta(Double(k - seen) + c + 0.5, Double(n - k - unseen) + m - c + 0.5) - whole
    }
    let h = stratum.visibility
    guard h < 1 else { return (0...k).map { Combinations.logChoose(k, $0) + rest($0, 0) } }
    let (logSeen, logUnseen) = (log(h), log1p(-h))
    var logs = [[Double]](repeating: [], count: n + 1)
    for seen in 0...k {
      for unseen in 0...(n - k) {
        logs[seen + unseen].append(
          Combinations.logChoose(k, seen) + Combinations.logChoose(n - k, unseen)
            + (seen == 0 ? 0 : Double(seen) * logSeen)
            + (unseen == 0 ? 0 : Double(unseen) * logUnseen) + rest(seen, unseen))
      }
    }
    return logs.map { terms in
      let top = terms.max() ?? 0
      return top + log(terms.reduce(0) { $0 + exp($1 - top) })
    }
  }

  /// The mean of the share.
  var mean: Double {
    weights.enumerated().reduce(0) { $0 + $1.element * Double($1.offset + 1) } / Double(victims + 2)
  }

  /// Returns the share below which the true one lies with a probability: 60 halvings of the distribution function.
  func quantile(_ probability: Double) -> Double {
    var cumulative: [Double] = []
    var sum = 0.0
    for weight in weights {
      sum += weight
      cumulative.append(sum)
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      // P(Beta(J + 1, n − J + 1) ≤ x) = P(Bin(n + 1, x) ≥ J + 1).
      let terms = BinomialTail.distribution(victims + 1, chance: middle)
      var below = 0.0
      for (count, term) in terms.enumerated() where count > 0 {
        below += term * (cumulative.indices.contains(count - 1) ? cumulative[count - 1] : 1)
      }
      if below < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The number of victims that came from the list: the least and the greatest, with 95 per cent.
  var fromList: (low: Int, high: Int) {
    var sum = 0.0
    var (low, high): (Int?, Int?) = (nil, nil)
    for (count, weight) in weights.enumerated() {
      sum += weight
      if low == nil, sum >= 0.025 { low = count }
      if high == nil, sum >= 0.975 { high = count }
    }
    return (low ?? 0, high ?? victims)
  }
}

/// Returns the logarithm of Euler's beta function.
func logBeta(_ x: Double, _ y: Double) -> Double { lgamma(x) + lgamma(y) - lgamma(x + y) }
