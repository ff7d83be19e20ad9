internal import PaymentGraph

/// Finds the first transfer in ledger order with which money of some claims can arrive at an account, in a ledger whose
/// order decides which transfers may follow which.
///
/// From the claims on, transfers are met in ledger order: each account is opened when money first arrives at it, and
/// its later payouts wait in a heap. From the target's receipts back, the earliest first, every account is noted with
/// the last of its payouts that still leads there. The two ends take turns, so that neither examines much more than the
/// other: a receipt is skipped when nothing that leads to it is later than the transfers met from the claims on.
///
/// O(*v* log *v*) for *v* transfers met, few where either end has few.
struct EarliestArrival {
  private let space: WalkContext
  private let outgoing: AdjacencyIndex
  private let incoming: AdjacencyIndex
  private let claims: [Int]
  private let source: Int
  private var opened: SearchTable
  /// The next payout of every opened account: the transfer in the high 32 bits, the number of its stretch
  /// in the low ones.
  private var heap: [UInt64] = []
  /// The transfers still to come of every opened account, and of the claims.
  private var stretches: [ArraySlice<UInt32>] = []
  /// The last transfer up to which all transfers that can move money of the claims were met.
  private var met = -1
  /// The last transfer that leaves an account and leads to a receipt of the target, + 1, by account.
  private var departed: SearchTable
  /// Receipts of noted accounts that remain to be examined.
  private var receipts: [ArraySlice<UInt32>] = []

  /// - Parameter claims: the claims, in ledger order, of one account.
  init(_ space: WalkContext, from claims: [Int]) {
    self.space = space
    self.claims = claims
    source = claims.first.map { Int(space.columns.payer[$0]) } ?? -1
    outgoing = space.outgoing
    incoming = space.view.ledger.incoming
    let accounts = space.view.ledger.accountCount
    opened = SearchTable(size: accounts)
    departed = SearchTable(size: accounts)
    open(claims.map { UInt32(truncatingIfNeeded: $0) }[...])
  }

  /// Returns the first transfer with which money arrives at the target.
  ///
  /// - Parameter last: a transfer with which money arrives at the target.
  mutating func transfer(at target: Int, upTo last: Int) -> Int {
    let candidates = EarliestArrival.part(incoming[target], from: claims.first ?? 0, to: last)
    for candidate in candidates where space.view.contains(Int(candidate)) {
      let candidate = Int(candidate)
      receipts.removeAll(keepingCapacity: true)
      guard candidate > met else { continue }
      if arrives(beyond: candidate) { return candidate }
      var (forward, backward) = (0, 0)
      search: while !receipts.isEmpty {
        if forward <= backward, let top = heap.first {
          guard top >> 32 <= UInt64(candidate) else {
            met = candidate
            break search
          }
          switch meet(target) {
          case .nothing: break
          case .target(let transfer): return transfer
          case .departed: return candidate
          }
          forward += 1
        } else {
          if goBack() { return candidate }
          backward += 1
        }
      }
    }
    return last
  }

  /// The result of meeting one more transfer on the way from the claims.
  private enum Step {
    case nothing
    case target(Int)
    /// An account that leads to the receipt under examination.
    case departed
  }

  private mutating func meet(_ target: Int) -> Step {
    guard let top = heap.first else { return .nothing }
    let transfer = Int(top >> 32)
    advance()
    met = transfer
    guard space.view.contains(transfer) else { return .nothing }
    let account = Int(space.columns.beneficiary[transfer])
    if account == target { return .target(transfer) }
    guard opened.number(account) == 0 else { return .nothing }
    opened.note(account, 1)
    if Int(departed.number(account)) - 1 > transfer { return .departed }
    open(EarliestArrival.part(outgoing[account], from: transfer + 1, to: .max))
    return .nothing
  }

  /// Examines one more receipt of a noted account; returns true where money of the claims moves in it.
  private mutating func goBack() -> Bool {
    let place = receipts.count - 1
    guard let receipt = receipts[place].popLast() else {
      receipts.removeLast()
      return false
    }
    // A receipt that is not later than the transfers met was followed from the claims on.
    guard Int(receipt) > met else {
      receipts.removeLast()
      return false
    }
    guard space.view.contains(Int(receipt)) else { return false }
    return arrives(beyond: Int(receipt))
  }

  /// Notes the payer of a transfer that leads to the target, and the payer's earlier receipts; returns true where money
  /// of the claims moves in the transfer.
  private mutating func arrives(beyond transfer: Int) -> Bool {
    let account = Int(space.columns.payer[transfer])
    if opened.number(account) > 0 { return true }
    if account == source {
      let place = BinarySearch.lowerBound(claims.count) { claims[$0] < transfer }
      if place < claims.count, claims[place] == transfer { return true }
    }
    let known = Int(departed.number(account))
    guard known <= transfer else { return false }
    departed.note(account, UInt32(transfer) + 1)
    let before = EarliestArrival.part(
      incoming[account], from: max(met + 1, known - 1, claims.first ?? 0), to: transfer)
    if !before.isEmpty { receipts.append(before) }
    return false
  }

  /// Returns the transfers of an account from one transfer up to, and without, another.
  private static func part(
    _ transfers: ArraySlice<UInt32>, from first: Int, to end: Int
  ) -> ArraySlice<UInt32> {
    let base = transfers.startIndex
    let start = BinarySearch.lowerBound(transfers.count) { Int(transfers[base + $0]) < first }
    let rest = transfers.dropFirst(start)
    guard let last = rest.last, Int(last) >= end else { return rest }
    return rest.prefix(
      BinarySearch.lowerBound(rest.count) { Int(rest[rest.startIndex + $0]) < end })
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

  /// Replaces the first transfer in the heap by the next of its stretch.
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
