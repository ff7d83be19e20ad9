internal import BigInt

/// Kendall's exact test of whether two orders of the same things agree more than chance would have it.
struct OrderTest: Sendable {
  /// The number of pairs in the same order less the number in the other order.
  let score: Int
  /// The number of orders of *n* things with at least this score, over the number of all orders.
  let numerator: BigInt
  let denominator: BigInt

  /// - Parameter places: the index in the first order of each thing, in the second order; all different.
  /// - Complexity: O(*n*³).
  init(_ places: [Int]) {
    var inversions = 0
    for (index, place) in places.enumerated() {
      inversions += places[..<index].count { $0 > place }
    }
    let pairs = places.count * (places.count - 1) / 2
    score = pairs - 2 * inversions
    // Counts the permutations with each number of inversions (Mahonian numbers).
    var counts = [BigInt(1)]
    for size in 1..<max(2, places.count + 1) {
      var next = Array(repeating: BigInt(0), count: size * (size - 1) / 2 + 1)
      for (known, count) in counts.enumerated() {
        for added in 0..<size where known + added < next.count { next[known + added] += count }
      }
      counts = next
    }
    let found = counts.prefix(inversions + 1).reduce(BigInt(0), +)
    let all = counts.reduce(BigInt(0), +)
    let divisor = found.greatestCommonDivisor(with: all)
    numerator = found / divisor
    denominator = all / divisor
  }
}
