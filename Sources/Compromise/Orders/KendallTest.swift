internal import BigInt
internal import FundTracing
internal import Glibc

/// The test for one caller who works through a list, also with calls from elsewhere mixed in: inversions against all
/// orders (Kendall), exact by Mahonian numbers.
struct KendallTest: Sendable {
  /// The pairs that stand in the other order.
  let inversions: Int
  /// The part of all orders with as few inversions.
  let p: Double
  /// The same as a fraction; nil where there are more than 60 persons.
  let exact: ExactRatio?

  /// - Parameter places: positions in the list in the order of contact, all different.
  /// - Complexity: O(*n*³) up to 500 persons; above, a normal distribution stands for the exact one.
  init(_ places: [Int]) { self.init(groups: [places]) }

  /// - Parameter groups: several such orders, whose inversions are added: within areas.
  init(groups: [[Int]]) {
    let found = groups.reduce(0) { $0 + KendallTest.inversions($1) }
    inversions = found
    let sizes = groups.map(\.count)
    let all = sizes.reduce(0, +)
    if all <= StratifiedTest.mostVictims {
      let counts = KendallTest.mahonian(sizes, one: BigInt(1))
      let ratio = ExactRatio(
        counts.prefix(found + 1).reduce(BigInt(0), +),
        sizes.reduce(BigInt(1)) { $0 * Combinations.factorial($1) })
      exact = ratio
      p = ratio.decimal
    } else if all <= 500 {
      exact = nil
      p = KendallTest.tail(sizes, atMost: found)
    } else {
      exact = nil
      let mean = sizes.reduce(0.0) { $0 + Double($1 * ($1 - 1)) / 4 }
      let variance = sizes.reduce(0.0) { sum, n in
        sum + Double(n) * Double(n - 1) * Double(2 * n + 5) / 72
      }
      let deviation = (Double(found) + 0.5 - mean) / max(variance, 1e-9).squareRoot()
      p = max(erfc(-deviation / 2.0.squareRoot()) / 2, .leastNormalMagnitude)
    }
  }

  /// Counts the pairs that stand in the other order, O(*n*²).
  static func inversions(_ places: [Int]) -> Int {
    places.indices.reduce(0) { sum, index in
      sum + places[..<index].count { $0 > places[index] }
    }
  }

  /// Returns the numbers of orders of some groups with each number of inversions in all.
  private static func mahonian(_ sizes: [Int], one: BigInt) -> [BigInt] {
    var counts = [one]
    for size in sizes where size > 1 {
      for added in 2...size {
        var next = [BigInt](repeating: 0, count: counts.count + added - 1)
        for (known, count) in counts.enumerated() {
          for more in 0..<added { next[known + more] += count }
        }
        counts = next
      }
    }
    return counts
  }

  /// Returns the part of all orders with at most so many inversions, by sliding sums.
  private static func tail(_ sizes: [Int], atMost most: Int) -> Double {
    var chances = [1.0]
    for size in sizes where size > 1 {
      for added in 2...size {
        let count = min(most + 1, chances.count + added - 1)
        var next = [Double](repeating: 0, count: count)
        var sum = 0.0
        for place in 0..<count {
          if place < chances.count { sum += chances[place] }
          if place >= added, place - added < chances.count { sum -= chances[place - added] }
          next[place] = max(0, sum) / Double(added)
        }
        chances = next
      }
    }
    return min(1, max(chances.sorted().reduce(0, +), .leastNormalMagnitude))
  }
}
