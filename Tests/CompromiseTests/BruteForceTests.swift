import BigInt
import TestSupport
import Testing

@testable import Compromise

/// Tests held against all cases that there are, counted plainly.
@Suite("Compromise: brute force")
struct BruteForceTests {
  private func below(_ bound: Int, _ random: inout SplitMix64) -> Int {
    Int(random.next() % UInt64(bound))
  }

  private func permutations(_ n: Int) -> [[Int]] {
    guard n > 0 else { return [[]] }
    return permutations(n - 1).flatMap { shorter in
      (0...shorter.count).map { place in
        var longer = shorter
        longer.insert(n - 1, at: place)
        return longer
      }
    }
  }

  @Test func stratifiedTestCountsAllDraws() {
    for seed in 1...200 {
      var random = SplitMix64(seed: UInt64(seed))
      let strata = (0..<below(2, &random) + 1).map { _ in
        let n = below(4, &random) + 1
        let m = below(5, &random) + 1
        return StratumCounts(
          exposed: below(n + 1, &random), victims: n,
          referenceExposed: ReferenceCount(below(m + 1, &random)), reference: m)
      }
      // The numbers of exposed victims over all ways to choose the victims of each stratum.
      var sums = [0: 1]
      for stratum in strata {
        let all = stratum.victims + stratum.reference
        let marked = stratum.exposed + stratum.roundedReference
        var next: [Int: Int] = [:]
        for set in 0..<(1 << all) where set.nonzeroBitCount == stratum.victims {
          let exposed = (set & ((1 << marked) - 1)).nonzeroBitCount
          for (sum, count) in sums { next[sum + exposed, default: 0] += count }
        }
        sums = next
      }
      let found = strata.reduce(0) { $0 + $1.exposed }
      let total = sums.values.reduce(0, +)
      let tail = sums.reduce(0) { $0 + ($1.key >= found ? $1.value : 0) }
      let test = StratifiedTest(strata)
      #expect(test.exact?.p == ExactRatio(BigInt(tail), BigInt(total)), "seed \(seed)")
      #expect(abs(test.p - Double(tail) / Double(total)) < 1e-12, "seed \(seed)")
      let most = sums[sums.keys.max() ?? 0] ?? 0
      #expect(abs(test.least - Double(most) / Double(total)) < 1e-12, "seed \(seed)")
    }
  }

  @Test func swappingVictimsAndOthersTurnsTheTail() {
    for seed in 1...500 {
      var random = SplitMix64(seed: UInt64(seed))
      let (n, m) = (below(30, &random) + 1, below(40, &random) + 1)
      let (k, c) = (below(n + 1, &random), below(m + 1, &random))
      let one = StratifiedTest([
        StratumCounts(
          exposed: k, victims: n, referenceExposed: ReferenceCount(c), reference: m)
      ])
      let other = StratifiedTest([
        StratumCounts(
          exposed: c, victims: m, referenceExposed: ReferenceCount(k), reference: n)
      ])
      let here = 2 * (one.p - one.midP)
      #expect(abs(other.p - (1 - one.p + here)) < 1e-9, "seed \(seed)")
    }
  }

  @Test func sharesAreExactFractions() {
    for seed in 1...500 {
      var random = SplitMix64(seed: UInt64(seed))
      let (n, m) = (below(12, &random) + 1, below(30, &random) + 1)
      let (k, c) = (below(n + 1, &random), below(m + 1, &random))
      let share = SharePosterior([
        StratumCounts(
          exposed: k, victims: n, referenceExposed: ReferenceCount(c), reference: m)
      ])
      let exact = ExactShare(exposed: k, victims: n, referenceExposed: c, reference: m)
      let factor = exact.bayesFactor.decimal
      #expect(abs(share.log10BayesFactor - log10(factor)) < 1e-9, "seed \(seed)")
      #expect(abs(share.weights.reduce(0, +) - 1) < 1e-9, "seed \(seed)")
      #expect(share.quantile(0.025) <= share.mean && share.mean <= share.quantile(0.975))
    }
  }

  private func log10(_ value: Double) -> Double {
    // By halving, without the library that the product uses.
    var (low, high) = (-400.0, 400.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if power(middle) < value { low = middle } else { high = middle }
    }
    return low
  }

  private func power(_ exponent: Double) -> Double {
    var (result, base, rest) = (1.0, 10.0, abs(exponent))
    var whole = Int(rest)
    rest -= Double(whole)
    while whole > 0 {
      if whole & 1 == 1 { result *= base }
      base *= base
      whole >>= 1
    }
    var (term, sum, step) = (1.0, 1.0, 1.0)
    while step < 60 {
      term *= rest * 2.302_585_092_994_046 / step
      sum += term
      step += 1
    }
    result *= sum
    return exponent < 0 ? 1 / result : result
  }

