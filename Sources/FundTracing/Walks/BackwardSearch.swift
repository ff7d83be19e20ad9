internal import PaymentGraph

/// Finds every transfer from which a walk leads to some accounts, with the fewest hops that it still takes.
///
/// The mirror of ``TransferSearch``: a breadth-first search over transfers, against time, from what the accounts
/// received. Each transfer is visited once, at its smallest number of hops, and keeps the one after it: of several the
/// last in ledger order. So the walks it gives are the same whatever the order of the input.
///
/// It finds for whom a search forward from all that the account claims would arrive. So a payment that only brings back
/// what a chargeback had returned is on walks of others and begins none; nor does a payment from which walks lead only
/// over its own chargeback, which a service pays of its own money. Any other walk that comes back to its first account
/// leaves it again with a payment that begins a walk itself.
///
/// O(*v* + *s*), where *v* are transfers visited and *s* those looked at: of every account the receipts that may be as
/// early as a payout, without those from the first on that all were visited.
struct BackwardSearch {
  private let space: WalkSpace
  private let incoming: AdjacencyIndex
  private var reached: SearchTable
  /// By account: up to which of its receipts all were visited.
  private var covered: [Int: Int] = [:]
  /// The transfers visited, by hops and then ledger order.
  private(set) var visited: [Int] = []
  /// Those visited over their own chargebacks only, which begin no walk.
  private var carried: Set<Int> = []
  /// Those that were visited over their own chargebacks first: the hops of a walk that passes none, and its second
  /// transfer.
  private var others: [Int: (hops: Int, next: Int)] = [:]
  /// True where the limit on hops kept a walk from beginning earlier.
  private(set) var wasCutByHops = false
  /// True where the limit on waiting did.
  private(set) var wasCutByWait = false

  init(_ space: WalkSpace) {
    self.space = space
    incoming = space.view.ledger.incoming
    reached = SearchTable(size: space.columns.count)
  }

  /// Searches from what some accounts received.
  mutating func run(to targets: [Int]) {
    for target in targets {
      for receipt in incoming[target].map(Int.init)
      where space.view.contains(receipt) && reached.number(receipt) == 0 {
        reached.note(receipt, 1)
        visited.append(receipt)
      }
    }
    visited.sort()
    var level = 0..<visited.count
    var depth = 1
    while !level.isEmpty {
      let isLast = space.rules.maximumHops.map { depth >= $0 } ?? false
      let before = visited.count
      // The latest first: it visits nearly all that the others of its account could.
      for index in level.reversed() {
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

  /// The transfers that begin a walk, by hops and then ledger order.
  var beginnings: [Int] {
    let found = visited.filter { !carried.contains($0) && space.isClaimed($0) }
    guard !others.isEmpty else { return found }
    return found.map { (hops(from: $0) ?? 0, $0) }.sorted { $0 < $1 }.map(\.1)
  }

  /// The hops from a transfer on, itself included; nil where no walk leads from it.
  func hops(from transfer: Int) -> Int? {
    if let other = others[transfer] { return other.hops }
    let found = reached.number(transfer)
    return found == 0 ? nil : Int(found)
  }

  /// A walk with the fewest hops that begins with a visited transfer.
  func walk(from transfer: Int) -> Walk {
    if let other = others[transfer] {
      return space.walk([transfer] + reached.origins(of: other.next))
    }
    return space.walk(reached.origins(of: transfer))
  }

  /// By transfer: whether it was visited.
  var isOnWalk: [Bool] { space.marks(of: visited) }

  private mutating func expand(_ payout: Int, isLast: Bool) {
    let account = Int(space.columns.payer[payout])
    if space.needsLink(at: account) {
      for link in space.usableLinks(out: payout) {
        visit(link.inbound.position, before: payout, isLast: isLast)
      }
      return
    }
    if let payment = space.precedence.returned(by: payout) {
      if Int(space.columns.beneficiary[payment]) == account {
        visit(payment, before: payout, isLast: isLast)
      }
      return
    }
    let receipts = incoming[account]
    let base = receipts.startIndex
    var first = covered[account] ?? 0
    while first < receipts.count, reached.number(Int(receipts[base + first])) != 0 { first += 1 }
    covered[account] = first
    // Receipts are sorted by the start of their stretch: those that start after the payout cannot come before it.
    let end = space.precedence.certainStart(after: space.precedence.departureEnd(payout))
    let last =
      space.hasLongStretches
      ? receipts.count
      : LinkSet.lowerBound(receipts.count) { space.columns.start[Int(receipts[base + $0])] < end }
    for index in first..<max(first, last) {
      visit(Int(receipts[base + index]), before: payout, isLast: isLast)
    }
  }

  private mutating func visit(_ receipt: Int, before payout: Int, isLast: Bool) {
    let isKnown = reached.number(receipt) != 0
    let isOwn =
      space.leavesOutChargebacks && space.columns.isChargeback(payout, of: receipt)
      && space.isClaimed(receipt)
    if isKnown, isOwn || !carried.contains(receipt) { return }
    guard space.view.contains(receipt), space.precedence.mayFollow(receipt, payout) else { return }
    if let longest = space.rules.longestWait,
      space.precedence.shortestWait(receipt, payout) > longest
    {
      wasCutByWait = true
      return
    }
    if isLast {
      wasCutByHops = true
      return
    }
    if isKnown {
      carried.remove(receipt)
      others[receipt] = (Int(reached.number(payout)) + 1, payout)
      return
    }
    if isOwn { carried.insert(receipt) }
    reached.note(receipt, reached.number(payout) + 1, from: payout)
    visited.append(receipt)
  }
}
