/// A directed network with whole capacities, and the maximum flow through it.
///
/// Dinic's algorithm: shortest augmenting paths, level by level, O(*n*² *m*) at worst and far less on
/// networks that are nearly in the order of time. Arcs are kept in pairs; the arc with the number
/// `a ^ 1` leads back.
///
/// Reference: E. A. Dinic, Algorithm for solution of a problem of maximum flow in networks with
/// power estimation, 1970.
package struct FlowNetwork: Sendable {
  private var heads: [Int32] = []
  private var capacity: [Int128] = []
  private var next: [Int32] = []
  private var first: [Int32]
  /// The limit of each pair of arcs.
  private var limits: [Int128] = []
  /// The number of arcs examined so far.
  package private(set) var effort = 0

  package init(nodeCount: Int) { first = Array(repeating: -1, count: nodeCount) }

  /// Adds an arc and returns its number.
  package mutating func addArc(_ from: Int32, to: Int32, limit: Int128) -> Int32 {
    let number = Int32(heads.count)
    limits.append(limit)
    for (tail, end, limit) in [(from, to, limit), (to, from, 0)] {
      heads.append(end)
      capacity.append(limit)
      next.append(first[Int(tail)])
      first[Int(tail)] = Int32(heads.count - 1)
    }
    return number
  }

  /// Returns the most that an arc can carry.
  func limit(_ arc: Int32) -> Int128 { limits[Int(arc / 2)] }

  /// Returns the flow on an arc, once it was found.
  package func flow(_ arc: Int32) -> Int128 { limits[Int(arc / 2)] - capacity[Int(arc)] }

  func tail(_ arc: Int32) -> Int32 { heads[Int(arc ^ 1)] }

  func head(_ arc: Int32) -> Int32 { heads[Int(arc)] }

  /// Returns the maximum flow from one node to another.
  package mutating func maximumFlow(from source: Int32, to target: Int32) -> Int128 {
    flow(from: source, to: target, mostEffort: .max).total
  }

  /// Returns the maximum flow from one node to another; nil where it takes more than an effort.
  mutating func maximumFlow(
    from source: Int32, to target: Int32, mostEffort: Int
  ) -> Int128? {
    let found = flow(from: source, to: target, mostEffort: mostEffort)
    return found.isWhole ? found.total : nil
  }

  private mutating func flow(
    from source: Int32, to target: Int32, mostEffort: Int
  ) -> (total: Int128, isWhole: Bool) {
    var total: Int128 = 0
    while effort < mostEffort {
      let levels = levels(from: source, to: target)
      effort += heads.count
      guard levels[Int(target)] >= 0 else { return (total, true) }
      var current = first
      total += blockingFlow(
        source, target: target, levels: levels, current: &current, mostEffort: mostEffort)
    }
    return (total, false)
  }

  /// Returns, by node, true where more could still flow to it from the source.
  func residualReach(from source: Int32) -> [Bool] {
    levels(from: source, to: nil).map { $0 >= 0 }
  }

  /// Returns the number of arcs to each node from the source; -1 for nodes as far as the target or farther.
  private func levels(from source: Int32, to target: Int32?) -> [Int32] {
    var levels = Array(repeating: Int32(-1), count: first.count)
    levels[Int(source)] = 0
    var queue = [source]
    var index = 0
    while index < queue.count {
      let node = Int(queue[index])
      index += 1
      if let target, levels[Int(target)] >= 0, levels[node] >= levels[Int(target)] { break }
      var arc = first[node]
      while arc >= 0 {
        let end = Int(heads[Int(arc)])
        if capacity[Int(arc)] > 0, levels[end] < 0 {
          levels[end] = levels[node] + 1
          queue.append(Int32(end))
        }
        arc = next[Int(arc)]
      }
    }
    return levels
  }

  /// Augments along paths of the levels until none is left, or the effort allowed is spent.
  ///
  /// It does without recursion, because a chain of payments can be as long as the ledger.
  private mutating func blockingFlow(
    _ source: Int32, target: Int32, levels: [Int32], current: inout [Int32],
    mostEffort: Int
  ) -> Int128 {
    var total: Int128 = 0
    var path: [Int32] = []
    var node = source
    while true {
      if node == target {
        guard effort < mostEffort else { return total }
        effort += path.count
        var amount = Int128.max
        for arc in path { amount = min(amount, capacity[Int(arc)]) }
        var cut = path.count
        for (index, arc) in path.enumerated().reversed() {
          capacity[Int(arc)] -= amount
          capacity[Int(arc ^ 1)] += amount
          if capacity[Int(arc)] == 0 { cut = index }
        }
        total += amount
        node = heads[Int(path[cut] ^ 1)]
        path.removeLast(path.count - cut)
        continue
      }
      var arc = current[Int(node)]
      while arc >= 0,
        capacity[Int(arc)] == 0 || levels[Int(heads[Int(arc)])] != levels[Int(node)] + 1
      {
        arc = next[Int(arc)]
      }
      current[Int(node)] = arc
      if arc >= 0 {
        path.append(arc)
        node = heads[Int(arc)]
      } else {
        guard let last = path.popLast() else { return total }
        node = heads[Int(last ^ 1)]
        current[Int(node)] = next[Int(last)]
      }
    }
  }
}

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
