/// What money is made of under a proportional rule: a directed acyclic graph of mixtures.
///
/// A withdrawal does not change the composition of what stays; only a credit does. So a node is made
/// when money leaves that was mixed since the last withdrawal, and lists what went in: how much of
/// which older node, at which rate. A leaf is money of one label. Nodes are numbered so that
/// ingredients come first. There are no more nodes than withdrawals, and no more ingredients than
/// credits and withdrawals together.
///
/// Amounts are exact and mostly integers; fractions come in only where a composition is asked for.
struct MixGraph {
  private(set) var rates: [Fraction] = [.one]

  // By ingredient.
  private var ingredientNode: [Int32] = []
  private var ingredientRate: [Int32] = []
  private var ingredientAmount: [Fraction] = []
  private var ingredientNext: [Int32] = []

  // By node: the first ingredient, or -(label + 2) for a leaf.
  private var nodeHead: [Int32] = []
  private var nodeTotal: [Fraction] = []
  private var leaves: [Int32] = []

  var nodeCount: Int { nodeHead.count }

  mutating func rate(_ factor: Fraction) -> Int32 {
    rates.append(factor)
    return Int32(truncatingIfNeeded: rates.count - 1)
  }

  /// The node of money of one label.
  mutating func leaf(_ label: Int32) -> Int32 {
    while leaves.count <= Int(label) { leaves.append(-1) }
    if leaves[Int(label)] >= 0 { return leaves[Int(label)] }
    nodeHead.append(-(label + 2))
    nodeTotal.append(.one)
    let node = Int32(truncatingIfNeeded: nodeHead.count - 1)
    leaves[Int(label)] = node
    return node
  }

  /// Adds money to a mix.
  mutating func add(_ part: MixPart, to mix: inout Mix) {
    guard !part.amount.isZero else { return }
    mix.amount += part.amount
    let head = Int(mix.ingredients)
    if head >= 0, ingredientNode[head] == part.node, ingredientRate[head] == part.rate {
      ingredientAmount[head] += part.amount
    } else {
      mix.ingredients = ingredient(part.node, part.rate, part.amount, next: mix.ingredients)
    }
  }

  /// Takes an amount, which the mix has, from it: the node of its composition.
  mutating func take(_ amount: Fraction, from mix: inout Mix) -> Int32 {
    let node = close(&mix)
    mix.amount -= amount
    if mix.amount.isZero {
      mix.ingredients = -1
    } else {
      ingredientAmount[Int(mix.ingredients)] = mix.amount
    }
    return node
  }

  /// The node of what is in a mix, which is not empty.
  mutating func close(_ mix: inout Mix) -> Int32 {
    let head = Int(mix.ingredients)
    if ingredientNext[head] < 0, ingredientRate[head] == 0 { return ingredientNode[head] }
    nodeHead.append(mix.ingredients)
    nodeTotal.append(mix.amount)
    let node = Int32(truncatingIfNeeded: nodeHead.count - 1)
    mix.ingredients = ingredient(node, 0, mix.amount, next: -1)
    return node
  }

  private mutating func ingredient(
    _ node: Int32, _ rate: Int32, _ amount: Fraction, next: Int32
  ) -> Int32 {
    ingredientNode.append(node)
    ingredientRate.append(rate)
    ingredientAmount.append(amount)
    ingredientNext.append(next)
    return Int32(truncatingIfNeeded: ingredientNode.count - 1)
  }

  // MARK: Questions

  /// What a sum is made of, by label: one pass backwards through the nodes it came from.
  ///
  /// - Parameter wanted: which labels are asked for.
  /// - Complexity: O(*i*) exact operations for *i* ingredients on the way, however many labels.
  func shares(of amount: Fraction, node: Int32, wanted: (Int32) -> Bool) -> [Share] {
    var weights: [Int32: (amount: Fraction, value: Fraction)] = [node: (amount, amount)]
    var heap = Heap<Newest>()
    heap.insert(Newest(node: node))
    var found: [Share] = []
    while let next = heap.removeFirst()?.node {
      guard let weight = weights.removeValue(forKey: next) else { continue }
      var edge = nodeHead[Int(next)]
      if edge <= -2 {
        let label = -(edge + 2)
        if wanted(label) {
          found.append(Share(label: label, amount: weight.amount, value: weight.value))
        }
        continue
      }
      let (perAmount, perValue) = (
        weight.amount / nodeTotal[Int(next)], weight.value / nodeTotal[Int(next)]
      )
      while edge >= 0 {
        let index = Int(edge)
        let amount = perAmount * ingredientAmount[index]
        var value = rates.count == 1 ? amount : perValue * ingredientAmount[index]
        if ingredientRate[index] != 0 { value = value * rates[Int(ingredientRate[index])] }
        let child = ingredientNode[index]
        if let known = weights[child] {
          weights[child] = (known.amount + amount, known.value + value)
        } else {
          weights[child] = (amount, value)
          heap.insert(Newest(node: child))
        }
        edge = ingredientNext[index]
      }
    }
    return found.sorted { $0.label < $1.label }
  }

  /// What a unit of each of some nodes is made of: one pass forwards through all they came from.
  ///
  /// - Complexity: O(*i* *k*) exact operations for *i* ingredients and *k* labels that meet.
  func compositions(of nodes: Set<Int32>, wanted: (Int32) -> Bool) -> [Int32: [Share]] {
    var isNeeded = Array(repeating: false, count: nodeCount)
    for node in nodes { isNeeded[Int(node)] = true }
    for node in stride(from: nodeCount - 1, through: 0, by: -1) where isNeeded[node] {
      var edge = nodeHead[node]
      while edge >= 0 {
        isNeeded[Int(ingredientNode[Int(edge)])] = true
        edge = ingredientNext[Int(edge)]
      }
    }
    var result: [Int32: [Share]] = [:]
    for node in 0..<nodeCount where isNeeded[node] {
      result[Int32(node)] = composition(of: node, from: result, wanted)
    }
    return result
  }

  private func composition(
    of node: Int, from known: [Int32: [Share]], _ wanted: (Int32) -> Bool
  ) -> [Share] {
    var edge = nodeHead[node]
    if edge <= -2 {
      let label = -(edge + 2)
      return wanted(label) ? [Share(label: label, amount: .one, value: .one)] : []
    }
    var sums: [Int32: Share] = [:]
    while edge >= 0 {
      let index = Int(edge)
      let rate = rates[Int(ingredientRate[index])]
      for share in known[ingredientNode[index]] ?? [] {
        let amount = share.amount * ingredientAmount[index]
        let value = rates.count == 1 ? amount : share.value * ingredientAmount[index] * rate
        if sums[share.label] == nil {
          sums[share.label] = Share(label: share.label, amount: amount, value: value)
        } else {
          sums[share.label]?.amount += amount
          sums[share.label]?.value += value
        }
      }
      edge = ingredientNext[index]
    }
    return sums.values.map {
      Share(
        label: $0.label, amount: $0.amount / nodeTotal[node], value: $0.value / nodeTotal[node])
    }.sorted { $0.label < $1.label }
  }

  private struct Newest: Comparable {
    let node: Int32
    static func < (left: Newest, right: Newest) -> Bool { left.node > right.node }
  }
}
