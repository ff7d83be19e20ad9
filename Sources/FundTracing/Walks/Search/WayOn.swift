internal import PaymentGraph

/// Finds the number of hops that a walk still needs, after each transfer that a search found, to end at one of some
/// accounts.
///
/// The walk to a transfer and the walk on from it can be joined at any transfer.
struct WayOn {
  /// The hops, by transfer found.
  private var remaining: [Int: Int32]
  private let space: WalkSpace
  private let isTarget: Set<Int>

  init(_ space: WalkSpace, _ search: TransferSearch, to accounts: Set<Int>) {
    self.space = space
    isTarget = accounts
    remaining = [:]
    if space.isPlainOrder, space.rules.longestWait == nil {
      sweep(search.visited.sorted(by: >))
    } else {
      searchBack(search)
    }
  }

  /// Returns the hops; nil where no walk leads on to any of the accounts.
  func hops(after transfer: Int) -> Int? { remaining[transfer].map { Int($0) } }

  /// Passes once against the order of the ledger, so that all payouts that may follow a transfer are met before it.
  private mutating func sweep(_ found: [Int]) {
    let columns = space.columns
    // The fewest hops still needed after any payout met so far, by account.
    var fewest = [Int32](repeating: -1, count: space.view.ledger.accountCount)
    for transfer in found {
      let beneficiary = Int(columns.beneficiary[transfer])
      var hops: Int32 = -1
      if isTarget.contains(beneficiary) {
        hops = 0
      } else if space.needsLink(at: beneficiary) {
        for payout in space.payouts(of: transfer)
        where space.precedence.mayFollow(transfer, payout) {
          if let after = remaining[payout], hops < 0 || after + 1 < hops { hops = after + 1 }
        }
      } else if fewest[beneficiary] >= 0 {
        hops = fewest[beneficiary] + 1
      }
      guard hops >= 0 else { continue }
      remaining[transfer] = hops
      let payer = Int(columns.payer[transfer])
      if fewest[payer] < 0 || hops < fewest[payer] { fewest[payer] = hops }
    }
  }

  private mutating func searchBack(_ search: TransferSearch) {
    let columns = space.columns
    var level = search.visited.filter { isTarget.contains(Int(columns.beneficiary[$0])) }
    var distance: Int32 = 0
    while !level.isEmpty {
      for transfer in level { remaining[transfer] = distance }
      distance += 1
      var next: Set<Int> = []
      for transfer in level {
        for receipt in space.receipts(before: transfer)
        where remaining[receipt] == nil && search.hops(to: receipt) != nil {
          next.insert(receipt)
        }
      }
      level = next.sorted()
    }
  }
}
