internal import PaymentGraph

/// Finds the first transfer in ledger order with which money of some claims can arrive at an account,
/// where the order of the ledger decides what may follow what.
///
/// Each account is opened when money first arrives at it, and what it pays from then on waits in a heap:
/// transfers are met in ledger order, and none that comes after the answer. O(*v* log *v*) for *v*
/// transfers met.
struct EarliestArrival {
  private let space: WalkSpace
  private let outgoing: AdjacencyIndex
  private var opened: SearchTable
  /// The next payout of every opened account: the transfer above the number of the stretch.
  private var heap: [UInt64] = []
  /// For every opened account, and for the claims, the transfers still to come.
  private var stretches: [ArraySlice<UInt32>] = []

  init(_ space: WalkSpace) {
    self.space = space
    outgoing = space.outgoing
    opened = SearchTable(size: space.view.ledger.accountCount)
  }

  /// The transfer; nil where none up to the last one that is asked for arrives.
  ///
  /// - Parameter claims: in ledger order.
  mutating func transfer(from claims: [Int], at target: Int, upTo last: Int) -> Int? {
    let beneficiary = space.columns.beneficiary
    open(claims.map { UInt32(truncatingIfNeeded: $0) }[...])
    while let top = heap.first {
      let transfer = Int(top >> 32)
      guard transfer <= last else { return nil }
      advance()
      guard space.view.contains(transfer) else { continue }
      let account = Int(beneficiary[transfer])
      if account == target { return transfer }
      guard opened.number(account) == 0 else { continue }
      opened.note(account, 1)
      let payouts = outgoing[account]
      let base = payouts.startIndex
      let next = LinkSet.lowerBound(payouts.count) { Int(payouts[base + $0]) <= transfer }
      open(payouts.dropFirst(next))
    }
    return nil
  }

  private mutating func open(_ stretch: ArraySlice<UInt32>) {
    guard let first = stretch.first else { return }
    heap.append(UInt64(first) << 32 | UInt64(stretches.count))
    stretches.append(stretch.dropFirst())
    var at = heap.count - 1
    while at > 0, heap[at] < heap[(at - 1) / 2] {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  /// Puts the next transfer of its stretch in the place of the first.
  private mutating func advance() {
    let number = Int(heap[0] & 0xFFFF_FFFF)
    if let next = stretches[number].popFirst() {
      heap[0] = UInt64(next) << 32 | UInt64(number)
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    var at = 0
    while true {
      var least = at
      let child = 2 * at + 1
      if child < heap.count, heap[child] < heap[least] { least = child }
      if child + 1 < heap.count, heap[child + 1] < heap[least] { least = child + 1 }
      if least == at { return }
      heap.swapAt(at, least)
      at = least
    }
  }
}
