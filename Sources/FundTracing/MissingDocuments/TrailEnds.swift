internal import PaymentGraph

/// The transfers at which the trail of each claim ends.
struct TrailEnds {
  /// The transfers with which walks of claims end, in ledger order.
  private(set) var transfers: [Int] = []
  /// True for each account where money of a claim arrives.
  private(set) var isReached: [Bool]

  private let space: WalkSpace
  private let isSource: Set<Int>
  private let isClaim: Set<Int>
  /// The claims whose walks end with a transfer, by transfer, where each claim was searched for.
  private var searched: [Int: [Int]] = [:]
  /// The claims that came to each account, where one sweep found them.
  private var spread: ClaimSpread?

  /// - Complexity: one sweep where the order of the ledger decides which transfers may follow which, and one search for
  ///   each claim elsewhere.
  init(_ space: WalkSpace, _ sources: [(account: Int, claims: [Int])]) {
    self.space = space
    isReached = Array(repeating: false, count: space.view.ledger.accountCount)
    isSource = Set(sources.map(\.account))
    isClaim = Set(sources.flatMap(\.claims))
    let claims = sources.flatMap(\.claims).sorted()
    if space.isPlainOrder, space.rules.maximumHops == nil, space.rules.longestWait == nil {
      sweep(claims)
    } else {
      search(claims)
    }
  }

  /// Returns the claims whose walks end with any of some transfers.
  ///
  /// O(*c*) for *c* claims that came to the payers of these transfers.
  func claims(of ends: [Int]) -> Set<Int> {
    if let spread { return spread.claims(of: ends) { isSource.contains($0) } }
    return ends.reduce(into: []) { $0.formUnion(searched[$1] ?? []) }
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
    for claim in claims {
      search.run(from: [claim])
      for transfer in search.visited {
        guard transfer == claim || !isSource.contains(Int(space.columns.payer[transfer])),
          isLost(transfer)
        else { continue }
        isReached[Int(space.columns.beneficiary[transfer])] = true
        let known = goesOn[transfer] ?? self.goesOn(transfer)
        goesOn[transfer] = known
        if !known { searched[transfer, default: []].append(claim) }
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
