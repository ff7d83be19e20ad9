internal import PaymentGraph

/// The ledger as a network in time: the ways by which claimed money can have moved.
///
/// A node is a payment, or an account from its receipts on until its next receipt after a payment out. Money flows
/// along payments, at most their amount; it stays at an account, at most the balance that was left (credits in a row
/// need no cap of their own, nor do debits in a row: the caps follow from those of their neighbours). Overdrafts that
/// absorb money and fees are ends of their own. A pooled account does not pool in the network: each receipt is a node,
/// with arcs only to the payouts linked with it. A link at an ordinary account changes nothing, because the receipt
/// that it names is in the balance as well; only a link between two currencies of an account adds an arc. A payment
/// that arrives later than it leaves is a node in between; money that has not arrived when the records end is an end of
/// its own.
///
/// If the records leave the order of an account's receipts and payouts open, each payout is a node that every
/// receipt leads to which may have come before it; the balance limits only what is left after all of them. A flow of
/// any order that the records allow is then a flow of the network. Where no record shows the balance, nothing limits
/// what stays.
///
/// Money can leave to an end of its own where balances show payments that no record does.
///
/// The network holds only nodes that claims can reach. Every arc leads from a lower to a higher number, so that the
/// numbers are an order of time, except among the nodes of ``circles``.
struct BalanceNetwork {
  /// A site where money lies when the records end.
  struct End: Hashable {
    let place: Holding.Place
    let currency: UInt8
  }

  /// A claimed payment that enters.
  struct Claim {
    let transfer: Int32
    let node: Int32
    let amount: Int128
  }

  private(set) var ends: [End] = []
  var claims: [Claim] = []
  private(set) var nodeCount = 0

  // Arrays by arc. Limits are in minor units of the currency in which money arrives at the head.
  var tails: [Int32] = []
  var heads: [Int32] = []
  private(set) var limits: [Int128] = []
  /// The payment of an arc, or the last payment out before a balance; -1 for neither.
  private var transfers: [Int32] = []
  /// The balance that limits an arc; -1 where a payment does.
  private var balanced: [Int32] = []
  /// The worth at the tail of a unit at the head, by converting arc.
  private(set) var factors: [Int32: Fraction] = [:]

  /// Arcs out of and into each node.
  private(set) var outgoing = ArcIndex()
  private(set) var incoming = ArcIndex()

  /// The nodes that more can reach than they can pass on.
  var narrow: Set<Int32> = []
  /// The nodes between which money can go round, because their order is open: stretches of numbers.
  var circles: [Range<Int32>] = []

  /// More than all amounts of a ledger together: 2^32 transfers of 2^63 minor units each.
  static let unlimited = Int128.max / 4

  let events: TracingEvents
  let orders: OpenOrders
  /// The columns are copied here, because reading one value through the view would copy them all.
  let columns: TransferColumns
  var places: [Place]
  /// The open stretches of which some receipts and payouts are still to come, by number.
  var stretches: [Int: OpenStretch] = [:]
  private var credits: [Int32: Credit] = [:]
  private var onTheWay: [Int: Coming] = [:]
  private var endNumbers: [Holding.Place: [UInt8: Int32]] = [:]
  let isReached: [Bool]
  /// The time from which no record shows the balance, by balance; empty where all are supposed to be known.
  var knownUntil: [Int64] = []

  /// The statements to come that do not join the ones before, by balance.
  var gaps: [Int32: ArraySlice<UnseenPayments.Gap>] = [:]

