internal import PaymentGraph

/// Finds a walk with the fewest hops from some claims to an account, by searching from both ends at once, in a ledger
/// that is a plain sequence and where no account needs a link.
///
/// From the claims on, every account is noted with the first transfer that arrives at it within a number of hops; from
/// the target back, every account with the last transfer that leaves it and still arrives within a number of hops. A
/// hop is added at the end with fewer transfers to examine, until an account is left no earlier than it is reached, or
/// one end has no way on. The result is the walk that ``TransferSearch`` returns: the first arrival, and before each
/// transfer the first arrival at its payer with one hop less.
///
/// O(*s*) for *s* examined transfers; where accounts pay several others, far fewer than a search from one end meets.
struct BidirectionalSearch {
  /// An account that one end of the search reached.
  private struct Stop {
    let account: UInt32
    /// The first transfer that arrives, or the last that leaves.
    var transfer: Int
    /// The index from which payouts may follow the transfer, or before which receipts may precede it.
    var bound: Int
    /// The index beyond which transfers were examined with fewer hops.
    let fence: Int
    /// The stop before this one; -1 for claims, and on the way back.
    var previous: Int
  }

  private let space: WalkContext
  private let order: FollowingOrder
  private let claims: [Int]
  private let target: Int
  private let end: Int
  /// The first transfer that a walk can have.
  private let lowest: Int

  private var stops: [Stop] = []
  /// The latest stop on the way from the claims, + 1, by account.
  private var arrived: SearchTable
  private var frontier = 0..<0
  private var departures: [Stop] = []
  /// The latest stop on the way back from the target, + 1, by account.
  private var departed: SearchTable
  private var departureFrontier = 0..<0
  /// The transfers examined on the way back, hop by hop.
  private var lookedAt: [[Int]] = []
  private var haveMet = false

  /// - Parameters:
  ///   - claims: the claims, in ledger order.
  ///   - last: a transfer; later ones are left out.
  init(_ space: WalkContext, from claims: [Int], to target: Int, upTo last: Int = .max) {
    self.space = space
    let order = FollowingOrder(space.view.ledger, ties: space.rules.ties)
    self.order = order
    self.target = target
    let end = min(last, space.columns.count - 1) + 1
    self.end = end
    self.claims = claims.filter { $0 < end }
    lowest = claims.first.map { min($0, order.first(after: $0)) } ?? 0
    let accounts = space.view.ledger.accountCount
    arrived = SearchTable(size: accounts)
    departed = SearchTable(size: accounts)
  }

  /// Searches, and returns the fewest hops; nil where no walk exists within the limit on hops.
  mutating func fewestHops() -> Int? {
    guard !claims.isEmpty else { return nil }
    departures = [
      Stop(account: UInt32(target), transfer: end, bound: end, fence: lowest, previous: -1)
    ]
    departed.note(target, 1)
    departureFrontier = 0..<1
    for claim in claims { arrive(claim, from: -1) }
    frontier = 0..<stops.count
    var hops = 1
    let limit = space.rules.maximumHops ?? .max
    while !haveMet {
      guard hops < limit, !frontier.isEmpty, !departureFrontier.isEmpty else { return nil }
      if size(of: stops[frontier], space.outgoing)
        <= size(of: departures[departureFrontier], space.view.ledger.incoming)
      {
        goOn()
      } else {
        goBack()
      }
      hops += 1
    }
    return hops
  }

