internal import PaymentGraph

/// The ledger as a network in time: what can have carried somebody's money where.
///
/// A node is an account from one receipt on until its next receipt after a payment out. Money flows
/// along payments, at most their amount; it stays at an account, at most the balance that was left
/// (credits in a row need no cap of their own, nor do debits in a row: the caps follow from those of
/// their neighbours). What an overdraft absorbs, fees and conversions are ends of their own. A pooled
/// account is no pool: each receipt is a node, with arcs to the payouts linked with it only. A link at
/// an ordinary account adds an arc and takes none away, so that the bounds hold whether the link is
/// used or not.
struct BalanceNetwork {
  /// The ends of the network: a place where money lies when the records end.
  struct End {
    let place: Holding.Place
    let currency: UInt8
    let arc: Int32
  }

  private(set) var network = FlowNetwork()
  private(set) var ends: [End] = []
  /// By claimed transfer: the arc by which it enters.
  private(set) var claimArcs: [Int32: Int32] = [:]
  private(set) var conversionArcs: [Int32] = []
  private(set) var kinds: [Int32: Bottleneck.Kind] = [:]
  let source: Int32
  let target: Int32

  private static let unlimited = Int64.max / 4

  private struct Place {
    var node: Int32 = -1
    var stock: Int128 = 0
    var debt: Int128 = 0
    /// The last event that paid out of it since the node began; -1 for none.
    var lastPayout: Int32 = -1
  }

  private let events: TracingEvents
  private var places: [Place]
  private var credits: [Int32: (node: Int32, left: Int128)] = [:]
  private var otherEnds: [Holding.Place: [UInt8: Int32]] = [:]

  init(_ events: TracingEvents) {
    self.events = events
    source = network.addNode()
    target = network.addNode()
    places = Array(repeating: Place(), count: events.pockets.count)
    for (place, list) in events.openings {
      places[Int(place)].stock = list.reduce(0) { $0 + Int128($1.amount) }
    }
    for (place, debt) in events.debts { places[Int(place)].debt = Int128(debt) }
    for event in 0..<events.count { add(event) }
    for place in places.indices where places[place].node >= 0 {
      let account = AccountID(index: events.pockets.account[place])
      let arc = end(
        .account(account), events.pockets.currency[place], from: places[place].node,
        BalanceNetwork.clamped(places[place].stock))
      if places[place].lastPayout >= 0 {
        let payout = events.transfer[Int(places[place].lastPayout)]
        kinds[arc] = .balance(account, after: TransferID(Int(payout)))
      }
    }
    for credit in credits.keys.sorted() {
      guard let held = credits[credit], events.isOpaque[Int(events.to[Int(credit)])] else {
        continue
      }
      let place = Int(events.to[Int(credit)])
      let arc = end(
        .account(AccountID(index: events.pockets.account[place])), events.pockets.currency[place],
        from: held.node, BalanceNetwork.clamped(held.left))
      kinds[arc] = .payment(TransferID(Int(events.transfer[Int(credit)])))
    }
  }

  /// Lets only these claims in, and only these ends count.
  mutating func open(claims: Set<Int32>, _ isWanted: (End) -> Bool) {
    for (transfer, arc) in claimArcs {
      let sent = events.view.ledger.columns.sent[Int(transfer)]
      network.setLimit(arc, claims.contains(transfer) ? sent : 0)
    }
    for end in ends { network.setLimit(end.arc, isWanted(end) ? BalanceNetwork.unlimited : 0) }
    for arc in conversionArcs { network.setLimit(arc, 0) }
    network.reset()
  }

  /// Lets what was converted count as well.
  mutating func openConversions() {
    for arc in conversionArcs { network.setLimit(arc, BalanceNetwork.unlimited) }
    network.reset()
  }

  mutating func maximumFlow() -> Int64 { network.maximumFlow(from: source, to: target) }

