import TestSupport
import Testing

@testable import FundTracing

@Suite("Pairings: forced, possible, excluded")
struct EdgeClassTests {
  /// Every maximum matching, one by one.
  private func matchings(_ graph: PairingGraph) -> [Set<PairingGraph.Edge>] {
    var all: [Set<PairingGraph.Edge>] = []
    func extend(_ index: Int, _ chosen: Set<PairingGraph.Edge>, _ payouts: Set<Int>) {
      guard index < graph.receiptCount else { return all.append(chosen) }
      extend(index + 1, chosen, payouts)
      for number in graph.edges(of: index) where !payouts.contains(graph.edges[number].payout) {
        let edge = graph.edges[number]
        extend(index + 1, chosen.union([edge]), payouts.union([edge.payout]))
      }
    }
    extend(0, [], [])
    let most = all.map(\.count).max() ?? 0
    return all.filter { $0.count == most }
  }

  @Test(arguments: 0..<400) func classesAreThoseOfAllMatchings(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (receipts, payouts) = (
      Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random)
    )
    let density = Int.random(in: 1...4, using: &random)
    var edges: [PairingGraph.Edge] = []
    for receipt in 0..<receipts {
      for payout in 0..<payouts where Int.random(in: 0...4, using: &random) < density {
        edges.append(PairingGraph.Edge(receipt: receipt, payout: payout))
      }
    }
    let graph = PairingGraph(receiptCount: receipts, payoutCount: payouts, edges: edges.shuffled())
    let classes = EdgeClasses(graph)
    let all = matchings(graph)
    #expect(classes.pairCount == all.first?.count)
    for (number, edge) in graph.edges.enumerated() {
      let having = all.count { $0.contains(edge) }
      let expected: EdgeClasses.EdgeClass =
        having == all.count ? .forced : having > 0 ? .possible : .excluded
      #expect(classes.classes[number] == expected, "seed \(seed), \(edge)")
    }
    // A closed block: every matching pairs its receipts with its payouts, all of them.
    for block in classes.blocks {
      #expect(block.receipts.count == block.payouts.count && block.receipts.count > 1)
      for matching in all {
        let inside = matching.filter { block.receipts.contains($0.receipt) }
        #expect(Set(inside.map(\.payout)) == Set(block.payouts), "seed \(seed)")
      }
    }
    // No block is missed: receipts that every matching pairs, exchangeably, within one set.
    let closed = Set(classes.blocks.flatMap(\.receipts))
    for receipt in 0..<receipts where !closed.contains(receipt) {
      let possible = graph.edges(of: receipt).filter { classes.classes[$0] == .possible }
      guard !possible.isEmpty, all.allSatisfy({ $0.contains { $0.receipt == receipt } }) else {
        continue
      }
      // It is exchangeable, always paired, and in no block: then some payout that it may have is
      // left unpaired by some matching, or a receipt that may have it is.
      let partners = Set(possible.map { graph.edges[$0].payout })
      let rivals = Set(
        graph.edges.enumerated().filter {
          partners.contains($0.element.payout) && classes.classes[$0.offset] != .excluded
        }.map(\.element.receipt))
      let isOpen =
        partners.contains { payout in all.contains { !$0.contains { $0.payout == payout } } }
        || rivals.contains { rival in all.contains { !$0.contains { $0.receipt == rival } } }
        || graph.edges.enumerated().contains {
          rivals.contains($0.element.receipt) && classes.classes[$0.offset] == .possible
            && !partners.contains($0.element.payout)
        }
      #expect(isOpen, "seed \(seed), receipt \(receipt)")
    }
  }

  @Test func aLongChainNeedsNoRecursion() {
    let count = 200_000
    var edges: [PairingGraph.Edge] = []
    for number in 0..<count {
      edges.append(PairingGraph.Edge(receipt: number, payout: number))
      if number + 1 < count { edges.append(PairingGraph.Edge(receipt: number, payout: number + 1)) }
    }
    let classes = EdgeClasses(
      PairingGraph(receiptCount: count, payoutCount: count, edges: edges))
    #expect(classes.pairCount == count)
    #expect(classes.classes.count { $0 == .forced } == count)
    #expect(classes.blocks.isEmpty)
  }

  @Test func twoAlikeAreAClosedBlock() {
    let edges = [(0, 0), (0, 1), (1, 0), (1, 1)].map { PairingGraph.Edge(receipt: $0, payout: $1) }
    let classes = EdgeClasses(PairingGraph(receiptCount: 2, payoutCount: 2, edges: edges))
    #expect(classes.blocks == [EdgeClasses.Block(receipts: [0, 1], payouts: [0, 1])])
    #expect(classes.classes.allSatisfy { $0 == .possible })
  }
}