  /// Returns the walk, after ``fewestHops()`` has found its length.
  func walk() -> Walk? {
    guard haveMet else { return nil }
    var stops = stops
    var reached = arrived
    // Beyond the meeting of both ends, only transfers examined on the way back can lead to the target.
    for level in lookedAt.reversed() {
      var next = SearchTable(size: space.view.ledger.accountCount)
      for transfer in level {
        let known = Int(reached.number(Int(space.columns.payer[transfer])))
        guard known > 0, stops[known - 1].bound <= transfer else { continue }
        let account = Int(space.columns.beneficiary[transfer])
        let place = Int(next.number(account))
        if place == 0 {
          stops.append(
            Stop(
              account: UInt32(account), transfer: transfer, bound: order.first(after: transfer),
              fence: 0, previous: known - 1))
          next.note(account, UInt32(stops.count))
        } else if transfer < stops[place - 1].transfer {
          stops[place - 1].transfer = transfer
          stops[place - 1].bound = order.first(after: transfer)
          stops[place - 1].previous = known - 1
        }
      }
      reached = next
    }
    var transfers: [Int] = []
    var at = Int(reached.number(target)) - 1
    while at >= 0 {
      transfers.append(stops[at].transfer)
      at = stops[at].previous
    }
    return transfers.isEmpty ? nil : space.walk(transfers.reversed())
  }

  private func size(of stops: ArraySlice<Stop>, _ index: AdjacencyIndex) -> Int {
    stops.reduce(0) { $0 + index.count(Int($1.account)) }
  }

  private mutating func goOn() {
    let before = frontier
    let first = stops.count
    frontier = first..<first
    let outgoing = space.outgoing
    for number in before {
      let stop = stops[number]
      let payouts = outgoing[Int(stop.account)]
      var place =
        payouts.startIndex
        + BinarySearch.lowerBound(payouts.count) {
          Int(payouts[payouts.startIndex + $0]) < stop.bound
        }
      let fence = min(stop.fence, end)
      while place < payouts.endIndex, Int(payouts[place]) < fence {
        let payout = Int(payouts[place])
        if space.view.contains(payout) { arrive(payout, from: number) }
        place += 1
      }
    }
    frontier = first..<stops.count
  }

  private mutating func arrive(_ transfer: Int, from previous: Int) {
    let account = Int(space.columns.beneficiary[transfer])
    let bound = order.first(after: transfer)
    let known = Int(arrived.number(account)) - 1
    if known >= 0 {
      guard bound < stops[known].bound else { return }
      if known >= frontier.lowerBound {
        stops[known].transfer = transfer
        stops[known].bound = bound
        stops[known].previous = previous
      }
    }
    if known < frontier.lowerBound {
      stops.append(
        Stop(
          account: UInt32(account), transfer: transfer, bound: bound,
          fence: known >= 0 ? stops[known].bound : end, previous: previous))
      arrived.note(account, UInt32(stops.count))
    }
    let onward = Int(departed.number(account)) - 1
    if onward >= 0, bound <= departures[onward].transfer { haveMet = true }
  }

  private mutating func goBack() {
    let before = departureFrontier
    let first = departures.count
    departureFrontier = first..<first
    let incoming = space.view.ledger.incoming
    var looked: [Int] = []
    for number in before {
      let stop = departures[number]
      let receipts = incoming[Int(stop.account)]
      var place =
        receipts.startIndex
        + BinarySearch.lowerBound(receipts.count) {
          Int(receipts[receipts.startIndex + $0]) < max(stop.fence, lowest)
        }
      while place < receipts.endIndex, Int(receipts[place]) < stop.bound {
        let receipt = Int(receipts[place])
        if space.view.contains(receipt) {
          looked.append(receipt)
          leave(receipt)
        }
        place += 1
      }
    }
    lookedAt.append(looked)
    departureFrontier = first..<departures.count
  }

  private mutating func leave(_ transfer: Int) {
    let account = Int(space.columns.payer[transfer])
    let known = Int(departed.number(account)) - 1
    if known >= 0 {
      guard transfer > departures[known].transfer else { return }
      if known >= departureFrontier.lowerBound {
        departures[known].transfer = transfer
        departures[known].bound = order.end(before: transfer)
      }
    }
    if known < departureFrontier.lowerBound {
      departures.append(
        Stop(
          account: UInt32(account), transfer: transfer, bound: order.end(before: transfer),
          fence: known >= 0 ? departures[known].bound : lowest, previous: -1))
      departed.note(account, UInt32(departures.count))
    }
    let arrival = Int(arrived.number(account)) - 1
    if arrival >= 0, stops[arrival].bound <= transfer { haveMet = true }
  }
}
