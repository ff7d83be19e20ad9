internal import PaymentGraph

/// The fewest hops with which any victim's money reaches each account, where hops are not limited.
///
/// It takes one pass in ledger order. Each account keeps the two lowest numbers of hops of different victims, because a
/// victim never counts for itself: the lowest of all other victims is among the two.
struct HopSweep {
  private struct Best {
    var hops1: UInt32 = .max
    var victim1: UInt32 = .max
    var hops2: UInt32 = .max
    var victim2: UInt32 = .max

    mutating func take(_ hops: UInt32, _ victim: UInt32) {
      if victim == victim1 {
        hops1 = min(hops1, hops)
      } else if hops < hops1 {
        hops2 = hops1
        victim2 = victim1
        hops1 = hops
        victim1 = victim
      } else if hops < hops2 {
        hops2 = hops
        victim2 = victim
      }
    }

    mutating func take(_ other: Best) {
      if other.hops1 != .max { take(other.hops1, other.victim1) }
      if other.hops2 != .max { take(other.hops2, other.victim2) }
    }
  }

  /// The fewest hops of a victim other than the account itself, by account; 0 where none reaches it.
  let hops: [UInt32]

  /// - Parameter passed: the transfers that victims' money passes, in ledger order, where that is known.
  init(
    _ problem: SweepProblem, _ sources: [(account: Int, claims: [Int])],
    along passed: [UInt32]? = nil
  ) {
    var best = Array(repeating: Best(), count: problem.accountCount)
    var isActive = Array(repeating: false, count: problem.accountCount)
    var numbers: [Int: UInt32] = [:]
    var claims: [(transfer: Int, victim: UInt32)] = []
    for (number, source) in sources.enumerated() {
      numbers[source.account] = UInt32(number)
      isActive[source.account] = true
      claims += source.claims.map { ($0, UInt32(number)) }
    }
    claims.sort { $0.transfer < $1.transfer }
    var stored = Array(repeating: Best(), count: problem.receipts.count)
    var (claim, payout, receipt) = (0, 0, 0)
    let payer = problem.columns.payer
    let beneficiary = problem.columns.beneficiary
    let first = claims.first?.transfer ?? problem.transferCount
    for place in passed?.indices ?? first..<problem.transferCount {
      let transfer = passed.map { Int($0[place]) } ?? place
      guard isActive[Int(payer[transfer])], problem.contains(transfer) else { continue }
      let from = Int(payer[transfer])
      var carried = Best()
      if problem.needsLink[from] {
        while payout < problem.payouts.count, problem.payouts[payout].transfer < transfer {
          payout += 1
        }
        if payout < problem.payouts.count, problem.payouts[payout].transfer == transfer {
          for receipt in problem.payouts[payout].receipts { carried.take(stored[receipt]) }
        }
      } else {
        carried = best[from]
      }
      if carried.hops1 != .max { carried.hops1 += 1 }
      if carried.hops2 != .max { carried.hops2 += 1 }
      while claim < claims.count, claims[claim].transfer < transfer { claim += 1 }
      if claim < claims.count, claims[claim].transfer == transfer {
        carried.take(1, claims[claim].victim)
      }
      guard carried.hops1 != .max else { continue }
      let to = Int(beneficiary[transfer])
      best[to].take(carried)
      isActive[to] = true
      while receipt < problem.receipts.count, problem.receipts[receipt] < transfer { receipt += 1 }
      if receipt < problem.receipts.count, problem.receipts[receipt] == transfer {
        stored[receipt] = carried
      }
    }
    hops = best.indices.map { account in
      let found =
        numbers[account].map { $0 == best[account].victim1 } == true
        ? best[account].hops2 : best[account].hops1
      return found == .max ? 0 : found
    }
  }
}
