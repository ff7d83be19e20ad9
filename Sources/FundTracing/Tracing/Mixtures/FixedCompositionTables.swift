/// The part of a sum that is of one origin, within bounds of fixed width.
struct FixedShare: Sendable {
  let label: Int32
  var amount: FixedSpan
}

/// The composition of a unit of a mixture, or of a sum of it, in the order of labels.
struct FixedComposition: Sendable {
  var shares: [FixedShare] = []
  /// The worth of each share in units of its claim's currency; empty where nothing was converted, so that worth and
  /// share are equal.
  var values: [FixedSpan] = []

  func value(_ index: Int) -> FixedSpan { values.isEmpty ? shares[index].amount : values[index] }

  /// Sorts shares by label, and adds up those of one label.
  mutating func join() {
    guard shares.count > 1 else { return }
    let order = shares.indices.sorted { (shares[$0].label, $0) < (shares[$1].label, $1) }
    var joined = FixedComposition()
    joined.shares.reserveCapacity(shares.count)
    for index in order {
      if let last = joined.shares.indices.last, joined.shares[last].label == shares[index].label {
        joined.shares[last].amount = joined.shares[last].amount + shares[index].amount
        if !values.isEmpty { joined.values[last] = joined.values[last] + values[index] }
      } else {
        joined.shares.append(shares[index])
        if !values.isEmpty { joined.values.append(values[index]) }
      }
    }
    self = joined
  }

  mutating func removeAll() {
    shares.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }
}

/// Computes the composition of every mixture as ``CompositionTables`` does, in numbers of fixed width.
///
/// Every figure is two bounds, rounded outwards at every step: shares of mixtures in one another cost three machine
/// words a label, however many payments mixed. It takes one pass forwards, O(*i* *k*) for *i* ingredients and *k*
/// labels that meet.
struct FixedCompositionTables {
  private let graph: CompositionGraph
  private let label: (Int32) -> Int32?
  private let hasRates: Bool
  private var uses: [Int32]
  /// The composition of each node.
  private var known: [FixedComposition]
  private var next: Int32 = 0
  /// The sum so far of each label; zero between two sums.
  private var sums: [FixedSpan]
  private var valueSums: [FixedSpan]
  private var touched: [Int32] = []
  /// The ingredients of the node that is being computed.
  private var ingredients: [(node: Int32, part: FixedSpan, value: FixedSpan)] = []

  /// - Parameters:
  ///   - parts: the sums asked for, each as often as it is asked for.
  ///   - label: returns the label under which money of a label is counted; nil for money that is not asked for.
  init(
    _ graph: CompositionGraph, _ labels: OriginTable, parts: [some Sequence<MixturePart>],
    label: @escaping (Int32) -> Int32?
  ) {
    self.graph = graph
    self.label = label
    hasRates = graph.rates.count > 1
    uses = graph.uses(of: parts)
    known = Array(repeating: FixedComposition(), count: graph.nodeCount)
    sums = Array(repeating: .zero, count: labels.count)
    valueSums = hasRates ? sums : []
  }

  /// Adds the composition of a sum of a mixture; sums must be asked for in the order of the nodes, as often as
  /// announced.
  mutating func add(_ part: MixturePart, to sum: inout FixedComposition) {
    reach(part.node)
    let index = Int(part.node)
    if let amount = part.amount.whole, part.rate == 0, amount >= 0 {
      let factor = amount.magnitude
      for share in known[index].shares {
        sum.shares.append(FixedShare(label: share.label, amount: share.amount.times(factor)))
      }
      if hasRates { for value in known[index].values { sum.values.append(value.times(factor)) } }
    } else {
      let amount = FixedSpan(part.amount)
      for share in known[index].shares {
        sum.shares.append(FixedShare(label: share.label, amount: share.amount * amount))
      }
      if hasRates {
        let rate = part.rate == 0 ? amount : FixedSpan(part.amount * graph.rates[Int(part.rate)])
        for value in known[index].values { sum.values.append(value * rate) }
      }
    }
    release(part.node)
  }

  /// Returns in `sum` the composition of several parts together.
  mutating func shares(of parts: some Collection<MixturePart>, into sum: inout FixedComposition) {
    sum.removeAll()
    for part in parts { add(part, to: &sum) }
    guard parts.count > 1 else { return }
    scatter(sum, part: .one, value: .one)
    gather(into: &sum)
  }

