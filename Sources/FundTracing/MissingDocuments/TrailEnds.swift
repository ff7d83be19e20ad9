internal import PaymentGraph

/// The transfers at which the trail of each claim ends.
struct TrailEnds {
  /// The transfers with which walks of claims end, in ledger order.
  private(set) var transfers: [Int] = []
  /// True for each account where money of a claim arrives.
  private(set) var isReached: [Bool]

  private let space: WalkContext
  private let isSource: Set<Int>
  private let isClaim: Set<Int>
  /// The claims, in ledger order.
  private let claims: [TransferID]
  /// The numbers of the claims whose walks end with a transfer, by transfer, where each claim was searched for.
  private var searched: [Int: [Int]] = [:]
  /// The claims that came to each account, where one sweep found them.
  private var spread: ClaimSpread?

  /// - Complexity: one sweep where the order of the ledger decides which transfers may follow which, and one search for
  ///   each claim elsewhere.
  init(_ space: WalkContext, _ sources: [(account: Int, claims: [Int])]) {
    self.space = space
    isReached = Array(repeating: false, count: space.view.ledger.accountCount)
    isSource = Set(sources.map(\.account))
    isClaim = Set(sources.flatMap(\.claims))
    let claims = sources.flatMap(\.claims).sorted()
    self.claims = claims.map { TransferID($0) }
    if space.isPlainOrder, space.rules.maximumHops == nil, space.rules.longestWait == nil {
      sweep(claims)
    } else {
      search(claims)
    }
  }

  /// Returns the claims whose walks end with any of some transfers.
  ///
  /// O(*c*) for *c* claims that came to the payers of these transfers.
  func claims(of ends: [Int]) -> TransferSubset {
    var found = TransferSubset(of: claims)
    if let spread {
      spread.addClaims(of: ends, to: &found) { isSource.contains($0) }
    } else {
      for end in ends { for number in searched[end] ?? [] { found.insert(number) } }
    }
    return found
  }

  private mutating func sweep(_ claims: [Int]) {
    var spread = ClaimSpread(space, claims)
    let columns = space.columns
    for transfer in (claims.first ?? columns.count)..<columns.count
    where space.view.contains(transfer) {
      guard spread.pass(transfer) else { continue }
      guard isClaim.contains(transfer) || !isSource.contains(Int(columns.payer[transfer])),
        isLost(transfer)
      else { continue }
      isReached[Int(columns.beneficiary[transfer])] = true
      if !goesOn(transfer) { transfers.append(transfer) }
    }
    self.spread = spread
  }

  private mutating func search(_ claims: [Int]) {
    var search = TransferSearch(space)
    var goesOn: [Int: Bool] = [:]
    for (number, claim) in claims.enumerated() {
      search.run(from: [claim])
      for transfer in search.visited {
        guard transfer == claim || !isSource.contains(Int(space.columns.payer[transfer])),
          isLost(transfer)
        else { continue }
        isReached[Int(space.columns.beneficiary[transfer])] = true
        let known = goesOn[transfer] ?? self.goesOn(transfer)
        goesOn[transfer] = known
        if !known { searched[transfer, default: []].append(number) }
      }
    }
    transfers = searched.keys.sorted()
  }

  /// Returns true where the further way of a transfer's money is in question: not for cash, nor for money that comes
  /// back to a victim, whose later use is no concern of the trace.
  private func isLost(_ transfer: Int) -> Bool {
    !isSource.contains(Int(space.columns.beneficiary[transfer]))
      && space.columns.kind[transfer] != .cash && !isVictimsOwn(transfer)
  }

  /// Returns true where a payout of a pooled account passes on only payments that victims made and do not claim.
  private func isVictimsOwn(_ payout: Int) -> Bool {
    guard !isClaim.contains(payout), space.needsLink(at: Int(space.columns.payer[payout])) else {
      return false
    }
    return space.receipts(before: payout).allSatisfy {
      isSource.contains(Int(space.columns.payer[$0])) && !isClaim.contains($0)
    }
  }

  /// Returns true where any transfer may pass this one on, by evidence that suffices.
  private func goesOn(_ transfer: Int) -> Bool {
    let account = Int(space.columns.beneficiary[transfer])
    if space.needsLink(at: account) { return !space.payouts(of: transfer).isEmpty }
    for payout in space.outgoing[account].reversed() {
      if space.isPlainOrder, Int(payout) <= transfer { return false }
      if space.view.contains(Int(payout)), space.precedence.mayFollow(transfer, Int(payout)) {
        return true
      }
    }
    return false
  }
}

