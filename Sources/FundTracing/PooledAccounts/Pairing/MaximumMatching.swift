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
