/// The tests, posteriors and verdicts of some lists that are asked about together.
struct ListStudy: Sendable {
  /// The figures of one list.
  struct Figures: Sendable {
    let test: StratifiedTest
    let pAdjusted: Double
    let q: Double?
    /// The share of contacts; nil where the list could not have been named.
    let share: SharePosterior?
    let interval: ShareInterval?
    let detectable: DetectableShare
    let verdict: ListVerdict
    let reason: ListReason?
  }

  /// The limit of p after correction, and of the probability that no list was used.
  private static let mostNoList = 0.05
  private static let mostLimited = 0.5

  let testable: TestableLists
  let posterior: ListPosterior
  let lists: [Figures]

  /// - Parameters:
  ///   - counts: the strata of each list.
  ///   - alpha: the probability with which any list may be named by chance.
  ///   - priorNone: the prior probability that none of the lists was used.
  ///   - material: the share of contacts that the lower limit must reach.
  ///   - order: the order of lists of which nothing else decides.
  init(
    _ counts: [[StratumCounts]], alpha: Double, priorNone: Double, material: Double = 0.05,
    order: (Int, Int) -> Bool = { $0 < $1 }
  ) {
    let tests = counts.map { StratifiedTest($0) }
    let testable = TestableLists(least: tests.map(\.least), alpha: alpha)
    let rates = testable.discoveryRates(midP: tests.map(\.midP))
    let shares = counts.indices.map {
      testable.isTestable[$0] ? SharePosterior(counts[$0]) : nil
    }
    let posterior = ListPosterior(
      log10BayesFactors: shares.map { $0?.log10BayesFactor }, priorNone: priorNone, order: order)
    let intervals = shares.map { $0.map { ShareInterval($0) } }
    let adjusted = tests.map { testable.adjusted($0.p) }
    /// True where a list passes all gates, apart from the others that the records cannot tell from it.
    func stands(_ list: Int) -> Bool {
      adjusted[list] <= alpha * (1 + 1e-12) && (intervals[list]?.low ?? 0) >= material
        && posterior.noList <= ListStudy.mostNoList
    }
    let best = posterior.credibleSet.first
    let isNamed = best.map(stands) ?? false
    let set = Set(isNamed ? posterior.credibleSet : [])
    lists = counts.indices.map { list in
      let strata = counts[list]
      let verdict: ListVerdict
      var reason: ListReason?
      if set.contains(list) {
        verdict = set.count == 1 ? .supported : .oneOf
      } else if testable.isTestable[list], let interval = intervals[list],
        interval.atMost < ListStudy.mostLimited
      {
        verdict = .limited
      } else {
        verdict = .cannotSay
        reason = testable.isTestable[list] ? .open : ListStudy.reasonNotTestable(strata)
      }
      return Figures(
        test: tests[list], pAdjusted: adjusted[list], q: rates[list], share: shares[list],
        interval: intervals[list], detectable: ListStudy.detectable(strata, limit: testable.limit),
        verdict: verdict, reason: reason)
    }
    self.testable = testable
    self.posterior = posterior
  }

  /// A list that could not have been named is known to too few people, or to too many.
  private static func reasonNotTestable(_ strata: [StratumCounts]) -> ListReason {
    let victims = strata.reduce(0) { $0 + $1.victims }
    let most = strata.reduce(0) { sum, one in
      sum
        + (one.statedRate == nil
          ? min(one.victims, one.exposed + one.roundedReference) : one.victims)
    }
    guard victims > 0, most == victims else { return .tooFewVictims }
    let rate = ListStudy.rate(strata)
    // With so few victims even a list of one person in ten could not have been named.
    return rate < 0.1 ? .tooFewVictims : .tooPopular
  }

  /// Returns the part of people on a list, the strata weighted by their victims.
  static func rate(_ strata: [StratumCounts]) -> Double {
    let victims = strata.reduce(0) { $0 + $1.victims }
    guard victims > 0 else { return 0 }
    if strata.contains(where: { $0.statedRate != nil }) {
      return strata.reduce(0) { $0 + Double($1.victims) * $1.baseRate } / Double(victims)
    }
    let reference = strata.reduce(0) { $0 + $1.reference }
    guard reference > 0 else { return 0 }
    return strata.reduce(0) { $0 + $1.referenceExposed.value } / Double(reference)
  }

  /// Returns the same with half a person more, which stays above 0.
  static func estimatedRate(_ strata: [StratumCounts]) -> Double {
    if strata.contains(where: { $0.statedRate != nil }) { return rate(strata) }
    let reference = strata.reduce(0) { $0 + $1.reference }
    return (strata.reduce(0) { $0 + $1.referenceExposed.value } + 0.5) / (Double(reference) + 1)
  }

  private static func detectable(_ strata: [StratumCounts], limit: Double) -> DetectableShare {
    let exposed = strata.reduce(0) { $0 + $1.referenceExposed.value }
    let reference = strata.reduce(0) { $0 + $1.reference }
    let isWhole = strata.count == 1
    return DetectableShare(
      victims: strata.reduce(0) { $0 + $1.victims },
      referenceExposed: isWhole
        ? strata[0].roundedReference
        : min(reference, ReferenceCount(approximate: exposed).ceiling),
      reference: reference, rate: rate(strata),
      isStated: strata.contains { $0.statedRate != nil }, limit: limit)
  }
}

/// The limits of a share of contacts.
struct ShareInterval: Sendable, Hashable {
  let mean: Double
  /// The points of 2.5 and 97.5 per cent.
  let low: Double
  let high: Double
  /// The point of 95 per cent.
  let atMost: Double

  init(_ posterior: SharePosterior) {
    mean = posterior.mean
    low = posterior.quantile(0.025)
    high = posterior.quantile(0.975)
    atMost = posterior.quantile(0.95)
  }
}
