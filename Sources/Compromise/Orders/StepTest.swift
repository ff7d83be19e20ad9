internal import BigInt
internal import FundTracing

/// The test for restarts, blocks and either direction: the sum of the steps from one person to the next in the list.
struct StepTest: Sendable {
  /// The sum of the steps.
  let sum: Int
  /// The part of orders with as small a sum: of all orders up to nine persons, above of 99,999 drawn by a seed.
  let p: Double
  /// The same as a fraction, up to nine persons.
  let exact: ExactRatio?

  /// The most persons for whom all orders are counted.
  static let mostExact = 9

  /// - Parameter places: positions in the list in the order of contact, from 0 and all different.
  init(_ places: [Int], null: SeededNull?) {
    let found = StepTest.sum(places)
    sum = found
    if places.count <= StepTest.mostExact {
      let counts = StepTest.counts(places.count)
      let ratio = ExactRatio(
        BigInt(counts.prefix(found + 1).reduce(0, +)), Combinations.factorial(places.count))
      exact = ratio
      p = ratio.decimal
    } else {
      exact = nil
      p = null?.partOfSteps(atMost: found) ?? 1
    }
  }

  static func sum(_ places: [Int]) -> Int {
    guard places.count > 1 else { return 0 }
    var (sum, last) = (0, places[0])
    for place in places {
      sum += abs(place - last)
      last = place
    }
    return sum
  }

  /// Returns the number of orders with each sum, over sets of persons already called and the last of them.
  private static func counts(_ n: Int) -> [Int] {
    guard n > 1 else { return [1] }
    let width = n * n / 2 + 1
    var table = [[Int]](repeating: [], count: (1 << n) * n)
    for start in 0..<n {
      var first = [Int](repeating: 0, count: width)
      first[0] = 1
      table[(1 << start) * n + start] = first
    }
    for set in 1..<(1 << n) {
      for last in 0..<n {
        let known = table[set * n + last]
        guard !known.isEmpty else { continue }
        for next in 0..<n where set & (1 << next) == 0 {
          let place = (set | (1 << next)) * n + next
          if table[place].isEmpty { table[place] = [Int](repeating: 0, count: width) }
          let step = abs(next - last)
          for sum in 0..<(width - step) where known[sum] > 0 {
            table[place][sum + step] += known[sum]
          }
        }
      }
    }
    let whole = (1 << n) - 1
    return (0..<n).reduce(into: [Int](repeating: 0, count: width)) { sums, last in
      for (sum, count) in table[whole * n + last].enumerated() { sums[sum] += count }
    }
  }
}

/// The sums of steps and the longest runs of 99,999 orders drawn by a seed.
struct SeededNull: Sendable {
  private let size: Int
  /// The number of orders with each sum of steps, and with each longest run.
  private var steps: [Int]
  private var runs: [Int]

  /// - Complexity: O(99,999 · *n*), with runs O(99,999 · *n* log *n*).
  init(_ size: Int) {
    self.size = size
    // The greatest sum goes between the halves of the list at every step.
    steps = Array(repeating: 0, count: size * size / 2 + 1)
    runs = Array(repeating: 0, count: size + 1)
    var orders = SeededPermutations(size)
    var piles: [Int] = []
    let needsRuns = size > ChainTest.mostExact
    for _ in 0..<SeededPermutations.count {
      orders.shuffle()
      steps[StepTest.sum(orders.order)] += 1
      if needsRuns { runs[ChainTest.longestFalling(orders.order, piles: &piles)] += 1 }
    }
  }

  func partOfSteps(atMost most: Int) -> Double { SeededNull.part(steps, atMost: most) }

  func partOfRuns(atMost most: Int) -> Double { SeededNull.part(runs, atMost: most) }

  private static func part(_ counts: [Int], atMost most: Int) -> Double {
    let hits = counts.prefix(most + 1).reduce(0, +)
    return Double(1 + hits) / Double(SeededPermutations.count + 1)
  }
}
