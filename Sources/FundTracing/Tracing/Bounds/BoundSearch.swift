internal import PaymentGraph

/// Finds bounds for one group of claims at a time, each on the part of the network between the claims and the site.
///
/// Money that turns off to a node with no way to the site counts as delivered elsewhere at once: from there on it can
/// always go on to some end, because a node can pass on no less than can come in. So both flows need only the part in
/// between.
struct BoundSearch {
  /// The result for one site, in minor units of the claims' currency.
  struct Found {
    let upper: Int128
    let lower: Int128
    let bottlenecks: [Bottleneck]
  }

  private let network: BalanceNetwork
  /// Nodes that the open claims reach, in the order of time.
  private var cone: [Int32] = []
  private var isInCone: [Bool]
  /// The limits of arcs in the claims' currency.
  private var rates: BoundRates
  private var claims: [BalanceNetwork.Claim] = []
  /// The number of the open claim that enters at each node; -1 for none.
  private var claimAt: [Int32]
  /// The number of each node in the network between claims and site; -1 outside.
  private var local: [Int32]
  /// The number of arcs examined so far in the search for ways and flows.
  private var examined = 0
  /// The cost so far, in arcs examined.
  var effort: Int { examined + rates.effort }

  init(_ network: BalanceNetwork) {
    self.network = network
    rates = BoundRates(network)
    isInCone = Array(repeating: false, count: network.nodeCount)
    local = Array(repeating: -1, count: network.nodeCount)
    claimAt = Array(repeating: -1, count: network.nodeCount)
  }

  /// True where money is converted, so that limits have to be computed.
  var converts: Bool { !rates.isTrivial }

  /// Admits only some claims.
  mutating func open(_ claims: [BalanceNetwork.Claim]) {
    for node in cone { isInCone[Int(node)] = false }
    cone.removeAll(keepingCapacity: true)
    for claim in self.claims { claimAt[Int(claim.node)] = -1 }
    self.claims = claims
    for (number, claim) in claims.enumerated() {
      claimAt[Int(claim.node)] = Int32(truncatingIfNeeded: number)
    }
    for claim in claims where !isInCone[Int(claim.node)] {
      isInCone[Int(claim.node)] = true
      cone.append(claim.node)
    }
    var next = 0
    while next < cone.count {
      for arc in network.outgoing[cone[next]] {
        examined += 1
        let head = network.heads[Int(arc)]
        if !isInCone[Int(head)] {
          isInCone[Int(head)] = true
          cone.append(head)
        }
      }
      next += 1
    }
    cone.sort()
    rates.open(claims, cone: cone)
  }

  /// Returns, by end, how many groups of claims reach it, and how many arcs all of their cones have.
  ///
  /// 64 groups are carried along the network at once.
  func ends(reachedBy groups: [[BalanceNetwork.Claim]]) -> (counts: [Int], arcs: Int) {
    var counts = Array(repeating: 0, count: network.ends.count)
    var arcs = 0
    for start in stride(from: 0, to: groups.count, by: 64) {
      var reached = Array(repeating: UInt64(0), count: network.nodeCount)
      for (bit, group) in groups[start..<min(groups.count, start + 64)].enumerated() {
        for claim in group { reached[Int(claim.node)] |= 1 << UInt64(bit) }
      }
      // Every arc leads to a higher number, except where money can go round.
      var circle = network.circles[...]
      for node in reached.indices {
        if let around = network.circle(
          startingAt: Int32(truncatingIfNeeded: node), of: &circle)
        {
          let all = around.reduce(UInt64(0)) { $0 | reached[Int($1)] }
          for one in around { reached[Int(one)] = all }
        }
        guard reached[node] != 0 else { continue }
        let outgoing = network.outgoing[Int32(node)]
        arcs += outgoing.count * reached[node].nonzeroBitCount
        for arc in outgoing { reached[Int(network.heads[Int(arc)])] |= reached[node] }
      }
      for end in counts.indices {
        counts[end] += reached[Int(network.node(ofEnd: end))].nonzeroBitCount
      }
    }
    return (counts, arcs)
  }

  /// Returns true where any of the open claims' money can end there.
  func reaches(end: Int) -> Bool { isInCone[Int(network.node(ofEnd: end))] }

  // MARK: One site

  /// Returns the bounds at a site; nil where they take more than the effort allowed.
  mutating func find(end: Int, mostEffort: Int = .max) -> Found? {
    let place = network.node(ofEnd: end)
    guard isInCone[Int(place)] else { return Found(upper: 0, lower: 0, bottlenecks: []) }
    let between = self.between(place)
    defer { for node in between { local[Int(node)] = -1 } }
    let inside = between.map { claimAt[Int($0)] }.filter { $0 >= 0 }.sorted().map {
      claims[Int($0)]
    }
    guard
      let (upper, bottlenecks) = most(between, claims: inside, place: place, within: mostEffort),
      let elsewhere = mostElsewhere(between, claims: inside, place: place, within: mostEffort)
    else { return nil }
    let claimed = inside.reduce(Int128(0)) { $0 + $1.amount }
    return Found(upper: upper, lower: claimed - elsewhere, bottlenecks: bottlenecks)
  }

