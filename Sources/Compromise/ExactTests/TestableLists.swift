internal import FundTracing

/// The number of lists that must be corrected for (Tarone): those that can reach the limit at all.
///
/// A list that can never reach the limit, whatever its victims, costs the others nothing. The choice looks at margins
/// only, never at the number of exposed victims.
///
/// Reference: Tarone, A modified Bonferroni method for discrete data, 1990.
struct TestableLists: Sendable {
  /// The number by which p is multiplied.
  let kappa: Int
  /// True for the lists that can be named.
  let isTestable: [Bool]
  /// The limit of an uncorrected p.
  let limit: Double

  /// - Parameters:
  ///   - least: the least attainable p of each list.
  ///   - alpha: the probability with which any list at all may be named by chance.
  init(least: [Double], alpha: Double) {
    let ordered = least.sorted()
    var kappa = 1
    // A limit that is met exactly is met, whatever its last bit.
    func limit(_ kappa: Int) -> Double { alpha / Double(kappa) * (1 + 1e-12) }
    func count(within limit: Double) -> Int { ordered.prefix { $0 <= limit }.count }
    while count(within: limit(kappa)) > kappa { kappa += 1 }
    self.kappa = kappa
    let final = limit(kappa)
    self.limit = final
    isTestable = least.map { $0 <= final }
  }

  /// The number of lists that can be named.
  var count: Int { isTestable.count { $0 } }

  /// Returns a p corrected for all lists that could have been named.
  func adjusted(_ p: Double) -> Double { min(1, Double(kappa) * p) }

  /// Returns the false discovery rates of the lists that can be named, from their mid-p; nil for others.
  func discoveryRates(midP: [Double]) -> [Double?] {
    let chosen = isTestable.indices.filter { isTestable[$0] }
    let rates = MultipleTests.benjaminiHochberg(chosen.map { midP[$0] })
    var found = [Double?](repeating: nil, count: isTestable.count)
    for (place, index) in chosen.enumerated() { found[index] = min(1, rates[place]) }
    return found
  }
}
