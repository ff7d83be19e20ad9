internal import PaymentGraph

/// The receipts and payouts of one balance whose order is open, while the network is made.
struct OpenStretch {
  struct Receipt {
    let event: Int
    /// The payment; nil where no claimed money can be in it.
    let node: Int32?
    let carried: Int128
    let received: Int128
    let factor: Fraction?
  }

  /// The balance and the debt before all of them.
  let stock: Int128
  let debt: Int128
  private(set) var receipts: [Receipt] = []
  /// The payouts that claimed money can be in, each with the node that it is paid from.
  private(set) var payouts: [(event: Int, node: Int32)] = []
  private(set) var credited = Int128(0)
  private(set) var debited = Int128(0)
  private(set) var count = 0
  /// The last event.
  private(set) var last = 0

  init(stock: Int128, debt: Int128) {
    self.stock = stock
    self.debt = debt
  }

  mutating func add(_ receipt: Receipt) {
    credited += receipt.received
    if receipt.node != nil { receipts.append(receipt) }
    (count, last) = (count + 1, receipt.event)
  }

  /// - Parameter amount: the part of the payout that the balance certainly pays.
  mutating func add(payout event: Int, node: Int32?, amount: Int128) {
    debited += amount
    if let node { payouts.append((event, node)) }
    (count, last) = (count + 1, event)
  }

  /// The most that can pay off overdrafts: in the worst order all payouts come first.
  var mostAbsorbed: Int128 { min(debt + max(0, debited - stock), credited) }

  /// The balance after all of them, whatever their order; below zero for a debt.
  var balance: Int128 { stock - debt + credited - debited }
}

extension BalanceNetwork {
  /// Pairs of receipts and payouts beyond this number share one node, as if each payout could follow each receipt.
  private static let mostPairs = 1_024

  /// Adds a payout whose place among others is open; returns its node, or nil where no claimed money can be in it.
  ///
  /// - Parameters:
  ///   - sources: what links with receipts in other currencies offer.
  ///   - converted: the amount that these offer.
  mutating func withdraw(
    _ event: Int, amount: Int128, fromStretch number: Int, place: Int,
    sources: [(node: Int32, limit: Int128, factor: Fraction?)], converted: Int128
  ) -> Int32? {
    let transfer = events.transfer[event]
    var paid: Int32?
    var source: Int32?
    if isReached[place] || !sources.isEmpty {
      let offered = addNode()
      narrow.insert(offered)
      for one in sources {
        addArc(one.node, head: offered, limit: one.limit, transfer: transfer, factor: one.factor)
      }
      let node = addNode()
      addArc(offered, head: node, limit: amount, transfer: transfer)
      (source, paid) = (offered, node)
    }
    stretches[number]?.add(payout: event, node: source, amount: max(0, amount - converted))
    closeIfWhole(number, place: place)
    return paid
  }

  mutating func deposit(_ receipt: OpenStretch.Receipt, inStretch number: Int, place: Int) {
    stretches[number]?.add(receipt)
    closeIfWhole(number, place: place)
  }

  /// Joins the receipts and payouts of a stretch once all of them are known.
  private mutating func closeIfWhole(_ number: Int, place: Int) {
    guard let stretch = stretches[number], stretch.count == orders.stretches[number].count else {
      return
    }
    stretches[number] = nil
    let before = places[place].node
    defer {
      places[place].stock = max(0, stretch.balance)
      places[place].debt = max(0, -stretch.balance)
      places[place].left = places[place].most
      places[place].lastPayout = Int32(truncatingIfNeeded: stretch.last)
    }
    guard before >= 0 || !stretch.receipts.isEmpty else { return }
    let after = addNode()
    narrow.insert(after)
    places[place].node = after
    leak(place)
    let isPaired = stretch.receipts.count * stretch.payouts.count <= BalanceNetwork.mostPairs
    let bank = stretch.mostAbsorbed > 0 ? addNode() : nil
    for receipt in stretch.receipts {
      guard let node = receipt.node else { continue }
      let came = addNode()
      addArc(
        node, head: came, limit: receipt.carried, transfer: events.transfer[receipt.event],
        factor: receipt.factor)
      join(came, to: after)
      if let bank { join(came, to: bank) }
      guard isPaired else { continue }
      for payout in stretch.payouts where orders.mayFollow(receipt.event, payout.event) {
        join(came, to: payout.node)
      }
    }
    if before >= 0 { join(before, to: after) }
    for payout in stretch.payouts {
      if !isPaired {
        join(after, to: payout.node)
      } else if before >= 0 {
        join(before, to: payout.node)
      }
    }
    if let bank {
      narrow.insert(bank)
      let account = AccountID(index: events.balances.account[place])
      addArc(
        bank, head: end(.bank(of: account), events.balances.currency[place]),
        limit: BalanceNetwork.clamped(stretch.mostAbsorbed),
        transfer: events.transfer[stretch.last])
    }
  }

  /// Adds an arc that nothing limits: the nodes at its ends do.
  private mutating func join(_ tail: Int32, to head: Int32) {
    addArc(tail, head: head, limit: BalanceNetwork.unlimited, transfer: -1)
  }

  /// Returns what accounts must have held beyond the openings of the trace, for all payouts to be possible in every
  /// order; only for balances of which the least opening is assumed.
  static func openingsOfWorstOrders(
    _ events: TracingEvents, _ orders: OpenOrders
  ) -> [Int: Int128] {
    guard !orders.stretches.isEmpty else { return [:] }
    let columns = events.view.ledger.columns
    var balance = Array(repeating: Int128(0), count: events.balances.count)
    for (place, list) in events.openings {
      balance[Int(place)] = list.reduce(0) { $0 + Int128($1.amount) }
    }
    var lowest = balance
    // Within a stretch, receipts count once all of its payouts have left.
    var waiting: [Int: (count: Int, credited: Int128)] = [:]
    func move(_ event: Int, isArrival: Bool, place: Int, amount: Int128) {
      let number = orders.stretch(event, isArrival: isArrival)
      if !isArrival { balance[place] -= amount }
      if let number {
        var stretch = waiting[number] ?? (0, 0)
        stretch.count += 1
        if isArrival { stretch.credited += amount }
        let isWhole = stretch.count == orders.stretches[number].count
        lowest[place] = min(lowest[place], balance[place])
        if isWhole { balance[place] += stretch.credited }
        waiting[number] = isWhole ? nil : stretch
      } else if isArrival {
        balance[place] += amount
      } else {
        lowest[place] = min(lowest[place], balance[place])
      }
    }
    func arrive(_ event: Int) {
      let receipt = columns.receipt(Int(events.transfer[event]))
      move(event, isArrival: true, place: Int(events.to[event]), amount: Int128(receipt.amount))
    }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      if events.entering[event] < 0 {
        move(
          event, isArrival: false, place: Int(events.from[event]),
          amount: Int128(columns.sent[Int(events.transfer[event])]))
      }
      if events.isLate.isEmpty || !events.isLate[event] { arrive(event) }
    }
    while let came = coming.next() { arrive(came) }
    var more: [Int: Int128] = [:]
    for place in balance.indices
    where lowest[place] < 0 && events.mayHoldMore(Int32(truncatingIfNeeded: place)) {
      more[place] = -lowest[place]
    }
    return more
  }
}
