/// The victims of one sweep, each with a bit of a word.
struct SweepBlock: Sendable {
  /// How many victims' bits are kept together; see ``SweepReach``.
  static let size = 64

  /// The position of the first among all victims.
  let first: Int
  let accounts: [Int]
  /// What they claim, in ledger order; a transfer has one payer, so one victim at most claims it.
  let claims: [(transfer: Int, victim: Int)]

  /// The victims in blocks.
  ///
  /// - Parameter size: the most victims of one, a multiple of 64.
  static func blocks(
    _ sources: [(account: Int, claims: [Int])], of size: Int = SweepBlock.size
  ) -> [SweepBlock] {
    stride(from: 0, to: sources.count, by: size).map { first in
      let part = sources[first..<min(first + size, sources.count)]
      var claims: [(transfer: Int, victim: Int)] = []
      for (number, source) in part.enumerated() {
        claims += source.claims.map { ($0, number) }
      }
      return SweepBlock(
        first: first, accounts: part.map(\.account),
        claims: claims.sorted { $0.transfer < $1.transfer })
    }
  }
}

/// The accounts that the money of up to 64 victims reaches, and whose.
struct SweepReach: Sendable {
  /// The position of the first of them among all victims.
  let first: Int
  var accounts: [UInt32]
  var words: [UInt64]
}
