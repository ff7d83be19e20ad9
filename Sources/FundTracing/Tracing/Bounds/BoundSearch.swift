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
  /// The greatest worth of a unit at each node, in the claims' currency; empty where nothing is converted.
  private var rates: [Fraction] = []
  /// The limit of each arc out of the cone in the claims' currency, from its first use on; -1 before.
  ///
  /// It is empty where nothing is converted.
  private var limits: [Int128] = []
  private var claims: [BalanceNetwork.Claim] = []
  /// The number of each node in the network between claims and site; -1 outside.
  private var local: [Int32]
  /// The number of arcs examined so far, as a measure of cost.
  private(set) var effort = 0

  init(_ network: BalanceNetwork) {
    self.network = network
    isInCone = Array(repeating: false, count: network.nodeCount)
    local = Array(repeating: -1, count: network.nodeCount)
  }

  /// Admits only some claims.
  mutating func open(_ claims: [BalanceNetwork.Claim]) {
    for node in cone {
      isInCone[Int(node)] = false
      if limits.isEmpty { continue }
      for arc in network.outgoing[node] { limits[Int(arc)] = -1 }
    }
    cone.removeAll(keepingCapacity: true)
    self.claims = claims
    for claim in claims where !isInCone[Int(claim.node)] {
      isInCone[Int(claim.node)] = true
      cone.append(claim.node)
    }
    var next = 0
    while next < cone.count {
      for arc in network.outgoing[cone[next]] {
        effort += 1
        let head = network.heads[Int(arc)]
        if !isInCone[Int(head)] {
          isInCone[Int(head)] = true
          cone.append(head)
        }
      }
      next += 1
    }
    cone.sort()
    if !network.factors.isEmpty { findRates() }
  }

  /// Returns true where any of the open claims' money can end there.
  func reaches(end: Int) -> Bool { isInCone[Int(network.node(ofEnd: end))] }

  /// Finds the rates of nodes: where claims were converted at different rates, a unit counts at the best of them, so
  /// that limits are too wide rather than too narrow.
  private mutating func findRates() {
    if rates.isEmpty { rates = Array(repeating: .zero, count: network.nodeCount) }
    for node in cone { rates[Int(node)] = .zero }
    for claim in claims { rates[Int(claim.node)] = .one }
    for node in cone {
      for arc in network.outgoing[node] {
        let rate = rates[Int(node)] * (network.factors[arc] ?? .one)
        let head = Int(network.heads[Int(arc)])
        if rates[head] < rate { rates[head] = rate }
      }
    }
  }

  /// Returns the limit of an arc in the claims' currency, rounded up.
  ///
  /// Every site asks for the same limits, whose fractions may be long, so each is computed once.
  private mutating func limit(_ arc: Int32) -> Int128 {
    if rates.isEmpty { return network.limits[Int(arc)] }
    if limits.isEmpty { limits = Array(repeating: -1, count: network.limits.count) }
    if limits[Int(arc)] < 0 {
      limits[Int(arc)] = converted(arc)
      effort += 16
    }
    return limits[Int(arc)]
  }

  private func converted(_ arc: Int32) -> Int128 {
    let limit = network.limits[Int(arc)]
    let rate = rates[Int(network.tails[Int(arc)])] * (network.factors[arc] ?? .one)
    if rate == .one { return limit }
    let value = -(rate * Fraction(wide: limit))
    guard let floored = value.floored() else { return BalanceNetwork.unlimited }
    return min(-floored.whole, BalanceNetwork.unlimited)
  }

  // MARK: One site

  mutating func find(end: Int) -> Found {
    let place = network.node(ofEnd: end)
    guard isInCone[Int(place)] else { return Found(upper: 0, lower: 0, bottlenecks: []) }
    let between = self.between(place)
    defer { for node in between { local[Int(node)] = -1 } }
    let inside = claims.filter { local[Int($0.node)] >= 0 }
    let (upper, bottlenecks) = most(between, claims: inside, place: place)
    let elsewhere = mostElsewhere(between, claims: inside, place: place)
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
        effort += 1
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

  /// Returns the maximum flow into the site, and a minimum cut.
  private mutating func most(
    _ nodes: [Int32], claims: [BalanceNetwork.Claim], place: Int32
  ) -> (Int128, [Bottleneck]) {
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
          local[Int(node)], to: local[Int(network.heads[Int(arc)])], limit: limit(arc))
        if let kind = network.bottleneck(Int(arc)) { kinds.append((added, kind)) }
      }
    }
    let upper = flow.maximumFlow(from: source, to: local[Int(place)])
    effort += flow.effort
    let reach = flow.residualReach(from: source)
    let cut = kinds.filter {
      reach[Int(flow.tail($0.arc))] && !reach[Int(flow.head($0.arc))] && flow.limit($0.arc) > 0
    }
    return (upper, cut.map { Bottleneck(kind: $0.kind, minorUnits: flow.limit($0.arc)) })
  }

  /// Returns the most of these claims that can lie anywhere but at the site.
  private mutating func mostElsewhere(
    _ nodes: [Int32], claims: [BalanceNetwork.Claim], place: Int32
  ) -> Int128 {
    var flow = FlowNetwork(nodeCount: nodes.count + 2)
    let (source, target) = (Int32(nodes.count), Int32(nodes.count + 1))
    for claim in claims { _ = flow.addArc(source, to: local[Int(claim.node)], limit: claim.amount) }
    for node in nodes where node != place {
      var leaving = Int128(0)
      for arc in network.outgoing[node] where network.heads[Int(arc)] != place {
        let head = local[Int(network.heads[Int(arc)])]
        if head < 0 {
          leaving = min(leaving + limit(arc), BalanceNetwork.unlimited)
        } else {
          _ = flow.addArc(local[Int(node)], to: head, limit: limit(arc))
        }
      }
      if leaving > 0 { _ = flow.addArc(local[Int(node)], to: target, limit: leaving) }
    }
    let elsewhere = flow.maximumFlow(from: source, to: target)
    effort += flow.effort
    return elsewhere
  }
}
