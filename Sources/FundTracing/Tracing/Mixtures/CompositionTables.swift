internal import PaymentGraph

/// Computes the composition of every mixture, in one pass forwards in the order of the transfers.
///
/// The composition of a node is kept only while a later ingredient or part needs it, so that memory grows with the
/// balances of accounts and not with all that ever moved. Amounts are exact up to ``Fraction/mostDigits`` digits and
/// enclosures beyond, so that a payment costs the labels that it carries, however many mixed before it.
///
/// O(*i* *k*) for *i* ingredients and *k* labels that meet.
struct CompositionTables {
  /// The most shares of money that is not claimed whose origins are told apart; where mixtures have more, it has one
  /// origin.
  static let mostOthers = 1_000_000
  /// The most shares that mixtures may take from one another for claims to be told apart; where there are more, the
  /// claims of one account in one currency count as one.
  ///
  /// The ledger and the question decide by it, not a clock. Tests change it.
  @TaskLocal static var mostClaims = 2_000_000
  /// The most parts of transfers that are kept by claim; where there are more, a transfer keeps their sum.
  static let mostParts = 4_000_000

  /// The most shares that mixtures may take from one another for all figures to be exact fractions.
  ///
  /// The ledger and the question decide by it, not a clock. Tests change it.
  @TaskLocal static var mostExactShares = 20_000

  private let graph: CompositionGraph
  private let label: (Int32) -> Int32?
  private var uses: [Int32]
  /// The composition of each node.
  private var known: [[Share]]
  private var next: Int32 = 0

  /// - Parameters:
  ///   - parts: the sums asked for, each as often as it is asked for.
  ///   - label: returns the label under which money of a label is counted; nil for money that is not asked for.
  init(
    _ graph: CompositionGraph, parts: [some Sequence<MixturePart>],
    label: @escaping (Int32) -> Int32?
  ) {
    self.graph = graph
    self.label = label
    uses = graph.uses(of: parts)
    known = Array(repeating: [], count: graph.nodeCount)
  }

  /// Returns the composition of a sum of a mixture; sums must be asked for in the order of the nodes, as often as
  /// announced.
  mutating func shares(of part: MixturePart) -> [Share] {
    reach(part.node)
    let rate = graph.rates[Int(part.rate)]
    let shares = known[Int(part.node)].map {
      let amount = $0.amount * part.amount
      return Share(
        label: $0.label, amount: amount,
        value: graph.rates.count == 1 ? amount : $0.value * part.amount * rate)
    }
    release(part.node)
    return shares
  }

  /// Returns the composition of several parts together.
  mutating func shares(of parts: some Sequence<MixturePart>) -> [Share] {
    var all: [Share] = []
    var count = 0
    for part in parts {
      all += shares(of: part)
      count += 1
    }
    let sums = count > 1 ? graph.summed(all) : all
    return sums.filter { !$0.amount.isZero }
  }

  private mutating func reach(_ node: Int32) {
    while next <= node {
      if uses[Int(next)] > 0 {
        known[Int(next)] = graph.composition(of: next, from: known, label)
        for child in graph.ingredients(of: next) { release(Int32(child)) }
      }
      next += 1
    }
  }

  private mutating func release(_ node: Int32) {
    uses[Int(node)] -= 1
    if uses[Int(node)] == 0 { known[Int(node)] = [] }
  }
}
