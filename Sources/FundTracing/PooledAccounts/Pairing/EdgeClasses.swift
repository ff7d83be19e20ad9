/// The facts that all maximum matchings of a pairing graph share.
///
/// An edge is *forced* where every maximum matching has it, *possible* where some has it, and *excluded* otherwise. One
/// matching gives all three, with its pairs oriented from payout to receipt and all other edges from receipt to payout:
/// an edge can be exchanged where it lies on a directed cycle, on a path from an unpaired receipt, or on one to an
/// unpaired payout.
///
/// Reference: Dulmage and Mendelsohn (1958); Tassa (2012). O(*v* + *e*) after the matching.
struct EdgeClasses: Sendable {
  enum EdgeClass: Sendable, Hashable { case forced, possible, excluded }

  /// Receipts and payouts, two or more of each, that every maximum matching pairs among themselves.
  struct Block: Sendable, Hashable {
    let receipts: [Int]
    let payouts: [Int]
  }

  /// The class of each edge of the graph.
  let classes: [EdgeClass]
  /// The closed blocks, by their first receipt.
  let blocks: [Block]
  /// The number of pairs of a maximum matching.
  let pairCount: Int

  init(_ graph: PairingGraph) {
    let matching = MaximumMatching(graph)
    pairCount = matching.count
    let fromExposed = EdgeClasses.receiptsAfterUnpaired(graph, matching)
    let toExposed = EdgeClasses.payoutsBeforeUnpaired(graph, matching)
    let component = EdgeClasses.components(graph, matching)
    classes = graph.edges.map { edge in
      // The ends of a pair on a cycle are in one component, so the pair represents both.
      let isPaired = matching.payoutOf[edge.receipt] == edge.payout
      if isPaired {
        let isExchangeable =
          fromExposed[edge.receipt] || toExposed[edge.payout]
          || component.size[component.of[edge.receipt]] > 1
        return isExchangeable ? .possible : .forced
      }
      if fromExposed[edge.receipt] || toExposed[edge.payout] { return .possible }
      guard let partner = matching.receiptOf[edge.payout] else { return .possible }
      return component.of[partner] == component.of[edge.receipt] ? .possible : .excluded
    }
    var members: [Int: [Int]] = [:]
    for receipt in 0..<graph.receiptCount
    where matching.payoutOf[receipt] != nil && !fromExposed[receipt]
      && component.size[component.of[receipt]] > 1
    {
      members[component.of[receipt], default: []].append(receipt)
    }
    blocks = members.values.compactMap { receipts in
      let payouts = receipts.compactMap { matching.payoutOf[$0] }.sorted()
      guard payouts.allSatisfy({ !toExposed[$0] }) else { return nil }
      return Block(receipts: receipts, payouts: payouts)
    }.sorted { $0.receipts[0] < $1.receipts[0] }
  }

  /// Returns, by receipt, true where an alternating path from an unpaired receipt ends at it.
  private static func receiptsAfterUnpaired(
    _ graph: PairingGraph, _ matching: MaximumMatching
  ) -> [Bool] {
    var isReached = matching.payoutOf.map { $0 == nil }
    var queue = isReached.indices.filter { isReached[$0] }
    while let receipt = queue.popLast() {
      for edge in graph.edges(of: receipt) {
        guard let other = matching.receiptOf[graph.edges[edge].payout], !isReached[other] else {
          continue
        }
        isReached[other] = true
        queue.append(other)
      }
    }
    return isReached
  }

  /// Returns, by payout, true where an alternating path leads from it to an unpaired payout.
  private static func payoutsBeforeUnpaired(
    _ graph: PairingGraph, _ matching: MaximumMatching
  ) -> [Bool] {
    var receiptsOf: [[Int]] = Array(repeating: [], count: graph.payoutCount)
    for edge in graph.edges { receiptsOf[edge.payout].append(edge.receipt) }
    var isReached = matching.receiptOf.map { $0 == nil }
    var queue = isReached.indices.filter { isReached[$0] }
    while let payout = queue.popLast() {
      for receipt in receiptsOf[payout] {
        guard let other = matching.payoutOf[receipt], !isReached[other] else { continue }
        isReached[other] = true
        queue.append(other)
      }
    }
    return isReached
  }

