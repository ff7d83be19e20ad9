internal import PaymentGraph

/// Works out what every mixture is made of, in one pass forwards in the order of the transfers.
///
/// What a node is made of is kept only while an ingredient or a part that is still to come needs it, so that memory
/// goes with what lies in accounts and not with all that ever moved. Amounts are exact up to
/// ``Fraction/mostDigits`` digits and enclosures beyond, so that a payment costs the labels that it carries
/// however many mixed before it.
///
/// O(*i* *k*) for *i* ingredients and *k* labels that meet.
struct MixTables {
  /// So many shares of money that is no claim are told apart by origin; where mixtures have more, it is one origin.
  static let mostOthers = 1_000_000
  /// So many parts of transfers are kept by claim; where there are more, a transfer keeps their sum.
  static let mostParts = 4_000_000

  private let graph: MixGraph
  private let origins: LabelTable
  private let records: Bool
  private var uses: [Int32]
  /// By node.
  private var known: [[Share]]
  private var next: Int32 = 0
  private var others: Int32?
  private let mostOthers: Int

  /// - Parameters:
  ///   - parts: what is asked for, each as often as it is.
  init(
    _ graph: MixGraph, _ labels: inout LabelTable, records: Bool, parts: [some Sequence<MixPart>],
    mostOthers: Int = MixTables.mostOthers
  ) {
    self.graph = graph
    self.records = records
    self.mostOthers = mostOthers
    uses = Array(repeating: 0, count: graph.nodeCount)
    known = Array(repeating: [], count: graph.nodeCount)
    for list in parts { for part in list { uses[Int(part.node)] += 1 } }
    for node in stride(from: Int32(graph.nodeCount) - 1, through: 0, by: -1)
    where uses[Int(node)] > 0 {
      for child in graph.ingredients(of: node) { uses[child] += 1 }
    }
    origins = labels
    if records, tooManyOthers() { others = labels.separate(.other) }
  }

  /// Whether mixtures have more shares of money that is no claim than are told apart.
  private func tooManyOthers() -> Bool {
    var labels: [Int32: Set<Int32>] = [:]
    var left = uses
    var count = 0
    for node in 0..<Int32(graph.nodeCount) where uses[Int(node)] > 0 {
      if let label = graph.label(of: node) {
        labels[node] = origins.isClaim(label) ? [] : [label]
      } else {
        var found: Set<Int32> = []
        for child in graph.ingredients(of: node) {
          found.formUnion(labels[Int32(child)] ?? [])
          left[child] -= 1
          if left[child] == 0 { labels[Int32(child)] = nil }
        }
        count += found.count
        labels[node] = found
      }
      if count > mostOthers { return true }
    }
    return false
  }

  /// What a sum of a mixture is made of; asked for in the order of the nodes, as often as was said.
  mutating func shares(of part: MixPart) -> [Share] {
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

  /// As ``shares(of:)`` of several parts together.
  mutating func shares(of parts: some Sequence<MixPart>) -> [Share] {
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
        known[Int(next)] = graph.composition(of: next, from: known) { label in
          if origins.isClaim(label) { return label }
          return records ? others ?? label : nil
        }
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

extension MixEngine {
  /// Everything that was found: one forward pass through the mixtures.
  ///
  /// - Parameters:
  ///   - mostOthers: as ``MixTables/mostOthers``.
  ///   - mostParts: as ``MixTables/mostParts``.
  ///   - each: called with what every transfer carried, in the order of processing, where that is recorded.
  mutating func tables(
    mostOthers: Int = MixTables.mostOthers, mostParts: Int = MixTables.mostParts,
    each: (Int, [Share]) -> Void
  ) -> AttributionTables {
    var graph = graph
    func closed(_ mix: Mix) -> MixPart? {
      guard !mix.amount.isZero else { return nil }
      var mix = mix
      let amount = mix.amount
      return MixPart(amount: amount, node: graph.close(&mix), isClaimant: true)
    }
    func parts(_ pockets: [MixPocket]) -> [MixPart] {
      pockets.flatMap { [closed($0.claimants), closed($0.others)].compactMap { $0 } }
    }
    var atPlace: [Int32: [MixPart]] = [:]
    for (place, pocket) in pockets.enumerated() {
      let found = parts([pocket])
      if !found.isEmpty { atPlace[Int32(place)] = found }
    }
    for event in identified.keys.sorted() {
      atPlace[events.to[Int(event)], default: []] += parts([identified[event] ?? MixPocket()])
    }
    let absorbedParts = absorbed.mapValues { [$0].compactMap(closed) }
    let feeParts = fees.mapValues { [$0].compactMap(closed) }
    let paidParts = substituted.mapValues { [$0].compactMap(closed) }
    var ends: [[MixPart]] = []
    for parts in [atPlace, absorbedParts, feeParts, paidParts] { ends += parts.values }

    var labels = events.labels
    var mixtures = MixTables(
      graph, &labels, records: records, parts: [moved] + ends, mostOthers: mostOthers)
    var tables = AttributionTables()
    if records { move(&tables, &mixtures, &labels, mostParts, each) }
    tables.held = atPlace.mapValues { mixtures.shares(of: $0) }
    tables.absorbed = absorbedParts.mapValues { mixtures.shares(of: $0) }
    tables.fees = feeParts.mapValues { mixtures.shares(of: $0) }
    for (place, pocket) in pockets.enumerated() where !pocket.debt.isZero {
      tables.debts[Int32(place)] = pocket.debt
    }
    tables.convertedWithin = convertedWithin
    tables.substitute(paidParts.mapValues { mixtures.shares(of: $0) })
    events.labels = labels
    return tables
  }

  /// Notes what every transfer carried.
  private func move(
    _ tables: inout AttributionTables, _ mixtures: inout MixTables, _ labels: inout LabelTable,
    _ mostParts: Int, _ each: (Int, [Share]) -> Void
  ) {
    tables.moved.reserveCapacity(events.count)
    var count = 0
    var together: Int32?
    for event in 0..<events.count {
      let shares = mixtures.shares(of: moved[Int(moveStarts[event])..<Int(moveStarts[event + 1])])
      each(event, shares)
      if let together {
        tables.moved.append(AttributionTables.together(shares, labels, as: together))
        continue
      }
      tables.moved.append(shares)
      count += shares.count { labels.isClaim($0.label) }
      guard count > mostParts else { continue }
      let all = labels.separate(.claims)
      for known in tables.moved.indices {
        tables.moved[known] = AttributionTables.together(tables.moved[known], labels, as: all)
      }
      together = all
    }
    tables.claimsAreTogether = together != nil
  }
}
