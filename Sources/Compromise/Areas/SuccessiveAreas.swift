internal import BigInt
internal import FundTracing

/// The test of whether one area was called after the other: neighbours in time with the same area, against all orders of
/// the same areas.
struct SuccessiveAreas: Sendable {
  /// The number of neighbours in time with the same area.
  let same: Int
  /// The number that chance would give.
  let expected: ExactRatio
  /// The part of all orders with as many.
  let p: Double
  /// The same as a fraction; nil above 300 persons.
  let exact: ExactRatio?

  /// - Parameter areas: the areas in the order of contact.
  /// - Complexity: O(*n*²) with long numbers up to 300 persons; above, 99,999 seeded orders.
  init(_ areas: [String]) {
    let n = areas.count
    let found = n < 2 ? 0 : (1..<n).count { areas[$0] == areas[$0 - 1] }
    same = found
    var counts: [String: Int] = [:]
    for area in areas { counts[area, default: 0] += 1 }
    let sizes = counts.values.sorted()
    let pairs = sizes.reduce(0) { $0 + $1 * ($1 - 1) }
    expected = ExactRatio(BigInt(pairs), BigInt(max(1, n)))
    guard n <= 300 else {
      exact = nil
      p = SuccessiveAreas.seeded(sizes, atLeast: found)
      return
    }
    let ratio = SuccessiveAreas.tail(sizes, n: n, atLeast: found)
    exact = ratio
    p = ratio.decimal
  }

  /// Counts arrangements by cutting each area into blocks: G[B] are the arrangements with B marked blocks, and those with
  /// exactly so many equal neighbours follow from the most down.
  private static func tail(_ sizes: [Int], n: Int, atLeast least: Int) -> ExactRatio {
    var blocks = [BigInt(1)]
    for size in sizes {
      var next = [BigInt](repeating: 0, count: blocks.count + size)
      for (known, count) in blocks.enumerated() where count != 0 {
        for own in 1...size {
          next[known + own] +=
            count * Combinations.choose(known + own, own) * Combinations.choose(size - 1, own - 1)
        }
      }
      blocks = next
    }
    let most = n - sizes.count
    guard least <= most else { return ExactRatio(0, 1) }
    var exactly = [BigInt](repeating: 0, count: most + 1)
    for same in stride(from: most, through: 0, by: -1) {
      var count = blocks.indices.contains(n - same) ? blocks[n - same] : 0
      if same < most {
        for more in (same + 1)...most { count -= Combinations.choose(more, same) * exactly[more] }
      }
      exactly[same] = count
    }
    return ExactRatio(
      exactly[least...].reduce(BigInt(0), +), exactly.reduce(BigInt(0), +))
  }

  private static func seeded(_ sizes: [Int], atLeast least: Int) -> Double {
    let labels = sizes.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    var orders = SeededPermutations(labels.count)
    var hits = 0
    for _ in 0..<SeededPermutations.count {
      orders.shuffle()
      let same = (1..<labels.count).count {
        labels[orders.order[$0]] == labels[orders.order[$0 - 1]]
      }
      if same >= least { hits += 1 }
    }
    return Double(1 + hits) / Double(SeededPermutations.count + 1)
  }

  /// Returns areas in the order of contact, those of one day with as few equal neighbours as a greedy choice gives.
  static func ordered(_ contacts: [(area: String, day: Int64)]) -> [String] {
    var days: [Int64: [String: Int]] = [:]
    for contact in contacts { days[contact.day, default: [:]][contact.area, default: 0] += 1 }
    var order: [String] = []
    for (_, areas) in days.sorted(by: { $0.key < $1.key }) {
      var left = areas
      while !left.isEmpty {
        let ranked = left.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        let next = (ranked.first { $0.key != order.last } ?? ranked[0]).key
        order.append(next)
        left[next] = left[next].flatMap { $0 > 1 ? $0 - 1 : nil }
      }
    }
    return order
  }
}
