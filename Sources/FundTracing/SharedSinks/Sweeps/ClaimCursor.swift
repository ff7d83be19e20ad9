/// A cursor along the claims of a block of victims in ledger order.
struct ClaimCursor: Sendable {
  private let claims: [(transfer: Int, bit: UInt64)]
  private var place: Int
  /// The transfer of the next claim; `.max` where none is left.
  private(set) var next: Int

  /// - Parameter transfer: the first transfer that the caller may ask for.
  init(_ block: SweepBlock, from transfer: Int = 0) {
    claims = block.claims
    let first = LinkSet.lowerBound(block.claims.count) { block.claims[$0].transfer < transfer }
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
