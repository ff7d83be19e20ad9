internal import PaymentGraph

/// Finds every transfer that lies on a walk from some claimed transfers, with the fewest hops to it.
///
/// It searches breadth first over transfers, not accounts: whether a walk may go on depends on the transfer by which it
/// came (its time, and at a pooled account its link), so that a later arrival at an account is not the same as an
/// earlier one. Each transfer is visited once, at its smallest number of hops; of several predecessors the first in
/// ledger order is kept, so that the walks are the same whatever the order of the input. The state is kept between
/// searches and reset in the time that the last search took.
///
/// O(*v* + *s*) a search for *v* visited transfers and *s* examined ones. Without a limit on waiting, an account's
/// payouts are examined once, except those near a receipt in time that do not follow it.
struct TransferSearch {
  private let space: WalkContext
  private let outgoing: AdjacencyIndex
  /// The hops to each transfer, and its predecessor.
  private var reached: SearchTable
  /// The index in its payouts from which on all were visited, + 1, by account.
  private var covered: SearchTable
  private var coveredAccounts: [Int] = []
  /// The next payout that may still be visited, by index in the lists of payouts; empty until many lie near a receipt.
  private var nextOpen: [Int32] = []
  private var closed: [Int] = []
  private var last = Int.max
  /// The transfers visited, by hops and then ledger order.
  private(set) var visited: [Int] = []
  /// True where the limit on hops kept a walk from going on.
  private(set) var wasCutByHops = false
  /// True where the limit on waiting kept a walk from going on.
  private(set) var wasCutByWait = false

  init(_ space: WalkContext) {
    self.space = space
    outgoing = space.outgoing
    reached = SearchTable(size: space.columns.count)
    covered = SearchTable(size: space.view.ledger.accountCount)
  }

  /// Searches from some claimed transfers and forgets earlier results.
  ///
  /// - Parameters:
  ///   - target: an account; the search ends at the number of hops with which it is first reached.
  ///   - last: a transfer; later ones in ledger order are left out.
  mutating func run(from claims: [Int], until target: Int? = nil, upTo last: Int = .max) {
    reset()
    self.last = last
    for claim in claims
    where claim <= last && reached.number(claim) == 0 && space.view.contains(claim) {
      reached.note(claim, 1)
      visited.append(claim)
    }
    var level = 0..<visited.count
    var depth: UInt32 = 1
    while !level.isEmpty {
      if let target, arrives(at: target, level) { break }
      let isLast = space.rules.maximumHops.map { Int(depth) >= $0 } ?? false
      let before = visited.count
      for index in level {
        // At the last level the only open question is whether any walk could go on.
        if isLast, wasCutByHops { break }
        expand(visited[index], isLast: isLast)
      }
      if isLast { break }
      let found = visited[before...].sorted()
      visited.replaceSubrange(before..., with: found)
      level = before..<visited.count
      depth += 1
    }
  }

  private func arrives(at account: Int, _ level: Range<Int>) -> Bool {
    let beneficiary = space.columns.beneficiary
    return visited[level].contains { Int(beneficiary[$0]) == account }
  }

  /// Returns the hops to a transfer; nil where no walk reaches it.
  func hops(to transfer: Int) -> Int? {
    let found = reached.number(transfer)
    return found == 0 ? nil : Int(found)
  }

  /// Returns a walk with the fewest hops that ends with a visited transfer.
  func walk(to transfer: Int) -> Walk {
    space.walk(reached.origins(of: transfer).reversed())
  }

  /// Returns two of the visited transfers that arrive at an account: the one with the fewest hops (of several the first
  /// in ledger order), and the first in ledger order; nil where none arrives.
  func arrivals(at account: Int) -> (shortest: Int, earliest: Int)? {
    // Visited transfers are in the order of hops, then of the ledger.
    let arriving = visited.filter { Int(space.columns.beneficiary[$0]) == account }
    guard let shortest = arriving.first, let earliest = arriving.min() else { return nil }
    return (shortest, earliest)
  }

  /// True for each transfer that was visited.
  var isOnWalk: [Bool] { space.marks(of: visited) }

  private mutating func reset() {
    reached.forget(visited)
    covered.forget(coveredAccounts)
    coveredAccounts.removeAll(keepingCapacity: true)
    visited.removeAll(keepingCapacity: true)
    for place in closed { nextOpen[place] = Int32(truncatingIfNeeded: place) }
    closed.removeAll(keepingCapacity: true)
  }

