internal import PaymentGraph

/// A question about walks in a form for one pass in ledger order.
///
/// Nil where the order of the ledger does not decide which transfers may follow which, or where waits are limited.
struct SweepProblem: Sendable {
  /// The most hops for which a row of words is kept.
  static let hopLimit = 16

  /// A payout of a pooled account with the receipts that it is linked with, as indices in ``receipts``.
  struct Payout: Sendable {
    let transfer: Int
    var receipts: [Int]
  }

  let columns: TransferColumns
  let included: [Bool]?
  let needsLink: [Bool]
  let hasHubs: Bool
  /// The linked payouts of pooled accounts, in ledger order.
  let payouts: [Payout]
  /// The receipts with which they are linked, in ledger order.
  let receipts: [Int]
  /// True where hops are limited: then there is a word for each number of hops, otherwise one for any.
  let isLimited: Bool
  let levels: Int

  init?(_ space: WalkSpace) {
    if let limit = space.rules.maximumHops, limit > SweepProblem.hopLimit { return nil }
    guard space.rules.longestWait == nil, space.precedence.isSequence(in: space.view) else {
      return nil
    }
    columns = space.columns
    included = space.view.included
    isLimited = space.rules.maximumHops != nil
    levels = space.rules.maximumHops ?? 1
    let accounts = space.view.ledger.accountCount
    needsLink =
      space.view.ledger.hasPooled
      ? (0..<accounts).map(space.needsLink) : space.view.ledger.pooled
    hasHubs = space.view.ledger.hasPooled && needsLink.contains(true)
    var linked: [(transfer: Int, receipts: [Int])] = []
    // A look at every account takes as long as a question about few victims.
    for account in hasHubs ? needsLink.indices : 0..<0 where needsLink[account] {
      for payout in space.outgoing[account].map(Int.init) where space.view.contains(payout) {
        let receipts = space.receipts(before: payout)
        if !receipts.isEmpty { linked.append((payout, receipts)) }
      }
    }
    linked.sort { $0.transfer < $1.transfer }
    let receipts = Set(linked.flatMap(\.receipts)).sorted()
    self.receipts = receipts
    payouts = linked.map { payout in
      Payout(
        transfer: payout.transfer,
        receipts: payout.receipts.map { receipt in
          LinkSet.lowerBound(receipts.count) { receipts[$0] < receipt }
        })
    }
  }

  var accountCount: Int { needsLink.count }
  var transferCount: Int { columns.count }

  @inline(__always)
  func contains(_ transfer: Int) -> Bool { included?[transfer] ?? true }
}
