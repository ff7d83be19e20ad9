/// The composition of money under a proportional rule: a directed acyclic graph of mixtures.
///
/// A withdrawal does not change the composition of the rest; only a credit does. So a node is made when money leaves
/// that was mixed since the last withdrawal, and lists its ingredients: the amounts of older nodes, with their rates. A
/// leaf is money of one label. Nodes are numbered so that ingredients come first. There are no more nodes than
/// withdrawals, and no more ingredients than credits and withdrawals together.
///
/// Amounts are exact and mostly integers; fractions arise only in the computation of a composition.
struct CompositionGraph {
  private(set) var rates: [Fraction] = [.one]

  /// An amount of an older node, with its rate, and the ingredient before it; -1 for none.
  private struct Ingredient {
    let node: Int32
    let rate: Int32
    var amount: Fraction
    let next: Int32
  }

  /// The event that brought each ingredient, -1 for none; empty where walks are not kept.
  private var events: [Int32] = []
  private let keepsWays: Bool

  /// - Parameter keepsWays: true to keep the event by which each ingredient came.
  init(keepsWays: Bool = false) { self.keepsWays = keepsWays }

  /// The parts of an ingredient are adjacent in memory, because most of them are read together.
  private var ingredients: [Ingredient] = []

  // The first ingredient of each node, or -(label + 2) for a leaf.
  private var nodeHead: [Int32] = []
  private var nodeTotal: [Fraction] = []
  private var leaves: [Int32] = []

  var nodeCount: Int { nodeHead.count }

  mutating func rate(_ factor: Fraction) -> Int32 {
    rates.append(factor)
    return Int32(truncatingIfNeeded: rates.count - 1)
  }

  /// Returns the node of money of one label.
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
  ///
  /// - Parameter event: the event that brings it; -1 for none.
  mutating func add(_ part: MixturePart, to mix: inout Mixture, by event: Int32 = -1) {
    guard !part.amount.isZero else { return }
    mix.amount += part.amount
    let head = Int(mix.ingredients)
    if head >= 0, ingredients[head].node == part.node, ingredients[head].rate == part.rate,
      !keepsWays || events[head] == event
    {
      ingredients[head].amount += part.amount
    } else {
      mix.ingredients = ingredient(
        part.node, rate: part.rate, amount: part.amount, next: mix.ingredients, by: event)
    }
  }

  /// Takes an amount from a mix, which must not be empty; returns the node of its composition.
  ///
  /// - Parameter left: the rest of the mix.
  mutating func take(from mix: inout Mixture, leaving left: Fraction) -> Int32 {
    let node = close(&mix)
    mix.amount = left
    if mix.amount.isZero {
      mix.ingredients = -1
    } else {
      ingredients[Int(mix.ingredients)].amount = mix.amount
    }
    return node
  }

  /// Returns the node of the content of a mix, which must not be empty.
  mutating func close(_ mix: inout Mixture) -> Int32 {
    let head = Int(mix.ingredients)
    if ingredients[head].next < 0, ingredients[head].rate == 0, !keepsWays || events[head] < 0 {
      return ingredients[head].node
    }
    nodeHead.append(mix.ingredients)
    nodeTotal.append(mix.amount)
    let node = Int32(truncatingIfNeeded: nodeHead.count - 1)
    mix.ingredients = ingredient(node, rate: 0, amount: mix.amount, next: -1)
    return node
  }

  /// Returns true where a mix, which must not be empty, has one ingredient: a certain node, not converted.
  func isOnly(_ node: Int32, in mix: Mixture) -> Bool {
    let head = Int(mix.ingredients)
    return ingredients[head].node == node && ingredients[head].rate == 0
      && ingredients[head].next < 0
  }

  private mutating func ingredient(
    _ node: Int32, rate: Int32, amount: Fraction, next: Int32, by event: Int32 = -1
  ) -> Int32 {
    if keepsWays { events.append(event) }
    ingredients.append(Ingredient(node: node, rate: rate, amount: amount, next: next))
    return Int32(truncatingIfNeeded: ingredients.count - 1)
  }

  // MARK: Questions

