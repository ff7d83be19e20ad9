internal import Glibc

/// The posterior over the lists that were asked about, and over none of them.
struct ListPosterior: Sendable {
  /// The probability that none of the lists was used.
  let noList: Double
  /// The probability of each list; nil for those that could not be named.
  let lists: [Double?]
  /// The lists in falling posterior that hold 95 per cent of the mass of all lists.
  let credibleSet: [Int]

  /// - Parameters:
  ///   - log10BayesFactors: of each list; nil for those that could not be named.
  ///   - priorNone: the prior probability that none was used; the rest is shared equally.
  ///   - order: the order of lists with the same posterior.
  init(
    log10BayesFactors: [Double?], priorNone: Double, order: (Int, Int) -> Bool = { $0 < $1 }
  ) {
    let known = log10BayesFactors.indices.filter { log10BayesFactors[$0] != nil }
    guard !known.isEmpty else {
      noList = 1
      lists = log10BayesFactors.map { _ in nil }
      credibleSet = []
      return
    }
    let each = (1 - priorNone) / Double(known.count)
    let logs = known.map { log(each) + (log10BayesFactors[$0] ?? 0) * log(10) }
    let none = log(priorNone)
    let top = max(none, logs.max() ?? none)
    let masses = logs.map { exp($0 - top) }
    let ofLists = masses.sorted().reduce(0, +)
    let total = exp(none - top) + ofLists
    noList = exp(none - top) / total
    var found = [Double?](repeating: nil, count: log10BayesFactors.count)
    for (place, list) in known.enumerated() { found[list] = masses[place] / total }
    lists = found
    let ranked = known.indices.sorted {
      masses[$0] != masses[$1] ? masses[$0] > masses[$1] : order(known[$0], known[$1])
    }
    var set: [Int] = []
    var sum = 0.0
    for place in ranked {
      guard sum < 0.95 * ofLists else { break }
      set.append(known[place])
      sum += masses[place]
    }
    credibleSet = set
  }
}
