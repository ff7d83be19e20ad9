/// The arcs at each node of a network, in the order of their numbers.
struct ArcIndex {
  private var starts: [Int32] = [0]
  private var arcs: [Int32] = []

  init() {}

  /// - Parameter ends: the node at which each arc is listed.
  /// - Complexity: O(nodes + arcs).
  init(_ ends: [Int32], _ nodeCount: Int) {
    starts = Array(repeating: 0, count: nodeCount + 1)
    for node in ends { starts[Int(node) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    arcs = Array(repeating: 0, count: ends.count)
    for (arc, node) in ends.enumerated() {
      arcs[Int(next[Int(node)])] = Int32(arc)
      next[Int(node)] += 1
    }
  }

  subscript(node: Int32) -> ArraySlice<Int32> {
    arcs[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }
}