  @Test(arguments: 2...7) func ordersCountAllPermutations(_ n: Int) {
    let all = permutations(n)
    func longestFalling(_ places: [Int]) -> Int {
      var ends = [Int](repeating: 1, count: n)
      for place in places.indices {
        for before in 0..<place where places[before] > places[place] {
          ends[place] = max(ends[place], ends[before] + 1)
        }
      }
      return ends.max() ?? 0
    }
    func inversions(_ places: [Int]) -> Int {
      var sum = 0
      for place in places.indices {
        for before in 0..<place where places[before] > places[place] { sum += 1 }
      }
      return sum
    }
    func steps(_ places: [Int]) -> Int {
      zip(places, places.dropFirst()).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    let counts = all.map { (longestFalling($0), inversions($0), steps($0)) }
    var random = SplitMix64(seed: UInt64(n))
    for _ in 0..<20 {
      let places = all[below(all.count, &random)]
      func ratio(_ isHit: ((Int, Int, Int)) -> Bool) -> ExactRatio {
        ExactRatio(BigInt(counts.count(where: isHit)), BigInt(all.count))
      }
      let run = longestFalling(places)
      #expect(ChainTest(places, null: nil).exact == ratio { $0.0 <= run })
      let crossed = inversions(places)
      #expect(KendallTest(places).exact == ratio { $0.1 <= crossed })
      let sum = steps(places)
      #expect(StepTest(places, null: nil).exact == ratio { $0.2 <= sum })
    }
  }

  @Test func chainsOfManyPersonsAgreeWithFractions() {
    // 30 persons have fractions; the logarithms of more must join them.
    for rows in 1...8 {
      let places = (0..<32).map { $0 % rows * 100 - $0 / rows }
      let ranks = places.map { place in places.count { $0 < place } }
      let test = ChainTest(ranks, null: nil)
      #expect(test.exact == nil)
      #expect(test.p > 0 && test.p <= 1)
    }
    // Every order has a longest falling run of at most its length.
    let falling = ChainTest(Array((0..<40).reversed()), null: nil)
    #expect(falling.callers == 40 && abs(falling.p - 1) < 1e-9)
  }

  @Test func meansOfStepsAreThoseOfTheory() {
    var orders = SeededPermutations(20)
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<20_000 {
      orders.shuffle()
      let steps = Double(StepTest.sum(orders.order))
      sum += steps
      squares += steps * steps
    }
    let mean = sum / 20_000
    #expect(abs(mean - 399.0 / 3) < 0.5)
    let variance = squares / 20_000 - mean * mean
    #expect(abs(variance - 18.0 * 21 * 73 / 90) < 12)
  }

  @Test func successiveAreasCountAllArrangements() {
    for seed in 1...60 {
      var random = SplitMix64(seed: UInt64(seed))
      let n = below(6, &random) + 2
      let areas = (0..<n).map { _ in ["A", "B", "C"][below(3, &random)] }
      func same(_ areas: [String]) -> Int { zip(areas, areas.dropFirst()).count { $0 == $1 } }
      let all = permutations(n).map { order in same(order.map { areas[$0] }) }
      let test = SuccessiveAreas(areas)
      #expect(
        test.exact == ExactRatio(BigInt(all.count { $0 >= same(areas) }), BigInt(all.count)),
        "seed \(seed)")
      #expect(test.expected == ExactRatio(BigInt(all.reduce(0, +)), BigInt(all.count)))
    }
  }

  @Test func copiesAreTheFewest() {
    for seed in 1...200 {
      var random = SplitMix64(seed: UInt64(seed))
      let intervals = (0..<below(6, &random) + 1).map { _ in
        let first = Int64(below(20, &random))
        return CopyInterval(
          firstPayment: first, contacted: first + 1 + Int64(below(12, &random)))
      }
      // A copy at the first moment of an interval does as well as any other.
      let points = Set(intervals.map(\.firstPayment)).sorted()
      let fewest = (1..<(1 << points.count)).filter { set in
        intervals.allSatisfy { interval in
          points.indices.contains {
            set & (1 << $0) != 0 && interval.firstPayment <= points[$0]
              && points[$0] < interval.contacted
          }
        }
      }.map(\.nonzeroBitCount).min()
      let moments = CopyMoments(intervals)
      #expect(moments.copies.count == fewest, "seed \(seed)")
      #expect(moments.copies.reduce(0) { $0 + $1.victims } == intervals.count)
      let most = points.map { point in
        intervals.count { $0.firstPayment <= point && point < $0.contacted }
      }.max()
      #expect(moments.most.first?.victims == most, "seed \(seed)")
    }
  }

  /// Contacts of one day are put where they speak most against the claim.
  @Test func contactsOfOneDayCountAgainstTheClaim() {
    for seed in 1...150 {
      var random = SplitMix64(seed: UInt64(seed))
      let n = below(5, &random) + 2
      let entries = (0..<n).map { _ in
        ContactOrder.Entry(position: below(9, &random), day: Int64(below(3, &random)))
      }
      guard Set(entries.map(\.position)).count == n else { continue }
      let order = ContactOrder(entries)
      let ranks = entries.map { entry in entries.count { $0.position < entry.position } }
      let allowed = permutations(n).filter { order in
        zip(order, order.dropFirst()).allSatisfy { entries[$0].day <= entries[$1].day }
      }.map { order in order.map { ranks[$0] } }
      let sums = allowed.map(StepTest.sum)
      let near = order.places(against: .near)
      #expect(StepTest.sum(near) == sums.max(), "seed \(seed)")
      #expect(allowed.contains(near), "seed \(seed)")
      #expect(
        KendallTest.inversions(order.places(against: .up))
          == allowed.map(KendallTest.inversions).max(), "seed \(seed)")
    }
  }

  /// A list in which all have one place holds no order, however the contacts lie.
  @Test func onePlaceForAllIsNoOrder() {
    for persons in [5, 24, 60] {
      let entries = (0..<persons).map {
        ContactOrder.Entry(position: 7, day: Int64($0 * 37 % persons) * 86_400_000)
      }
      let places = ContactOrder(entries).places(against: .near)
      let steps = StepTest(
        places, null: persons > StepTest.mostExact ? SeededNull(persons) : nil)
      #expect(steps.p > 0.5)
    }
  }
}
