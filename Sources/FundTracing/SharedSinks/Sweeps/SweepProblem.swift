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

  init?(_ space: WalkContext) {
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
          BinarySearch.lowerBound(receipts.count) { receipts[$0] < receipt }
        })
    }
  }

  var accountCount: Int { needsLink.count }
  var transferCount: Int { columns.count }

  @inline(__always)
  func contains(_ transfer: Int) -> Bool { included?[transfer] ?? true }
}

/// Up to 64 victims, each with a bit of a machine word.
struct SweepBlock: Sendable {
  static let size = 64

  /// The index of the first of them among all victims.
  let first: Int
  let accounts: [Int]
  /// Their claims, in ledger order; a transfer has one payer, so at most one victim claims it.
  let claims: [(transfer: Int, bit: UInt64)]

  /// Returns the victims in blocks.
  static func blocks(_ sources: [(account: Int, claims: [Int])]) -> [SweepBlock] {
    stride(from: 0, to: sources.count, by: size).map { first in
      let part = sources[first..<min(first + size, sources.count)]
      var claims: [(transfer: Int, bit: UInt64)] = []
      for (number, source) in part.enumerated() {
        claims += source.claims.map { ($0, 1 << UInt64(number)) }
      }
      return SweepBlock(
        first: first, accounts: part.map(\.account),
        claims: claims.sorted { $0.transfer < $1.transfer })
    }
  }
}

/// A cursor along the claims of a block of victims in ledger order.
struct ClaimCursor: Sendable {
  private let claims: [(transfer: Int, bit: UInt64)]
  private var place: Int
  /// The transfer of the next claim; `.max` where none is left.
  private(set) var next: Int

  /// - Parameter transfer: the first transfer that the caller may ask for.
  init(_ block: SweepBlock, from transfer: Int = 0) {
    claims = block.claims
    let first = BinarySearch.lowerBound(block.claims.count) { block.claims[$0].transfer < transfer }
    place = first
    next = first < block.claims.count ? block.claims[first].transfer : .max
  }

  /// Returns the bit of the victim that claims a transfer, or 0; the transfer comes after those asked for before.
  @inline(__always)
  mutating func take(_ transfer: Int) -> UInt64 { transfer < next ? 0 : pass(transfer) }

  @inline(never)
  private mutating func pass(_ transfer: Int) -> UInt64 {
    while place < claims.count, claims[place].transfer < transfer { place &+= 1 }
    var bit: UInt64 = 0
    if place < claims.count, claims[place].transfer == transfer {
      bit = claims[place].bit
      place &+= 1
    }
    next = place < claims.count ? claims[place].transfer : .max
    return bit
  }

  /// Returns the claimed transfers among at most 64 from one on, a bit for each; none was asked for before.
  @inline(__always)
  func claimed(from first: Int, count: Int) -> UInt64 {
    next < first &+ count ? look(from: first, count: count) : 0
  }

  @inline(never)
  private func look(from first: Int, count: Int) -> UInt64 {
    var bits: UInt64 = 0
    for claim in claims[place...] {
      guard claim.transfer < first &+ count else { break }
      bits |= 1 &<< UInt64(claim.transfer &- first)
    }
    return bits
  }
}

/// Divides work on a list of things among the cores.
enum CoreShares {
  /// The fewest things for which a core gets work of its own.
  static let least = 512

  /// Works on every part of some things, on all cores.
  static func forEach(_ things: Range<Int>, _ work: @Sendable (Range<Int>) -> Void) {
    _ = map(things) { part -> [Never] in
      work(part)
      return []
    }
  }

  /// Returns the results for all things, in their order.
  ///
  /// - Parameter make: returns a result for each thing of a part.
  static func map<Result: Sendable>(
    _ things: Range<Int>, _ make: @Sendable (Range<Int>) -> [Result]
  ) -> [Result] {
    // There are more parts than cores, because some things take longer than others.
    let made = Parallel.map(things, least: least, partsPerCore: 8, make)
    return made.count == 1 ? made[0] : Array(made.joined())
  }
}
