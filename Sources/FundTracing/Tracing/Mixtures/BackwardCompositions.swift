/// Computes the compositions of some sums in numbers of fixed width, by a pass backwards through the mixtures for each.
///
/// A pass forwards costs the labels of every mixture; this costs the mixtures for every sum, however many claims met in
/// them. It serves questions about few accounts, where single transfers are not recorded.
///
/// O(*n* + *i*) a sum for *n* nodes and *i* ingredients.
struct BackwardCompositions {
  private let graph: CompositionGraph
  private let label: (Int32) -> Int32?
  private let hasRates: Bool
  /// The amount and the worth of each node in the sum; zero between two sums.
  private var amounts: [FixedSpan]
  private var worths: [FixedSpan]

  /// - Parameter label: returns the label under which money of a label is counted; nil for money that is not asked for.
  init(_ graph: CompositionGraph, label: @escaping (Int32) -> Int32?) {
    self.graph = graph
    self.label = label
    hasRates = graph.rates.count > 1
    amounts = Array(repeating: .zero, count: graph.nodeCount)
    worths = hasRates ? amounts : []
  }

  /// Returns the composition of several parts together, in the order of labels.
  mutating func fractions(of parts: [MixturePart]) -> [Share] {
    for part in parts {
      let (node, amount) = (Int(part.node), FixedSpan(part.amount))
      amounts[node] = amounts[node] + amount
      if hasRates {
        let rate = part.rate == 0 ? amount : FixedSpan(part.amount * graph.rates[Int(part.rate)])
        worths[node] = worths[node] + rate
      }
    }
    var found = FixedComposition()
    for node in stride(from: parts.map { Int($0.node) }.max() ?? -1, through: 0, by: -1)
    where !amounts[node].isZero {
      let (amount, worth) = (amounts[node], hasRates ? worths[node] : amounts[node])
      amounts[node] = .zero
      if hasRates { worths[node] = .zero }
      let number = Int32(truncatingIfNeeded: node)
      guard let own = graph.label(of: number) else {
        divide(number, amount: amount, worth: worth)
        continue
      }
      guard let counted = label(own) else { continue }
      found.shares.append(FixedShare(label: counted, amount: amount))
      if hasRates { found.values.append(worth) }
    }
    found.join()
    return found.fractions
  }

  /// Divides an amount of a node among its ingredients.
  private mutating func divide(_ node: Int32, amount: FixedSpan, worth: FixedSpan) {
    let (total, isSure) = (graph.total(of: node), graph.isSurelySomething(node))
    let graph = graph
    graph.forEachIngredient(of: node) { child, ingredient, rate in
      let index = Int(child)
      // An ingredient can be any part of a mixture that may be zero.
      let part = isSure ? FixedCompositionTables.part(ingredient, of: total) : .one
      amounts[index] = amounts[index] + (isSure ? amount * part : amount.atMost)
      guard hasRates else { return }
      var factor = part
      if rate != 0 {
        let own = graph.rates[Int(rate)]
        factor = FixedSpan(isSure ? ingredient * own / total : own)
      }
      worths[index] = worths[index] + (isSure ? worth * factor : (worth * factor).atMost)
    }
  }
}