  /// The saturated arcs between what more could still flow to and what it could not.
  func cut() -> [Bottleneck] {
    let reach = network.residualReach(from: source)
    var found: [(Int, Bottleneck)] = []
    for (arc, kind) in kinds {
      let (tail, head) = (network.head[Int(arc ^ 1)], network.head[Int(arc)])
      guard reach[Int(tail)], !reach[Int(head)], network.limit(arc) > 0 else { continue }
      found.append((Int(arc), Bottleneck(kind: kind, minorUnits: network.limit(arc))))
    }
    // Arcs are numbered in the order of events.
    return found.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private mutating func add(_ event: Int) {
    let columns = events.view.ledger.columns
    let number = events.transfer[event]
    let transfer = TransferID(Int(number))
    let sent = columns.sent[Int(number)]
    let received = columns.received.isEmpty ? sent : columns.received[Int(number)]
    let (from, to) = (Int(events.from[event]), Int(events.to[event]))
    let node = network.addNode()
    if events.entering[event] >= 0 {
      if case .claim = events.labels.origins[Int(events.entering[event])] {
        let arc = network.addArc(source, node, sent)
        claimArcs[number] = arc
        kinds[arc] = .claim(transfer)
      }
    } else {
      withdraw(event, sent, from, node)
    }
    guard events.pockets.currency[from] == events.pockets.currency[to] else {
      conversionArcs.append(network.addArc(node, target, 0))
      places[to].stock += Int128(received) - settle(to, Int128(received))
      return
    }
    let carried = min(sent, received)
    if sent > carried {
      let arc = end(
        .fees(of: AccountID(index: events.pockets.account[from])), events.pockets.currency[from],
        from: node, sent - carried)
      kinds[arc] = .payment(transfer)
    }
    deposit(event, carried, received, to, node, transfer)
  }

  private mutating func withdraw(_ event: Int, _ amount: Int64, _ place: Int, _ node: Int32) {
    let transfer = TransferID(Int(events.transfer[event]))
    var rest = Int128(amount)
    for link in events.identified[Int32(event)] ?? [] {
      guard let credit = credits[link.credit] else { continue }
      let taken = min(rest, credit.left, link.share.map { Int128($0) } ?? rest)
      guard taken > 0 else { continue }
      let arc = network.addArc(credit.node, node, BalanceNetwork.clamped(taken))
      kinds[arc] = .payment(transfer)
      if events.isOpaque[place] {
        credits[link.credit]?.left -= taken
        rest -= taken
      }
    }
    if events.isOpaque[place] { return }
    let taken = min(Int128(amount), places[place].stock)
    if places[place].node >= 0, taken > 0 {
      let arc = network.addArc(places[place].node, node, BalanceNetwork.clamped(taken))
      kinds[arc] = .payment(transfer)
      places[place].lastPayout = Int32(event)
    }
    places[place].stock -= taken
    places[place].debt += Int128(amount) - taken
  }

  /// What of a receipt an overdraft absorbs.
  private mutating func settle(_ place: Int, _ received: Int128) -> Int128 {
    let absorbed = min(places[place].debt, received)
    places[place].debt -= absorbed
    return absorbed
  }

  private mutating func deposit(
    _ event: Int, _ carried: Int64, _ received: Int64, _ place: Int, _ node: Int32,
    _ transfer: TransferID
  ) {
    if events.isOpaque[place] {
      credits[Int32(event)] = (node, Int128(carried))
      return
    }
    let absorbed = settle(place, Int128(received))
    if absorbed > 0 {
      let arc = end(
        .bank(of: AccountID(index: events.pockets.account[place])),
        events.pockets.currency[place], from: node, BalanceNetwork.clamped(absorbed))
      kinds[arc] = .payment(transfer)
    }
    if event < events.isIdentified.count, events.isIdentified[event] {
      credits[Int32(event)] = (node, Int128(carried))
    }
    startNode(place)
    let arc = network.addArc(
      node, places[place].node, min(carried, BalanceNetwork.clamped(Int128(received) - absorbed)))
    kinds[arc] = .payment(transfer)
    places[place].stock += Int128(received) - absorbed
  }

  /// A node that what arrives now flows into: money that came after a payment is not in it.
  private mutating func startNode(_ place: Int) {
    let before = places[place]
    guard before.node < 0 || before.lastPayout >= 0 else { return }
    places[place].node = network.addNode()
    places[place].lastPayout = -1
    guard before.node >= 0 else { return }
    let arc = network.addArc(
      before.node, places[place].node, BalanceNetwork.clamped(before.stock))
    kinds[arc] = .balance(
      AccountID(index: events.pockets.account[place]),
      after: TransferID(Int(events.transfer[Int(before.lastPayout)])))
  }

  private mutating func end(
    _ place: Holding.Place, _ currency: UInt8, from node: Int32, _ limit: Int64
  ) -> Int32 {
    let end: Int32
    if let known = otherEnds[place]?[currency] {
      end = known
    } else {
      end = network.addNode()
      otherEnds[place, default: [:]][currency] = end
      ends.append(End(place: place, currency: currency, arc: network.addArc(end, target, 0)))
    }
    return network.addArc(node, end, limit)
  }

  private static func clamped(_ amount: Int128) -> Int64 {
    Int64(clamping: min(max(amount, 0), Int128(unlimited)))
  }
}
