internal import PaymentGraph

/// Where the money of each claim is lost sight of.
struct TrailEnds {
  /// By transfer: the claims whose walks end with it.
  private(set) var claims: [Int: [Int]] = [:]
  /// By account: whether a claim's money arrives there.
  private(set) var isReached: [Bool]

  /// - Complexity: one search for each claim.
  init(_ space: WalkSpace, _ sources: [(account: Int, claims: [Int])]) {
    isReached = Array(repeating: false, count: space.view.ledger.accountCount)
    let isSource = Set(sources.map(\.account))
    let isClaim = Set(sources.flatMap(\.claims))
    var search = TransferSearch(space)
    var goesOn: [Int: Bool] = [:]
    for claim in sources.flatMap(\.claims).sorted() {
      search.run(from: [claim])
      for transfer in search.visited {
        // What comes back to a victim is not lost, and what the victim then does with it is no
        // question.
        let beneficiary = Int(space.columns.beneficiary[transfer])
        guard !isSource.contains(beneficiary),
          transfer == claim || !isSource.contains(Int(space.columns.payer[transfer])),
          space.columns.kind[transfer] != .cash,
          !TrailEnds.isVictimsOwn(transfer, space, isSource, isClaim)
        else { continue }
        isReached[beneficiary] = true
        let known = goesOn[transfer] ?? TrailEnds.goesOn(transfer, space)
        goesOn[transfer] = known
        if !known { claims[transfer, default: []].append(claim) }
      }
    }
  }

  /// Whether a payout of a pooled account passes on nothing but what victims paid and do not claim.
  private static func isVictimsOwn(
    _ payout: Int, _ space: WalkSpace, _ isSource: Set<Int>, _ isClaim: Set<Int>
  ) -> Bool {
    guard !isClaim.contains(payout), space.needsLink(at: Int(space.columns.payer[payout])) else {
      return false
    }
    return space.receipts(before: payout).allSatisfy {
      isSource.contains(Int(space.columns.payer[$0])) && !isClaim.contains($0)
    }
  }

  /// Whether any transfer may pass this one on, by evidence that suffices.
  private static func goesOn(_ transfer: Int, _ space: WalkSpace) -> Bool {
    let account = Int(space.columns.beneficiary[transfer])
    if space.needsLink(at: account) { return !space.payouts(of: transfer).isEmpty }
    let payouts = space.outgoing[account]
    for payout in payouts.reversed() {
      if space.view.contains(Int(payout)), space.precedence.mayFollow(transfer, Int(payout)) {
        return true
      }
    }
    return false
  }
}