  private mutating func expand(_ transfer: Int, isLast: Bool) {
    let account = Int(space.columns.beneficiary[transfer])
    if space.needsLink(at: account) {
      for payout in space.payouts(of: transfer) where follows(transfer, payout) {
        visit(payout, after: transfer, isLast: isLast)
      }
      return
    }
    let payouts = outgoing[account]
    let columns = space.columns
    guard !payouts.isEmpty else { return }
    // A return of this transfer may follow no other, so it is examined here and not with the payouts that may follow
    // any.
    if space.precedence.namesReturns {
      for back in space.view.ledger.returns(of: transfer)
      where Int(columns.payer[Int(back)]) == account {
        tryPayout(back, transfer: transfer, isLast: isLast)
      }
    }
    let base = payouts.startIndex
    if space.isPlainOrder, space.rules.longestWait == nil {
      let later = BinarySearch.lowerBound(payouts.count) { Int(payouts[base + $0]) <= transfer }
      look(at: payouts, from: later, after: transfer, isLast)
      return
    }
    let arrival = space.precedence.arrival(transfer)
    let end = space.precedence.certainStart(after: arrival.end)
    // Payouts are sorted by the start of their stretch. Those that start a day or more before this receipt cannot be
    // tied with it, unless some stretches are longer.
    let longest = space.precedence.longestDay
    let first =
      space.hasLongStretches
      ? 0
      : BinarySearch.lowerBound(payouts.count) {
        columns.start[Int(payouts[base + $0])] &+ longest <= arrival.start
      }
    if space.rules.longestWait != nil {
      for index in first..<payouts.count {
        tryPayout(payouts[base + index], transfer: transfer, isLast: isLast)
      }
      return
    }
    let later = BinarySearch.lowerBound(payouts.count) {
      columns.start[Int(payouts[base + $0])] < end
    }
    if first < later, !space.isCertainOnly {
      lookNear(payouts[(base + first)..<(base + later)], transfer: transfer, isLast: isLast)
    }
    look(at: payouts, from: later, after: transfer, isLast)
  }

  /// Examines the payouts of an account from an index on, which follow a transfer and all later ones that arrive there.
  private mutating func look(
    at payouts: ArraySlice<UInt32>, from later: Int, after transfer: Int, _ isLast: Bool
  ) {
    let account = Int(space.columns.beneficiary[transfer])
    let noted = covered.number(account)
    let known = noted == 0 ? payouts.count : min(Int(noted) - 1, payouts.count)
    guard later < known else { return }
    let isPlain = space.isPlainOrder && space.rules.longestWait == nil
    for index in later..<known {
      let payout = Int(payouts[payouts.startIndex + index])
      guard space.view.contains(payout), isPlain || follows(transfer, payout) else { continue }
      visit(payout, after: transfer, isLast: isLast)
    }
    if !isLast {
      if noted == 0 { coveredAccounts.append(account) }
      covered.note(account, UInt32(later) + 1)
    }
  }

  /// Examines payouts near a receipt in time, of which some may follow it.
  ///
  /// Where they are many, visited payouts are skipped at once, so that many receipts and payouts of one time cost no
  /// more than their sum.
  private mutating func lookNear(
    _ payouts: ArraySlice<UInt32>, transfer: Int, isLast: Bool
  ) {
    guard payouts.count > 16 else {
      for payout in payouts { tryPayout(payout, transfer: transfer, isLast: isLast) }
      return
    }
    if nextOpen.isEmpty { nextOpen = (0...Int32(space.columns.count)).map { $0 } }
    var place = open(from: payouts.startIndex)
    while place < payouts.endIndex {
      let payout = Int(payouts[place])
      tryPayout(payouts[place], transfer: transfer, isLast: isLast)
      if reached.number(payout) != 0 || payout > last || !space.view.contains(payout) {
        if nextOpen[place] == Int32(truncatingIfNeeded: place) { closed.append(place) }
        nextOpen[place] = Int32(truncatingIfNeeded: place + 1)
      } else if isLast, wasCutByHops {
        return
      }
      place = open(from: place + 1)
    }
  }

  /// Returns the first index from one on that is still open.
  private mutating func open(from start: Int) -> Int {
    var place = start
    while Int(nextOpen[place]) != place {
      // Shortens the way for later calls by half.
      let next = Int(nextOpen[place])
      nextOpen[place] = nextOpen[next]
      place = Int(nextOpen[place])
    }
    return place
  }

  private mutating func tryPayout(_ payout: UInt32, transfer: Int, isLast: Bool) {
    let payout = Int(payout)
    guard reached.number(payout) == 0, space.view.contains(payout), follows(transfer, payout) else {
      return
    }
    visit(payout, after: transfer, isLast: isLast)
  }

  private mutating func follows(_ transfer: Int, _ payout: Int) -> Bool {
    guard space.precedence.mayFollow(transfer, payout) else { return false }
    if !space.keepsWait(transfer, payout) {
      wasCutByWait = true
      return false
    }
    return true
  }

  private mutating func visit(_ payout: Int, after transfer: Int, isLast: Bool) {
    guard payout <= last, reached.number(payout) == 0 else { return }
    if isLast {
      wasCutByHops = true
      return
    }
    reached.note(payout, reached.number(transfer) + 1, from: transfer)
    visited.append(payout)
  }
}
