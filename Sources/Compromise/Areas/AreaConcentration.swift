internal import FundTracing
internal import Glibc
internal import PaymentGraph

/// One area and the number of people in it.
struct SizedArea: Sendable, Hashable {
  let area: String
  let size: Int
  /// The place on a plane; nil where none is stated.
  var place: Place?

  /// A place on a plane.
  struct Place: Sendable, Hashable {
    let x: Double
    let y: Double
  }
}

/// The tests of victims living in some areas more often than people do: each area by itself, and runs or circles of areas.
struct AreaConcentration: Sendable {
  /// One area.
  struct Row: Sendable, Hashable {
    let area: String
    let victims: Int
    let expected: Double
    /// The chance of as many victims in this area.
    let p: Double
    /// The same corrected for all areas (Holm).
    let pAdjusted: Double
  }

  /// The areas beside each other that stand out most (Kulldorff).
  struct Scan: Sendable, Hashable {
    let areas: [String]
    let victims: Int
    let expected: Double
    let logLikelihoodRatio: Double
    /// The part of 9,999 seeded draws, and of the records themselves, with as great a ratio.
    let p: Double
    /// The tail of a Gumbel distribution fitted to the draws, for display only.
    let gumbel: Double?
  }

  /// The areas, in the order of their codes.
  let rows: [Row]
  /// The scan; nil where there are fewer than two areas or no victims.
  let scan: Scan?
  /// The number of victims whose area has a size.
  let victims: Int

  private static let draws = 9_999

  /// - Parameters:
  ///   - areas: areas with their sizes.
  ///   - counts: victims by area.
  /// - Complexity: O(*a* log *a* + draws · (*n* log *a* + sets of areas)).
  init(_ areas: [SizedArea], counts: [String: Int]) {
    let areas = areas.filter { $0.size > 0 }.sorted { $0.area < $1.area }
    let total = areas.reduce(0) { $0 + $1.size }
    let found = areas.map { counts[$0.area] ?? 0 }
    let n = found.reduce(0, +)
    victims = n
    let tails = zip(areas, found).map { area, count in
      BinomialTail.atLeast(count, of: n, chance: Double(area.size) / Double(max(1, total)))
    }
    let adjusted = MultipleTests.holm(tails)
    rows = areas.indices.map {
      Row(
        area: areas[$0].area, victims: found[$0],
        expected: Double(n) * Double(areas[$0].size) / Double(max(1, total)), p: tails[$0],
        pAdjusted: adjusted[$0])
    }
    scan =
      n > 0 && areas.count > 1
      ? AreaConcentration.scan(areas, found, n: n, total: total) : nil
  }

  // MARK: Scan

  /// The sets of areas that are tried, as chains: each set of a chain is the one before with an area more.
  private static func chains(_ areas: [SizedArea], total: Int) -> [[Int]] {
    let places = areas.map(\.place)
    let starts = areas.indices.map { start -> [Int] in
      guard !places.contains(nil), let centre = places[start] else {
        return Array(start..<areas.count)
      }
      func distance(_ index: Int) -> Double {
        guard let place = places[index] else { return .infinity }
        let (x, y) = (place.x - centre.x, place.y - centre.y)
        return x * x + y * y
      }
      return areas.indices.sorted { (distance($0), $0) < (distance($1), $1) }
    }
    return starts.map { chain in
      var population = 0
      return Array(
        chain.prefix { index in
          population += areas[index].size
          return 2 * population <= total
        })
    }
  }

  private static func scan(
    _ areas: [SizedArea], _ found: [Int], n: Int, total: Int
  ) -> Scan? {
    let chains = chains(areas, total: total)
    let shares = areas.map { Double(n) * Double($0.size) / Double(total) }
    func best(_ counts: [Int]) -> (ratio: Double, chain: Int, length: Int) {
      var best = (ratio: 0.0, chain: 0, length: 0)
      for (number, chain) in chains.enumerated() {
        var (count, expected) = (0, 0.0)
        for (place, area) in chain.enumerated() {
          count += counts[area]
          expected += shares[area]
          let ratio = ratio(count, expected: expected, of: n)
          if ratio > best.ratio { best = (ratio, number, place + 1) }
        }
      }
      return best
    }
    let observed = best(found)
    guard observed.length > 0 else { return nil }
    var ends: [Int] = []
    for area in areas { ends.append((ends.last ?? 0) + area.size) }
    var numbers = SeededNumbers(seed: 1)
    var ratios: [Double] = []
    for _ in 0..<draws {
      var counts = [Int](repeating: 0, count: areas.count)
      for _ in 0..<n {
        let drawn = numbers.below(total)
        var (low, high) = (0, ends.count)
        while low < high {
          let middle = (low + high) / 2
          if ends[middle] <= drawn { low = middle + 1 } else { high = middle }
        }
        counts[low] += 1
      }
      ratios.append(best(counts).ratio)
    }
    // The same sum in another order may differ in its last digits.
    let hits = ratios.count { $0 >= observed.ratio * (1 - 1e-12) }
    let members = chains[observed.chain].prefix(observed.length)
    return Scan(
      areas: members.sorted().map { areas[$0].area }, victims: members.reduce(0) { $0 + found[$1] },
      expected: members.reduce(0) { $0 + shares[$1] }, logLikelihoodRatio: observed.ratio,
      p: Double(1 + hits) / Double(draws + 1), gumbel: gumbelTail(ratios, at: observed.ratio))
  }

  /// Returns Kulldorff's logarithm of the likelihood ratio, 0 where there are no more victims than expected.
  private static func ratio(_ count: Int, expected: Double, of n: Int) -> Double {
    let (c, all) = (Double(count), Double(n))
    guard c > expected, expected > 0 else { return 0 }
    let rest = count == n ? 0 : (all - c) * log((all - c) / (all - expected))
    return c * log(c / expected) + rest
  }

  private static func gumbelTail(_ ratios: [Double], at value: Double) -> Double? {
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    let variance =
      ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, ratios.count - 1))
    guard variance > 0 else { return nil }
    let scale = (6 * variance).squareRoot() / Double.pi
    let location = mean - 0.577_215_664_901_532_9 * scale
    return -expm1(-exp(-(value - location) / scale))
  }
}
