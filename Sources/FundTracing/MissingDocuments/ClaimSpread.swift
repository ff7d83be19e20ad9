internal import PaymentGraph

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
  /// The claims in the list, by account and block; empty for accounts where few came.
  private var known: [[UInt64]]
  /// The length of the prefix of the payer's list that was passed on, by payer and beneficiary.
  private var pairs = PairTable()
  private var passed: [Int32] = []
  /// The loads of transfers that a question may concern.
  private var loads: [Int: Load] = [:]
  /// The room that lists and loads may take, and that which they take, in bytes.
  private let room: Int
  private var used = 0

  private static let fewArrivals = 16

  /// - Parameters:
  ///   - claims: the claims, in ledger order.
  ///   - room: the bytes that lists and loads may take.
  init(_ space: WalkContext, _ claims: [Int], room: Int) {
    self.space = space
    self.room = room
    blockCount = (claims.count + 63) / 64
    numbers = Dictionary(claims.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    lists = Array(repeating: [], count: space.view.ledger.accountCount)
    known = Array(repeating: [], count: lists.count)
  }

  /// True where the lists take more room than they may: every account has nearly every claim.
  var isTooLarge: Bool { used > room }

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
      used += load.own.count * MemoryLayout<Arrival>.stride
    } else if !lists[payer].isEmpty {
      load.account = Int32(truncatingIfNeeded: payer)
      load.length = Int32(truncatingIfNeeded: lists[payer].count)
    }
    if let number = numbers[transfer] {
      load.own.append(ClaimSpread.arrival(of: number))
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
    var new = arrival.claims
    if known[account].isEmpty {
      for other in lists[account] where other.block == arrival.block { new &= ~other.claims }
      if lists[account].count == ClaimSpread.fewArrivals { index(account) }
    } else {
      new &= ~known[account][Int(arrival.block)]
    }
    guard new != 0 else { return }
    if !known[account].isEmpty { known[account][Int(arrival.block)] |= new }
    lists[account].append(Arrival(block: arrival.block, claims: new))
    used += MemoryLayout<Arrival>.stride
  }

  /// Makes a bit for each claim of an account, whose list is too long to look through.
  private mutating func index(_ account: Int) {
    known[account] = Array(repeating: 0, count: blockCount)
    used += blockCount * MemoryLayout<UInt64>.stride
    for arrival in lists[account] { known[account][Int(arrival.block)] |= arrival.claims }
  }

  private func arrivals(_ load: Load) -> [Arrival] {
    guard load.length > 0 else { return load.own }
    return lists[Int(load.account)].prefix(Int(load.length)) + load.own
  }

  /// Returns, for each of some groups, the claims that any of its transfers carried, as words of 64 claims with their
  /// numbers.
  ///
  /// - Parameter isSource: returns true for accounts whose transfers count for their own claims only.
  func claims(
    of groups: [[Int]], isSource: (Int) -> Bool
  ) -> [[(number: Int32, claims: UInt64)]] {
    var words = Array(repeating: UInt64(0), count: blockCount)
    var used: [Int32] = []
    func add(_ arrival: Arrival) {
      if words[Int(arrival.block)] == 0 { used.append(arrival.block) }
      words[Int(arrival.block)] |= arrival.claims
    }
    return groups.map { group in
      var longest: [Int32: Int32] = [:]
      for transfer in group {
        guard let load = loads[transfer] else { continue }
        if isSource(Int(space.columns.payer[transfer])) {
          if let number = numbers[transfer] { add(ClaimSpread.arrival(of: number)) }
          continue
        }
        if load.length > 0 {
          longest[load.account] = max(longest[load.account] ?? 0, load.length)
        }
        for arrival in load.own { add(arrival) }
      }
      for (account, length) in longest {
        for arrival in lists[Int(account)].prefix(Int(length)) { add(arrival) }
      }
      used.sort()
      defer { used.removeAll(keepingCapacity: true) }
      return used.map { block in
        defer { words[Int(block)] = 0 }
        return (number: block, claims: words[Int(block)])
      }
    }
  }

  private static func arrival(of claim: Int) -> Arrival {
    Arrival(block: Int32(truncatingIfNeeded: claim / 64), claims: 1 << UInt64(claim % 64))
  }
}