/// Finds the accounts to which money of each claim came, where the order of the ledger decides which transfers may
/// follow which.
///
/// Each account has a list of the claims that came, in the order of their first arrival, 64 claims to a machine word. A
/// payout carries all that is in the list at that time; so a payer's next transfer to the same beneficiary begins where
/// the last one ended, and no claim is passed on twice between two accounts.
struct ClaimSpread {
  /// Claims of one block of 64 that came to an account together.
  private struct Arrival {
    let block: Int32
    let claims: UInt64
  }

  /// The load of a transfer: a prefix of an account's list, or some arrivals of its own.
  private struct Load {
    var account: Int32 = -1
    var length: Int32 = 0
    var own: [Arrival] = []

    var isEmpty: Bool { length == 0 && own.isEmpty }
  }

  private let space: WalkContext
  private let blockCount: Int
  private let numbers: [Int: Int]
  /// The arrivals at each account.
  private var lists: [[Arrival]]
  /// The claims in the list, by account and block; empty for accounts where none came.
  private var known: [[UInt64]]
  /// The length of the prefix of the payer's list that was passed on, by payer and beneficiary.
  private var pairs = PairTable()
  private var passed: [Int32] = []
  /// The loads of transfers that a question may concern.
  private var loads: [Int: Load] = [:]

  /// - Parameter claims: the claims, in ledger order.
  init(_ space: WalkContext, _ claims: [Int]) {
    self.space = space
    blockCount = (claims.count + 63) / 64
    numbers = Dictionary(claims.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    lists = Array(repeating: [], count: space.view.ledger.accountCount)
    known = Array(repeating: [], count: lists.count)
  }

  /// Passes the next transfer on; returns true where money of any claim moves in it.
  mutating func pass(_ transfer: Int) -> Bool {
    let payer = Int(space.columns.payer[transfer])
    let beneficiary = Int(space.columns.beneficiary[transfer])
    let isPooled = space.needsLink(at: payer)
    var load = Load()
    if isPooled {
      for receipt in space.receipts(before: transfer) {
        if let carried = loads[receipt] { load.own += arrivals(carried) }
      }
    } else if !lists[payer].isEmpty {
      load.account = Int32(truncatingIfNeeded: payer)
      load.length = Int32(truncatingIfNeeded: lists[payer].count)
    }
    if let number = numbers[transfer] {
      load.own.append(Arrival(block: Int32(number / 64), claims: 1 << UInt64(number % 64)))
    }
    guard !load.isEmpty else { return false }
    if load.length > 0, payer != beneficiary, !space.needsLink(at: beneficiary) {
      let pair = pairs.number(
        Int32(truncatingIfNeeded: payer), Int32(truncatingIfNeeded: beneficiary))
      if pair == passed.count { passed.append(0) }
      let new = Int(passed[pair])..<Int(load.length)
      passed[pair] = load.length
      for place in new { arrive(lists[payer][place], at: beneficiary) }
    }
    if space.needsLink(at: beneficiary) || isPooled || !load.own.isEmpty
      || space.outgoing[beneficiary].last.map({ Int($0) <= transfer }) ?? true
      || space.view.included != nil
    {
      loads[transfer] = load
    }
    guard !space.needsLink(at: beneficiary) else { return true }
    for arrival in load.own { arrive(arrival, at: beneficiary) }
    return true
  }

  private mutating func arrive(_ arrival: Arrival, at account: Int) {
    if known[account].isEmpty { known[account] = Array(repeating: 0, count: blockCount) }
    let block = Int(arrival.block)
    let new = arrival.claims & ~known[account][block]
    guard new != 0 else { return }
    known[account][block] |= new
    lists[account].append(Arrival(block: arrival.block, claims: new))
  }

  private func arrivals(_ load: Load) -> [Arrival] {
    guard load.length > 0 else { return load.own }
    return lists[Int(load.account)].prefix(Int(load.length)) + load.own
  }

  /// Adds the claims that any of some transfers carried.
  ///
  /// - Parameter isSource: returns true for accounts whose transfers count for their own claims only.
  func addClaims(
    of transfers: [Int], to found: inout TransferSubset, isSource: (Int) -> Bool
  ) {
    var longest: [Int32: Int32] = [:]
    for transfer in transfers {
      guard let load = loads[transfer] else { continue }
      if isSource(Int(space.columns.payer[transfer])) {
        if let number = numbers[transfer] { found.insert(number) }
        continue
      }
      if load.length > 0 {
        longest[load.account] = max(longest[load.account] ?? 0, load.length)
      }
      for arrival in load.own { found.insert(arrival.claims, ofBlock: Int(arrival.block)) }
    }
    for (account, length) in longest {
      for arrival in lists[Int(account)].prefix(Int(length)) {
        found.insert(arrival.claims, ofBlock: Int(arrival.block))
      }
    }
  }
}
