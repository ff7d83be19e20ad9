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
  /// The claims that came to each account, where one sweep found them; nil where they would take too much memory.
  private var spread: ClaimSpread?
  /// The transfers with which money of any claim moves, where one sweep found them.
  private var moving: [Int32] = []

  /// The beginning of the last statement of each account that does not join the one before.
  private let gaps: [Int: Int64]

  /// The memory for the claims that came to each account, in bytes; tests lower it.
  @TaskLocal static var room = 256 << 20

  /// - Complexity: one sweep where the order of the ledger decides which transfers may follow which, and one search for
  ///   each claim elsewhere.
  init(_ space: WalkContext, _ sources: [(account: Int, claims: [Int])]) {
    self.space = space
    isReached = Array(repeating: false, count: space.view.ledger.accountCount)
    isSource = Set(sources.map(\.account))
    isClaim = Set(sources.flatMap(\.claims))
    gaps = Dictionary(
      space.view.ledger.statementClosings.filter { ($0.gap ?? 0) != 0 }.map {
        ($0.account.position, $0.days.lowerBound.milliseconds)
      }, uniquingKeysWith: max)
    let claims = sources.flatMap(\.claims).sorted()
    self.claims = claims.map { TransferID($0) }
    if space.isPlainOrder, space.rules.maximumHops == nil, space.rules.longestWait == nil {
      sweep(claims)
    } else {
      search(claims)
    }
  }

  /// Returns, for each of some groups of transfers, the claims whose walks end with any of them.
  ///
  /// O(*c*) for *c* claims that came to the payers of these transfers. Where that takes too much memory, the transfers
  /// are passed through once for every 512 claims.
  func claims(of groups: [[Int]]) throws(FundTracingError) -> [TransferSubset] {
    guard searched.isEmpty else { return groups.map(claims(searchedFor:)) }
    if let spread {
      return spread.claims(of: groups, isSource: isSource.contains).map {
        TransferSubset(of: claims, words: $0)
      }
    }
    return try ClaimBlocks(
      space, claims: claims, moving: moving, groups: groups, isSource: isSource
    ).subsets()
  }

  private func claims(searchedFor ends: [Int]) -> TransferSubset {
    var words: [Int: UInt64] = [:]
    for end in ends {
      for number in searched[end] ?? [] {
        words[number / 64, default: 0] |= 1 << UInt64(number % 64)
      }
    }
    return TransferSubset(
      of: claims,
      words: words.keys.sorted().map {
        (number: Int32(truncatingIfNeeded: $0), claims: words[$0] ?? 0)
      })
  }

  private mutating func sweep(_ claims: [Int]) {
    var spread: ClaimSpread? = ClaimSpread(space, claims, room: TrailEnds.room)
    var anyClaim = AnyClaimSweep(space, isClaim: isClaim)
    let columns = space.columns
    for transfer in (claims.first ?? columns.count)..<columns.count
    where space.view.contains(transfer) {
      guard spread?.pass(transfer) ?? anyClaim.carries(transfer) else { continue }
      anyClaim.move(transfer)
      moving.append(Int32(truncatingIfNeeded: transfer))
      if spread?.isTooLarge == true { spread = nil }
      guard isClaim.contains(transfer) || !isSource.contains(Int(columns.payer[transfer])),
        isLost(transfer)
      else { continue }
      isReached[Int(columns.beneficiary[transfer])] = true
      if !goesOn(transfer) { transfers.append(transfer) }
    }
    if spread != nil { moving = [] }
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

  /// Returns true where any transfer may pass this one on, by evidence that suffices, and no payment that no statement
  /// shows.
  private func goesOn(_ transfer: Int) -> Bool {
    let account = Int(space.columns.beneficiary[transfer])
    if space.needsLink(at: account) { return !space.payouts(of: transfer).isEmpty }
    if let gap = gaps[account], space.columns.start[transfer] < gap { return false }
    for payout in space.outgoing[account].reversed() {
      if space.isPlainOrder, Int(payout) <= transfer { return false }
      if space.view.contains(Int(payout)), space.precedence.mayFollow(transfer, Int(payout)) {
        return true
      }
    }
    return false
  }
}