  /// - Parameters:
  ///   - isReached: true for each balance that claims can reach.
  ///   - isComplete: true to suppose that accounts held no money but what the records show.
  init(
    _ events: TracingEvents, _ orders: OpenOrders, reaching isReached: [Bool], isComplete: Bool
  ) {
    self.events = events
    self.orders = orders
    self.isReached = isReached
    columns = events.view.ledger.columns
    places = Array(repeating: Place(), count: events.balances.count)
    for (place, list) in events.openings {
      places[Int(place)].stock = list.reduce(0) { $0 + Int128($1.amount) }
    }
    for (place, more) in BalanceNetwork.openingsOfWorstOrders(events, orders) {
      places[Int(place)].stock += more
    }
    for (place, debt) in events.debts { places[Int(place)].debt = debt }
    gaps = events.unseen.mapValues { $0.gaps[...] }
    if !isComplete {
      for place in places.indices {
        knownUntil.append(events.knownUntil[Int32(place)] ?? .min)
        places[place].isKnown = knownUntil[place] > .min
      }
    }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      add(event)
    }
    while let came = coming.next() { arrive(came) }
    addHoldings()
    // Ends come last: they had negative numbers while nodes were still being made.
    for arc in heads.indices where heads[arc] < 0 { heads[arc] = Int32(nodeCount) - heads[arc] - 1 }
    if !orders.stretches.isEmpty { sortByTime() }
    nodeCount += ends.count
    outgoing = ArcIndex(tails, nodeCount)
    incoming = ArcIndex(heads, nodeCount)
    places = []
    credits = [:]
    onTheWay = [:]
    stretches = [:]
  }

  /// Returns the node of an end.
  func node(ofEnd number: Int) -> Int32 { Int32(nodeCount - ends.count + number) }

  /// Returns the limit of an arc; nil where nothing limits it.
  func bottleneck(_ arc: Int) -> Bottleneck.Kind? {
    guard transfers[arc] >= 0 else { return nil }
    let transfer = TransferID(Int(transfers[arc]))
    guard balanced[arc] >= 0 else { return .payment(transfer) }
    return .balance(
      AccountID(index: events.balances.account[Int(balanced[arc])]), after: transfer)
  }

  // MARK: Building

  mutating func addNode() -> Int32 {
    nodeCount += 1
    return Int32(nodeCount - 1)
  }

  mutating func addArc(
    _ tail: Int32, head: Int32, limit: Int128, transfer: Int32, balanceOf place: Int32 = -1,
    factor: Fraction? = nil
  ) {
    guard limit > 0 else { return }
    if let factor { factors[Int32(tails.count)] = factor }
    tails.append(tail)
    heads.append(head)
    limits.append(limit)
    transfers.append(transfer)
    balanced.append(place)
  }

  /// Returns the number that represents an end until all nodes are known.
  mutating func end(_ place: Holding.Place, _ currency: UInt8) -> Int32 {
    if let known = endNumbers[place]?[currency] { return known }
    ends.append(End(place: place, currency: currency))
    let number = -Int32(ends.count)
    endNumbers[place, default: [:]][currency] = number
    return number
  }

  private mutating func add(_ event: Int) {
    let number = events.transfer[event]
    let sent = Int128(columns.sent[Int(number)])
    let received = columns.received[Int(number)].map { Int128($0.amount) } ?? sent
    let (from, to) = (Int(events.from[event]), Int(events.to[event]))
    var node: Int32?
    if events.entering[event] < 0 {
      node = withdraw(event, amount: sent, place: from)
    } else if case .claim = events.labels.origins[Int(events.entering[event])] {
      let entered = addNode()
      claims.append(Claim(transfer: number, node: entered, amount: sent))
      node = entered
    }
    let converts = events.balances.currency[from] != events.balances.currency[to]
    let carried = converts ? received : min(sent, received)
    if sent > carried, !converts, let node {
      let account = AccountID(index: events.balances.account[from])
      addArc(
        node, head: end(.fees(of: account), events.balances.currency[from]), limit: sent - carried,
        transfer: number)
    }
    let factor = converts ? Fraction(wide: sent) / Fraction(wide: received) : nil
    if !events.isLate.isEmpty, events.isLate[event] {
      onTheWay[event] = Coming(node: node, carried: carried, received: received, factor: factor)
    } else {
      deposit(event, carried: carried, received: received, place: to, node: node, factor: factor)
    }
  }

  /// Adds money that was on its way to the account at which it arrives.
  private mutating func arrive(_ event: Int) {
    guard let coming = onTheWay.removeValue(forKey: event) else { return }
    deposit(
      event, carried: coming.carried, received: coming.received, place: Int(events.to[event]),
      node: coming.node, factor: coming.factor)
  }

  /// Adds the node of a payment out of an account; returns nil where no claimed money can be in it.
  private mutating func withdraw(_ event: Int, amount: Int128, place: Int) -> Int32? {
    let links = events.identified[Int32(event)] ?? []
    var sources: [(node: Int32, limit: Int128, factor: Fraction?)] = []
    var rest = amount
    var converted: Int128 = 0
    var hasAlternatives = false
    for link in links {
      guard let credit = credits[link.credit], credit.left > 0 || credit.isOpen else { continue }
      // One of several receipts went on with the payout: each of them may have, or not.
      let isOpen =
        events.isOpaque[place]
        && events.openPairings.openReceipts.contains(events.transfer[Int(link.credit)])
      hasAlternatives = hasAlternatives || isOpen
      let (left, wanted) = (
        isOpen ? credit.carried : credit.left,
        isOpen ? amount : min(rest, link.share.map { Int128($0) } ?? rest)
      )
      let crosses = Int(credit.place) != place
      guard crosses || events.isOpaque[place] else { continue }
      if isOpen || events.isOpaque[place] && orders.stretch(event, isArrival: false) != nil {
        credits[link.credit]?.isOpen = true
      }
      // A payout in another currency passes on all that is left of its receipt.
      let taken =
        crosses
        ? wanted : min(wanted, credits[link.credit]?.isOpen == true ? credit.carried : credit.left)
      guard taken > 0 else { continue }
      let rate =
        crosses ? Fraction(wide: left) / Fraction(wide: wanted) : Fraction.one
      let factor = (credit.factor ?? .one) * rate
      sources.append(
        (credit.node, BalanceNetwork.clamped(taken), factor == .one ? nil : factor))
      if events.isOpaque[place] {
        credits[link.credit]?.left -= crosses ? credit.left : min(taken, credit.left)
        if !isOpen { rest -= taken }
      } else if crosses {
        converted += taken
      }
    }
    if let number = openStretch(event, isArrival: false, place: place) {
      return withdraw(
        event, amount: amount, fromStretch: number, place: place, sources: sources,
        converted: converted)
    }
    if !events.isOpaque[place] {
      forget(place, at: columns.start[Int(events.transfer[event])])
      let taken = min(amount, places[place].most)
      settleArrivals(place)
      if places[place].node >= 0, taken > 0 {
        sources.append((places[place].node, BalanceNetwork.clamped(taken), nil))
      }
      places[place].lastPayout = Int32(event)
      // The amount that a link takes from another currency does not reduce this balance; the rule decides that amount.
      let least = min(places[place].stock, max(0, amount - converted))
      places[place].stock -= least
      places[place].debt += max(0, amount - converted - least)
      places[place].left = places[place].most
    }
    guard !sources.isEmpty else { return nil }
    let node = addNode()
    let transfer = events.transfer[event]
    for source in sources {
      addArc(
        source.node, head: node, limit: source.limit, transfer: transfer, factor: source.factor)
    }
    // Several sources may offer more than the payment.
    guard sources.count > 1, !events.isOpaque[place] || hasAlternatives else { return node }
    let paid = addNode()
    narrow.insert(node)
    addArc(node, head: paid, limit: amount, transfer: transfer)
    return paid
  }

  private mutating func deposit(
    _ event: Int, carried: Int128, received: Int128, place: Int, node: Int32?,
    factor: Fraction?
  ) {
    let transfer = events.transfer[event]
    if events.isOpaque[place] {
      if let node {
        credits[Int32(event)] = Credit(
          node: node, left: carried, carried: carried, place: Int32(place), factor: factor)
      }
      return
    }
    if event < events.isIdentified.count, events.isIdentified[event], let node {
      credits[Int32(event)] = Credit(
        node: node, left: carried, carried: carried, place: Int32(place), factor: factor)
    }
    if let number = openStretch(event, isArrival: true, place: place) {
      deposit(
        OpenStretch.Receipt(
          event: event, node: node, carried: carried, received: received, factor: factor),
        inStretch: number, place: place)
      return
    }
    forget(place, at: arrivalStart(event))
    let absorbed = min(places[place].debt, received)
    places[place].debt -= absorbed
    places[place].stock += received - absorbed
    places[place].hasArrivals = true
    guard let node else { return }
    let account = AccountID(index: events.balances.account[place])
    if absorbed > 0 {
      addArc(
        node, head: end(.bank(of: account), events.balances.currency[place]),
        limit: BalanceNetwork.clamped(min(absorbed, carried)), transfer: transfer, factor: factor)
    }
    let limit =
      places[place].isKnown
      ? min(carried, BalanceNetwork.clamped(received - absorbed)) : carried
    if limit > 0 { places[place].arrivals.append((node, limit, transfer, factor)) }
  }

  private func arrivalStart(_ event: Int) -> Int64 {
    let transfer = Int(events.transfer[event])
    guard !events.isLate.isEmpty, events.isLate[event] else { return columns.start[transfer] }
    return events.view.ledger.recordedOrder.arrivalSpan(transfer)?.start ?? columns.start[transfer]
  }

  /// Returns the open stretch of a payout or a receipt, which is begun with the first of them; nil where its place is
  /// decided, and at pooled accounts.
  private mutating func openStretch(_ event: Int, isArrival: Bool, place: Int) -> Int? {
    guard !events.isOpaque[place], let number = orders.stretch(event, isArrival: isArrival) else {
      return nil
    }
    if stretches[number] == nil {
      forget(place, at: orders.stretches[number].latest)
      settleArrivals(place)
      stretches[number] = OpenStretch(stock: places[place].stock, debt: places[place].debt)
    }
    return number
  }

  /// Starts a node of an account with the receipts since the last one: money that came after a payment is not in that
  /// payment.
  mutating func settleArrivals(_ place: Int) {
    let before = places[place]
    places[place].hasArrivals = false
    guard before.hasArrivals, before.node >= 0 || !before.arrivals.isEmpty else { return }
    let node = addNode()
    for arrival in before.arrivals {
      addArc(
        arrival.node, head: node, limit: arrival.limit, transfer: arrival.transfer,
        factor: arrival.factor)
    }
    if before.node >= 0 {
      addArc(
        before.node, head: node, limit: BalanceNetwork.clamped(before.left),
        transfer: before.lastPayout < 0 ? -1 : events.transfer[Int(before.lastPayout)],
        balanceOf: Int32(place))
    }
    places[place].node = node
    places[place].arrivals = []
    leak(place)
  }

  /// Adds the balances of accounts at the end, and the money on its way to them.
  private mutating func addHoldings() {
    for event in onTheWay.keys.sorted() {
      guard let coming = onTheWay[event], let node = coming.node else { continue }
      let place = Int(events.to[event])
      addArc(
        node,
        head: end(
          .onItsWay(to: AccountID(index: events.balances.account[place])),
          events.balances.currency[place]), limit: BalanceNetwork.clamped(coming.carried),
        transfer: events.transfer[event], factor: coming.factor)
    }
    for place in places.indices {
      join(place, until: .max)
      settleArrivals(place)
      guard places[place].node >= 0 else { continue }
      let payout = places[place].lastPayout
      addArc(
        places[place].node, head: end(account(place), events.balances.currency[place]),
        limit: BalanceNetwork.clamped(places[place].most),
        transfer: payout < 0 ? -1 : events.transfer[Int(payout)], balanceOf: Int32(place))
    }
    for receipt in credits.keys.sorted() {
      guard let credit = credits[receipt], events.isOpaque[Int(credit.place)] else { continue }
      addArc(
        credit.node,
        head: end(account(Int(credit.place)), events.balances.currency[Int(credit.place)]),
        limit: BalanceNetwork.clamped(credit.isOpen ? credit.carried : credit.left),
        transfer: events.transfer[Int(receipt)],
        factor: credit.factor)
    }
  }

  private func account(_ place: Int) -> Holding.Place {
    .account(AccountID(index: events.balances.account[place]))
  }

  static func clamped(_ amount: Int128) -> Int128 { min(max(amount, 0), unlimited) }
}