  /// Returns and numbers the nodes of the cone from which a way leads to the site.
  private mutating func between(_ place: Int32) -> [Int32] {
    var nodes = [place]
    local[Int(place)] = 0
    var next = 0
    while next < nodes.count {
      for arc in network.incoming[nodes[next]] {
        examined += 1
        let tail = network.tails[Int(arc)]
        if isInCone[Int(tail)], local[Int(tail)] < 0 {
          local[Int(tail)] = 0
          nodes.append(tail)
        }
      }
      next += 1
    }
    nodes.sort()
    for (number, node) in nodes.enumerated() { local[Int(node)] = Int32(number) }
    return nodes
  }

  /// Returns the maximum flow into the site, and a minimum cut; nil where it takes more than the effort allowed.
  private mutating func most(
    _ nodes: [Int32], claims: [BalanceNetwork.Claim], place: Int32, within mostEffort: Int
  ) -> (Int128, [Bottleneck])? {
    var flow = FlowNetwork(nodeCount: nodes.count + 1)
    let source = Int32(nodes.count)
    var kinds: [(arc: Int32, kind: Bottleneck.Kind)] = []
    for claim in claims {
      let arc = flow.addArc(source, to: local[Int(claim.node)], limit: claim.amount)
      kinds.append((arc, .claim(TransferID(Int(claim.transfer)))))
    }
    for node in nodes where node != place {
      for arc in network.outgoing[node] where local[Int(network.heads[Int(arc)])] >= 0 {
        let added = flow.addArc(
          local[Int(node)], to: local[Int(network.heads[Int(arc)])], limit: rates.limit(arc))
        if let kind = network.bottleneck(Int(arc)) { kinds.append((added, kind)) }
      }
    }
    let found = flow.maximumFlow(
      from: source, to: local[Int(place)], mostEffort: mostEffort)
    examined += flow.effort
    guard let upper = found else { return nil }
    let reach = flow.residualReach(from: source)
    let cut = kinds.filter {
      reach[Int(flow.tail($0.arc))] && !reach[Int(flow.head($0.arc))] && flow.limit($0.arc) > 0
    }
    return (upper, cut.map { Bottleneck(kind: $0.kind, minorUnits: flow.limit($0.arc)) })
  }

  /// Returns and numbers the nodes with no way to the site that more can reach from the given ones than they pass on.
  private func narrowNodes(beside nodes: [Int32], place: Int32) -> [Int32: Int32] {
    guard !network.narrow.isEmpty else { return [:] }
    var found: [Int32: Int32] = [:]
    for node in nodes where node != place {
      for arc in network.outgoing[node] {
        let head = network.heads[Int(arc)]
        guard local[Int(head)] < 0, network.narrow.contains(head), found[head] == nil else {
          continue
        }
        found[head] = Int32(truncatingIfNeeded: nodes.count + 2 + found.count)
      }
    }
    return found
  }

  /// Returns the most of these claims that can lie anywhere but at the site; nil where it takes more than the effort
  /// allowed.
  private mutating func mostElsewhere(
    _ nodes: [Int32], claims: [BalanceNetwork.Claim], place: Int32, within mostEffort: Int
  ) -> Int128? {
    let outside = narrowNodes(beside: nodes, place: place)
    var flow = FlowNetwork(nodeCount: nodes.count + 2 + outside.count)
    let (source, target) = (Int32(nodes.count), Int32(nodes.count + 1))
    for claim in claims { _ = flow.addArc(source, to: local[Int(claim.node)], limit: claim.amount) }
    for (node, number) in outside.sorted(by: { $0.key < $1.key }) {
      var passing = Int128(0)
      for arc in network.outgoing[node] {
        passing = min(passing + rates.limit(arc), BalanceNetwork.unlimited)
      }
      _ = flow.addArc(number, to: target, limit: passing)
    }
    for node in nodes where node != place {
      var leaving = Int128(0)
      for arc in network.outgoing[node] where network.heads[Int(arc)] != place {
        let head =
          outside[network.heads[Int(arc)]] ?? local[Int(network.heads[Int(arc)])]
        if head < 0 {
          leaving = min(leaving + rates.limit(arc), BalanceNetwork.unlimited)
        } else {
          _ = flow.addArc(local[Int(node)], to: head, limit: rates.limit(arc))
        }
      }
      if leaving > 0 { _ = flow.addArc(local[Int(node)], to: target, limit: leaving) }
    }
    let elsewhere = flow.maximumFlow(from: source, to: target, mostEffort: mostEffort)
    examined += flow.effort
    return elsewhere
  }
}