  /// Returns the strongly connected component of each receipt's pair, and the number of pairs of each component.
  ///
  /// The graph has the pairs as nodes and leads from a receipt to the partner of each payout that fits it. The
  /// algorithm is Tarjan's (1972), without recursion.
  private static func components(
    _ graph: PairingGraph, _ matching: MaximumMatching
  ) -> (of: [Int], size: [Int]) {
    let count = graph.receiptCount
    var component = Array(repeating: -1, count: count)
    var sizes: [Int] = []
    var order = Array(repeating: -1, count: count)
    var low = Array(repeating: 0, count: count)
    var next = (0..<count).map { graph.edges(of: $0).lowerBound }
    var stack: [Int] = []
    var number = 0
    for root in 0..<count where order[root] < 0 {
      var path = [root]
      while let receipt = path.last {
        if order[receipt] < 0 {
          order[receipt] = number
          low[receipt] = number
          number += 1
          stack.append(receipt)
        }
        var isDeeper = false
        while next[receipt] < graph.edges(of: receipt).upperBound {
          let payout = graph.edges[next[receipt]].payout
          next[receipt] += 1
          guard let other = matching.receiptOf[payout] else { continue }
          if order[other] < 0 {
            path.append(other)
            isDeeper = true
            break
          }
          if component[other] < 0 { low[receipt] = min(low[receipt], order[other]) }
        }
        if isDeeper { continue }
        path.removeLast()
        if let parent = path.last { low[parent] = min(low[parent], low[receipt]) }
        if low[receipt] == order[receipt] {
          var size = 0
          while let member = stack.popLast() {
            component[member] = sizes.count
            size += 1
            if member == receipt { break }
          }
          sizes.append(size)
        }
      }
    }
    return (component, sizes)
  }
}

/// A matching of a pairing graph with as many pairs as possible.
///
/// Hopcroft and Karp (1973): O(*e* √*v*). Of several maximum matchings the order of the edges selects one;
/// ``EdgeClasses`` says what all of them share.
struct MaximumMatching: Sendable {
  /// The payout of each receipt; nil where it has none.
  private(set) var payoutOf: [Int?]
  /// The receipt of each payout.
  private(set) var receiptOf: [Int?]

  private let graph: PairingGraph

  /// The number of pairs.
  var count: Int { payoutOf.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

  init(_ graph: PairingGraph) {
    self.graph = graph
    payoutOf = Array(repeating: nil, count: graph.receiptCount)
    receiptOf = Array(repeating: nil, count: graph.payoutCount)
    while true {
      let layers = layersOfReceipts()
      guard layers.isAugmentable else { return }
      var next = (0..<graph.receiptCount).map { graph.edges(of: $0).lowerBound }
      for receipt in 0..<graph.receiptCount where payoutOf[receipt] == nil {
        augment(from: receipt, layers.depths, &next)
      }
    }
  }

  /// Returns the distance of each receipt from an unpaired one along alternating paths; -1 where there is no path.
  private func layersOfReceipts() -> (depths: [Int], isAugmentable: Bool) {
    var depths = Array(repeating: -1, count: graph.receiptCount)
    var queue = (0..<graph.receiptCount).filter { payoutOf[$0] == nil }
    for receipt in queue { depths[receipt] = 0 }
    var isAugmentable = false
    var head = 0
    while head < queue.count {
      let receipt = queue[head]
      head += 1
      for edge in graph.edges(of: receipt) {
        guard let other = receiptOf[graph.edges[edge].payout] else {
          isAugmentable = true
          continue
        }
        if depths[other] < 0 {
          depths[other] = depths[receipt] + 1
          queue.append(other)
        }
      }
    }
    return (depths, isAugmentable)
  }

  /// Seeks an unpaired payout along the layers and shifts the pairs where there is one.
  ///
  /// It does without recursion, because a path may be as long as the account has receipts.
  private mutating func augment(from start: Int, _ depths: [Int], _ next: inout [Int]) {
    var path: [(receipt: Int, edge: Int)] = [(start, -1)]
    while let (receipt, _) = path.last {
      let end = graph.edges(of: receipt).upperBound
      var isAdvanced = false
      while next[receipt] < end {
        let edge = next[receipt]
        next[receipt] += 1
        let payout = graph.edges[edge].payout
        guard let other = receiptOf[payout] else {
          path[path.count - 1].edge = edge
          for step in path {
            let pair = graph.edges[step.edge]
            payoutOf[pair.receipt] = pair.payout
            receiptOf[pair.payout] = pair.receipt
          }
          return
        }
        if depths[other] == depths[receipt] + 1 {
          path[path.count - 1].edge = edge
          path.append((other, -1))
          isAdvanced = true
          break
        }
      }
      if !isAdvanced { path.removeLast() }
    }
  }
}
