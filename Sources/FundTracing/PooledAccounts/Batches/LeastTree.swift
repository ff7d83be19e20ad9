/// Finds the next of many numbers, in their given order, that does not exceed a limit.
///
/// Each node of a binary tree over the numbers has the least of its part, so that whole parts are passed over: O(log *n*).
struct LeastTree: Sendable {
  /// The nodes: the root at 1, the children of a node at twice its place and one more, the numbers last.
  private var nodes: [Int64]
  private let leaves: Int
  private let count: Int

  init(_ numbers: [Int64]) {
    count = numbers.count
    var leaves = 1
    while leaves < numbers.count { leaves *= 2 }
    self.leaves = leaves
    nodes = Array(repeating: .max, count: 2 * leaves)
    for (place, number) in numbers.enumerated() { nodes[leaves + place] = number }
    for node in stride(from: leaves - 1, through: 1, by: -1) {
      nodes[node] = min(nodes[2 * node], nodes[2 * node + 1])
    }
  }

  /// Returns the first place at or after one whose number does not exceed a limit; nil where there is none.
  func next(from place: Int, atMost limit: Int64) -> Int? {
    guard place < count else { return nil }
    var node = leaves + place
    while nodes[node] > limit {
      // Goes up while this is a right child, then to the right neighbour.
      while node & 1 == 1 { node >>= 1 }
      guard node > 0 else { return nil }
      node += 1
    }
    while node < leaves {
      node *= 2
      if nodes[node] > limit { node += 1 }
    }
    let found = node - leaves
    return found < count ? found : nil
  }
}