  /// Returns ``shares(of:into:)`` for the sums that are printed, which may have more digits than bounds of fixed width.
  mutating func fractions(
    of parts: [MixturePart], with sum: inout FixedComposition
  ) -> [Share] {
    if parts.allSatisfy({ FixedSpan($0.amount).upper != .most }) {
      shares(of: parts, into: &sum)
      return sum.fractions
    }
    var all: [Share] = []
    for part in parts {
      reach(part.node)
      let one = known[Int(part.node)]
      let rate = graph.rates[Int(part.rate)]
      for index in one.shares.indices {
        let amount = one.shares[index].amount.fraction * part.amount
        all.append(
          Share(
            label: one.shares[index].label, amount: amount,
            value: one.values.isEmpty ? amount : one.values[index].fraction * part.amount * rate))
      }
      release(part.node)
    }
    return graph.summed(all)
  }

  private mutating func reach(_ node: Int32) {
    while next <= node {
      if uses[Int(next)] > 0 {
        known[Int(next)] = composition(of: next)
        for child in graph.ingredients(of: next) { release(Int32(truncatingIfNeeded: child)) }
      }
      next += 1
    }
  }

  private mutating func release(_ node: Int32) {
    uses[Int(node)] -= 1
    if uses[Int(node)] == 0 { known[Int(node)] = FixedComposition() }
  }

  private mutating func composition(of node: Int32) -> FixedComposition {
    if let own = graph.label(of: node) {
      guard let counted = label(own) else { return FixedComposition() }
      return FixedComposition(
        shares: [FixedShare(label: counted, amount: .one)], values: hasRates ? [.one] : [])
    }
    let total = graph.total(of: node)
    let isSure = graph.isSurelySomething(node)
    ingredients.removeAll(keepingCapacity: true)
    var count = 0
    graph.forEachIngredient(of: node) { child, amount, rate in
      count += 1
      guard !known[Int(child)].shares.isEmpty else { return }
      let part = isSure ? FixedCompositionTables.part(amount, of: total) : .one
      var value = part
      if rate != 0 {
        value =
          isSure
          ? FixedSpan(amount * graph.rates[Int(rate)] / total) : FixedSpan(graph.rates[Int(rate)])
      }
      ingredients.append((child, part, value))
    }
    guard let first = ingredients.first else { return FixedComposition() }
    var result = FixedComposition()
    if !isSure {
      anything(into: &result)
    } else if ingredients.count == 1 {
      result = known[Int(first.node)]
      if count > 1 || first.part != .one || first.value != .one {
        for index in result.shares.indices {
          result.shares[index].amount = result.shares[index].amount * first.part
        }
        for index in result.values.indices {
          result.values[index] = result.values[index] * first.value
        }
      }
    } else {
      for ingredient in ingredients {
        scatter(known[Int(ingredient.node)], part: ingredient.part, value: ingredient.value)
      }
      gather(into: &result)
    }
    return result
  }

  /// Returns the part of an amount in a total that is not 0: not above 1.
  private static func part(_ amount: Fraction, of total: Fraction) -> FixedSpan {
    if let amount = amount.whole, let total = total.whole, amount >= 0, total > 0 {
      return FixedSpan(amount.magnitude, over: total.magnitude)
    }
    return FixedSpan(amount / total).notAboveOne
  }

  private mutating func scatter(_ one: FixedComposition, part: FixedSpan, value: FixedSpan) {
    for index in one.shares.indices {
      let share = one.shares[index]
      let label = Int(share.label)
      // A share is above 0 even where its lower end is rounded down; its upper end never is 0.
      if sums[label].isZero { touched.append(share.label) }
      sums[label] = sums[label] + share.amount * part
      if hasRates { valueSums[label] = valueSums[label] + one.values[index] * value }
    }
  }

  private mutating func gather(into result: inout FixedComposition) {
    result.removeAll()
    touched.sort()
    for label in touched where !sums[Int(label)].isZero {
      result.shares.append(FixedShare(label: label, amount: sums[Int(label)]))
      sums[Int(label)] = .zero
      if hasRates {
        result.values.append(valueSums[Int(label)])
        valueSums[Int(label)] = .zero
      }
    }
    touched.removeAll(keepingCapacity: true)
  }

  /// Makes the composition of a unit whose ingredients may be zero: of each label any part up to the most that any
  /// ingredient has of it.
  private mutating func anything(into result: inout FixedComposition) {
    for ingredient in ingredients {
      let one = known[Int(ingredient.node)]
      for index in one.shares.indices {
        let share = one.shares[index]
        let label = Int(share.label)
        if sums[label].isZero { touched.append(share.label) }
        sums[label] = FixedSpan(
          lower: .zero, upper: max(sums[label].upper, share.amount.upper))
        if hasRates {
          let value = one.values[index] * ingredient.value
          valueSums[label] = FixedSpan(
            lower: .zero, upper: max(valueSums[label].upper, value.upper))
        }
      }
    }
    gather(into: &result)
  }
}
