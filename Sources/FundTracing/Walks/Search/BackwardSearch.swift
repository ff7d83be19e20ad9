internal import PaymentGraph

/// Finds every transfer from which a walk leads to some accounts, with the fewest hops left.
///
/// It mirrors ``TransferSearch``: a breadth-first search over transfers, against time, from the receipts of the
/// accounts. Each transfer is visited once, at its smallest number of hops, and keeps its successor: of several the
/// last in ledger order. So the walks are the same whatever the order of the input.
///
/// O(*v* + *s*) for *v* visited transfers and *s* examined ones: of every account the receipts that may precede a
/// payout, without the prefix of which all are visited.
struct BackwardSearch {
  private let space: WalkContext
  private let incoming: AdjacencyIndex
  private var reached: SearchTable
  /// The number of its first receipts that are all visited, by account.
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
  /// True where the limit on waiting kept a walk from beginning earlier.
  private(set) var wasCutByWait = false

  init(_ space: WalkContext) {
    self.space = space
    incoming = space.view.ledger.incoming
    reached = SearchTable(size: space.columns.count)
  }

  /// Searches from the receipts of some accounts.
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
      // The latest payout goes first: it visits nearly everything that the account's other payouts could.
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

  /// Returns the hops from a transfer on, itself included; nil where no walk leads from it.
  var beginnings: [Int] {
    let found = visited.filter { !carried.contains($0) && space.isClaimed($0) }
    guard !others.isEmpty else { return found }
    return found.map { (hops(from: $0) ?? 0, $0) }.sorted { $0 < $1 }.map(\.1)
  }

  func hops(from transfer: Int) -> Int? {
    if let other = others[transfer] { return other.hops }
    let found = reached.number(transfer)
    return found == 0 ? nil : Int(found)
  }

  /// Returns a walk with the fewest hops that begins with a visited transfer.
  func walk(from transfer: Int) -> Walk {
    if let other = others[transfer] {
      return space.walk([transfer] + reached.origins(of: other.next))
    }
    return space.walk(reached.origins(of: transfer))
  }

  /// True for each transfer that was visited.
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
    // Receipts are sorted by the start of their stretch: those that start after the payout cannot precede it.
    let end = space.precedence.certainStart(after: space.precedence.departureEnd(payout))
    let last =
      space.hasLongStretches
      ? receipts.count
      : BinarySearch.lowerBound(receipts.count) {
        space.columns.start[Int(receipts[base + $0])] < end
      }
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
    if !space.keepsWait(receipt, payout) {
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
