/// The receipts and payouts that fit each other: a bipartite graph, each side numbered from 0.
struct PairingGraph: Sendable {
  /// A receipt and a payout that fit.
  struct Edge: Hashable, Sendable {
    let receipt: Int
    let payout: Int
  }

  let receiptCount: Int
  let payoutCount: Int
  /// The edges, by receipt and then payout, each once.
  let edges: [Edge]
  /// The index of the first edge of each receipt; one more entry than receipts.
  private let starts: [Int]

  init(receiptCount: Int, payoutCount: Int, edges: [Edge]) {
    self.receiptCount = receiptCount
    self.payoutCount = payoutCount
    self.edges = Set(edges).sorted { ($0.receipt, $0.payout) < ($1.receipt, $1.payout) }
    var starts = Array(repeating: 0, count: receiptCount + 1)
    for edge in self.edges { starts[edge.receipt + 1] += 1 }
    for receipt in 0..<receiptCount { starts[receipt + 1] += starts[receipt] }
    self.starts = starts
  }

  /// Returns the indices of the edges of a receipt.
  func edges(of receipt: Int) -> Range<Int> { starts[receipt]..<starts[receipt + 1] }
}
