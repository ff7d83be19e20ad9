/// The smallest share of contacts that would have been found with 80 per cent power: it gives "not found" a meaning.
struct DetectableShare: Sendable, Hashable {
  /// The number of victims on the list from which it would have been named; nil where no number suffices.
  let needs: Int?
  /// The share, in hundredths; nil where even a list behind all contacts would not have been found.
  let hundredths: Int?

  /// - Parameters:
  ///   - victims: the number of victims.
  ///   - referenceExposed: the others on the list, rounded up.
  ///   - reference: the others; 0 where the rate is stated.
  ///   - rate: the part of people on the list.
  ///   - limit: the greatest p with which a list is named.
  /// - Complexity: O(*n* log *n*), and O(*n*) for each share that is tried.
  init(
    victims: Int, referenceExposed: Int, reference: Int, rate: Double, isStated: Bool, limit: Double
  ) {
    func p(_ exposed: Int) -> Double {
      StratifiedTest([
        StratumCounts(
          exposed: exposed, victims: victims, referenceExposed: ReferenceCount(referenceExposed),
          reference: reference, statedRate: isStated ? rate : nil)
      ]).p
    }
    guard victims > 0, p(victims) <= limit else {
      needs = nil
      hundredths = nil
      return
    }
    // p falls as the number of exposed victims rises.
    var (low, high) = (0, victims)
    while low < high {
      let middle = (low + high) / 2
      if p(middle) <= limit { high = middle } else { low = middle + 1 }
    }
    needs = low
    // The power rises with the share.
    let needed = low
    func isFound(_ share: Int) -> Bool {
      let theta = Double(share) / 100
      return BinomialTail.atLeast(needed, of: victims, chance: theta + (1 - theta) * rate) >= 0.8
    }
    guard isFound(100) else {
      hundredths = nil
      return
    }
    (low, high) = (0, 100)
    while low < high {
      let middle = (low + high) / 2
      if isFound(middle) { high = middle } else { low = middle + 1 }
    }
    hundredths = low
  }
}