  /// Returns the composition of a sum by label, after one pass backwards through the nodes it came from.
  ///
  /// - Parameter wanted: returns true for the labels asked for.
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
      // An ingredient can be any part of a mixture that may be zero.
      let (total, isSure) = (nodeTotal[Int(next)], isSurelySomething(next))
      let (perAmount, perValue) =
        isSure
        ? (weight.amount / total, weight.value / total)
        : (weight.amount.atMost, weight.value.atMost)
      while edge >= 0 {
        let index = Int(edge)
        let part = isSure ? ingredients[index].amount : .one
        let amount = perAmount * part
        var value = rates.count == 1 ? amount : perValue * part
        if ingredients[index].rate != 0 { value = value * rates[Int(ingredients[index].rate)] }
        let child = ingredients[index].node
        if let known = weights[child] {
          weights[child] = (known.amount + amount, known.value + value)
        } else {
          weights[child] = (amount, value)
          heap.insert(Newest(node: child))
        }
        edge = ingredients[index].next
      }
    }
    return found.sorted { $0.label < $1.label }
  }

  /// Returns, by node, true where it holds anything of certain labels, however little.
  ///
  /// O(*i*) for *i* ingredients.
  func nodesThatHold(_ wanted: (Int32) -> Bool) -> [Bool] {
    var holds = Array(repeating: false, count: nodeCount)
    // Ingredients come before their mixtures.
    for node in holds.indices {
      let head = nodeHead[node]
      holds[node] = head <= -2 ? wanted(-(head + 2)) : nodes(from: head).contains { holds[$0] }
    }
    return holds
  }

  /// Returns the nodes that went into a mix since it was closed, the last first.
  func nodes(of mix: Mixture) -> some Sequence<Int> { nodes(from: mix.ingredients) }

  private func nodes(from first: Int32) -> some Sequence<Int> {
    sequence(state: first) { edge -> Int? in
      guard edge >= 0 else { return nil }
      defer { edge = ingredients[Int(edge)].next }
      return Int(ingredients[Int(edge)].node)
    }
  }

  /// Returns the label of a leaf; nil for mixtures.
  func label(of node: Int32) -> Int32? {
    let head = nodeHead[Int(node)]
    return head <= -2 ? -(head + 2) : nil
  }

  /// Returns the nodes that went into a node, the last first.
  func ingredients(of node: Int32) -> some Sequence<Int> { nodes(from: nodeHead[Int(node)]) }

  /// Calls a function with the node, amount and rate of every ingredient of a node; the last first.
  @inline(__always) func forEachIngredient(
    of node: Int32, _ body: (_ node: Int32, _ amount: Fraction, _ rate: Int32) -> Void
  ) {
    var edge = nodeHead[Int(node)]
    while edge >= 0 {
      let ingredient = ingredients[Int(edge)]
      body(ingredient.node, ingredient.amount, ingredient.rate)
      edge = ingredient.next
    }
  }

  /// Does as ``forEachIngredient(of:_:)`` and, where walks are kept, gives the event by which each ingredient came.
  func forEachStep(
    of node: Int32,
    _ body: (_ node: Int32, _ amount: Fraction, _ rate: Int32, _ event: Int32) -> Void
  ) {
    var edge = nodeHead[Int(node)]
    while edge >= 0 {
      let ingredient = ingredients[Int(edge)]
      body(ingredient.node, ingredient.amount, ingredient.rate, keepsWays ? events[Int(edge)] : -1)
      edge = ingredient.next
    }
  }

  /// Returns the sum that went into a node.
  func total(of node: Int32) -> Fraction { nodeTotal[Int(node)] }

  /// Returns the number of times that each node is needed by the parts asked for, and by the mixtures in them.
  func uses(of parts: [some Sequence<MixturePart>]) -> [Int32] {
    var uses = [Int32](repeating: 0, count: nodeCount)
    for list in parts { for part in list { uses[Int(part.node)] += 1 } }
    for node in stride(from: Int32(nodeCount) - 1, through: 0, by: -1) where uses[Int(node)] > 0 {
      forEachIngredient(of: node) { child, _, _ in uses[Int(child)] += 1 }
    }
    return uses
  }

  /// Returns true where mixtures take more shares of certain labels from their ingredients than a limit, or have more.
  ///
  /// O(limit + nodes).
  func hasMoreShares(
    than limit: Int, _ uses: [Int32], of isCounted: (Int32) -> Bool, takenFromIngredients: Bool
  ) -> Bool {
    var left = uses
    var labels: [[Int32]] = Array(repeating: [], count: nodeCount)
    var stamps: [Int32] = []
    var count = 0
    for node in 0..<Int32(nodeCount) where uses[Int(node)] > 0 {
      if let label = label(of: node) {
        if isCounted(label) { labels[Int(node)] = [label] }
        continue
      }
      var found: [Int32] = []
      var taken = 0
      forEachIngredient(of: node) { child, _, _ in
        let own = labels[Int(child)]
        taken += own.count
        if found.isEmpty {
          found = own
          for label in own { CompositionGraph.stamp(label, node: node, stamps: &stamps) }
        } else {
          for label in own where CompositionGraph.stamp(label, node: node, stamps: &stamps) {
            found.append(label)
          }
        }
        left[Int(child)] -= 1
        if left[Int(child)] == 0 { labels[Int(child)] = [] }
      }
      count += takenFromIngredients ? taken : found.count
      if count > limit { return true }
      labels[Int(node)] = found
    }
    return false
  }

  /// Marks a label for a node; returns false where it was marked before.
  @discardableResult private static func stamp(
    _ label: Int32, node: Int32, stamps: inout [Int32]
  ) -> Bool {
    while stamps.count <= Int(label) { stamps.append(-1) }
    if stamps[Int(label)] == node { return false }
    stamps[Int(label)] = node
    return true
  }

  /// Returns the composition of a unit of a node, from those of its ingredients.
  ///
  /// - Parameters:
  ///   - known: the composition of a unit of each node.
  ///   - label: returns the label under which money of a label is counted; nil for money that is not asked for.
  func composition(
    of node: Int32, from known: [[Share]], _ label: (Int32) -> Int32?
  ) -> [Share] {
    var edge = nodeHead[Int(node)]
    if edge <= -2 {
      return label(-(edge + 2)).map { [Share(label: $0, amount: .one, value: .one)] } ?? []
    }
    let total = nodeTotal[Int(node)]
    if ingredients[Int(edge)].next < 0, ingredients[Int(edge)].rate == 0 {
      return known[Int(ingredients[Int(edge)].node)]
    }
    guard isSurelySomething(node) else { return anything(from: edge, known) }
    var all: [Share] = []
    while edge >= 0 {
      let ingredient = ingredients[Int(edge)]
      let rate = rates[Int(ingredient.rate)]
      for share in known[Int(ingredient.node)] {
        let amount = share.amount * ingredient.amount
        all.append(
          Share(
            label: share.label, amount: amount,
            value: rates.count == 1 ? amount : share.value * ingredient.amount * rate))
      }
      edge = ingredient.next
    }
    var sums = summed(all)
    for index in sums.indices {
      sums[index].amount = sums[index].amount / total
      sums[index].value = rates.count == 1 ? sums[index].amount : sums[index].value / total
    }
    return sums
  }

  /// Returns true where a mixture is proved to be above zero, so that its parts can be divided by it.
  func isSurelySomething(_ node: Int32) -> Bool {
    let total = nodeTotal[Int(node)]
    return total.isExact || total.isSurelyPositive
  }

  /// Returns the composition of a unit whose ingredients may be zero: of each label any part up to the most that any
  /// ingredient has of it.
  private func anything(from first: Int32, _ known: [[Share]]) -> [Share] {
    var most: [Int32: Share] = [:]
    var edge = first
    while edge >= 0 {
      let ingredient = ingredients[Int(edge)]
      let rate = rates[Int(ingredient.rate)]
      for share in known[Int(ingredient.node)] {
        let (amount, value) = (share.amount.atMost, (share.value * rate).atMost)
        let old = most[share.label]
        most[share.label] = Share(
          label: share.label, amount: max(old?.amount ?? amount, amount),
          value: max(old?.value ?? value, value))
      }
      edge = ingredient.next
    }
    return most.values.sorted { $0.label < $1.label }
  }

  /// Returns shares added up by label, in the order of labels.
  func summed(_ shares: [Share]) -> [Share] {
    let hasRates = rates.count > 1
    // Indices decide among equal labels, so that bounds are always added up in one order.
    let order = shares.indices.sorted { (shares[$0].label, $0) < (shares[$1].label, $1) }
    var result: [Share] = []
    for place in order {
      let share = shares[place]
      if let last = result.indices.last, result[last].label == share.label {
        result[last].amount += share.amount
        if hasRates {
          result[last].value += share.value
        } else {
          result[last].value = result[last].amount
        }
      } else {
        result.append(share)
      }
    }
    return result
  }

  private struct Newest: Comparable {
    let node: Int32
    static func < (left: Newest, right: Newest) -> Bool { left.node > right.node }
  }
}

/// Money of which every part has the same composition: the form in which a proportional rule keeps an account's
/// balance.
struct Mixture {
  /// The amount, in minor units.
  var amount = Fraction.zero
  /// The ingredient added last, in the ``CompositionGraph``; -1 for none.
  var ingredients: Int32 = -1
}

/// An amount with its composition, on the move from one mix to another.
struct MixturePart {
  var amount: Fraction
  let node: Int32
  /// The rate of the last conversion; 0 for none.
  var rate: Int32 = 0
  /// True where it counts among the claimants' money.
  let isClaimant: Bool
}
